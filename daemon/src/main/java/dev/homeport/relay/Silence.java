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
/// Who has sent many pieces has shown that it is well, and gets more time for the next one.
///
/// Begun and ended by the thread that asks; the alarm rings in its own.
final class Silence implements AutoCloseable {
  private static final int MANY = 50;
  private static final int MORE = 3;

  private final Attempt attempt;
  private final Alarms alarms;
  private final Duration stall;
  private int pieces;

  /// Set when the first silence begins, and put off with every other.
  private @Nullable Alarm alarm;

  /// Whether nothing is waited for; guarded by this, as is whether the alarm has rung meanwhile.
  private boolean over;

  private boolean missed;

  /// How long this silence may be; guarded by this.
  private Duration longest;

  Silence(Attempt attempt, Alarms alarms, Duration stall) {
    this.attempt = attempt;
    this.alarms = alarms;
    this.stall = stall;
    this.longest = stall;
  }

  /// From now on the next piece is waited for.
  void begins() {
    Alarm set = alarm;
    Duration time;
    synchronized (this) {
      over = false;
      boolean rung = missed;
      missed = false;
      time = pieces > MANY ? stall.multipliedBy(MORE) : stall;
      longest = time;
      if (set != null && !rung) {
        set.putOff(time);
        return;
      }
    }
    alarm = alarms.in(time, this::ring);
  }

  /// A piece has come.
  synchronized void over() {
    over = true;
    pieces++;
  }

  private void ring() {
    Duration waited;
    synchronized (this) {
      if (over) {
        missed = true;
        return;
      }
      waited = longest;
    }
    attempt.expire(
        Wait.STALL, "it stopped in the middle of its answer for " + Spell.seconds(waited));
  }

  @Override
  public void close() {
    Alarm set = alarm;
    if (set != null) {
      set.close();
    }
  }
}
