package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.failure.Failure;
import dev.homeport.verdict.Trouble;

/// What came of asking one provider.
sealed interface Tried {
  /// It answered, and the client has all of it.
  record Answered() implements Tried {}

  /// It did not, and nothing of it has gone out.
  record Failed(Trouble trouble) implements Tried {}

  /// It began to answer and did not end; the client has been told so.
  record Broken(Trouble trouble) implements Tried {}

  /// Somebody else was faster.
  ///
  /// @param proven whether it would have answered
  record Outrun(boolean proven) implements Tried {}

  /// The client left.
  record Left(String when) implements Tried {}

  /// A failure of the way; none where it is only that it was given up.
  static Tried of(Failure failure) {
    return failure instanceof Failure.Cancelled
        ? new Left("before the answer began")
        : new Failed(new Trouble.OfWay(failure));
  }

  /// An answer that is none.
  static Tried of(Complaint complaint) {
    return new Failed(new Trouble.OfAnswer(complaint));
  }
}
