package dev.homeport.upstream;

import dev.homeport.failure.Failure;

/// What came of an attempt.
public sealed interface Reply {
  /// The head of an answer is here, its body can be read.
  record Answered(Answer answer) implements Reply {}

  /// There is no answer.
  record Failed(Failure failure) implements Reply {}
}
