package dev.homeport.relay;

import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.lifecycle.Threads;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The wait for the first piece of an answer: one thing is waited for at a time, each with a limit
/// of its own. A daemon of ours says what that is; it can do so when the question is there, so its
/// silence counts from then.
///
/// An Ollama without one says nothing while its model loads, and leaving would end the load, each
/// time anew. So there the limit is a point where somebody else is asked beside it.
final class Patience implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Lane lane;
  private final Attempt attempt;
  private final Provider provider;
  private final Waits waits;
  private final Duration first;
  private final Alarms alarms;

  /// Rings when what is waited for takes too long; guarded by this, as is all that follows.
  private @Nullable Alarm alarm;

  private @Nullable Wait waited;

  /// What was waited for already: who waits for a turn does not begin anew with each step.
  private final Set<Wait> begun = EnumSet.noneOf(Wait.class);

  private boolean told;
  private boolean slow;
  private boolean over;

  private final @Nullable Alarm hedge;

  /// Rings where others would have begun already: is it there at all? Guarded by this.
  private @Nullable Alarm doubt;

  /// @param first how long the first piece may take
  Patience(Lane lane, Duration first, Alarms alarms) {
    this.lane = lane;
    this.attempt = lane.attempt();
    this.provider = lane.provider();
    this.waits = provider.waits();
    this.first = first;
    this.alarms = alarms;
    Duration after = waits.hedge();
    this.hedge = after == null ? null : alarms.in(after, () -> apart(() -> lane.company("hedge")));
    begin(Wait.FIRST_TOKEN, first);
    if (first.compareTo(waits.firstToken()) > 0) {
      doubt(waits.firstToken(), true);
    }
  }

  /// Who has long for its first piece, because it comes large, is looked at when a small one would
  /// be late: if it is away, nobody waits for the rest of the time.
  private synchronized void doubt(Duration time, boolean begins) {
    if (!over) {
      doubt = alarms.in(time, () -> apart(() -> doubted(begins)));
    }
  }

  private void doubted(boolean begins) {
    synchronized (this) {
      if (over || slow) {
        return;
      }
    }
    if (begins) {
      lane.suspect();
    }
    if (!lane.isAway()) {
      doubt(AGAIN, false);
    } else if (provider.isHome() && !isTold()) {
      synchronized (this) {
        slow = true;
      }
      lane.isSlow("it is not there any more, and has not begun to answer");
    } else {
      attempt.expire(Wait.FIRST_TOKEN, "it went away before it began to answer");
    }
  }

  private synchronized boolean isTold() {
    return told;
  }

  private Duration shorter(Duration limit) {
    return limit.compareTo(first) < 0 ? limit : first;
  }

  /// The question is sent. The last of it may be on its way for as long again.
  void sent(Duration took) {
    if (provider.isHome() && provider.acknowledges()) {
      waitFor(Wait.ACK, shorter(waits.ack()).plus(took));
    }
  }

  /// A daemon says how the question stands.
  void heard(String standing) {
    provider.acknowledges(true);
    synchronized (this) {
      told = true;
    }
    if (standing.startsWith("queued")) {
      waitFor(Wait.QUEUE, waits.queued());
    } else if (standing.startsWith("loading")) {
      lane.loads(true);
      waitFor(Wait.LOADING, waits.loading());
    } else if (standing.startsWith("running")) {
      lane.loads(false);
      waitFor(Wait.FIRST_TOKEN, first);
    }
  }

  /// The head of the answer has come: whatever was waited for, now it is the first piece.
  void head() {
    synchronized (this) {
      if (waited == Wait.FIRST_TOKEN) {
        return;
      }
    }
    begin(Wait.FIRST_TOKEN, first);
  }

  private void waitFor(Wait what, Duration limit) {
    boolean isNew;
    synchronized (this) {
      isNew = begun.add(what);
    }
    if (isNew) {
      begin(what, limit);
    }
  }

  private void begin(Wait what, Duration limit) {
    Alarm before;
    synchronized (this) {
      if (over) {
        return;
      }
      waited = what;
      before = alarm;
      alarm = alarms.in(limit, () -> ring(what, limit));
    }
    if (before != null) {
      before.close();
    }
  }

  private void ring(Wait what, Duration limit) {
    boolean company = false;
    synchronized (this) {
      if (over || what != waited) {
        return;
      }
      if (what == Wait.FIRST_TOKEN && provider.isHome() && !told && !slow) {
        Duration left = waits.loading().minus(limit);
        if (left.isPositive()) {
          slow = true;
          company = true;
          alarm = alarms.in(left, () -> ring(what, waits.loading()));
        }
      }
    }
    if (company) {
      apart(() -> lane.isSlow(text(what, limit)));
      return;
    }
    if (what == Wait.QUEUE && limit.compareTo(waits.loading()) < 0 && lane.isLast()) {
      // Whoever has nobody else is better off in a queue than with an error.
      begin(Wait.QUEUE, waits.loading());
      return;
    }
    if (what == Wait.ACK) {
      provider.acknowledges(false);
    }
    attempt.expire(what, text(what, limit));
  }

  /// An alarm must not wait, and what is told may.
  private static void apart(Runnable action) {
    Thread _ = Threads.virtual("company", action);
  }

  /// What is told of a wait that was too long.
  static String text(Wait what, Duration limit) {
    String time = Spell.seconds(limit);
    return switch (what) {
      case ACK -> "its daemon did not say within " + time + " that it is there";
      case QUEUE -> "no place in its queue became free within " + time;
      case LOADING -> "its model was not loaded within " + time;
      case FIRST_TOKEN -> "no first token came within " + time;
      case STALL, TOTAL, REQUEST -> "it took longer than " + time;
    };
  }

  /// Nothing is waited for any more: the first piece is here, or none will come.
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
    Alarm doubted;
    synchronized (this) {
      doubted = doubt;
    }
    if (doubted != null) {
      doubted.close();
    }
    if (hedge != null) {
      hedge.close();
    }
  }
}
