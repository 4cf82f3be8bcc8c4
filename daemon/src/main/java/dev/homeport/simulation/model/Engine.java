package dev.homeport.simulation.model;

import dev.homeport.simulation.model.Spoken.Timing;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Speaks as slowly as a model, and is as slow to load as one.
public final class Engine {
  /// How finely somebody who waits for a load looks whether another one has done it.
  private static final Duration SLICE = Duration.ofMillis(50);

  private final Library library;
  private final Duration perToken;
  private final Duration loadTime;
  private final Ticker ticker;

  /// Takes what is being said, piece by piece.
  @FunctionalInterface
  public interface Listener {
    /// Hears a piece.
    void hear(Piece piece) throws IOException;
  }

  /// An engine that speaks one token after each of these durations.
  public Engine(Library library, Duration perToken, Duration loadTime, Ticker ticker) {
    this.library = library;
    this.perToken = perToken;
    this.loadTime = loadTime;
    this.ticker = ticker;
  }

  /// Loads a model where it is not loaded, and keeps it for a while.
  public void load(Model model, @Nullable Duration stay, Pause pause) throws InterruptedException {
    for (Duration left = loadTime;
        left.isPositive() && !library.isLoaded(model);
        left = left.minus(SLICE)) {
      pause.last(left.compareTo(SLICE) < 0 ? left : SLICE);
    }
    library.keep(model, stay);
  }

  /// Answers a question, and returns when all is said.
  public Spoken speak(
      Model model, Question question, @Nullable Duration stay, Pause pause, Listener listener)
      throws IOException, InterruptedException {
    long came = ticker.nanoTime();
    load(model, stay != null && stay.isZero() ? null : stay, pause);
    long loaded = ticker.nanoTime();
    List<Piece> all = Script.of(question);
    var said = new ArrayList<Piece>();
    boolean cut = false;
    for (Piece piece : all) {
      if (said.size() == question.most()) {
        cut = true;
        break;
      }
      pause.last(perToken);
      said.add(piece);
      listener.hear(piece);
    }
    library.keep(model, stay);
    long over = ticker.nanoTime();
    long perPrompt = Duration.ofMillis(1).toNanos() * question.promptTokens() / 2;
    var timing = new Timing(over - came, loaded - came, perPrompt, over - loaded);
    return new Spoken(said, cut, question.promptTokens(), timing);
  }
}
