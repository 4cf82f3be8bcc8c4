package dev.homeport.catalogue;

import dev.homeport.catalogue.Served.How;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.wire.ModelName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The models that clients are shown: those of all providers of a chain, joined.
///
/// A model can do what all its routes can do, and has room for as much as the smallest of them. A
/// route that says nothing of itself restricts nothing. What home tells of a model's build is shown
/// also while home is away.
public final class Menu {
  private final List<Source> chain;
  private final Serving serving;

  /// A way on which a model can be had.
  private record Way(Source source, Served served) {
    @Nullable Set<Capability> capabilities() {
      ModelCard card = served.card();
      return card == null ? null : card.capabilities();
    }
  }

  /// The menu of these providers, in the order in which they are asked.
  public Menu(List<Source> chain, Serving serving) {
    this.chain = List.copyOf(chain);
    this.serving = serving;
  }

  /// All models, each once: home's first, then the names of which the settings have rows, then what
  /// the others have under their own names.
  public List<ModelCard> joined() {
    var names = new ArrayList<String>();
    chain.stream().filter(Source::isHome).forEach(home -> addAll(home, names));
    names.addAll(serving.names().aliases());
    chain.stream().filter(source -> !source.isHome()).forEach(source -> addAll(source, names));
    var cards = new ArrayList<ModelCard>();
    var seen = new HashSet<String>();
    for (String name : names) {
      if (seen.add(ModelName.normalised(name))) {
        joined(name).ifPresent(cards::add);
      }
    }
    return List.copyOf(cards);
  }

  private void addAll(Source source, List<String> names) {
    serving.stock().models(source.name()).forEach(card -> names.add(card.name()));
  }

  /// The model that a client gets by that name, also where only the row `*` has it.
  public Optional<ModelCard> joined(String clientModel) {
    if (clientModel.isBlank()) {
      return Optional.empty();
    }
    var ways = new ArrayList<Way>();
    for (Source source : chain) {
      serving
          .by(source, clientModel)
          .filter(served -> served.how() != How.UNSEEN)
          .ifPresent(served -> ways.add(new Way(source, served)));
    }
    return ways.isEmpty() ? Optional.empty() : Optional.of(join(clientModel, ways));
  }

  private static ModelCard join(String clientModel, List<Way> all) {
    boolean vectors = onlyEmbeds(all);
    List<Way> ways =
        vectors ? all.stream().filter(way -> way.served().how() != How.STANDARD).toList() : all;
    ModelCard shown = shown(ways, clientModel);
    return new ModelCard(
        clientModel,
        capabilities(ways, vectors),
        context(ways),
        shown.size(),
        shown.digest(),
        shown.modified(),
        shown.details(),
        shown.page());
  }

  /// Whether it makes vectors and nothing else: then no other model takes its place, so the row `*`
  /// is no way to it.
  private static boolean onlyEmbeds(List<Way> ways) {
    return ways.stream()
        .filter(way -> way.served().how() != How.STANDARD)
        .map(Way::capabilities)
        .filter(Objects::nonNull)
        .findFirst()
        .map(can -> can.contains(Capability.EMBEDDING) && !can.contains(Capability.COMPLETION))
        .orElse(false);
  }

  private static Set<Capability> capabilities(List<Way> ways, boolean vectors) {
    var can = EnumSet.allOf(Capability.class);
    boolean known = false;
    for (Way way : ways) {
      Set<Capability> each = way.capabilities();
      if (each != null) {
        can.retainAll(each);
        known = true;
      }
    }
    if (!known) {
      can.clear();
    }
    can.add(vectors ? Capability.EMBEDDING : Capability.COMPLETION);
    return can;
  }

  private static @Nullable Integer context(List<Way> ways) {
    return ways.stream()
        .map(way -> way.served().card())
        .filter(Objects::nonNull)
        .map(ModelCard::context)
        .filter(Objects::nonNull)
        .min(Integer::compare)
        .orElse(null);
  }

  /// Home's card, else the first there is.
  private static ModelCard shown(List<Way> ways, String clientModel) {
    ModelCard first = null;
    for (Way way : ways) {
      ModelCard card = way.served().card();
      if (card != null && way.source().isHome()) {
        return card;
      }
      first = first == null ? card : first;
    }
    return first == null ? ModelCard.named(clientModel) : first;
  }
}
