package dev.homeport.server;

import dev.homeport.resilience.ByteBudget;
import dev.homeport.time.Ticker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Takes a request's body in, as fast as it comes and no slower than it must.
final class Intake {
  /// How long a body may come slower than its rate before it is given up.
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// How much of a body nobody wants is read away, so that its sender hears our answer.
  private static final long DRAINED = 64L * 1024 * 1024;

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

  private static final String EARLY_END = "Early EOF";

  private final ByteBudget budget;
  private final Ticker ticker;

  /// Somebody who reads along.
  interface Reader {
    /// A piece, which must not be kept.
    void feed(byte[] piece, int offset, int length);
  }

  /// What became of a body.
  sealed interface Taken {
    /// It is here, and the caller closes it.
    record Whole(HeldBody body) implements Taken {}

    /// It is larger than a body may be.
    record TooLarge() implements Taken {}

    /// All bodies together are larger than they may be.
    record NoRoom() implements Taken {}

    /// It came too slowly.
    record TooSlow(long bytes) implements Taken {}

    /// The client left, or broke its own framing.
    record Broken(boolean malformed) implements Taken {}
  }

  Intake(ByteBudget budget, Ticker ticker) {
    this.budget = budget;
    this.ticker = ticker;
  }

  /// Takes it all.
  ///
  /// @param most how many bytes it may have
  /// @param leastPerSecond how fast it must come
  Taken take(Request request, long most, long leastPerSecond, Reader reader)
      throws InterruptedException {
    long expected = request.getLength();
    if (expected > most) {
      return new Taken.TooLarge();
    }
    var body = new HeldBody(budget, expected);
    boolean kept = false;
    try {
      Taken taken = fill(request, body, most, leastPerSecond, reader);
      kept = taken instanceof Taken.Whole;
      return taken;
    } finally {
      if (!kept) {
        body.close();
      }
    }
  }

  private Taken fill(Request request, HeldBody body, long most, long leastPerSecond, Reader reader)
      throws InterruptedException {
    long began = ticker.nanoTime();
    byte[] scratch = null;
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        if (!awaitMore(request, began, body.length(), leastPerSecond)) {
          return new Taken.TooSlow(body.length());
        }
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) {
        return new Taken.Broken(isMalformed(chunk.getFailure()));
      }
      ByteBuffer bytes = chunk.getByteBuffer();
      int count = bytes.remaining();
      boolean last = chunk.isLast();
      if (count > 0) {
        if (body.length() + count > most) {
          chunk.release();
          return new Taken.TooLarge();
        }
        if (scratch == null || scratch.length < count) {
          scratch = new byte[Math.max(count, 4096)];
        }
        bytes.get(scratch, 0, count);
        chunk.release();
        reader.feed(scratch, 0, count);
        if (!body.add(scratch, 0, count)) {
          return new Taken.NoRoom();
        }
      } else {
        chunk.release();
      }
      if (last) {
        return new Taken.Whole(body);
      }
    }
  }

  /// Whether the client broke its own framing; the end of input in the middle is only a departure,
  /// for which Jetty has no public name.
  private static boolean isMalformed(Throwable failure) {
    return failure instanceof HttpException fault && !EARLY_END.equals(fault.getReason());
  }

  /// Waits for more; false when the body has fallen behind its rate for too long.
  private boolean awaitMore(Request request, long began, long bytes, long leastPerSecond)
      throws InterruptedException {
    long allowed =
        GRACE.toNanos()
            + (leastPerSecond <= 0
                ? Long.MAX_VALUE / 2
                : bytes * TimeUnit.SECONDS.toNanos(1) / leastPerSecond);
    long left = allowed - (ticker.nanoTime() - began);
    var signal = new Semaphore(0);
    request.demand(signal::release);
    return left > 0 && signal.tryAcquire(left, TimeUnit.NANOSECONDS);
  }

  /// Reads away what is left of a body that is refused, for a while.
  void drain(Request request) throws InterruptedException {
    long began = ticker.nanoTime();
    long drained = 0;
    while (drained < DRAINED) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long left = DRAIN_LIMIT.toNanos() - (ticker.nanoTime() - began);
        var signal = new Semaphore(0);
        request.demand(signal::release);
        if (left <= 0 || !signal.tryAcquire(left, TimeUnit.NANOSECONDS)) {
          return;
        }
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) {
        return;
      }
      drained += chunk.remaining();
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        return;
      }
    }
  }
}
