package dev.homeport.host;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.time.SleepGap;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells when the machine woke from sleep: at once, and again a few times after it, because
/// networks and programs come back one by one.
public final class WakeWatch implements Service {
  /// A wake, or one of the reminders after it.
  ///
  /// @param slept for how long
  /// @param ago how long ago it woke; zero the first time
  public record Wake(Duration slept, Duration ago) {
    /// Whether the machine woke just now.
    public boolean isFresh() {
      return ago.isZero();
    }
  }

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final SleepGap gap;
  private final Ticker ticker;
  private final List<Duration> reminders;
  private final Journal journal;
  private final Consumer<Wake> listener;

  /// The reminders of the last wake that are still to come; the loop's own, as is `wokeAtNanos`.
  private final Deque<Wake> ahead = new ArrayDeque<>();

  private long wokeAtNanos;

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// A watch that tells this listener, which must return soon.
  ///
  /// @param reminders how long after a wake it is told again, the shortest first
  public WakeWatch(
      Ticker ticker,
      WallClock wall,
      List<Duration> reminders,
      Journal journal,
      Consumer<Wake> listener) {
    this.gap = new SleepGap(ticker, wall);
    this.ticker = ticker;
    this.reminders = List.copyOf(reminders);
    this.journal = journal;
    this.listener = listener;
  }

  @Override
  public String name() {
    return "wake watch";
  }

  @Override
  public void start() {
    loop =
        Loop.start(
            name(),
            this::turn,
            bug -> journal.note(Weight.ERROR, "wake watch failed", Map.of("why", bug.toString())));
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      loop = null;
      running.stop();
    }
  }

  private Duration turn() {
    for (Wake wake : due()) {
      if (wake.isFresh()) {
        journal.note(Weight.INFO, "machine woke", Map.of("slept", wake.slept().toSeconds() + "s"));
      }
      listener.accept(wake);
    }
    return EVERY;
  }

  /// What is to be told now. A new sleep takes the place of an old one's reminders.
  List<Wake> due() {
    var due = new ArrayList<Wake>();
    Optional<Duration> slept = gap.check();
    if (slept.isPresent()) {
      wokeAtNanos = ticker.nanoTime();
      ahead.clear();
      reminders.forEach(ago -> ahead.add(new Wake(slept.get(), ago)));
      due.add(new Wake(slept.get(), Duration.ZERO));
    }
    Duration since = Duration.ofNanos(ticker.nanoTime() - wokeAtNanos);
    for (Wake next = ahead.peek();
        next != null && next.ago().compareTo(since) <= 0;
        next = ahead.peek()) {
      due.add(ahead.remove());
    }
    return due;
  }
}
