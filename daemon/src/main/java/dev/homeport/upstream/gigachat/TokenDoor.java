package dev.homeport.upstream.gigachat;

import dev.homeport.dialect.gigachat.Token;

/// Where tokens are given: asked by one thread at a time, closed by any.
public interface TokenDoor extends AutoCloseable {
  /// Asks for a token, and waits for it a limited time.
  Token.Outcome ask();

  /// Ends the question that is out; no other is answered.
  @Override
  void close();
}
