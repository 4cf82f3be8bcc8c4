package dev.homeport.routing;

import dev.homeport.account.Pool;
import dev.homeport.catalogue.Served;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.Api;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.chat.Reasoning;
import dev.homeport.routing.Skipped.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Plans the way of a request: who is asked, in the order of the chain, and under which name. What
/// is not known of a model speaks against nobody.
public final class RoutePlanner {
  private RoutePlanner() {}

  /// The way of a question.
  public static Route plan(ChatRequest request, Wish wish, Snapshot snapshot) {
    Room room = Room.of(request);
    Set<Capability> needs = needs(request);
    Route route = planned(request, wish, snapshot, needs, room);
    // Whoever wishes for more room than there is anywhere is better off with what there is.
    return route.legs().isEmpty() && room.wished() > 0
        ? planned(request, wish, snapshot, needs, room.atLeast())
        : route;
  }

  private static Route planned(
      ChatRequest request, Wish wish, Snapshot snapshot, Set<Capability> needs, Room room) {
    return walk(
        request.model(),
        wish,
        snapshot,
        (contender, served) -> {
          String lacks = contender.dialect().lacks(request);
          return lacks != null
              ? new Skipped.CannotCarry(lacks)
              : objection(served, contender.source().kind(), needs, room);
        });
  }

  /// The way of a question for vectors. They come from the very model that was named, or from
  /// nobody: those of another are worth nothing beside them.
  public static Route plan(EmbeddingRequest request, Wish wish, Snapshot snapshot) {
    boolean named = !request.model().isBlank();
    var probe =
        new EmbeddingRequest(
            request.api(),
            request.model(),
            List.of("text"),
            request.dimensions(),
            request.truncate(),
            null);
    return walk(
        request.model(),
        wish,
        snapshot,
        (contender, served) -> {
          if (named && !isSame(request.model(), served, snapshot)) {
            return new Skipped.OtherVectors(served.model());
          }
          ModelCard card = served.card();
          Set<Capability> can = card == null ? null : card.capabilities();
          if (can != null && !can.contains(Capability.EMBEDDING)) {
            return new Skipped.Lacks(served.model(), EnumSet.of(Capability.EMBEDDING));
          }
          return contender.dialect().embed(probe, served.model()).isEmpty()
              ? new Skipped.NoVectors()
              : null;
        });
  }

  /// Whether it is the model that was named: under its own name, or by a row for just that name.
  private static boolean isSame(String model, Served served, Snapshot snapshot) {
    return switch (served.how()) {
      case OWN, UNSEEN -> true;
      case ROW -> snapshot.serving().isAlias(model);
      case STANDARD -> false;
    };
  }

  private static Route walk(
      String model,
      Wish wish,
      Snapshot snapshot,
      BiFunction<Contender, Served, @Nullable Reason> judge) {
    var skipped = new ArrayList<Skipped>();
    List<Contender> asked = wish.homeOnly() ? snapshot.homes() : snapshot.chain();
    String only = snapshot.wanted(wish);
    if (only != null) {
      Optional<Contender> wanted = snapshot.contender(only);
      if (wanted.isEmpty()) {
        return Route.refused(List.of(), Refusals.noProvider(only, snapshot));
      }
      asked = List.of(wanted.get());
      Reason elsewhere =
          wish.only() != null
              ? new Skipped.ForcedElsewhere(only)
              : new Skipped.PinnedElsewhere(only);
      for (Contender other : snapshot.chain()) {
        if (!other.name().equals(only)) {
          skipped.add(new Skipped(other.name(), elsewhere));
        }
      }
    }
    if (wish.homeOnly()) {
      for (Contender other : snapshot.chain()) {
        if (!other.source().isHome()) {
          skipped.removeIf(each -> each.provider().equals(other.name()));
          skipped.add(new Skipped(other.name(), new Skipped.NeverLeavesHome()));
        }
      }
      if (only != null && !asked.getFirst().source().isHome()) {
        return Route.refused(skipped, Refusals.notHome(only));
      }
      if (asked.isEmpty()) {
        return Route.refused(skipped, Refusals.noHome());
      }
    }
    var able = new ArrayList<Leg>();
    for (Contender contender : asked) {
      Optional<Served> found = served(contender, model, snapshot);
      Reason reason =
          found.isEmpty() ? absence(contender, snapshot) : judge.apply(contender, found.get());
      if (reason == null && found.isPresent()) {
        reason = withoutAccount(contender, found.get(), snapshot);
      }
      if (reason == null && found.isPresent()) {
        able.add(leg(contender, found.get(), only != null));
      } else if (reason != null) {
        skipped.add(new Skipped(contender.name(), reason));
      }
    }
    if (able.isEmpty()) {
      return Route.refused(
          skipped,
          wish.homeOnly()
              ? Refusals.ofHome(model, skipped, snapshot)
              : Refusals.of(model, skipped, snapshot));
    }
    if (wish.alone()) {
      able.subList(1, able.size()).forEach(leg -> skipped.add(nobodyElse(leg, able.getFirst())));
      able.subList(1, able.size()).clear();
    }
    Order order = Order.of(able, snapshot.bearing().preferred(model), snapshot.bearing());
    skipped.addAll(order.resting());
    return new Route(
        order.legs(),
        able.stream().map(Leg::provider).toList(),
        skipped,
        order.legs().isEmpty() ? Refusals.atLimit(skipped) : null);
  }

