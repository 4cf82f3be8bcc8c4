package dev.homeport.probe.provider;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Loop;
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

  /// How many looks have failed in a row. The loop's own.
  private int failures;

  /// When the last look was over, nothing before the first. The loop's own.
  private @Nullable Long lookedNanos;

  /// What all lookouts share.
  ///
  /// @param chance spreads the rests
  /// @param looked run after each look
  record Surroundings(
      Catalogue catalogue,
      Alarms alarms,
      Journal journal,
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
  }

  private Duration turn() throws InterruptedException {
    Long last = lookedNanos;
    if (last != null) {
      Duration early = pacing.least().minusNanos(around.ticker().nanoTime() - last);
      if (early.isPositive()) {
        return early;
      }
    }
    failures = look() ? 0 : failures + 1;
    lookedNanos = around.ticker().nanoTime();
    around.looked().run();
    return pacing.after(failures, around.chance().nextDouble());
  }

  /// Whether all was well.
  private boolean look() throws InterruptedException {
    if (!watched.given().isEmpty()) {
      learn(watched.given().stream().map(ModelCard::named).toList());
      return true;
    }
    ProviderDialect dialect = watched.provider().dialect();
    return switch (teller.ask(dialect.list())) {
      case Told.Stopped() -> true;
      case Told.Nothing(String why) -> found(State.FAILS, why);
      case Told.Refused(int status) -> refused(status);
      case Told.Body(Bytes bytes) -> {
        Optional<List<ModelCard>> listed = dialect.listed(bytes.copy());
        if (listed.isEmpty()) {
          yield found(State.FAILS, "what it answers is no list of models");
        }
        found(State.ANSWERS, null);
        yield learn(listed.get());
      }
    };
  }

  private boolean refused(int status) {
    return switch (status) {
      case 401, 403 -> found(State.FAILS, "it does not accept our key (status " + status + ")");
      case 404, 405 ->
          watched.source().isOllama()
              ? found(State.FAILS, "what answers there is not Ollama (status " + status + ")")
              : found(
                  State.ANSWERS,
                  "it has no list of models (status "
                      + status
                      + "): set models: for it to those that it has");
      case 429 -> found(State.ANSWERS, "it is asked too often (status 429)");
      default -> found(State.FAILS, "it answered with status " + status);
    };
  }

  /// Notes how the provider is; true where all is well.
  private boolean found(State state, @Nullable String cause) {
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
    return cause == null;
  }

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
