package dev.homeport.config.provider;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The services behind OpenAI's API that are known by name: where each is, and whether it wants a
/// key. What else is peculiar to one is its dialect's business.
public enum Preset {
  /// OpenAI itself.
  OPENAI("openai", "https://api.openai.com/v1"),
  /// OpenRouter.
  OPENROUTER("openrouter", "https://openrouter.ai/api/v1"),
  /// Groq.
  GROQ("groq", "https://api.groq.com/openai/v1"),
  /// Mistral.
  MISTRAL("mistral", "https://api.mistral.ai/v1"),
  /// DeepSeek.
  DEEPSEEK("deepseek", "https://api.deepseek.com/v1"),
  /// Together.
  TOGETHER("together", "https://api.together.xyz/v1"),
  /// xAI.
  XAI("xai", "https://api.x.ai/v1"),
  /// llama.cpp's server.
  LLAMA_CPP("llama.cpp", "http://127.0.0.1:8080/v1"),
  /// vLLM.
  VLLM("vllm", "http://127.0.0.1:8000/v1"),
  /// LM Studio.
  LM_STUDIO("lm-studio", "http://127.0.0.1:1234/v1");

  private final String word;
  private final URI url;

  Preset(String word, String url) {
    this.word = word;
    this.url = URI.create(url);
  }

  /// The preset of that word; a dash may stand for its dot, which no provider's name has.
  public static Optional<Preset> of(String word) {
    return List.of(values()).stream()
        .filter(preset -> preset.word.equals(word) || preset.word.replace('.', '-').equals(word))
        .findFirst();
  }

  /// What users call it.
  public String word() {
    return word;
  }

  /// Where it is unless told otherwise; without a slash at its end.
  public URI url() {
    return url;
  }

  /// Whether it runs on a machine of one's own rather than in a cloud.
  public boolean isLocal() {
    return "http".equals(url.getScheme());
  }

  @Override
  public String toString() {
    return word;
  }
}
