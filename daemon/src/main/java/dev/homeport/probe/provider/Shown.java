package dev.homeport.probe.provider;

import dev.homeport.chat.Complaint;
import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.verdict.Trouble;
import dev.homeport.verdict.Verdict;

/// What an examination has shown of somebody who failed.
sealed interface Shown {
  /// It is back.
  record Back() implements Shown {}

  /// It still fails.
  record Ill(Blame blame) implements Shown {}

  /// Nothing, because it was not asked what would have shown it, or had no time for it.
  record Unclear(String why) implements Shown {}

  /// Nothing, because we were stopped.
  record Stopped() implements Shown {}

  /// There was trouble. Who objects to the question itself is there to answer (cases.md J2); else
  /// it is judged as in a request.
  static Shown of(Trouble trouble) {
    if (trouble instanceof Trouble.OfAnswer(Complaint complaint) && isOfTheQuestion(complaint)) {
      return new Back();
    }
    Blame blame = Verdict.on(trouble).blame();
    return blame == null ? new Unclear(trouble.word()) : new Ill(blame);
  }

  /// What was found out of its list.
  static Shown ill(String cause, String text) {
    return new Ill(new Blame(Extent.PROVIDER, Outlook.PASSING, Proof.LIST, cause, text, null));
  }

  private static boolean isOfTheQuestion(Complaint complaint) {
    return switch (complaint.kind()) {
      case BAD_REQUEST, TOO_LARGE, CONTEXT, CAPABILITY, FILTERED -> true;
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
          false;
    };
  }
}
