package dev.homeport.host;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps a Mac awake by a `caffeinate` that ends with us, however we end.
///
/// Requests only count; one loop reads the count and the settings and obeys. On other systems it
/// does nothing and says so.
public final class KeepAwake implements Service {
  /// When the machine is kept from sleeping: `power.keep-awake`.
  public enum Mode {
    /// Not by us.
    NEVER,
    /// While requests run, and a short grace longer.
    WHILE_SERVING,
    /// Always, as long as it has mains power: for a Mac that shall be reachable.
    ON_AC
  }

  /// Whether the machine is kept awake, since when, and if not, why not.
  public record State(boolean awake, @Nullable Instant since, @Nullable String why) {}

  static final Duration GRACE = Duration.ofSeconds(30);
  static final Duration RETRY = Duration.ofMinutes(5);
  private static final Duration WHILE_HELD = Duration.ofSeconds(5);
  private static final Duration WHILE_FREE = Duration.ofMinutes(1);

  private final Platform platform;
  private final Supplier<Mode> mode;
  private final Journal journal;
  private final Ticker ticker;
  private final WallClock wall;
  private final AtomicInteger serving = new AtomicInteger();

  /// When the last request ended, so that the grace is measured from there and not from when the
  /// loop looked.
  private volatile long idleSinceNanos;

  /// Written by the loop, read by everybody.
  private volatile State state = new State(false, null, "nothing was served yet");

  /// The loop, between start and stop; nothing where there is nothing to do.
  private volatile @Nullable Loop loop;

  /// What runs now, and what of; the loop's own, as is all below.
  private @Nullable Process child;

  private Caffeine held = Caffeine.NONE;
  private @Nullable Long failedAtNanos;
  private boolean told;

  /// Keeps this machine awake as the mode says at each time.
  public KeepAwake(
      Platform platform, Supplier<Mode> mode, Journal journal, Ticker ticker, WallClock wall) {
    this.platform = platform;
    this.mode = mode;
    this.journal = journal;
    this.ticker = ticker;
    this.wall = wall;
    this.idleSinceNanos = ticker.nanoTime() - GRACE.toNanos();
  }

  /// A request has begun (1) or ended (-1). On the way of every request.
  public void serving(int change) {
    int now = serving.addAndGet(change);
    if (now == 0) {
      idleSinceNanos = ticker.nanoTime();
    } else if (now == 1 && change > 0 && !state.awake()) {
      settingsChanged();
    }
  }

  /// The mode may be another now.
  public void settingsChanged() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  /// How it stands.
  public State state() {
    return state;
  }

  @Override
  public String name() {
    return "keep-awake";
  }

  @Override
  public void start() {
    if (platform.os() != Platform.Os.MACOS) {
      state = new State(false, null, "only macOS is kept awake");
      return;
    }
    loop =
        Loop.start(
            name(),
            this::turn,
            bug -> journal.note(Weight.ERROR, "keep-awake failed", Map.of("why", bug.toString())));
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      loop = null;
      running.stop();
      release();
      state = new State(false, null, "stopped");
    }
  }

  /// Makes the child what it should be; returns when to look again.
  Duration turn() throws InterruptedException {
    Mode wanted = mode.get();
    int now = serving.get();
    Duration idle = Duration.ofNanos(ticker.nanoTime() - idleSinceNanos);
    Caffeine dose = Caffeine.dose(wanted, now, idle, GRACE);
    Process running = child;
    if (running != null && !running.isAlive()) {
      child = null;
      failed("caffeinate ended with exit status " + running.exitValue());
    }
    if (dose != held || child == null) {
      if (dose != held) {
        release();
      }
      held = dose;
      if (dose == Caffeine.NONE) {
        state =
            new State(
                false, null, wanted == Mode.NEVER ? "power.keep-awake is never" : "nothing runs");
        if (serving.get() != now) {
          // It came before it could see that we let go, so it did not nudge.
          return Duration.ZERO;
        }
      } else if (mayTry()) {
        begin(dose);
      }
    }
    return held == Caffeine.NONE ? WHILE_FREE : WHILE_HELD;
  }

  private boolean mayTry() {
    Long failedAt = failedAtNanos;
    return failedAt == null || ticker.nanoTime() - failedAt >= RETRY.toNanos();
  }

  private void begin(Caffeine dose) {
    Optional<Path> caffeinate = platform.executable("caffeinate");
    if (caffeinate.isEmpty()) {
      failed("the program caffeinate was not found");
      return;
    }
    String ourselves = Long.toString(ProcessHandle.current().pid());
    try {
      child =
          Command.builder(List.of(caffeinate.get().toString(), dose.flag(), "-w", ourselves))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      failedAtNanos = null;
      state = new State(true, wall.now(), null);
    } catch (IOException e) {
      failed("caffeinate could not be started: " + e.getMessage());
    }
  }

  /// Told once, not at every try.
  private void failed(String why) {
    failedAtNanos = ticker.nanoTime();
    state = new State(false, null, why);
    if (!told) {
      told = true;
      journal.note(Weight.WARN, "machine not kept awake", Map.of("why", why));
    }
  }

  private void release() throws InterruptedException {
    Process running = child;
    if (running != null) {
      child = null;
      Command.kill(running);
    }
  }
}
