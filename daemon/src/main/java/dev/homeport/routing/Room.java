package dev.homeport.routing;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/// How much room in a model's context a request needs.
///
/// Nobody but the model's own tokenizer knows how many tokens a text has. We estimate a token for
/// four bytes: about right for English, too few for Chinese and for figures, too many by up to two
/// thirds for Cyrillic, which good tokenizers take six bytes at a time of. So a model is passed
/// over only where even two thirds of the estimate do not fit; between the two, the provider says
/// so itself, and the next is asked.
///
/// @param estimated tokens of the prompt
/// @param answer tokens that the answer may have, 0 where it was not said
/// @param wished how large a context the client wants to have, 0 where it was not said
record Room(long estimated, long answer, long wished) {
  private static final int OF_THREE = 2;

  /// What a request needs.
  static Room of(ChatRequest request) {
    return new Room(
        request.estimatedTokens(),
        orNothing(request.sampling().maxTokens()),
        orNothing(request.context()));
  }

  /// The same for a client that takes less than it wished.
  Room atLeast() {
    return new Room(estimated, answer, 0);
  }

  /// The least number of tokens that a provider of this kind must have room for.
  ///
  /// Ollama takes the longest answer for a limit, others add it to the prompt and refuse what then
  /// is too long. A context that is larger than the model's own is cut to that by the Ollama at
  /// home, as it would be without us; nobody expects that of a cloud.
  long needed(Kind kind) {
    long least = estimated * OF_THREE / 3;
    long all = kind == Kind.OTHER ? least + answer : least;
    return kind == Kind.HOME ? all : Math.max(all, wished);
  }

  private static long orNothing(@Nullable Number number) {
    return number == null ? 0 : Math.max(0, number.longValue());
  }
}
