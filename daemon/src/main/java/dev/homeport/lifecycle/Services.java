package dev.homeport.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Services in the order in which they were started, stopped in the reverse of it.
///
/// A stop that fails does not keep the others from being stopped; what went wrong is thrown at the
/// end, the first failure carrying the others. One thread starts, any one thread closes.
public final class Services implements AutoCloseable {
  /// Guarded by itself: a signal may close while the start is still under way.
  private final Deque<Service> started = new ArrayDeque<>();

  /// Starts one more. When that throws, those that run go on; the caller closes.
  public void start(Service service) throws Exception {
    service.start();
    synchronized (started) {
      started.push(service);
    }
  }

  @Override
  public void close() {
    IllegalStateException failure = null;
    for (Service service = next(); service != null; service = next()) {
      try {
        service.stop();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        var stopped = new IllegalStateException(service.name() + " did not stop cleanly", e);
        if (failure == null) {
          failure = stopped;
        } else {
          failure.addSuppressed(stopped);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable Service next() {
    synchronized (started) {
      return started.poll();
    }
  }
}
