package dev.homeport.upstream;

import dev.homeport.lifecycle.Threads;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Finds the address that belongs to a name, for no longer than a connection may take: a resolver
/// that is cut off says nothing for many seconds, and cannot be told to stop.
final class Lookup {
  private static final String NUMBERS = "0123456789.:[]%abcdefABCDEF";

  private Lookup() {}

  /// The address.
  static InetSocketAddress of(String host, int port, Duration limit)
      throws UnknownHostException, SocketTimeoutException, InterruptedIOException {
    if (host.chars().allMatch(letter -> NUMBERS.indexOf(letter) >= 0)) {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    }
    BlockingQueue<Optional<InetAddress>> found = new ArrayBlockingQueue<>(1);
    Thread _ =
        Threads.virtual(
            "lookup",
            () -> {
              try {
                found.add(Optional.of(InetAddress.getByName(host)));
              } catch (UnknownHostException e) {
                found.add(Optional.empty());
              }
            });
    try {
      Optional<InetAddress> address = found.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (address == null) {
        throw new SocketTimeoutException("no address of " + host + " came in time");
      }
      return new InetSocketAddress(address.orElseThrow(() -> new UnknownHostException(host)), port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
