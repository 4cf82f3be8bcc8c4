package dev.homeport.probe.provider;

import dev.homeport.catalogue.Names;
import dev.homeport.catalogue.Serving;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which models of a provider can be asked something small.
record Repertoire(String provider, Serving serving) {
  /// Models that make only vectors cannot (cases.md J2).
  boolean canAnswer(String model) {
    Set<Capability> known =
        serving.stock().card(provider, model).map(ModelCard::capabilities).orElse(null);
    return known == null || known.isEmpty() || known.contains(Capability.COMPLETION);
  }

  /// The model that the settings have for most names; nothing where they have none.
  @Nullable String usual() {
    Names names = serving.names();
    String standard = names.standard(provider);
    if (standard != null) {
      return standard;
    }
    for (String alias : names.aliases()) {
      String own = names.ownNameFor(alias, provider);
      if (own != null && canAnswer(own)) {
        return own;
      }
    }
    return null;
  }

  /// One that will do: this one, else the usual one, else the first of the list; nothing where
  /// there is none.
  ///
  /// @param wanted empty where any will do
  @Nullable String fit(String wanted, Predicate<String> allowed) {
    if (!wanted.isEmpty() && allowed.test(wanted) && canAnswer(wanted)) {
      return wanted;
    }
    String usual = usual();
    if (usual != null && allowed.test(usual) && canAnswer(usual)) {
      return usual;
    }
    return serving.stock().models(provider).stream()
        .map(ModelCard::name)
        .filter(name -> allowed.test(name) && canAnswer(name))
        .findFirst()
        .orElse(null);
  }
}
