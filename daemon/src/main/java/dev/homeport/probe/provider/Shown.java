package dev.homeport.probe.provider;

import dev.homeport.chat.Complaint;
import dev.homeport.failure.Failure;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an examination has shown of somebody who failed.
sealed interface Shown {
  /// It is back.
  record Back() implements Shown {}

  /// It still fails.
  ///
  /// @param cause in a word
  /// @param detail in a sentence
  /// @param stated how long it says itself that it will
  record Ill(String cause, String detail, @Nullable Duration stated) implements Shown {}

  /// Nothing, because it was not asked what would have shown it.
  record Unclear(String why) implements Shown {}

  /// Nothing, because we were stopped.
  record Stopped() implements Shown {}

  /// There was no answer, for this reason.
  static Shown of(Failure failure) {
    return new Ill(failure.word(), failure.why(), null);
  }

  /// This was said to a small question. Who objects to the question itself is there to answer
  /// (cases.md J2).
  static Shown of(Complaint complaint) {
    return switch (complaint.kind()) {
      case BAD_REQUEST, TOO_LARGE, CONTEXT, CAPABILITY, FILTERED -> new Back();
      case NO_MODEL,
          KEY,
          CREDIT,
          FORBIDDEN,
          RATE,
          QUOTA,
          CONCURRENCY,
          OVERLOADED,
          TIMEOUT,
          SERVER,
          CUT,
          EMPTY,
          NONSENSE ->
          new Ill(
              complaint.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
              "a small question was answered with status " + complaint.status(),
              complaint.retryAfter());
    };
  }
}
