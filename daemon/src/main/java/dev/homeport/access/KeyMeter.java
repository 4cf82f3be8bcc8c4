package dev.homeport.access;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Holds every key to its limits: requests per minute, tokens per minute, and how many at once. It
/// counts by name, so a key that is made anew with other limits begins where the old one stood.
///
/// What a minute holds is counted by the paces, which several processes may share; how many are
/// inside at once, each process counts for itself.
public final class KeyMeter {
  /// Who comes again within this time is told when; for longer than that nobody should sit and
  /// wait, which programs that are told a time do.
  private static final Duration SOON = Duration.ofSeconds(2);

  /// For so long a place is waited for: it is given back a moment after the client has the end of
  /// its answer, and may have the next question on its way by then.
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final Paces paces;
  private final Duration moment;

  /// How many requests of each key are inside; none of a key that has none. Guarded by itself.
  private final Map<String, Integer> inside = new HashMap<>();

  /// How many of each key wait for a place. Guarded by the one above.
  private final Map<String, Integer> waiting = new HashMap<>();

  /// Nobody has asked anything, and what is asked here is nobody else's business.
  public KeyMeter(Ticker ticker) {
    this(new OwnPaces(ticker));
  }

  /// A meter whose minutes are counted there.
  public KeyMeter(Paces paces) {
    this(paces, MOMENT);
  }

  /// @param moment for so long a place is waited for
  KeyMeter(Paces paces, Duration moment) {
    this.paces = paces;
    this.moment = moment;
  }

  /// What came of asking to enter.
  public sealed interface Entered {
    /// The request may go on, and is counted until its stay is closed.
    record In(Stay stay) implements Entered {}

    /// A limit is reached, and which.
    ///
    /// @param retryAfterSeconds when to come again, where that is soon; zero where it is not
    record Over(String text, int retryAfterSeconds) implements Entered {}
  }

  /// The time that a request is inside. Closing it again does nothing.
  public final class Stay implements AutoCloseable {
    private final Key key;

    /// Whether it was left.
    private final AtomicBoolean closed = new AtomicBoolean();

    private Stay(Key key) {
      this.key = key;
    }

    /// Takes the tokens that it used, of the prompt and of the answer, from the key's minute, also
    /// where the minute does not hold as many.
    public void used(long tokens) {
      Integer perMinute = key.limits().tokensPerMinute();
      if (perMinute != null && tokens > 0) {
        paces.took(tokensOf(key.name()), perMinute, (int) Math.min(tokens, Integer.MAX_VALUE));
      }
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave(key.name());
      }
    }
  }

  /// Lets one request of a key in, if its limits allow, after a moment where no place is free. One
  /// that is refused takes nothing.
  public Entered enter(Key key) throws InterruptedException {
    String name = key.name();
    KeyLimits limits = key.limits();
    if (!comeIn(name, limits.concurrent())) {
      return new Entered.Over(
          "the key " + name + " is at its limit: concurrent " + limits.concurrent(), 1);
    }
    Entered entered = within(key, limits);
    if (entered instanceof Entered.Over) {
      leave(name);
    }
    return entered;
  }

  private Entered within(Key key, KeyLimits limits) {
    Integer tokens = limits.tokensPerMinute();
    if (tokens != null) {
      Duration wait = paces.take(tokensOf(key.name()), tokens, 0);
      if (wait.isPositive()) {
        return over(key, "tokens-per-minute " + tokens, wait);
      }
    }
    Integer requests = limits.requestsPerMinute();
    if (requests != null) {
      Duration wait = paces.take(requestsOf(key.name()), requests, 1);
      if (wait.isPositive()) {
        return over(key, "requests-per-minute " + requests, wait);
      }
    }
    return new Entered.In(new Stay(key));
  }

  private static Entered.Over over(Key key, String limit, Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return new Entered.Over(
        "the key "
            + key.name()
            + " is at its limit: "
            + limit
            + "; it has room again in "
            + seconds
            + " s",
        wait.compareTo(SOON) <= 0 ? (int) seconds : 0);
  }

  /// Names of keys have no colon, so no key can be called as another's meter.
  private static String requestsOf(String name) {
    return "requests:" + name;
  }

  private static String tokensOf(String name) {
    return "tokens:" + name;
  }

  private boolean comeIn(String name, @Nullable Integer most) throws InterruptedException {
    synchronized (inside) {
      if (most != null && !isFree(name, most) && !isFreeInAMoment(name, most)) {
        return false;
      }
      inside.merge(name, 1, Integer::sum);
      return true;
    }
  }

  /// Waits for a place. No more wait than there are places, so that a crowd is sent away at once.
  /// The lock is held.
  private boolean isFreeInAMoment(String name, int most) throws InterruptedException {
    if (waiting.getOrDefault(name, 0) >= most) {
      return false;
    }
    waiting.merge(name, 1, Integer::sum);
    try {
      var deadline = Deadline.in(moment, Ticker.system());
      while (!isFree(name, most) && !deadline.hasPassed()) {
        TimeUnit.NANOSECONDS.timedWait(inside, Math.max(1, deadline.leftNanos()));
      }
      return isFree(name, most);
    } finally {
      waiting.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// The lock is held.
  private boolean isFree(String name, int most) {
    return inside.getOrDefault(name, 0) < most;
  }

  private void leave(String name) {
    synchronized (inside) {
      inside.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
      inside.notifyAll();
    }
  }

  /// How many keys have somebody inside.
  int size() {
    synchronized (inside) {
      return inside.size();
    }
  }
}
