package dev.homeport.verdict;

import dev.homeport.chat.Complaint;
import dev.homeport.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a provider gave no answer.
public sealed interface Trouble {
  /// There was no way to it, or none back.
  record OfWay(Failure failure) implements Trouble {}

  /// It said or sent something that is no answer.
  record OfAnswer(Complaint complaint) implements Trouble {}

  /// None of its accounts could be used, for which the accounts are to blame and not the provider.
  ///
  /// @param complaint what the last one that was asked heard; nothing where none could be asked
  /// @param freeAt when the first of them is free again; nothing where one is
  record OfAccounts(@Nullable Complaint complaint, @Nullable Instant freeAt) implements Trouble {}

  /// There is no money to ask it.
  ///
  /// @param why which budget is used up, as any client may be told it
  /// @param until when there is money again
  record OfPurse(String why, Instant until) implements Trouble {}

  /// It in a word, for logs and pages.
  default String word() {
    return switch (this) {
      case OfWay(Failure failure) -> failure.word();
      case OfAccounts(Complaint complaint, _) ->
          complaint == null ? "accounts-blocked" : new OfAnswer(complaint).word();
      case OfPurse _ -> "over-budget";
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
      case OfWay(Failure _), OfAnswer _, OfAccounts _, OfPurse _ -> word();
    };
  }

  /// It in a sentence, for the log alone.
  default String detail() {
    return switch (this) {
      case OfWay(Failure failure) -> failure.why();
      case OfAccounts(Complaint complaint, _) ->
          complaint == null ? "every account is blocked" : new OfAnswer(complaint).detail();
      case OfPurse(String why, _) -> why;
      case OfAnswer(Complaint complaint) -> complaint.status() + " " + complaint.said();
    };
  }

  /// When the provider says that it may help to ask again.
  default @Nullable Duration stated() {
    return switch (this) {
      case OfWay _, OfPurse _ -> null;
      case OfAccounts(Complaint complaint, _) -> complaint == null ? null : complaint.retryAfter();
      case OfAnswer(Complaint complaint) -> complaint.retryAfter();
    };
  }

  /// Whether it is about the way there, and not about what was asked.
  default boolean isOfTheWay() {
    return this instanceof OfWay;
  }

  /// Whether it was asked at all: not where there was nothing to ask it with.
  default boolean wasAsked() {
    return switch (this) {
      case OfWay _, OfAnswer _ -> true;
      case OfAccounts(Complaint complaint, _) -> complaint != null;
      case OfPurse _ -> false;
    };
  }
}
