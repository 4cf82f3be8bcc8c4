package dev.homeport.relay;

import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Ticker;
import dev.homeport.wire.Field;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where one speaks to the client at a time. While nobody has begun an answer it is silent for a
/// while, so that a failure is still an honest status; then the head goes out, and now and then
/// something that the client's API takes for nothing, so that nobody gives up (clients.md 2).
final class Floor implements AutoCloseable {
  private final Delivery delivery;
  private final Supplier<Opening> opening;
  private final Supplier<List<Field>> heading;
  private final Manners manners;
  private final Alarms alarms;
  private final Ticker ticker;

  /// Rings when the client has heard nothing for long; guarded by this, as is all that follows.
  private @Nullable Alarm alarm;

  private long spokeNanos;
  private boolean headed;
  private boolean closed;

  /// @param opening what a client hears of an answer that has not begun; asked for only then
  /// @param heading what the head says then of the way so far
  Floor(
      Delivery delivery,
      Supplier<Opening> opening,
      Supplier<List<Field>> heading,
      Manners manners,
      Alarms alarms,
      Ticker ticker) {
    this.delivery = delivery;
    this.opening = opening;
    this.heading = heading;
    this.manners = manners;
    this.alarms = alarms;
    this.ticker = ticker;
    synchronized (this) {
      alarm = alarms.in(manners.hold(), this::ring);
    }
  }

  /// Nobody will answer: nothing means nothing any more. Whether the head of an answer has gone
  /// out, so that nothing but a cut may follow.
  synchronized boolean endsHeaded() {
    closed = true;
    return headed;
  }

  /// Begins a stream, if it has not begun.
  synchronized void begin(String contentType, Supplier<List<Field>> heading) {
    if (!headed && !closed) {
      headed = true;
      delivery.head(contentType, heading.get());
    }
  }

  /// Sends what is in the buffer and empties it; false when the client is gone.
  synchronized boolean send(Bytes out) {
    if (closed) {
      return false;
    }
    boolean sent = delivery.send(out);
    spokeNanos = ticker.nanoTime();
    return sent;
  }

  /// Sends the last of a stream; false when the client is gone.
  synchronized boolean end(Bytes out) {
    if (closed) {
      return false;
    }
    closed = true;
    return delivery.end(out);
  }

  /// Sends all of an answer; false when the client is gone.
  synchronized boolean whole(String contentType, Bytes out, Supplier<List<Field>> heading) {
    if (closed) {
      return false;
    }
    closed = true;
    if (headed) {
      return delivery.end(out);
    }
    headed = true;
    return delivery.whole(contentType, out, heading.get());
  }

  /// Sends the last words of an answer that has failed, and cuts it.
  synchronized void cut(Bytes lastWords) {
    closed = true;
    delivery.cut(lastWords);
  }

  /// No answer will come after all: the client is told so, and cut off.
  synchronized void fail(int status, String text) {
    var out = new Bytes();
    opening.get().broken(status, text, out);
    cut(out);
  }

  private void ring() {
    Thread _ = Threads.virtual("keep-alive", this::turn);
  }

  private synchronized void turn() {
    if (closed) {
      return;
    }
    Duration silent = Duration.ofNanos(ticker.nanoTime() - spokeNanos);
    Duration rest = manners.keepAlive();
    if (headed && silent.compareTo(rest) < 0) {
      rest = rest.minus(silent);
    } else {
      Opening nothingYet = opening.get();
      begin(nothingYet.contentType(), heading);
      byte[] nothing = nothingYet.keepAlive();
      var out = new Bytes().append(nothing, 0, nothing.length);
      if (!send(out)) {
        return;
      }
    }
    alarm = alarms.in(rest, this::ring);
  }

  /// Nothing more is said.
  @Override
  public void close() {
    Alarm set;
    synchronized (this) {
      closed = true;
      set = alarm;
    }
    if (set != null) {
      set.close();
    }
  }
}
