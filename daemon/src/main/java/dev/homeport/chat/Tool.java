package dev.homeport.chat;

import org.jspecify.annotations.Nullable;

/// A function that the model may call.
///
/// @param parameters the JSON schema of its arguments, as text; nothing where it takes none
/// @param strict whether the arguments must keep to the schema
public record Tool(
    String name,
    @Nullable String description,
    @Nullable String parameters,
    @Nullable Boolean strict) {
  long weight() {
    return Estimate.bytes(name) + Estimate.bytes(description) + Estimate.bytes(parameters);
  }
}
