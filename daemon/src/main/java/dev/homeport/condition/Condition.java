package dev.homeport.condition;

import dev.homeport.condition.Blame.Outlook;
import java.time.Instant;

/// How a provider stands for one of its models.
public sealed interface Condition {
  /// Nothing speaks against it.
  record Well() implements Condition {}

  /// It failed and is proven back, and takes its load step by step.
  ///
  /// @param room how many more may ask it now
  record Recovering(int room) implements Condition {}

  /// It failed, and is left alone.
  ///
  /// @param cause in a word
  /// @param detail in a sentence, for those who may see it
  /// @param since when it failed first
  /// @param until when it is tried again at the latest
  record Resting(String cause, String detail, Instant since, Instant until, Outlook outlook)
      implements Condition {}

  /// Its rest is over, and nobody has proven so far that it is back.
  ///
  /// @param free whether nobody is trying it just now
  record Unproven(String cause, Instant since, boolean free) implements Condition {}
}
