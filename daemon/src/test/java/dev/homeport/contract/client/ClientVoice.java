package dev.homeport.contract.client;

import dev.homeport.chat.Api;
import dev.homeport.contract.Ability;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Seen;
import java.util.List;
import java.util.Set;

/// A client of one API: how it asks, and what it makes of an answer.
public interface ClientVoice {
  /// All of them.
  static List<ClientVoice> all() {
    return List.of(
        new OllamaChatClient(),
        new OllamaGenerateClient(),
        new OpenAiChatClient(false),
        new OpenAiChatClient(true),
        new CompletionsClient(false),
        new CompletionsClient(true),
        new ResponsesClient(),
        new AnthropicClient());
  }

  /// Which call it makes.
  Api api();

  /// What can be said in its API, and seen of an answer.
  Set<Ability> abilities();

  /// As much of a question as its API has words for: what a provider can at most be asked.
  Asked said(Asked asked);

  /// The question as it sends it.
  byte[] body(Asked asked);

  /// The type of the content that it expects.
  String type(boolean stream);

  /// What it sees in an answer of status 200; fails where the answer breaks a rule of its API.
  Seen see(byte[] answer, Asked asked);

  /// Whether it is told what was used, having asked as it does.
  default boolean isTold(boolean stream) {
    return true;
  }
}
