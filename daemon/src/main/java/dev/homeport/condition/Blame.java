package dev.homeport.condition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is held against a provider that failed.
///
/// @param cause in a word, for logs and pages
/// @param detail in a sentence, without prompts, keys and accounts
/// @param stated how long it says itself that it will not answer, where it does
public record Blame(
    Extent extent,
    Outlook outlook,
    Proof proof,
    String cause,
    String detail,
    @Nullable Duration stated) {
  /// What of it failed.
  public enum Extent {
    /// All of it: there is no way to it, or none for us.
    PROVIDER,
    /// The model that was asked for.
    MODEL
  }

  /// How long such a thing lasts.
  public enum Outlook {
    /// Seconds: it has too much to do.
    BRIEF,
    /// It may be over at any moment.
    PASSING,
    /// Until somebody does something, or a quota begins anew.
    LASTING
  }

  /// What shows that it is over.
  public enum Proof {
    /// That it gives its list of models.
    LIST,
    /// That the model answers a small question.
    ANSWER
  }
}
