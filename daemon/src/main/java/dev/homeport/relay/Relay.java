package dev.homeport.relay;

import dev.homeport.chat.Usage;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.routing.Leg;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Provider;
import dev.homeport.wire.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Walks the legs of a route until one answers.
public final class Relay {
  private final Function<String, @Nullable Provider> providers;
  private final Consumer<String> lost;
  private final Alarms alarms;
  private final Journal journal;
  private final Ticker ticker;

  /// A relay that finds providers by their names; one that is not there any more is passed over.
  ///
  /// @param lost told of a provider to which there was no way
  public Relay(
      Function<String, @Nullable Provider> providers,
      Consumer<String> lost,
      Alarms alarms,
      Journal journal,
      Ticker ticker) {
    this.providers = providers;
    this.lost = lost;
    this.alarms = alarms;
    this.journal = journal;
    this.ticker = ticker;
  }

  /// How it went, and who answered.
  ///
  /// @param provider who gave the answer, or began one
  /// @param usage what the answer used, as far as the provider said it
  /// @param trail what the head of an error says about who was asked
  public record Relayed(
      Ending ending, @Nullable String provider, @Nullable Usage usage, Trail trail) {}

  /// Asks a provider.
  private interface Ask {
    Tried ask(Provider provider, Leg leg, Delivery delivery, Supplier<List<Field>> heading)
        throws InterruptedException;
  }

  /// Brings an answer to the client, from whoever gives one; returns when nothing of it is left.
  public Relayed relay(Errand errand, Recipient recipient) throws InterruptedException {
    return walk(
        errand.request().model(),
        errand.legs(),
        errand.caller(),
        recipient,
        (provider, leg, delivery, heading) ->
            new Asking(errand, provider, leg, alarms, delivery, heading).run());
  }

  /// Brings vectors to the client.
  public Relayed relay(VectorErrand errand, Recipient recipient) throws InterruptedException {
    return walk(
        errand.request().model(),
        errand.legs(),
        errand.caller(),
        recipient,
        (provider, leg, delivery, heading) ->
            new AskingVectors(errand, provider, leg, alarms, delivery, heading).run());
  }

  private Relayed walk(String model, List<Leg> legs, Caller caller, Recipient recipient, Ask ask)
      throws InterruptedException {
    var delivery = new Delivery(recipient, ticker);
    var trail = new Trail();
    var failures = new ArrayList<Tried.Failed>();
    String own = model;
    for (Leg leg : legs) {
      Provider provider = providers.apply(leg.provider());
      if (provider == null) {
        continue;
      }
      long began = ticker.nanoTime();
      Tried tried =
          Turn.at(provider, caller.party(), delivery)
              .take(
                  () ->
                      ask.ask(
                          provider,
                          leg,
                          delivery,
                          () -> trail.answering(leg.provider(), ticker.nanoTime() - began)));
      switch (tried) {
        case Tried.Answered() -> {
          return new Relayed(
              new Ending.Answered(200, delivery.course()), leg.provider(), delivery.usage(), trail);
        }
        case Tried.Left(String when) -> {
          return new Relayed(new Ending.Left(when, delivery.course()), null, null, trail);
        }
        case Tried.Broken(String name, Trouble trouble) -> {
          tell(caller, leg, trouble);
          return new Relayed(
              new Ending.Cut(200, name + ": " + trouble.detail(), delivery.course()),
              name,
              delivery.usage(),
              trail);
        }
        case Tried.Failed failed -> {
          own = failures.isEmpty() ? leg.model() : own;
          failures.add(failed);
          trail.failed(leg.provider(), failed.trouble().word(), ticker.nanoTime() - began);
          tell(caller, leg, failed.trouble());
          if (!failed.trouble().allowsAnother()) {
            return over(excuse(failures).naming(own, model), delivery, trail);
          }
        }
      }
    }
    return over(excuse(failures).naming(own, model), delivery, trail);
  }

  private static Excuse excuse(List<Tried.Failed> failures) {
    return failures.isEmpty()
        ? new Excuse(503, "nobody can be asked any more: the settings changed", 0)
        : Excuse.of(failures);
  }

  private static Relayed over(Excuse excuse, Delivery delivery, Trail trail) {
    Ending ending =
        excuse.status() >= 500
            ? new Ending.Failed(excuse.status(), excuse.text(), delivery.course())
            : new Ending.Refused(
                excuse.status(), excuse.text(), excuse.retryAfterSeconds(), delivery.course());
    return new Relayed(ending, null, null, trail);
  }

  private void tell(Caller caller, Leg leg, Trouble trouble) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("provider", leg.provider());
    facts.put("model", leg.model());
    facts.put("cause", trouble.word());
    facts.put("detail", Quote.of(trouble.detail()));
    facts.put("id", caller.request());
    journal.note(Weight.WARN, "provider failed", facts);
    if (trouble.isOfTheWay()) {
      lost.accept(leg.provider());
    }
  }
}
