package dev.homeport.relay;

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
}
