package dev.homeport.failure;

/// Why an upstream gave no whole answer. The texts name no prompt, no answer and no key.
public sealed interface Failure {
  /// The upstream's address.
  String where();

  /// What happened, for a person.
  String why();

  /// Nothing took the connection.
  record Unreachable(String where, String why) implements Failure {}

  /// The connection ended before the answer was whole.
  record Severed(String where, String why) implements Failure {}

  /// What came was not HTTP, or not HTTP that we accept.
  record Garbled(String where, String why) implements Failure {}

  /// It took longer than we wait.
  record Silent(String where, String why) implements Failure {}

  /// We have nothing to show that we may ask it.
  record Keyless(String where, String why) implements Failure {}

  /// We stopped it ourselves.
  record Cancelled(String where, String why) implements Failure {}
}
