package dev.homeport.relay;

import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The wait until home has loaded a model: as long as a load may take, but no longer than for a
/// sign of life where a daemon of ours is known to give one.
final class LoadPatience implements AutoCloseable {
  private final Provider home;
  private final Attempt attempt;
  private final Alarms alarms;

  /// Rings when it takes too long; guarded by this, as is whether home has said anything and
  /// whether it is over.
  private @Nullable Alarm alarm;

  private boolean told;
  private boolean over;

  LoadPatience(Provider home, Attempt attempt, Alarms alarms) {
    this.home = home;
    this.attempt = attempt;
    this.alarms = alarms;
    begin(Wait.LOADING, home.waits().loading());
    attempt.onSent(this::sent);
    attempt.onNews(_ -> heard());
  }

  private void sent(Duration took) {
    if (home.acknowledges()) {
      begin(Wait.ACK, home.waits().ack().plus(took));
    }
  }

  private void heard() {
    home.acknowledges(true);
    synchronized (this) {
      if (told) {
        return;
      }
      told = true;
    }
    begin(Wait.LOADING, home.waits().loading());
  }

  private void begin(Wait what, Duration limit) {
    Alarm before;
    synchronized (this) {
      if (over) {
        return;
      }
      before = alarm;
      alarm = alarms.in(limit, () -> ring(what, limit));
    }
    if (before != null) {
      before.close();
    }
  }

  private void ring(Wait what, Duration limit) {
    synchronized (this) {
      if (over || (what == Wait.ACK && told)) {
        return;
      }
    }
    if (what == Wait.ACK) {
      home.acknowledges(false);
    }
    attempt.expire(what, Patience.text(what, limit));
  }

  @Override
  public void close() {
    Alarm set;
    synchronized (this) {
      over = true;
      set = alarm;
    }
    if (set != null) {
      set.close();
    }
  }
}
