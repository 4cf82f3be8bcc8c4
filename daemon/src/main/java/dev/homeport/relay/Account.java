package dev.homeport.relay;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Permit;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Weight;
import dev.homeport.relay.Relay.Relayed;
import dev.homeport.routing.Leg;
import dev.homeport.routing.Route;
import dev.homeport.routing.Skipped;
import dev.homeport.verdict.Excuse;
import dev.homeport.verdict.Quote;
import dev.homeport.verdict.Setback;
import dev.homeport.verdict.Trouble;
import dev.homeport.verdict.Verdict;
import dev.homeport.wire.Field;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is told of one walk: to the journal, to those who keep everybody's condition, and in the
/// heads of answers.
final class Account {
  /// A provider that says so itself is asked again after its own time, if that is short.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Relay.Parts parts;
  private final Itinerary itinerary;
  private final String model;
  private final Caller caller;
  private final Delivery delivery;
  private final long beganNanos;

  /// Guarded by itself.
  private final Trail trail = new Trail();

  /// Why the first was not waited for, in a word; guarded by the trail.
  private @Nullable String slow;

  Account(Relay.Parts parts, Itinerary itinerary, String model, Caller caller, Delivery delivery) {
    this.parts = parts;
    this.itinerary = itinerary;
    this.model = model;
    this.caller = caller;
    this.delivery = delivery;
    this.beganNanos = parts.ticker().nanoTime();
  }

  /// A walk begins. Who would be first and is passed over is named, with the reason.
  void begun() {
    Route route = itinerary.route();
    tell(new Event.Asked(caller.request(), itinerary.wish(), route.able(), model));
    parts
        .journal()
        .note(Weight.DEBUG, "route planned", Map.of("id", caller.request(), "route", route));
    String first = route.able().getFirst();
    String asked = route.legs().getFirst().provider();
    if (!first.equals(asked)) {
      tell(new Event.FellBack(caller.request(), first, asked, whyNot(first)));
    }
  }

  private String whyNot(String provider) {
    for (Skipped skipped : itinerary.route().skipped()) {
      boolean isIt = skipped.provider().equals(provider);
      if (isIt && skipped.reason() instanceof Skipped.Resting(String cause, _)) {
        return cause;
      }
      if (isIt && skipped.reason() instanceof Skipped.AccountsBlocked) {
        return "accounts-blocked";
      }
    }
    for (Leg leg : itinerary.route().legs()) {
      if (leg.provider().equals(provider)
          && parts.conditions().of(provider, leg.model())
              instanceof Condition.Unproven(String cause, _, _)) {
        return cause;
      }
    }
    return "recovering";
  }

  /// Leave to ask this one; nothing where somebody else is trying it and others are left.
  Optional<Permit> permit(Leg leg, boolean alone) {
    return alone || leg.hope() == Leg.Hope.LAST_RESORT
        ? Optional.of(permit(leg))
        : parts.conditions().tryAsk(leg.provider(), leg.model());
  }

  private Permit permit(Leg leg) {
    return parts.conditions().ask(leg.provider(), leg.model());
  }

  /// The head of the answer that this leg gives.
  Supplier<List<Field>> heading(Lane lane) {
    return () -> {
      synchronized (trail) {
        String provider = lane.leg().provider();
        return trail.answering(provider, sinceNanos(lane), isFallback(provider));
      }
    };
  }

  /// What the head of an answer says while nobody has begun one.
  List<Field> headingSoFar() {
    synchronized (trail) {
      return trail.soFar();
    }
  }

  private boolean isFallback(String provider) {
    return !itinerary.route().able().getFirst().equals(provider);
  }

  private long sinceNanos(Lane lane) {
    return parts.ticker().nanoTime() - lane.beganNanos();
  }

  /// It gives a good answer.
  void proven(Lane lane) {
    lane.tell(Permit::answered);
    String provider = lane.leg().provider();
    if (isFallback(provider)) {
      prefer(provider);
    }
  }

  Relayed answered(Lane lane) {
    proven(lane);
    String provider = lane.leg().provider();
    return new Relayed(new Ending.Answered(200, delivery.course()), provider, null, trail, null);
  }

  /// Prefers who has answered in another's place, from the first time on and not from the last:
  /// once in a while the other has to be tried where nobody looks after it.
  private void prefer(String provider) {
    Duration time = parts.manners().get().prefer();
    boolean known = parts.conditions().preferred(model).filter(provider::equals).isPresent();
    if (!known && !time.isZero()) {
      parts.conditions().prefer(model, provider, time);
    }
  }

  Relayed left(String when) {
    return new Relayed(new Ending.Left(when, delivery.course()), null, null, trail, null);
  }

  Relayed broken(Lane lane, Trouble trouble) {
    blame(lane, Verdict.on(trouble).blame());
    note(lane, trouble);
    String provider = lane.leg().provider();
    String cause = provider + ": " + trouble.detail();
    return new Relayed(new Ending.Cut(200, cause, delivery.course()), provider, null, trail, null);
  }

  /// Another was faster.
  ///
  /// @param proven whether this one would have answered
  void outrun(Lane lane, boolean proven) {
    lane.tell(proven ? Permit::answered : Permit::dropped);
  }

