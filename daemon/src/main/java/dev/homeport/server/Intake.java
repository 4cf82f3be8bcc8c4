package dev.homeport.server;

import dev.homeport.resilience.ByteBudget;
import dev.homeport.time.Ticker;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Takes a request's body in, as fast as it comes and no slower than it must.
final class Intake {
  /// How much of a body nobody wants is read away, so that its sender hears our answer.
  private static final long DRAINED = 64L * 1024 * 1024;

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

  /// The same for those who have no key, and how many of them are waited for at once: all this
  /// costs them nothing and us a thread each.
  private static final long DRAINED_OF_STRANGERS = 16L * 1024 * 1024;

  private static final Duration STRANGERS_LIMIT = Duration.ofSeconds(2);
  private static final int MOST_STRANGERS = 64;

  /// How much of a refused body is taken off before the answer.
  private static final long SKIMMED = 256 * 1024;

  private final ByteBudget budget;
  private final Supplier<Arena> memory;
  private final Ticker ticker;

  /// Places for strangers who are waited for.
  private final Semaphore strangers = new Semaphore(MOST_STRANGERS);

  /// Somebody who reads along.
  interface Reader {
    /// Nobody.
    Reader NONE = (_, _, _) -> {};

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

  /// @param memory makes the memory of a body, for one thread or for several
  Intake(ByteBudget budget, Supplier<Arena> memory, Ticker ticker) {
    this.budget = budget;
    this.memory = memory;
    this.ticker = ticker;
  }

  /// Takes it all, as large and as slow as the rules allow: it may fall behind its rate for as long
  /// as a head may take.
  Taken take(Request request, DoorRules rules, Reader reader) throws InterruptedException {
    long expected = request.getLength();
    if (expected > rules.body()) {
      return new Taken.TooLarge();
    }
    var body = new HeldBody(budget, expected, memory);
    boolean kept = false;
    try {
      Taken taken = fill(request, body, rules, reader);
      kept = taken instanceof Taken.Whole;
      return taken;
    } finally {
      if (!kept) {
        body.close();
      }
    }
  }

  private Taken fill(Request request, HeldBody body, DoorRules rules, Reader reader)
      throws InterruptedException {
    long began = ticker.nanoTime();
    byte[] scratch = null;
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        // Not held while nothing comes, because that may be long and many.
        scratch = null;
        if (!awaitMore(request, began, body.length(), rules)) {
          return new Taken.TooSlow(body.length());
        }
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) {
        return new Taken.Broken(isMalformed(request, chunk.getFailure()));
      }
      ByteBuffer bytes = chunk.getByteBuffer();
      int count = bytes.remaining();
      boolean last = chunk.isLast();
      if (count > 0) {
        if (body.length() + count > rules.body()) {
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

  /// Whether the client broke its own framing. Jetty has one name for that and for the end of input
  /// in the middle, which is only a departure; the socket tells them apart.
  private static boolean isMalformed(Request request, Throwable failure) {
    return failure instanceof HttpException && !Visit.endPointOf(request).isInputShutdown();
  }

  /// Waits for more; false when the body has fallen behind its rate for too long.
  private boolean awaitMore(Request request, long began, long bytes, DoorRules rules)
      throws InterruptedException {
    long allowed =
        rules.headerWait().toNanos()
            + (rules.bodyRate() <= 0
                ? Long.MAX_VALUE / 2
                : bytes * TimeUnit.SECONDS.toNanos(1) / rules.bodyRate());
    long left = allowed - (ticker.nanoTime() - began);
    var signal = new Semaphore(0);
    request.demand(signal::release);
    return left > 0 && signal.tryAcquire(left, TimeUnit.NANOSECONDS);
  }

  /// Takes off what has come already of a body that is refused; true when that was all of it, so
  /// that the connection is still good. A client that waits to be told to send is not told.
  boolean skim(Request request) {
    long skimmed = 0;
    while (!request.getHeaders().contains(HttpHeader.EXPECT) && skimmed < SKIMMED) {
      Content.Chunk chunk = request.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return false;
      }
      skimmed += chunk.remaining();
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        return true;
      }
    }
    return false;
  }

  /// Reads away for a while what still comes of a body that is refused and answered: whoever sends
  /// on until he has sent all would lose the answer if we closed at once.
  ///
  /// @param known whether its sender has a key; of the others only a few are waited for
  void linger(Request request, boolean known) throws InterruptedException {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      return;
    }
    if (known) {
      drain(request, DRAINED, DRAIN_LIMIT);
    } else if (strangers.tryAcquire()) {
      try {
        drain(request, DRAINED_OF_STRANGERS, STRANGERS_LIMIT);
      } finally {
        strangers.release();
      }
    }
  }

  private void drain(Request request, long most, Duration limit) throws InterruptedException {
    long began = ticker.nanoTime();
    long drained = 0;
    while (drained < most) {
      long left = limit.toNanos() - (ticker.nanoTime() - began);
      if (left <= 0) {
        return;
      }
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        var signal = new Semaphore(0);
        request.demand(signal::release);
        if (!signal.tryAcquire(left, TimeUnit.NANOSECONDS)) {
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
