package dev.homeport.lifecycle;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rings when something takes too long. To put an alarm off costs next to nothing, so that it can
/// be done with every piece of an answer.
public final class Alarms implements Service {
  private static final Duration LONG = Duration.ofHours(1);

  private final Ticker ticker;
  private final Consumer<RuntimeException> bugs;

  /// By the time for which each was set when it was last looked at; guarded by itself.
  private final PriorityQueue<Alarm> set = new PriorityQueue<>(Alarm::compareTo);

  /// When the loop wakes up by itself, guarded by the set: whoever is due later need not wake it.
  private long wakesNanos;

  private @Nullable Loop loop;

  /// Alarms by this ticker.
  ///
  /// @param bugs hears of an action that throws
  public Alarms(Ticker ticker, Consumer<RuntimeException> bugs) {
    this.ticker = ticker;
    this.bugs = bugs;
    this.wakesNanos = ticker.nanoTime() + LONG.toNanos();
  }

  /// One alarm. Set by one thread, put off and switched off by any.
  public final class Alarm implements AutoCloseable {
    private final Runnable action;

    /// When it rings, unless it is put off meanwhile.
    private volatile long dueNanos;

    private volatile boolean off;

    /// The key in the queue; guarded by it.
    private long queuedNanos;

    private Alarm(long dueNanos, Runnable action) {
      this.dueNanos = dueNanos;
      this.queuedNanos = dueNanos;
      this.action = action;
    }

    /// Makes it ring so long from now, and not before.
    ///
    /// Only later than before: an alarm that shall ring earlier is another one.
    public void putOff(Duration later) {
      dueNanos = ticker.nanoTime() + later.toNanos();
    }

    /// Makes it ring so long from now, be that earlier or later than before.
    public void ringIn(Duration time) {
      boolean early = false;
      synchronized (set) {
        dueNanos = ticker.nanoTime() + time.toNanos();
        if (set.remove(this)) {
          early = queue(this);
        }
      }
      nudge(early);
    }

    private int compareTo(Alarm other) {
      return Long.compare(queuedNanos - other.queuedNanos, 0);
    }

    /// Switches it off.
    @Override
    public void close() {
      if (off) {
        return;
      }
      off = true;
      synchronized (set) {
        set.remove(this);
      }
    }
  }

  /// Sets an alarm; its action must not wait for anything.
  public Alarm in(Duration time, Runnable action) {
    var alarm = new Alarm(ticker.nanoTime() + time.toNanos(), action);
    boolean early;
    synchronized (set) {
      early = queue(alarm);
    }
    nudge(early);
    return alarm;
  }

  /// Whether the loop must wake up earlier for it. The lock is held.
  private boolean queue(Alarm alarm) {
    alarm.queuedNanos = alarm.dueNanos;
    set.add(alarm);
    boolean early = alarm.queuedNanos - wakesNanos < 0;
    if (early) {
      wakesNanos = alarm.queuedNanos;
    }
    return early;
  }

  private void nudge(boolean early) {
    Loop running = loop;
    if (early && running != null) {
      running.nudge();
    }
  }

  @Override
  public String name() {
    return "alarms";
  }

  @Override
  public void start() {
    loop = Loop.start("alarms", this::turn, bugs);
  }

  @Override
  public void stop() throws InterruptedException {
    if (loop != null) {
      loop.stop();
    }
  }

  private Duration turn() {
    while (true) {
      Alarm due;
      synchronized (set) {
        due = set.peek();
        long now = ticker.nanoTime();
        if (due == null) {
          wakesNanos = now + LONG.toNanos();
          return LONG;
        }
        if (due.queuedNanos - now > 0) {
          wakesNanos = due.queuedNanos;
          return Duration.ofNanos(due.queuedNanos - now);
        }
        set.remove();
        if (due.dueNanos - now > 0) {
          due.queuedNanos = due.dueNanos;
          set.add(due);
          continue;
        }
      }
      if (!due.off) {
        due.action.run();
      }
    }
  }
}
