package dev.homeport.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `/api/show` says of one model, as far as a probe needs it.
///
/// @param trainedContext the longest context the model was made for
public record ModelPage(Set<String> capabilities, @Nullable Long trainedContext) {
  /// Copies the set.
  public ModelPage {
    capabilities = Set.copyOf(capabilities);
  }
}
