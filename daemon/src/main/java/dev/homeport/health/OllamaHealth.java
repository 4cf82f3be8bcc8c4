package dev.homeport.health;

import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of Ollama at one moment.
///
/// @param cause what is wrong, where something is
/// @param next what a person can do about it, where something can be done
/// @param since when it came into this state
/// @param models what is installed, by the last list that came
/// @param loaded what is in memory or on its way there, by the last list that came
/// @param latency how long it took to answer the last look
/// @param checked when something was last heard of it, or tried in vain
public record OllamaHealth(
    State state,
    @Nullable String cause,
    @Nullable String next,
    Instant since,
    @Nullable String version,
    List<InstalledModel> models,
    List<LoadedModel> loaded,
    @Nullable Duration latency,
    Instant checked) {
  /// How it is, in the words of the status pages.
  public enum State {
    /// Nobody has looked yet.
    UNKNOWN("starting", false),
    /// It answers.
    FINE("fine", true),
    /// It answers late, or has not answered for a while and is being asked.
    SLOW("slow", true),
    /// It is loading a model for somebody.
    LOADING("model-loading", true),
    /// Its lists are fine while no question gets an answer.
    WEDGED("model-wedged", false),
    /// It cannot be reached, does not answer, or is not Ollama.
    DOWN("ollama-down", false);

    private final String word;
    private final boolean answers;

    State(String word, boolean answers) {
      this.word = word;
      this.answers = answers;
    }

    /// The word for people and programs.
    public String word() {
      return word;
    }

    /// Whether a question is worth bringing.
    public boolean answers() {
      return answers;
    }
  }

  /// Copies the lists.
  public OllamaHealth {
    models = List.copyOf(models);
    loaded = List.copyOf(loaded);
  }

  /// Before the first look.
  public static OllamaHealth unknown(Instant now) {
    return new OllamaHealth(
        State.UNKNOWN, "nobody has looked yet", null, now, null, List.of(), List.of(), null, now);
  }

  /// The same, seen while this model is being loaded for somebody.
  public OllamaHealth whileLoading(String model, Instant since) {
    return state != State.FINE
        ? this
        : new OllamaHealth(
            State.LOADING,
            model + " is loading",
            null,
            since,
            version,
            models,
            loaded,
            latency,
            checked);
  }
}
