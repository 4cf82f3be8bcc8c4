package dev.homeport.simulation.http;

import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client's connection. The thread that reads is always a little ahead of the one that answers,
/// so it sees the end of input while an answer is under way.
final class Connection {
  private final Socket socket;
  private final HttpListener.Handler handler;
  private final Presence presence;
  private final WallClock wall;

  /// What was read and is not yet answered; empty at the end of input.
  private final BlockingQueue<Optional<Asked>> requests = new ArrayBlockingQueue<>(8);

  private @Nullable Thread answerer;

  Connection(Socket socket, HttpListener.Handler handler, Pause pause, WallClock wall) {
    this.socket = socket;
    this.handler = handler;
    this.presence = new Presence(pause);
    this.wall = wall;
  }

  void start(Consumer<Connection> whenClosed) {
    answerer =
        Threads.virtual(
            "simulated answer",
            () -> {
              try {
                run();
              } finally {
                whenClosed.accept(this);
              }
            });
  }

  /// Ends it from outside: both threads notice the closed socket.
  void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed all the same.
    }
  }

  void join() throws InterruptedException {
    if (answerer != null) {
      answerer.join();
    }
  }

  private void run() {
    Thread reader = Threads.virtual("simulated request", this::read);
    try (socket) {
      socket.setTcpNoDelay(true);
      answer();
    } catch (IOException _) {
      // The client is gone; nobody is left to tell.
    } catch (InterruptedException _) {
      // It left in the middle of its answer: closing is all there is to do.
    } finally {
      reader.interrupt();
      boolean interrupted = false;
      while (reader.isAlive()) {
        try {
          reader.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void answer() throws IOException, InterruptedException {
    for (var next = requests.take(); next.isPresent(); next = requests.take()) {
      Asked asked = next.get();
      var answering = new Answering(asked, socket.getOutputStream(), presence, wall);
      handler.handle(asked, answering);
      if (!answering.staysOpen()) {
        return;
      }
    }
  }

  private void read() {
    try {
      var reader = new RequestReader(socket.getInputStream(), socket.getOutputStream());
      Optional<Asked> next;
      do {
        next = reader.next();
        if (next.isEmpty()) {
          presence.leave();
        }
        requests.put(next);
      } while (next.isPresent());
    } catch (IOException _) {
      presence.leave();
      requests.clear();
      requests.offer(Optional.empty());
    } catch (InterruptedException _) {
      // The one who answers is done.
    }
  }
}
