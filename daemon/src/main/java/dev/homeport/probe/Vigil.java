package dev.homeport.probe;

import dev.homeport.health.Evidence;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.probe.Patience.Step;
import dev.homeport.probe.SignOfLife.Outcome;
import dev.homeport.probe.Traffic.Count;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Listens for silence where answers should be, and asks a model for a sign of life when it lasts.
/// Owned by the watch's loop, except for what is said otherwise.
final class Vigil {
  private final Patience patience;
  private final Traffic traffic;
  private final Supplier<Inquiry> inquiries;
  private final Journal journal;
  private final Runnable nudge;

  /// What came of the question that is out, from its thread to the loop.
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  /// How many there were; read by everybody.
  private final AtomicLong asked = new AtomicLong();

  private Suspicion suspicion;
  private long trafficNanos;
  private @Nullable SignOfLife sign;
  private @Nullable Long lastNanos;

  /// A vigil over this traffic.
  ///
  /// @param nudge asks for a turn, from any thread
  Vigil(
      Patience patience,
      Traffic traffic,
      Supplier<Inquiry> inquiries,
      Journal journal,
      Runnable nudge,
      long nowNanos) {
    this.patience = patience;
    this.traffic = traffic;
    this.inquiries = inquiries;
    this.journal = journal;
    this.nudge = nudge;
    this.suspicion = Suspicion.none(traffic.count(), nowNanos);
    this.trafficNanos = nowNanos;
  }

  /// How many signs of life were asked for.
  long asked() {
    return asked.get();
  }

  /// How long ago the last question came or was answered.
  Duration idle(long nowNanos) {
    return Duration.ofNanos(nowNanos - trafficNanos);
  }

  /// Listens; true when there was a sign of life since the last time.
  boolean heardLife(boolean loading, long nowNanos) throws InterruptedException {
    Count count = traffic.count();
    boolean lived = count.lives() != suspicion.last().lives();
    if (lived || count.asked() != suspicion.last().asked()) {
      trafficNanos = nowNanos;
    }
    suspicion = suspicion.next(count, loading, nowNanos);
    if (lived || loading) {
      end();
    }
    return lived;
  }

  /// Forgets what was, because the machine slept.
  void restart(long nowNanos) throws InterruptedException {
    end();
    suspicion = Suspicion.none(traffic.count(), nowNanos);
  }

  /// Asks, waits, or concludes; nothing comes back where nothing is wrong.
  ///
  /// @param wedged whether a model is called wedged already
  @Nullable Evidence judge(boolean wedged, List<LoadedModel> loaded, long nowNanos)
      throws InterruptedException {
    Outcome came = outcome.getAndSet(null);
    if (came != null) {
      sign = null;
      switch (came) {
        case Outcome.Alive(String model) -> {
          journal.note(Weight.INFO, "sign of life received", Map.of("model", model));
          suspicion = Suspicion.none(traffic.count(), nowNanos);
          return new Evidence.Alive();
        }
        case Outcome.Unclear(String why) ->
            journal.note(Weight.INFO, "sign of life missed", Map.of("why", why));
      }
    }
    Step step =
        patience.step(
            wedged,
            suspicion.waited(),
            sign == null ? null : Duration.ofNanos(nowNanos - sign.beganNanos()),
            lastNanos == null ? null : Duration.ofNanos(nowNanos - lastNanos));
    return switch (step) {
      case NOTHING -> null;
      case DOUBT -> new Evidence.Quiet(suspicion.waited());
      case ASK -> {
        ask(loaded, nowNanos);
        yield new Evidence.Quiet(suspicion.waited());
      }
      case WEDGED -> concluded(nowNanos);
      case GIVE_UP -> {
        Evidence evidence = concluded(nowNanos);
        end();
        yield evidence;
      }
    };
  }

  /// Ends the question that is out, if one is.
  void end() throws InterruptedException {
    SignOfLife out = sign;
    if (out != null) {
      sign = null;
      out.end();
      outcome.set(null);
    }
  }

  private void ask(List<LoadedModel> loaded, long nowNanos) {
    asked.incrementAndGet();
    lastNanos = nowNanos;
    sign =
        new SignOfLife(
            inquiries.get(),
            loaded,
            patience.longest(),
            nowNanos,
            came -> {
              outcome.set(came);
              nudge.run();
            });
  }

  /// That no answer came means something only where a model was asked.
  private Evidence concluded(long nowNanos) {
    SignOfLife out = sign;
    String model = out == null ? null : out.model();
    return out == null || model == null
        ? new Evidence.Quiet(suspicion.waited())
        : new Evidence.Stuck(
            suspicion.waited(), model, Duration.ofNanos(nowNanos - out.beganNanos()));
  }
}
