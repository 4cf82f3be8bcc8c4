package dev.homeport.relay;

import dev.homeport.chat.Usage;
import dev.homeport.condition.Conditions;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Journal;
import dev.homeport.ledger.Purse;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.routing.Leg;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Excuse;
import dev.homeport.verdict.Setback;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings answers: walks the legs of a route until one answers, and says why where none does.
public final class Relay {
  private final Parts parts;
  private final Exhaustion exhaustion;

  /// What it needs.
  ///
  /// @param providers finds one by its name; one that is not there any more is passed over
  /// @param conditions how everybody stands
  /// @param lost told of a provider to which there was no way
  /// @param manners those of the settings of the moment
  /// @param lingering who goes on though nobody waits
  /// @param purse who lets money be spent
  public record Parts(
      Function<String, @Nullable Provider> providers,
      Conditions conditions,
      Consumer<String> lost,
      Supplier<Manners> manners,
      Lingering lingering,
      Purse purse,
      Alarms alarms,
      Journal journal,
      Ticker ticker,
      WallClock wall) {}

  /// A relay of these.
  public Relay(Parts parts) {
    this.parts = parts;
    this.exhaustion = new Exhaustion(parts.conditions(), parts.ticker(), parts.wall());
  }

  /// How it went, and who answered.
  ///
  /// @param provider who gave the answer, or began one
  /// @param usage what the answer used, as far as the provider said it
  /// @param trail what the head of an error says about who was asked
  public record Relayed(
      Ending ending, @Nullable String provider, @Nullable Usage usage, Trail trail) {}

  /// Brings an answer to the client, from whoever gives one; returns when nothing of it is left.
  public Relayed relay(Errand errand, Recipient recipient) throws InterruptedException {
    var delivery = new Delivery(recipient, parts.ticker());
    var way =
        new Account(parts, errand.itinerary(), errand.request().model(), errand.caller(), delivery);
    return walk(
        errand.itinerary(),
        errand.request().model(),
        errand.caller(),
        way,
        delivery,
        !errand.request().stream(),
        () -> Opening.of(errand.writer().apply(errand.stamp())),
        (lane, floor) ->
            new Asking(errand, lane, floor, delivery, way.heading(lane), parts.alarms()).run());
  }

  /// Brings vectors to the client.
  public Relayed relay(VectorErrand errand, Recipient recipient) throws InterruptedException {
    var delivery = new Delivery(recipient, parts.ticker());
    var way =
        new Account(parts, errand.itinerary(), errand.request().model(), errand.caller(), delivery);
    return walk(
        errand.itinerary(),
        errand.request().model(),
        errand.caller(),
        way,
        delivery,
        true,
        () -> Opening.PLAIN,
        (lane, floor) ->
            new AskingVectors(errand, lane, floor, way.heading(lane), parts.alarms()).run());
  }

  /// Forgets what nobody could answer a moment ago.
  public void forget() {
    exhaustion.forget();
  }

  private Relayed walk(
      Itinerary itinerary,
      String model,
      Caller caller,
      Account account,
      Delivery delivery,
      boolean plain,
      Supplier<Opening> opening,
      Walk.Ask ask)
      throws InterruptedException {
    account.begun();
    List<Leg> legs = itinerary.route().legs();
    Optional<Excuse> known = exhaustion.recalled(caller.party(), model, legs);
    Relayed relayed;
    List<Setback> setbacks = List.of();
    if (known.isPresent()) {
      relayed = account.nobody(known.get());
    } else {
      try (var floor =
          new Floor(
              delivery,
              opening,
              account::headingSoFar,
              parts.manners().get(),
              parts.alarms(),
              parts.ticker())) {
        var walk = new Walk(parts, itinerary, caller, plain, floor, account, ask);
        delivery.onLeaving(walk::leave);
        Walked walked = walk.run();
        setbacks = walked.setbacks();
        relayed =
            walked.relayed() != null
                ? walked.relayed()
                : unanswered(walked, itinerary, model, caller, account, floor);
      }
    }
    account.ended(relayed, setbacks);
    return relayed;
  }

  /// Nobody has answered: the client is told why, in the way that is left.
  private Relayed unanswered(
      Walked walked,
      Itinerary itinerary,
      String model,
      Caller caller,
      Account account,
      Floor floor) {
    Excuse excuse =
        exhaustion.remembered(
            caller.party(),
            model,
            itinerary.route(),
            walked.setbacks(),
            excuse(walked, itinerary, model));
    if (floor.endsHeaded()) {
      floor.fail(excuse.status(), excuse.text());
      return account.cutOff(excuse);
    }
    return account.nobody(excuse);
  }

  private static Excuse excuse(Walked walked, Itinerary itinerary, String model) {
    if (!walked.setbacks().isEmpty()) {
      return Excuse.of(walked.setbacks(), model);
    }
    var limit = itinerary.limit();
    return limit == null
        ? new Excuse(503, "nobody can be asked any more: the settings changed", 0)
        : new Excuse(
            504,
            "no answer came within the " + Spell.seconds(limit) + " that the request gives",
            0);
  }
}
