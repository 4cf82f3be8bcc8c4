package dev.homeport.client;

/// What the user of a library sees in the end.
sealed interface Outcome {
  /// It worked.
  ///
  /// @param count how many there were: models, pieces, calls, dimensions
  /// @param note what stands around an answer, `model end prompt+answer` with `-` for no count of
  ///   tokens; of vectors, the second one's first number
  record Given(String text, int count, String note) implements Outcome {
    Given(String text, int count) {
      this(text, count, "");
    }
  }

  /// The library reported an error.
  ///
  /// @param kind the name of the error's class
  /// @param status the status that it carries, zero for none
  record Failed(String kind, int status, String text) implements Outcome {}

  /// What was given; fails where nothing was.
  default Given given() {
    return switch (this) {
      case Given given -> given;
      case Failed failed -> throw new AssertionError("it failed: " + failed);
    };
  }

  /// How it failed; fails where it did not.
  default Failed failed() {
    return switch (this) {
      case Failed failed -> failed;
      case Given given -> throw new AssertionError("it did not fail: " + given);
    };
  }
}