  /// A leg has failed.
  ///
  /// @param blame what is held against it; nothing where it has another chance
  /// @param following who is asked next; nothing where nobody is, or somebody is being asked
  void failed(Lane lane, Trouble trouble, @Nullable Blame blame, @Nullable Leg following) {
    blame(lane, blame);
    synchronized (trail) {
      trail.failed(lane.leg().provider(), trouble.heading(), sinceNanos(lane));
    }
    note(lane, trouble);
    if (following != null) {
      tell(
          new Event.FellBack(
              caller.request(), lane.leg().provider(), following.provider(), trouble.word()));
    }
  }

  /// Why somebody else was asked than the first who could answer; nothing where that was not so.
  ///
  /// @param by who has answered; nothing where nobody has
  @Nullable String cause(@Nullable String by, List<Setback> setbacks) {
    Route route = itinerary.route();
    String first = route.able().getFirst();
    if (first.equals(by)) {
      return null;
    }
    for (Setback each : setbacks) {
      if (each.provider().equals(first)) {
        return each.trouble().word();
      }
    }
    synchronized (trail) {
      if (slow != null) {
        return slow;
      }
    }
    return route.legs().getFirst().provider().equals(first) ? null : whyNot(first);
  }

  private static void blame(Lane lane, @Nullable Blame blame) {
    lane.tell(blame == null ? Permit::dropped : permit -> permit.failed(blame));
  }

  /// A leg may not be there: somebody looks.
  void suspect(Leg leg) {
    parts.lost().accept(leg.provider());
  }

  /// Whether a leg is known to be away, whatever the model.
  boolean isAway(Leg leg) {
    return parts.conditions().of(leg.provider(), "") instanceof Condition.Resting;
  }

  /// It is held against a leg that it takes long; should it answer all the same, that counts. Not
  /// where what came of it is known by now.
  void heldAgainst(Lane lane, Trouble trouble) {
    Blame blame = Verdict.on(trouble).blame();
    Optional<Permit> asked = blame == null ? Optional.empty() : lane.recalled();
    if (blame != null && asked.isPresent()) {
      asked.get().failed(blame);
      lane.renewed(permit(lane.leg()));
      note(lane, trouble);
    }
  }

  /// Somebody is asked beside a leg that takes long.
  void slow(Lane lane, Leg next, String why) {
    tell(new Event.FellBack(caller.request(), lane.leg().provider(), next.provider(), why));
  }

  /// A leg is let go, because another was faster.
  void slower(Lane lane) {
    String why = lane.slow();
    synchronized (trail) {
      if (!isFallback(lane.leg().provider())) {
        slow = why == null ? "slower" : why;
      }
      trail.failed(
          lane.leg().provider(),
          why == null || why.equals("hedge") ? "slower" : "timeout",
          sinceNanos(lane));
    }
  }

  /// How long the only provider is left alone before it is asked once more.
  Duration pause(Trouble trouble) {
    Duration stated = trouble.stated();
    Duration pace = parts.manners().get().pace();
    return stated == null || stated.compareTo(pace) < 0
        ? pace
        : stated.compareTo(LONGEST_PAUSE) < 0 ? stated : LONGEST_PAUSE;
  }

  /// Nobody has answered, and nothing has gone out.
  Relayed nobody(Excuse excuse) {
    Ending ending =
        excuse.status() >= 500
            ? new Ending.Failed(excuse.status(), excuse.text(), delivery.course())
            : new Ending.Refused(
                excuse.status(), excuse.text(), excuse.retryAfterSeconds(), delivery.course());
    return new Relayed(ending, null, null, trail, null);
  }

  /// Nobody has answered, and the client was told so after the head of an answer.
  Relayed cutOff(Excuse excuse) {
    return new Relayed(
        new Ending.Cut(200, excuse.text(), delivery.course()), null, null, trail, null);
  }

  /// The walk is over.
  void ended(Relayed relayed, List<Setback> setbacks) {
    Duration time = Duration.ofNanos(parts.ticker().nanoTime() - beganNanos);
    String id = caller.request();
    switch (relayed.ending()) {
      case Ending.Answered _ -> {
        String provider = relayed.provider();
        if (provider != null) {
          tell(new Event.Succeeded(id, provider, isFallback(provider), time));
        }
      }
      case Ending.Left _ -> {}
      case Ending.Refused _, Ending.Failed _, Ending.Cut _ -> {
        String provider = relayed.provider();
        if (provider != null) {
          tell(new Event.Unanswered(id, provider, "cut", time));
        } else if (setbacks.isEmpty()) {
          String first = itinerary.route().able().getFirst();
          tell(new Event.Unanswered(id, first, "exhausted", time));
        } else {
          Setback first = setbacks.getFirst();
          tell(new Event.Unanswered(id, first.provider(), first.trouble().word(), time));
        }
      }
    }
  }

  private void note(Lane lane, Trouble trouble) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("provider", lane.leg().provider());
    facts.put("model", lane.leg().model());
    facts.put("cause", trouble.word());
    facts.put("detail", Quote.of(trouble.detail()));
    facts.put("id", caller.request());
    if (!trouble.wasAsked()) {
      parts.journal().note(Weight.DEBUG, "provider passed over", facts);
      return;
    }
    parts.journal().note(Weight.WARN, "provider failed", facts);
    if (trouble.isOfTheWay()) {
      parts.lost().accept(lane.leg().provider());
    }
  }

  private void tell(Event event) {
    parts.journal().tell(event);
  }
}
