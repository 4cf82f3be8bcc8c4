package dev.homeport.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A model that Ollama has on its disk, as `/api/tags` lists it.
///
/// @param name normalised, see [ModelName]
/// @param capabilities as listed: empty where an old Ollama does not say, and never complete
/// @param remote the host that really runs it, where it is only a stub of a cloud's model
public record InstalledModel(
    String name, long bytes, Set<String> capabilities, @Nullable String remote) {
  /// Copies the set.
  public InstalledModel {
    capabilities = Set.copyOf(capabilities);
  }

  /// Whether it turns text into vectors and nothing else.
  public boolean onlyEmbeds() {
    return capabilities.contains("embedding") && !capabilities.contains("completion");
  }
}
