package dev.homeport.health;

import dev.homeport.health.Evidence.Alive;
import dev.homeport.health.Evidence.Broken;
import dev.homeport.health.Evidence.Calm;
import dev.homeport.health.Evidence.Foreign;
import dev.homeport.health.Evidence.Listed;
import dev.homeport.health.Evidence.Quiet;
import dev.homeport.health.Evidence.Silent;
import dev.homeport.health.Evidence.Stuck;
import dev.homeport.health.Evidence.Unreachable;
import dev.homeport.health.OllamaHealth.State;
import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the evidence so far says about Ollama; each new piece makes a new diagnosis.
///
/// One refused connection means down, because nothing is that certain. One late answer means slow:
/// a laptop under load is late, and only silence time and again is down. Lists that come do not
/// cure a wedged model, an answer does.
///
/// @param silences how many looks in a row got no answer in time
/// @param stuck the model that is wedged, where one is; one that is no longer in memory is cured
/// @param doubted whether questions wait in vain, which a list cannot disprove either
public record Diagnosis(
    OllamaHealth health, int silences, @Nullable String stuck, boolean doubted) {
  /// How many silent looks in a row are no longer slowness.
  static final int SILENCES = 3;

  /// An answer to a look that takes longer is late: it only reads a list.
  static final Duration LATE = Duration.ofSeconds(2);

  private static final String RESTART = "restart Ollama: quit and reopen the app, or: ollama serve";

  /// Before any evidence.
  public static Diagnosis none(Instant now) {
    return new Diagnosis(OllamaHealth.unknown(now), 0, null, false);
  }

  /// With one more piece of evidence.
  public Diagnosis with(Evidence evidence, Instant now) {
    return switch (evidence) {
      case Alive() -> new Diagnosis(in(State.FINE, null, null, now), 0, null, false);
      case Listed listed -> listed(listed, now);
      case Unreachable(String why) ->
          down(emptied(in(State.DOWN, why, "start Ollama: open the app, or: ollama serve", now)));
      case Broken(String why) -> down(in(State.DOWN, why, RESTART, now));
      case Foreign(String what, String next) -> down(emptied(in(State.DOWN, what, next, now)));
      case Silent(Duration limit) -> silent(limit, now);
      case Quiet(Duration since) ->
          health.state().answers()
              ? new Diagnosis(in(State.SLOW, quiet(since), null, now), silences, null, true)
              : this;
      case Calm() ->
          doubted && health.state() == State.SLOW
              ? new Diagnosis(in(State.FINE, null, null, now), silences, null, false)
              : new Diagnosis(health, silences, stuck, false);
      case Stuck(Duration since, String model, Duration asked) ->
          new Diagnosis(
              in(
                  State.WEDGED,
                  quiet(since) + ", nor to a word to " + model + " for " + words(asked),
                  RESTART,
                  now),
              silences,
              model,
              false);
    };
  }

  private static Diagnosis down(OllamaHealth health) {
    return new Diagnosis(health, 0, null, false);
  }

  private Diagnosis listed(Listed listed, Instant now) {
    boolean wedged = isStillStuck(listed.loaded());
    OllamaHealth judged;
    if (wedged) {
      judged = in(State.WEDGED, health.cause(), health.next(), now);
    } else if (doubted) {
      judged = in(State.SLOW, health.cause(), null, now);
    } else if (listed.latency().compareTo(LATE) > 0) {
      judged = in(State.SLOW, "it took " + words(listed.latency()) + " for a list", null, now);
    } else {
      judged = in(State.FINE, null, null, now);
    }
    String version = listed.version();
    List<InstalledModel> models = listed.models();
    List<LoadedModel> loaded = listed.loaded();
    var seen =
        new OllamaHealth(
            judged.state(),
            judged.cause(),
            judged.next(),
            judged.since(),
            version == null ? health.version() : version,
            models == null ? health.models() : models,
            loaded == null ? health.loaded() : loaded,
            listed.latency(),
            now);
    return new Diagnosis(seen, 0, wedged ? stuck : null, doubted);
  }

  private boolean isStillStuck(@Nullable List<LoadedModel> loaded) {
    return stuck != null
        && (loaded == null || loaded.stream().anyMatch(model -> model.name().equals(stuck)));
  }

  private Diagnosis silent(Duration limit, Instant now) {
    int count = silences + 1;
    if (count >= SILENCES) {
      String cause =
          "it takes connections, but " + count + " times gave no list within " + words(limit);
      return new Diagnosis(in(State.DOWN, cause, RESTART, now), count, null, false);
    }
    var seen =
        switch (health.state()) {
          case UNKNOWN -> in(State.UNKNOWN, "it gave no list within " + words(limit), null, now);
          case FINE, SLOW, LOADING ->
              in(State.SLOW, "it gave no list within " + words(limit), null, now);
          case WEDGED, DOWN -> in(health.state(), health.cause(), health.next(), now);
        };
    return new Diagnosis(seen, count, stuck, doubted);
  }

  private OllamaHealth in(State state, @Nullable String cause, @Nullable String next, Instant now) {
    return new OllamaHealth(
        state,
        cause,
        next,
        state == health.state() ? health.since() : now,
        health.version(),
        health.models(),
        health.loaded(),
        health.latency(),
        now);
  }

  /// A server that is not there has nothing in memory.
  private static OllamaHealth emptied(OllamaHealth health) {
    return new OllamaHealth(
        health.state(),
        health.cause(),
        health.next(),
        health.since(),
        health.version(),
        health.models(),
        List.of(),
        null,
        health.checked());
  }

  private static String quiet(Duration since) {
    return "no answer has begun for " + words(since);
  }

  private static String words(Duration duration) {
    return duration.toSeconds() < 10
        ? String.format("%.1f s", duration.toMillis() / 1000.0)
        : duration.toSeconds() + " s";
  }
}
