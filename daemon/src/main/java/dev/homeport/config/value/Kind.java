package dev.homeport.config.value;

import dev.homeport.config.source.Node;

/// A kind of value: how it is read and printed, and what to say when it is not one.
public interface Kind<T> {
  /// Reads a value whose references are resolved.
  Read<T> read(Node node);

  /// Writes it as the configuration would.
  String print(T value);

  /// What is right, as an advice: "write …".
  String right();
}
