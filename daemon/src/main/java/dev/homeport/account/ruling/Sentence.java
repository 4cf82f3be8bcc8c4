package dev.homeport.account.ruling;

import java.time.Instant;

/// What a complaint means for the account that heard it.
public sealed interface Sentence {
  /// Whether another account may do better.
  boolean another();

  /// Nothing: it is not to blame.
  record None(boolean another) implements Sentence {}

  /// It is not asked for a time.
  ///
  /// @param only whether that is for the model alone that was asked for
  /// @param cause in a word
  /// @param until when that is over
  /// @param look when it is worth a look, which is earlier where the end is only a guess
  record Bench(boolean only, String cause, Instant until, Instant look) implements Sentence {
    /// For a limit that passes by itself, and is not worth a question.
    public static final String RATE = "rate";

    /// For a key that is not accepted, which another key puts right.
    public static final String KEY = "key";

    @Override
    public boolean another() {
      return true;
    }
  }

  /// It takes fewer requests at once than it was given.
  record Fewer() implements Sentence {
    @Override
    public boolean another() {
      return true;
    }
  }
}
