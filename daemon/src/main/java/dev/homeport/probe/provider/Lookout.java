package dev.homeport.probe.provider;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.failure.Failure;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Loop;
import dev.homeport.probe.provider.Finding.Way;
import dev.homeport.probe.provider.Reach.State;
import dev.homeport.probe.provider.Teller.Told;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Looks at one provider, again and again: its list, and the page of each model that is new.
final class Lookout {
  /// As many looks in a row must have been met with silence until that means something: who has a
  /// lot to do answers late.
  private static final int MUTE_IN_A_ROW = 2;

  private final Watched watched;
  private final Pacing pacing;
  private final Surroundings around;
  private final Teller teller;
  private final Pages pages;

  /// Written by the loop, read by everybody.
  private volatile Reach reach;

  /// The loop, between start and stop; guarded by `this`, as is `stopped`, so that none starts
  /// after the stop.
  private @Nullable Loop loop;

  private boolean stopped;

  /// How many looks in a row have found something wrong. The loop's own.
  private int failures;

  /// How many of the last ones were met with silence. The loop's own.
  private int mutes;

  /// When the last look was over, nothing before the first. The loop's own.
  private @Nullable Long lookedNanos;

  /// What came of a look.
  private enum Outcome {
    /// All that it was for.
    WELL,
    /// Not all of it.
    FLAWED,
    /// Nothing.
    AWAY,
    /// It was not finished.
    CUT
  }

  /// What all lookouts share.
  ///
  /// @param presence told whether there is a way
  /// @param chance spreads the rests
  /// @param looked run after each look
  record Surroundings(
      Catalogue catalogue,
      Alarms alarms,
      Journal journal,
      Presence presence,
      Ticker ticker,
      WallClock wall,
      RandomGenerator chance,
      Runnable looked) {}

  Lookout(Watched watched, Pacing pacing, Surroundings around) {
    this.watched = watched;
    this.pacing = pacing;
    this.around = around;
    this.teller = new Teller(watched.provider(), around.alarms(), pacing.patience());
    this.pages = new Pages(watched.provider().dialect(), teller);
    this.reach = new Reach(State.UNKNOWN, null, around.wall().now());
  }

  Watched watched() {
    return watched;
  }

  Pacing pacing() {
    return pacing;
  }

  Reach reach() {
    return reach;
  }

  /// Begins to look, unless it does or was stopped already.
  synchronized void start() {
    if (!stopped && loop == null) {
      loop =
          Loop.start(
              "list of " + watched.provider().name(),
              this::turn,
              bug -> note(Weight.ERROR, "look failed", "cause", bug.toString()));
    }
  }

  /// Looks as soon as it may.
  void lookNow() {
    Loop running;
    synchronized (this) {
      running = loop;
    }
    if (running != null) {
      running.nudge();
    }
  }

  /// The same, and nothing from before counts: the look that is under way is cut, and kept
  /// connections are not trusted.
  void lookAfresh() {
    watched.provider().dropIdle();
    lookNow();
    teller.cut();
  }

  /// Cuts the look that is under way; returns when nothing is left.
  void stop() throws InterruptedException {
    Loop running;
    synchronized (this) {
      stopped = true;
      running = loop;
      loop = null;
    }
    teller.close();
    if (running != null) {
      running.stop();
    }
    watched.provider().dropIdle();
  }

  private Duration turn() throws InterruptedException {
    Long last = lookedNanos;
    if (last != null) {
      Duration early = pacing.least().minusNanos(around.ticker().nanoTime() - last);
      if (early.isPositive()) {
        return early;
      }
    }
    Outcome outcome = look();
    if (outcome == Outcome.CUT) {
      return pacing.least();
    }
    failures = outcome == Outcome.WELL ? 0 : failures + 1;
    lookedNanos = around.ticker().nanoTime();
    around.looked().run();
    return pacing.after(failures, outcome == Outcome.AWAY, around.chance().nextDouble());
  }

