package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.failure.Failure;

/// What came of asking one provider.
sealed interface Tried {
  /// It answered, and the client has all of it.
  record Answered() implements Tried {}

  /// It did not, and nothing has gone out.
  record Failed(String provider, Trouble trouble) implements Tried {}

  /// It began to answer and did not end; the client has been told so.
  record Broken(String provider, Trouble trouble) implements Tried {}

  /// The client left.
  record Left(String when) implements Tried {}

  /// A failure of the way; none where it is only that the client left.
  static Tried of(String provider, Failure failure) {
    return failure instanceof Failure.Cancelled
        ? new Left("before the answer began")
        : new Failed(provider, new Trouble.OfWay(failure));
  }

  /// An answer that is none.
  static Tried of(String provider, Complaint complaint) {
    return new Failed(provider, new Trouble.OfAnswer(complaint));
  }
}
