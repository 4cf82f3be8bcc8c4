package dev.homeport.dialect.anthropic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.dialect.Heard;

/// What came of the wish to have the tokens of a question counted.
public sealed interface TokenCount {
  /// About so many.
  ///
  /// @param model for which the client asked
  record Estimated(String model, long tokens) implements TokenCount {
    /// The body that says it.
    public byte[] body() {
      return "{\"input_tokens\":%d}".formatted(tokens).getBytes(US_ASCII);
    }
  }

  /// The question makes no sense.
  record Refused(Heard.Objection objection) implements TokenCount {}
}
