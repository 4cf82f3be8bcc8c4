package dev.homeport.chat;

/// Why an answer is over.
public enum Finish {
  /// The model is done, or came upon a stop text.
  STOP,
  /// It became as long as it may.
  LENGTH,
  /// The model waits for the results of its calls.
  CALLS,
  /// The provider would not say more.
  FILTERED
}
