package dev.homeport.probe.provider;

import dev.homeport.catalogue.Source;
import dev.homeport.upstream.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider whose list is wanted.
///
/// @param provider with connections of its own, so that no request waits for a look
/// @param given the names that it serves by the settings, in the place of a list that it does not
///   have; empty where it is asked
/// @param context how many tokens fit into its models by the settings; nothing where it says so
///   itself
public record Watched(
    Provider provider, Source.Kind kind, List<String> given, @Nullable Integer context) {
  /// Copies the list.
  public Watched {
    given = List.copyOf(given);
  }

  /// It as somebody who has models.
  Source source() {
    return new Source(provider.name(), kind);
  }
}
