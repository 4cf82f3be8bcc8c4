package dev.homeport.doctor.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The names of variables that mean something to Homeport, and those of Ollama's own that are like
/// them.
final class KnownNames {
  /// Those without `HOMEPORT_`, about which the configuration says itself what it does not know.
  static final List<String> OURS =
      List.of(
          "LLM_PROVIDER",
          "LLM_CHAIN",
          "OLLAMA_BASE_URL",
          "OLLAMA_URL",
          "OLLAMA_API_KEY",
          "OLLAMA_MODEL",
          "OLLAMA_TIMEOUT_SECONDS",
          "OLLAMA_TIMEOUT",
          "OLLAMA_TUNNEL_TYPE",
          "OLLAMA_CLOUD_API_KEY",
          "OLLAMA_CLOUD_BASE_URL",
          "OLLAMA_CLOUD_MODEL",
          "OLLAMA_CLOUD_TIMEOUT_SECONDS",
          "OLLAMA_CLOUD_ACCOUNTS",
          "OPENROUTER_API_KEY",
          "OPENROUTER_BASE_URL",
          "OPENROUTER_MODEL",
          "OPENROUTER_TIMEOUT_SECONDS",
          "GEMINI_API_KEY",
          "GEMINI_BASE_URL",
          "GEMINI_MODEL",
          "GEMINI_TIMEOUT_SECONDS",
          "OPENAI_API_KEY",
          "OPENAI_BASE_URL",
          "OPENAI_MODEL_NAME",
          "OPENAI_MODEL",
          "OPENAI_TIMEOUT_SECONDS",
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_BASE_URL",
          "ANTHROPIC_MODEL",
          "ANTHROPIC_TIMEOUT_SECONDS",
          "GIGACHAT_CREDENTIALS",
          "GIGACHAT_SCOPE",
          "GIGACHAT_MODEL",
          "GIGACHAT_BASE_URL",
          "GIGACHAT_AUTH_URL",
          "GIGACHAT_CA_BUNDLE",
          "GIGACHAT_TIMEOUT_SECONDS",
          "HOMEPORT_KEYS",
          "HOMEPORT_KEY",
          "HOMEPORT_CONFIG",
          "TWINGATE_SERVICE_KEY",
          "TWINGATE_NETWORK");

  /// Those of other programs that are a letter away from ours.
  private static final Set<String> OTHERS =
      Set.of(
          "OLLAMA_MODELS",
          "OLLAMA_HOST",
          "OLLAMA_ORIGINS",
          "OLLAMA_KEEP_ALIVE",
          "OLLAMA_NUM_PARALLEL",
          "OLLAMA_AUTH");

  private static final Pattern SECRET =
      Pattern.compile(".*(_KEY|_KEYS|_CREDENTIALS|_TOKEN|_SECRET|_PASSWORD)");

  private KnownNames() {}

  static boolean isOurs(String name) {
    return OURS.contains(name) || name.startsWith("HOMEPORT_") || name.equals("PORT");
  }

  static boolean isAnothers(String name) {
    return OTHERS.contains(name);
  }

  /// Whether what it holds should be a secret.
  static boolean isSecret(String name) {
    return SECRET.matcher(name).matches();
  }
}
