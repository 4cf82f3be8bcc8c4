package dev.homeport.doctor.provider;

import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;

/// Where keys are had, and in which variable they belong.
final class Shops {
  private Shops() {}

  /// The page on which a new key is made.
  static String page(ProviderSettings settings) {
    return switch (settings.kind()) {
      case OLLAMA -> "https://ollama.com/settings/keys";
      case GEMINI -> "https://aistudio.google.com/apikey";
      case GIGACHAT -> "https://developers.sber.ru/studio";
      case ANTHROPIC -> "https://console.anthropic.com/settings/keys";
      case OPENAI -> page(settings.preset());
    };
  }

  private static String page(@Nullable Preset preset) {
    return switch (preset) {
      case OPENAI -> "https://platform.openai.com/api-keys";
      case OPENROUTER -> "https://openrouter.ai/settings/keys";
      case GROQ -> "https://console.groq.com/keys";
      case MISTRAL -> "https://console.mistral.ai/api-keys";
      case DEEPSEEK -> "https://platform.deepseek.com/api_keys";
      case TOGETHER -> "https://api.together.ai/settings/api-keys";
      case XAI -> "https://console.x.ai";
      case LLAMA_CPP, VLLM, LM_STUDIO -> "its own settings";
      case null -> "its operator";
    };
  }

  /// Where the key is written.
  static String place(ProviderSettings settings) {
    String name = settings.name();
    return switch (settings.kind()) {
      case GIGACHAT -> "GIGACHAT_CREDENTIALS (or router.providers." + name + ".credentials)";
      case OLLAMA ->
          (settings.isHome() ? "OLLAMA_API_KEY" : "OLLAMA_CLOUD_API_KEY") + setting(name);
      case GEMINI -> "GEMINI_API_KEY" + setting(name);
      case ANTHROPIC -> "ANTHROPIC_API_KEY" + setting(name);
      case OPENAI ->
          switch (settings.preset()) {
            case OPENAI -> "OPENAI_API_KEY" + setting(name);
            case OPENROUTER -> "OPENROUTER_API_KEY" + setting(name);
            case null, default -> "router.providers." + name + ".key";
          };
    };
  }

  private static String setting(String name) {
    return " (or router.providers." + name + ".key)";
  }
}
