package dev.homeport.contract.provider;

import dev.homeport.contract.Asked;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A provider of one API: what it understands of a request, and how it plays a script.
public interface ProviderVoice {
  /// All of them.
  static List<ProviderVoice> all() {
    return Stream.of(
            Stream.of(OllamaProvider.Path.values()).map(OllamaProvider::new),
            Stream.of(OpenAiFlavour.values()).map(OpenAiProvider::new),
            Stream.of(new GeminiProvider(), new GigaChatProvider(), new AnthropicProvider()))
        .flatMap(each -> each)
        .map(ProviderVoice.class::cast)
        .toList();
  }

  /// Its own name for the model that it is asked for. Like everything that it says about itself, it
  /// has the word `foreign` in it, so that no client can be shown it unnoticed.
  String model();

  /// As much of what a client said as its API can carry.
  Asked carried(Asked said);

  /// As much of a script as its API can say to this question.
  ///
  /// @param asked as it was understood
  Script played(Script script, Asked asked);

  /// Whether its API has no way to be asked this, so that it has to be refused.
  default boolean cannot(Asked said) {
    return false;
  }

  /// The ways in which it can say what was used, besides the usual one.
  default Set<Counting> countings() {
    return EnumSet.noneOf(Counting.class);
  }

  /// Whether a request to this target is a question, and not something beside it.
  boolean isQuestion(String target);

  /// What it understands; fails where a request is not as its API wants it.
  ///
  /// @param target path and query, behind the provider's base URL
  Asked understand(String target, byte[] body);

  /// The answer that the script is to that question.
  Rendered render(Script script, Asked asked);

  /// The answer to a request beside the questions: lists, tokens, uploads.
  Rendered aside(String method, String target, byte[] body);
}
