package dev.homeport.verdict;

import dev.homeport.chat.Complaint;
import dev.homeport.failure.Failure;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a provider gave no answer.
public sealed interface Trouble {
  /// There was no way to it, or none back.
  record OfWay(Failure failure) implements Trouble {}

  /// It said or sent something that is no answer.
  record OfAnswer(Complaint complaint) implements Trouble {}

  /// It in a word, for logs and pages.
  default String word() {
    return switch (this) {
      case OfWay(Failure failure) -> failure.word();
      case OfAnswer(Complaint complaint) ->
          complaint.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  /// It in a coarser word, for the header of an answer: a client need not know what of the way
  /// failed.
  default String heading() {
    return switch (this) {
      case OfWay(Failure.Silent _) -> "timeout";
      case OfWay(Failure.Unreachable(_, _, Failure.Obstacle obstacle)) ->
          obstacle == Failure.Obstacle.SILENCE ? "timeout" : "unreachable";
      case OfWay(Failure _), OfAnswer _ -> word();
    };
  }

  /// It in a sentence, for the log alone.
  default String detail() {
    return switch (this) {
      case OfWay(Failure failure) -> failure.why();
      case OfAnswer(Complaint complaint) -> complaint.status() + " " + complaint.said();
    };
  }

  /// When the provider says that it may help to ask again.
  default @Nullable Duration stated() {
    return switch (this) {
      case OfWay _ -> null;
      case OfAnswer(Complaint complaint) -> complaint.retryAfter();
    };
  }

  /// Whether it is about the way there, and not about what was asked.
  default boolean isOfTheWay() {
    return this instanceof OfWay;
  }
}