  private Outcome look() throws InterruptedException {
    if (!watched.given().isEmpty()) {
      learn(watched.given().stream().map(ModelCard::named).toList());
      return Outcome.WELL;
    }
    ProviderDialect dialect = watched.provider().dialect();
    long lives = watched.provider().lives();
    return switch (teller.ask(dialect.list())) {
      case Told.Stopped() -> Outcome.CUT;
      case Told.Nothing(Failure failure) -> found(Finding.of(failure, watched.kind()), lives);
      case Told.Flood() -> found(Finding.nonsense(Told.ENDLESS, watched.kind()), lives);
      case Told.Refused(int status) -> found(Finding.of(status, watched.kind()), lives);
      case Told.Body(Bytes bytes) -> {
        Optional<List<ModelCard>> listed = dialect.listed(bytes.copy());
        if (listed.isEmpty()) {
          String text = "what it answers is no list of models";
          yield found(Finding.nonsense(text, watched.kind()), lives);
        }
        mutes = 0;
        stands(State.ANSWERS, null);
        around.presence().reached(watched.provider().name());
        yield learn(listed.get()) ? Outcome.WELL : Outcome.FLAWED;
      }
    };
  }

  /// Something was wrong.
  ///
  /// @param lives how many signs of life there had been when the look began
  private Outcome found(Finding finding, long lives) {
    String provider = watched.provider().name();
    mutes = finding.way() == Way.MUTE ? mutes + 1 : 0;
    if (mutes > 0 && watched.provider().lives() != lives) {
      mutes = 0;
    }
    if (finding.way() == Way.MUTE && mutes < MUTE_IN_A_ROW) {
      note(Weight.DEBUG, "look not answered", "cause", finding.text());
      return Outcome.AWAY;
    }
    stands(finding.state(), finding.text());
    switch (finding.way()) {
      case OPEN -> around.presence().reached(provider);
      case UNKNOWN -> {}
      case MUTE, CLOSED -> around.presence().lost(provider, finding.cause(), finding.text());
    }
    return finding.isAway() ? Outcome.AWAY : Outcome.FLAWED;
  }

  /// Notes how the provider stands.
  private void stands(State state, @Nullable String cause) {
    Reach before = reach;
    reach = before.after(state, cause, around.wall().now());
    if (before.state() != state) {
      note(
          state == State.FAILS ? Weight.WARN : Weight.INFO,
          state == State.FAILS ? "provider lost" : "provider reached",
          "cause",
          cause);
    } else if (!Objects.equals(before.cause(), cause)) {
      note(Weight.DEBUG, "provider judged", "cause", cause);
    }
  }

  /// Whether no page is missing.
  private boolean learn(List<ModelCard> listed) throws InterruptedException {
    Catalogue catalogue = around.catalogue();
    String provider = watched.provider().name();
    List<ModelCard> known = pages.recalled(listed, name -> catalogue.stock().card(provider, name));
    boolean changed = catalogue.learn(watched.source(), fitted(known), around.wall().now());
    Pages.Turned turned = pages.turned(known);
    if (turned.some()) {
      changed |= catalogue.learn(watched.source(), fitted(turned.models()), around.wall().now());
    }
    if (changed) {
      note(Weight.INFO, "models seen", "models", listed.size());
    }
    return turned.all();
  }

  /// With the context that the settings say.
  private List<ModelCard> fitted(List<ModelCard> models) {
    Integer context = watched.context();
    return context == null
        ? models
        : models.stream()
            .map(
                card ->
                    new ModelCard(
                        card.name(),
                        card.capabilities(),
                        context,
                        card.size(),
                        card.digest(),
                        card.modified(),
                        card.details(),
                        card.page()))
            .toList();
  }

  private void note(Weight weight, String what, String name, @Nullable Object fact) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("provider", watched.provider().name());
    if (fact != null) {
      facts.put(name, fact);
    }
    around.journal().note(weight, what, facts);
  }
}
