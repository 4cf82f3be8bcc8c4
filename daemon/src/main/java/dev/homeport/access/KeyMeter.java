package dev.homeport.access;

import dev.homeport.resilience.Pace;
import dev.homeport.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Holds every key to its limits: requests per minute, and how many at once. It counts by name, so
/// a key that is made anew with other limits begins where the old one stood.
public final class KeyMeter {
  private final Ticker ticker;

  /// What each key has taken. Guarded by itself.
  private final Map<String, Load> loads = new HashMap<>();

  private record Load(int inside, Pace pace) {}

  /// Nobody has asked anything.
  public KeyMeter(Ticker ticker) {
    this.ticker = ticker;
  }

  /// What came of asking to enter.
  public sealed interface Entered {
    /// The request may go on, and is counted until its stay is closed.
    record In(Stay stay) implements Entered {}

    /// A limit is reached, and which.
    record Over(String text, int retryAfterSeconds) implements Entered {}
  }

  /// The time that a request is inside. Closing it again does nothing.
  public final class Stay implements AutoCloseable {
    private final String name;

    /// Whether it was left.
    private final AtomicBoolean closed = new AtomicBoolean();

    private Stay(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave(name);
      }
    }
  }

  /// Lets one request of a key in, if its limits allow. One that is refused takes nothing.
  public Entered enter(Key key) {
    String name = key.name();
    Integer concurrent = key.limits().concurrent();
    Integer perMinute = key.limits().requestsPerMinute();
    synchronized (loads) {
      long now = ticker.nanoTime();
      Load load = loads.getOrDefault(name, new Load(0, Pace.full(now)));
      if (concurrent != null && load.inside() >= concurrent) {
        return new Entered.Over(
            "the key " + name + " is at its limit: concurrent " + concurrent, 1);
      }
      int wait = perMinute == null ? 0 : load.pace().secondsToWait(perMinute, now);
      if (wait > 0) {
        return new Entered.Over(
            "the key " + name + " is at its limit: requests-per-minute " + perMinute, wait);
      }
      Pace pace = perMinute == null ? load.pace() : load.pace().taken(perMinute, now);
      loads.put(name, new Load(load.inside() + 1, pace));
    }
    return new Entered.In(new Stay(name));
  }

  private void leave(String name) {
    synchronized (loads) {
      long now = ticker.nanoTime();
      loads.computeIfPresent(
          name,
          (_, load) ->
              load.inside() == 1 && load.pace().isFull(now)
                  ? null
                  : new Load(load.inside() - 1, load.pace()));
    }
  }

  /// How many keys are remembered.
  int size() {
    synchronized (loads) {
      return loads.size();
    }
  }
}
