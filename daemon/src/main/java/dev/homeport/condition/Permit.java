package dev.homeport.condition;

/// Leave to ask a provider for one of its models; told once what came of it. What is told after the
/// provider's condition has changed is about a past that is over, and changes nothing.
public interface Permit {
  /// It gave a whole answer.
  void answered();

  /// It failed.
  void failed(Blame blame);

  /// Nothing is known: the client left, or somebody else was faster.
  void dropped();
}
