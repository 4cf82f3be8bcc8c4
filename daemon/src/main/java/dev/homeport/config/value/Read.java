package dev.homeport.config.value;

import dev.homeport.config.source.Problem;
import java.util.List;

/// What came of reading a value.
public sealed interface Read<T> {
  /// It is right.
  record Good<T>(T value) implements Read<T> {}

  /// It is not, for these reasons.
  record Bad<T>(List<Problem> problems) implements Read<T> {}
}
