package dev.homeport.health;

/// What passes by on the way of requests and tells how Ollama is.
///
/// A question is one that a model has to answer: lists come fine from an Ollama whose models hang,
/// and so do refusals, so they are no sign of life. Everything here must return at once.
public interface Signals {
  /// One more question is with Ollama and has no answer yet (1), or one less (-1): its answer has
  /// begun, it failed, or its client left.
  void waiting(int change);

  /// A question was answered: its head came, with status 200.
  void answered();

  /// A piece of the answer to a question came.
  void moved();

  /// A request of any kind could not be brought to Ollama, or it closed without an answer.
  void failed(String why);
}
