package dev.homeport.fake.tailnet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/// A port that is listened on until it is closed; from then on connections are refused.
final class Ear implements AutoCloseable {
  private final ServerSocket server;
  private final Thread thread;

  /// Listens there.
  ///
  /// @param taker treats each connection, on a thread of its own
  Ear(InetSocketAddress address, Consumer<Socket> taker) {
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(address, 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofVirtual().name("ear").start(() -> accept(taker));
  }

  /// Where it listens.
  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept(Consumer<Socket> taker) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().name("connection").start(() -> taker.accept(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /// Java keeps the port until the thread that waits on it has gone.
  @Override
  public void close() {
    try {
      server.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