  private static @Nullable Reason withoutAccount(
      Contender contender, Served served, Snapshot snapshot) {
    return Pool.NEVER.equals(snapshot.bearing().blockedUntil(contender.name(), served.model()))
        ? new Skipped.NoAccount(served.model())
        : null;
  }

  private static Skipped nobodyElse(Leg other, Leg first) {
    return new Skipped(other.provider(), new Skipped.NoFallback(first.provider()));
  }

  /// What a provider has for the model, or where none is named, for the one that is meant then.
  private static Optional<Served> served(Contender contender, String model, Snapshot snapshot) {
    if (!model.isBlank()) {
      return snapshot.serving().by(contender.source(), model);
    }
    String meant = snapshot.standard();
    if (meant == null) {
      meant = snapshot.serving().names().standard(contender.name());
    }
    return meant == null ? Optional.empty() : snapshot.serving().by(contender.source(), meant);
  }

  private static Reason absence(Contender contender, Snapshot snapshot) {
    return snapshot.serving().stock().knows(contender.name())
        ? new Skipped.NoModel()
        : new Skipped.ListUnseen();
  }

  /// What a model must be able to do. To think is asked of it only where Ollama's own API is
  /// spoken, which refuses where others answer without.
  private static Set<Capability> needs(ChatRequest request) {
    Set<Capability> needs = request.needs();
    Reasoning reasoning = request.reasoning();
    boolean strict = request.api() == Api.OLLAMA_CHAT || request.api() == Api.OLLAMA_GENERATE;
    if (strict && reasoning != null && reasoning.on()) {
      needs = EnumSet.copyOf(needs);
      needs.add(Capability.THINKING);
    }
    return needs;
  }

  private static @Nullable Reason objection(
      Served served, Kind kind, Set<Capability> needs, Room room) {
    ModelCard card = served.card();
    if (card == null) {
      return null;
    }
    Set<Capability> can = card.capabilities();
    if (can != null && !can.containsAll(needs)) {
      var missing = EnumSet.copyOf(needs);
      missing.removeAll(can);
      return new Skipped.Lacks(served.model(), missing);
    }
    Integer context = card.context();
    long needed = room.needed(kind);
    return context != null && needed > context
        ? new Skipped.TooSmall(served.model(), needed, context)
        : null;
  }

  private static Leg leg(Contender contender, Served served, boolean forced) {
    ModelCard card = served.card();
    Set<Capability> can = card == null ? null : card.capabilities();
    String why =
        switch (served.how()) {
          case ROW -> "a row of models";
          case OWN -> "its own name";
          case UNSEEN -> "its own name, the list unseen";
          case STANDARD -> "the row *";
        };
    return new Leg(
        contender.name(),
        served.model(),
        forced ? why + "; asked for" : why,
        can == null || can.contains(Capability.THINKING),
        Leg.Hope.FAIR);
  }
}
