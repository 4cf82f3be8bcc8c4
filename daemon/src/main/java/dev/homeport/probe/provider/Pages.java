package dev.homeport.probe.provider;

import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.probe.provider.Teller.Told;
import dev.homeport.wire.frame.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the pages of the models that are new, one after the other. One thread.
///
/// Before a model's page was read its capabilities are unknown, whatever the list says of them:
/// Ollama's leaves some out (wire.md A.2), and half a truth would keep questions from who can
/// answer them.
final class Pages {
  private static final int TOO_OFTEN = 429;
  private static final int FAILED = 500;

  private final ProviderDialect dialect;
  private final Teller teller;

  /// The models whose page gave an answer, if perhaps no useful one, by name and digest.
  private final Set<String> told = new HashSet<>();

  Pages(ProviderDialect dialect, Teller teller) {
    this.dialect = dialect;
    this.teller = teller;
  }

  /// The models with what their pages say.
  ///
  /// @param some whether a page was read
  /// @param all whether no page is missing for want of an answer
  record Turned(List<ModelCard> models, boolean some, boolean all) {}

  /// The models of a list with what was learned of the same ones before.
  ///
  /// @param before what is known under a name
  List<ModelCard> recalled(List<ModelCard> listed, Function<String, Optional<ModelCard>> before) {
    var recalled = new ArrayList<ModelCard>(listed.size());
    var keys = new HashSet<String>();
    for (ModelCard card : listed) {
      if (dialect.page(card).isEmpty()) {
        recalled.add(card);
        continue;
      }
      ModelCard known = before.apply(card.name()).filter(old -> isSame(old, card)).orElse(null);
      recalled.add(with(card, known));
      keys.add(key(card));
      if (known != null) {
        told.add(key(card));
      }
    }
    told.retainAll(keys);
    return recalled;
  }

  /// Reads the pages that were not read yet.
  Turned turned(List<ModelCard> models) throws InterruptedException {
    var turned = new ArrayList<>(models);
    boolean some = false;
    boolean all = true;
    for (int i = 0; i < turned.size(); i++) {
      ModelCard card = turned.get(i);
      Optional<Call> page = told.contains(key(card)) ? Optional.empty() : dialect.page(card);
      if (page.isEmpty()) {
        continue;
      }
      switch (teller.ask(page.get())) {
        case Told.Body(Bytes bytes) -> {
          turned.set(i, dialect.paged(card, bytes.copy()));
          told.add(key(card));
          some = true;
        }
        case Told.Refused(int status) when status < FAILED && status != TOO_OFTEN ->
            told.add(key(card));
        case Told.Refused _ -> all = false;
        case Told.Nothing _, Told.Flood _ -> {
          return new Turned(turned, some, false);
        }
        case Told.Stopped() -> {
          return new Turned(turned, some, true);
        }
      }
    }
    return new Turned(turned, some, all);
  }

  private static boolean isSame(ModelCard old, ModelCard card) {
    return old.capabilities() != null
        && old.name().equals(card.name())
        && old.digest().equals(card.digest());
  }

  private static ModelCard with(ModelCard card, @Nullable ModelCard known) {
    return new ModelCard(
        card.name(),
        known == null ? null : known.capabilities(),
        known == null ? card.context() : known.context(),
        card.size(),
        card.digest(),
        card.modified(),
        known == null || known.details().equals(ModelCard.Details.UNKNOWN)
            ? card.details()
            : known.details(),
        known == null ? null : known.page());
  }

  private static String key(ModelCard card) {
    return card.name() + ' ' + card.digest();
  }
}
