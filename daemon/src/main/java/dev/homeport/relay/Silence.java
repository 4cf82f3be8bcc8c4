package dev.homeport.relay;

import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.upstream.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The wait for the next piece of an answer that has begun: when it takes too long, the attempt is
/// given up. As long as the client takes its time with the last piece, nobody waits for another.
///
/// Begun and ended by the thread that asks; the alarm rings in its own.
final class Silence implements AutoCloseable {
  private final Attempt attempt;
  private final Alarms alarms;
  private final Duration longest;

  /// Set when the first silence begins, and put off with every other.
  private @Nullable Alarm alarm;

  /// Whether nothing is waited for; guarded by this, as is whether the alarm has rung meanwhile.
  private boolean over;

  private boolean missed;

  Silence(Attempt attempt, Alarms alarms, Duration longest) {
    this.attempt = attempt;
    this.alarms = alarms;
    this.longest = longest;
  }

  /// From now on the next piece is waited for.
  void begins() {
    Alarm set = alarm;
    boolean rung;
    synchronized (this) {
      over = false;
      rung = missed;
      missed = false;
      if (set != null && !rung) {
        set.putOff(longest);
        return;
      }
    }
    alarm = alarms.in(longest, this::ring);
  }

  /// A piece has come.
  synchronized void over() {
    over = true;
  }

  private void ring() {
    synchronized (this) {
      if (over) {
        missed = true;
        return;
      }
    }
    attempt.expire(
        Wait.STALL,
        "it stopped in the middle of its answer for " + longest.toMillis() / 1000.0 + " s");
  }

  @Override
  public void close() {
    Alarm set = alarm;
    if (set != null) {
      set.close();
    }
  }
}
