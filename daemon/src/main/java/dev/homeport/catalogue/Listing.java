package dev.homeport.catalogue;

import dev.homeport.chat.ModelCard;
import dev.homeport.wire.ModelName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The models of one provider as last seen. Never changes.
public final class Listing {
  private static final String LATEST = ":latest";

  private final Source.Kind kind;
  private final List<ModelCard> models;
  private final Instant seen;

  /// By the name itself; unused where names are Ollama's.
  private final Map<String, ModelCard> byName = new HashMap<>();

  /// By what is the same for all spellings of a name.
  private final Map<String, ModelCard> bySpelling = new HashMap<>();

  /// These models, seen at that moment.
  Listing(Source.Kind kind, List<ModelCard> models, Instant seen) {
    this.kind = kind;
    this.models = List.copyOf(models);
    this.seen = seen;
    for (ModelCard card : this.models) {
      byName.putIfAbsent(card.name(), card);
      bySpelling.putIfAbsent(spelling(card.name()), card);
    }
  }

  private Listing(Listing same, Instant seen) {
    this.kind = same.kind;
    this.models = same.models;
    this.seen = seen;
    this.byName.putAll(same.byName);
    this.bySpelling.putAll(same.bySpelling);
  }

  /// The model of that name. Ollama's names are compared as Ollama does; with others the very name
  /// counts first, then one that differs in nothing but case, then the same without the `:latest`
  /// that Ollama's clients may put behind it.
  public Optional<ModelCard> card(String name) {
    ModelCard found = kind == Source.Kind.OTHER ? byName.get(name) : null;
    if (found == null) {
      found = bySpelling.get(spelling(name));
    }
    if (found == null && kind == Source.Kind.OTHER && name.endsWith(LATEST)) {
      return card(name.substring(0, name.length() - LATEST.length()));
    }
    return Optional.ofNullable(found);
  }

  /// All of them, in the provider's order.
  public List<ModelCard> models() {
    return models;
  }

  /// When the provider last gave its list.
  public Instant seen() {
    return seen;
  }

  /// Whose list it is.
  Source.Kind kind() {
    return kind;
  }

  /// Whether it says the same as another, in whatever order: Ollama shuffles what is equally old.
  boolean saysSameAs(Listing other) {
    return kind == other.kind
        && models.size() == other.models.size()
        && new HashSet<>(models).equals(new HashSet<>(other.models));
  }

  /// The same, seen again.
  Listing seenAt(Instant again) {
    return new Listing(this, again);
  }

  private String spelling(String name) {
    return kind == Source.Kind.OTHER ? name.toLowerCase(Locale.ROOT) : ModelName.normalised(name);
  }
}
