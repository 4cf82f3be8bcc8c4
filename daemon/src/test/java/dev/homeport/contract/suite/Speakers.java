package dev.homeport.contract.suite;

import dev.homeport.chat.Api;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.ClientDialect;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.anthropic.AnthropicClient;
import dev.homeport.dialect.anthropic.AnthropicProvider;
import dev.homeport.dialect.gemini.GeminiProvider;
import dev.homeport.dialect.gigachat.GigaChatProvider;
import dev.homeport.dialect.gigachat.Scope;
import dev.homeport.dialect.ollama.OllamaClient;
import dev.homeport.dialect.ollama.OllamaProvider;
import dev.homeport.dialect.openai.OpenAiClient;
import dev.homeport.dialect.openai.OpenAiProvider;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.dialect.responses.ResponsesClient;
import dev.homeport.time.WallClock;
import java.time.Instant;
import java.util.Optional;

/// Which dialect of the main tree speaks with whom.
final class Speakers {
  private static final WallClock NOW = () -> Instant.parse("2026-11-25T18:00:00Z");

  private Speakers() {}

  static ClientDialect of(Api api) {
    return switch (api) {
      case OLLAMA_CHAT, OLLAMA_GENERATE, OLLAMA_EMBED, OLLAMA_EMBEDDINGS -> new OllamaClient();
      case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> new OpenAiClient();
      case OPENAI_RESPONSES -> new ResponsesClient();
      case ANTHROPIC_MESSAGES -> new AnthropicClient();
    };
  }

  static ProviderDialect of(ProviderVoice voice) {
    return switch (voice.toString()) {
      case "ollama rendered", "ollama parser", "ollama native" -> new OllamaProvider(NOW);
      case "openai" -> openAi(Preset.OPENAI);
      case "openrouter" -> openAi(Preset.OPENROUTER);
      case "vllm" -> openAi(Preset.VLLM);
      case "groq" -> openAi(Preset.GROQ);
      case "glued", "stuttering", "indexless" -> openAi(Preset.ANY);
      case "gemini" -> new GeminiProvider(new CallMemory(), NOW);
      case "gigachat" -> new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_PERS, NOW);
      case "anthropic" -> new AnthropicProvider(NOW);
      default -> throw new AssertionError("nobody speaks with " + voice);
    };
  }

  /// The provider's dialect of a client's API, where there are both.
  static Optional<ProviderVoice> sameApi(Api api) {
    String name =
        switch (api) {
          case OLLAMA_CHAT -> "ollama rendered";
          case OPENAI_CHAT -> "openai";
          case ANTHROPIC_MESSAGES -> "anthropic";
          default -> "";
        };
    return ProviderVoice.all().stream().filter(each -> each.toString().equals(name)).findFirst();
  }

  private static ProviderDialect openAi(Preset preset) {
    return new OpenAiProvider(preset, OpenAiProvider.Asker.UNNAMED, NOW);
  }
}
