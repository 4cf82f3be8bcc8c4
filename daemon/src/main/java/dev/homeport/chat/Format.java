package dev.homeport.chat;

import org.jspecify.annotations.Nullable;

/// What the answer's text must look like.
public sealed interface Format {
  /// Anything.
  record Free() implements Format {}

  /// Some JSON object.
  record Json() implements Format {}

  /// JSON that keeps to a schema.
  ///
  /// @param schema the JSON schema, as text
  record Schema(@Nullable String name, String schema, @Nullable Boolean strict) implements Format {}
}
