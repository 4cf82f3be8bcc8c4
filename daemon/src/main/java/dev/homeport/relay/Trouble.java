package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.failure.Failure;
import java.util.Locale;

/// Why a provider gave no answer.
sealed interface Trouble {
  /// There was no way to it, or none back.
  record OfWay(Failure failure) implements Trouble {}

  /// It said or sent something that is no answer.
  record OfAnswer(Complaint complaint) implements Trouble {}

  /// It in a word, for logs and headers.
  default String word() {
    return switch (this) {
      case OfWay(Failure.Unreachable _) -> "unreachable";
      case OfWay(Failure.Severed _) -> "severed";
      case OfWay(Failure.Garbled _) -> "garbled";
      case OfWay(Failure.Silent _) -> "timeout";
      case OfWay(Failure.Keyless _) -> "keyless";
      case OfWay(Failure.Cancelled _) -> "cancelled";
      case OfAnswer(Complaint complaint) ->
          complaint.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  /// It in a sentence, for the log alone.
  default String detail() {
    return switch (this) {
      case OfWay(Failure failure) -> failure.why();
      case OfAnswer(Complaint complaint) -> complaint.status() + " " + complaint.said();
    };
  }

  /// Whether it is about the way there, and not about what was asked.
  default boolean isOfTheWay() {
    return this instanceof OfWay;
  }

  /// Whether somebody else may have the answer: not where the request itself is wrong.
  default boolean allowsAnother() {
    return switch (this) {
      case OfWay(Failure failure) -> !(failure instanceof Failure.Cancelled);
      case OfAnswer(Complaint complaint) ->
          switch (complaint.kind()) {
            case BAD_REQUEST, TOO_LARGE -> false;
            case CONTEXT,
                CAPABILITY,
                NO_MODEL,
                KEY,
                CREDIT,
                FORBIDDEN,
                RATE,
                QUOTA,
                CONCURRENCY,
                OVERLOADED,
                TIMEOUT,
                FILTERED,
                SERVER,
                CUT,
                EMPTY,
                NONSENSE ->
                true;
          };
    };
  }
}
