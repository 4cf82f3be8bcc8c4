package dev.homeport.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a provider says, or shows, instead of a whole answer.
///
/// @param status its status; 200 where it came inside of an answer
/// @param said in the provider's words, for the log; nothing of it goes to a client unfiltered
/// @param retryAfter when it says that it may help to ask again
public record Complaint(Kind kind, int status, String said, @Nullable Duration retryAfter) {
  /// What it means, whatever the status.
  public enum Kind {
    /// The request itself is wrong, for whoever would be asked.
    BAD_REQUEST,
    /// The request is too large.
    TOO_LARGE,
    /// The prompt is longer than the model's context.
    CONTEXT,
    /// The model or the API cannot do what is asked.
    CAPABILITY,
    /// There is no such model, or not for us.
    NO_MODEL,
    /// Our key is wrong.
    KEY,
    /// There is no money left.
    CREDIT,
    /// We may not do this.
    FORBIDDEN,
    /// Too many requests in too short a time.
    RATE,
    /// A quota of a longer time is used up.
    QUOTA,
    /// Too many requests at once.
    CONCURRENCY,
    /// It has too much to do.
    OVERLOADED,
    /// It waited too long for somebody behind it.
    TIMEOUT,
    /// The provider refuses what is said in the prompt or the answer.
    FILTERED,
    /// It failed.
    SERVER,
    /// The answer ended without being whole.
    CUT,
    /// It was whole, and nothing was in it.
    EMPTY,
    /// It was no answer in the provider's own API: a page of HTML, garbage.
    NONSENSE
  }

  /// A complaint without a hint when to ask again.
  public static Complaint of(Kind kind, int status, String said) {
    return new Complaint(kind, status, said, null);
  }
}
