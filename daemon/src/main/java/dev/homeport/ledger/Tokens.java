package dev.homeport.ledger;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Usage;

/// Tokens that nobody has counted: before a question is asked, and where a provider does not say
/// how many it took. What comes from here is an estimate and has to be marked as one.
public final class Tokens {
  /// A token of English has four bytes, one of figures or of code two or three. Who reserves money
  /// reckons with two.
  private static final int CAREFUL = 2;

  private Tokens() {}

  /// What a question may take, rather too much than too little.
  public static Estimate ahead(ChatRequest request) {
    return new Estimate(
        CAREFUL * Math.max(0, request.estimatedTokens()), request.sampling().maxTokens());
  }

  /// What a question took whose answer had so many bytes of text, thinking and calls included.
  public static Usage after(ChatRequest request, long answerBytes) {
    return Usage.of(
        Math.max(0, request.estimatedTokens()),
        dev.homeport.chat.Estimate.tokens(Math.max(0, answerBytes)));
  }
}
