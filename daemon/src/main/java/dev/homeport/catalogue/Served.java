package dev.homeport.catalogue;

import dev.homeport.chat.ModelCard;
import org.jspecify.annotations.Nullable;

/// What a provider has for a name that a client used.
///
/// @param model the provider's name for it
/// @param card what is known of it, where the provider lists it
public record Served(String model, How how, @Nullable ModelCard card) {
  /// Why it is that model.
  public enum How {
    /// The settings have a row for the client's name.
    ROW,
    /// The provider has it under the client's own name.
    OWN,
    /// It is home, and nobody has seen its list yet.
    UNSEEN,
    /// It is what the row `*` has for whatever is named.
    STANDARD
  }
}
