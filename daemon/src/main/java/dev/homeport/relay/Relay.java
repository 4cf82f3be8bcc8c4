package dev.homeport.relay;

import dev.homeport.account.Pool;
import dev.homeport.chat.Usage;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Journal;
import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Purse;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.routing.Leg;
import dev.homeport.routing.Route;
import dev.homeport.routing.Skipped;
import dev.homeport.time.Ticker;
import dev.homeport.time.UtcText;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Excuse;
import dev.homeport.verdict.Setback;
import dev.homeport.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings answers: walks the legs of a route until one answers, and says why where none does.
public final class Relay {
  private static final int SERVERS = 500;
  private static final int UNAVAILABLE = 503;

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
    this.exhaustion =
        new Exhaustion(parts.conditions(), this::blockedUntil, parts.ticker(), parts.wall());
  }

  /// How it went, and who answered.
  ///
  /// @param provider who gave the answer, or began one
  /// @param usage what the answer used, by the provider or by our own estimate
  /// @param trail what the head of an error says about who was asked
  /// @param charge what it came to; there once it is over
  public record Relayed(
      Ending ending,
      @Nullable String provider,
      @Nullable Usage usage,
      Trail trail,
      @Nullable Charge charge) {}

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
        new Estimate(
            errand.request().estimatedTokens(), limit(errand.request().sampling().maxTokens())),
        !errand.request().stream(),
        () -> Opening.of(errand.writer().apply(errand.stamp())),
        (lane, floor) -> new Asking(errand, lane, floor, way.heading(lane), parts.alarms()).run());
  }

  /// The most tokens that the client wants; some take a limit of nothing for none.
  private static @Nullable Long limit(@Nullable Long most) {
    return most == null || most <= 0 ? null : most;
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
        new Estimate(errand.request().estimatedTokens(), 0L),
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
      Estimate estimate,
      boolean plain,
      Supplier<Opening> opening,
      Walk.Ask ask)
      throws InterruptedException {
    account.begun();
    var toll = new Toll(parts, caller, estimate);
    var rotation = new Rotation(parts, caller, toll);
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
        var walk = new Walk(parts, itinerary, caller, plain, floor, account, rotation.over(ask));
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
    return billed(relayed, itinerary, toll, account, setbacks);
  }

  /// The same with what it came to. Who left in the middle of an answer has had that one's.
  private static Relayed billed(
      Relayed relayed, Itinerary itinerary, Toll toll, Account account, List<Setback> setbacks) {
    String known = relayed.provider();
    String provider = known == null ? toll.provider() : known;
    boolean kept = itinerary.homeOnly() && provider == null && !isLeft(relayed);
    String cause = kept ? Skipped.NeverLeavesHome.WORD : account.cause(provider, setbacks);
    return new Relayed(
        relayed.ending(),
        provider,
        toll.usage(),
        relayed.trail(),
        toll.charge(itinerary.route().legs(), cause));
  }

  private static boolean isLeft(Relayed relayed) {
    return relayed.ending() instanceof Ending.Left;
  }

  /// Until when every account of a provider is blocked for a model; nothing where one is free.
  private @Nullable Instant blockedUntil(String provider, String model) {
    Provider known = parts.providers().apply(provider);
    Pool pool = known == null ? null : known.pool();
    Instant free = pool == null ? null : pool.freeAt(model);
    boolean isBlocked = free != null && free.isAfter(parts.wall().now());
    return isBlocked && !Pool.NEVER.equals(free) ? free : null;
  }

  /// Nobody has answered: the client is told why, in the way that is left.
  private Relayed unanswered(
      Walked walked,
      Itinerary itinerary,
      String model,
      Caller caller,
      Account account,
      Floor floor) {
    Excuse told = excuse(walked, itinerary, model);
    Excuse excuse =
        exhaustion.remembered(caller.party(), model, itinerary.route(), walked.setbacks(), told);
    if (itinerary.homeOnly() && excuse.equals(told)) {
      excuse = expecting(excuse, itinerary.route());
    }
    if (floor.endsHeaded()) {
      floor.fail(excuse.status(), excuse.text());
      return account.cutOff(excuse);
    }
    return account.nobody(excuse);
  }

  private static Excuse excuse(Walked walked, Itinerary itinerary, String model) {
    List<Setback> setbacks = walked.setbacks();
    if (!setbacks.isEmpty()) {
      Excuse excuse = Excuse.of(setbacks, model);
      boolean ours = setbacks.stream().allMatch(each -> Verdict.on(each.trouble()).another());
      if (!ours) {
        return excuse;
      }
      Optional<String> account = itinerary.route().firstAccount();
      excuse = account.isEmpty() ? excuse : excuse.and(account.get());
      return itinerary.homeOnly() ? keptAtHome(excuse) : excuse;
    }
    var limit = itinerary.limit();
    return limit == null
        ? new Excuse(503, "nobody can be asked any more: the settings changed", 0)
        : new Excuse(
            504,
            "no answer came within the " + Spell.seconds(limit) + " that the request gives",
            0);
  }

  /// Whose questions never leave home is told so, for elsewhere somebody might have answered.
  private static Excuse keptAtHome(Excuse excuse) {
    int status = excuse.status() >= SERVERS ? UNAVAILABLE : excuse.status();
    return new Excuse(status, excuse.text(), excuse.retryAfterSeconds())
        .and(Skipped.NeverLeavesHome.TEXT);
  }

  /// The same with the time at which home is tried again, where it is known.
  private Excuse expecting(Excuse excuse, Route route) {
    for (Leg leg : route.legs()) {
      if (parts.conditions().of(leg.provider(), leg.model())
          instanceof Condition.Resting(_, _, _, Instant until, _)) {
        return excuse.and("home is expected back at " + UtcText.of(until));
      }
    }
    return excuse;
  }
}
