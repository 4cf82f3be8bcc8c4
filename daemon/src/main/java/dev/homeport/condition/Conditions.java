package dev.homeport.condition;

import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Knows how everybody stands. Safe for all threads; nothing here waits.
public final class Conditions {
  private final Ticker ticker;
  private final WallClock wall;
  private final Function<String, Cooling> coolings;

  /// All are well.
  ///
  /// @param coolings how long each rests, by its name
  public Conditions(Ticker ticker, WallClock wall, Function<String, Cooling> coolings) {
    this.ticker = ticker;
    this.wall = wall;
    this.coolings = coolings;
  }

  /// How a provider stands for one of its models.
  public Condition of(String provider, String model) {
    return new Condition.Well();
  }

  /// Somebody asks it.
  public Permit ask(String provider, String model) {
    return new Permit() {
      @Override
      public void answered() {}

      @Override
      public void failed(Blame blame) {}

      @Override
      public void dropped() {}
    };
  }

  /// It gave its list of models: what only wants that proof is over.
  public void reached(String provider) {}

  /// There is no way to it, as a look has found.
  public void lost(String provider, String cause, String detail) {}

  /// Everybody that is not well, the providers' own first.
  public List<Patient> patients() {
    return List.of();
  }

  /// A look has found that somebody is back.
  public void proven(Patient patient) {}

  /// A look has found that somebody still fails.
  public void relapsed(Patient patient, Blame blame) {}

  /// How often somebody came back so far: as long as it is the same, nobody did.
  public long recoveries() {
    return 0;
  }

  /// A provider has answered for a model that was asked for, though it was not the first choice; it
  /// is preferred for so long to those who are not proven back.
  public void prefer(String model, String provider, Duration time) {}

  /// Whom to prefer for a model.
  public Optional<String> preferred(String model) {
    return Optional.empty();
  }

  /// Only this provider is asked for so long.
  public void pin(String provider, Duration time) {}

  /// Everybody may be asked again.
  public void unpin() {}

  /// The one that is pinned.
  public Optional<Pin> pinned() {
    return Optional.empty();
  }

  /// Forgets failures, preferences and the pin.
  public void forget() {}

  /// Run after every change, by the thread that made it; must not wait.
  public void onChange(Runnable action) {}

  Duration sinceStart() {
    return Duration.ofNanos(ticker.nanoTime());
  }

  Cooling cooling(String provider) {
    return coolings.apply(provider);
  }

  WallClock wall() {
    return wall;
  }
}
