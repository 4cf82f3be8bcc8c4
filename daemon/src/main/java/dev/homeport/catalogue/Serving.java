package dev.homeport.catalogue;

import dev.homeport.catalogue.Served.How;
import dev.homeport.chat.ModelCard;
import dev.homeport.wire.ModelName;
import java.util.Optional;

/// Says what a provider has for a name that a client uses: what a row says, else what the provider
/// lists under that very name, else what the row `*` says, else nothing.
///
/// A row is believed, because a cloud may have more than it lists; at home it is not, because
/// Ollama's list is complete. Home is also asked under the client's own name while its list was
/// never seen.
public record Serving(Names names, Stock stock) {
  /// What it has.
  public Optional<Served> by(Source source, String clientModel) {
    String provider = source.name();
    String row = names.ownNameFor(clientModel, provider);
    if (row != null) {
      return served(source, row, How.ROW);
    }
    Optional<ModelCard> own = stock.card(provider, clientModel);
    if (own.isPresent()) {
      return own.map(card -> new Served(card.name(), How.OWN, card));
    }
    String standard = names.standard(provider);
    boolean blind = source.isHome() && !stock.knows(provider);
    if (blind && (standard == null || !isAlias(clientModel))) {
      return Optional.of(new Served(clientModel, How.UNSEEN, null));
    }
    return standard == null ? Optional.empty() : served(source, standard, How.STANDARD);
  }

  /// Whether the settings have a row for just this name.
  public boolean isAlias(String clientModel) {
    String name = ModelName.normalised(clientModel);
    return names.aliases().stream().anyMatch(alias -> ModelName.normalised(alias).equals(name));
  }

  private Optional<Served> served(Source source, String model, How how) {
    Optional<ModelCard> card = stock.card(source.name(), model);
    if (card.isEmpty() && source.isHome() && stock.knows(source.name())) {
      return Optional.empty();
    }
    return Optional.of(new Served(card.map(ModelCard::name).orElse(model), how, card.orElse(null)));
  }
}
