package dev.homeport.dialect.openai.preset;

import static dev.homeport.dialect.openai.preset.Quirk.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The providers whose oddities are known.
public enum Preset {
  /// OpenAI itself.
  OPENAI(
      "openai",
      DEVELOPER,
      COMPLETION_TOKENS,
      THINKERS_BY_NAME,
      USAGE_ON_REQUEST,
      COMPLETIONS,
      SUFFIX,
      EMBEDDINGS),
  /// OpenRouter, which tells what was used unasked (wire.md C).
  OPENROUTER(
      "openrouter",
      DEVELOPER,
      TOP_K_MIN_P,
      REASONING_OBJECT,
      WANTS_DETAILS,
      COMPLETIONS,
      EMBEDDINGS,
      COST,
      ATTRIBUTION),
  /// Groq, which refuses what it does not know.
  GROQ("groq", NO_LOGPROBS, EFFORT, INLINE_THINKING, USAGE_ON_REQUEST),
  /// Mistral, which refuses what it does not know and tells what was used unasked.
  MISTRAL(
      "mistral",
      RANDOM_SEED,
      ANY_IS_REQUIRED,
      IDS_OF_NINE,
      NO_LOGPROBS,
      PREFIX_FLAG,
      OWN_WORDS_ONLY,
      EMBEDDINGS),
  /// DeepSeek.
  DEEPSEEK("deepseek", NO_STRICT, NO_SCHEMA, THINKING_SWITCH, WANTS_REASONING, USAGE_ON_REQUEST),
  /// Together.
  TOGETHER(
      "together",
      TOP_K_MIN_P,
      NUMBERED_LOGPROBS,
      EFFORT,
      INLINE_THINKING,
      USAGE_ON_REQUEST,
      COMPLETIONS,
      EMBEDDINGS),
  /// xAI. Most of its models refuse `reasoning_effort` and think all the same.
  XAI("xai", COMPLETION_TOKENS, USAGE_ON_REQUEST),
  /// llama.cpp's server.
  LLAMA_CPP(
      "llama.cpp",
      REPEAT_PENALTY,
      TEMPLATE_SWITCH,
      INLINE_THINKING,
      USAGE_ON_REQUEST,
      COMPLETIONS,
      EMBEDDINGS),
  /// vLLM.
  VLLM(
      "vllm",
      TOP_K_MIN_P,
      EFFORT,
      TEMPLATE_SWITCH,
      INLINE_THINKING,
      USAGE_ON_REQUEST,
      COMPLETIONS,
      EMBEDDINGS),
  /// LM Studio.
  LM_STUDIO(
      "lm-studio",
      REPEAT_PENALTY,
      SCHEMA_FOR_JSON,
      NO_PARALLEL,
      EFFORT,
      INLINE_THINKING,
      USAGE_ON_REQUEST,
      COMPLETIONS,
      EMBEDDINGS),
  /// Anybody else behind this API, Gemini's compatible address among them.
  ANY("any", EFFORT, WANTS_EXTRA, LOOSE_CALLS, USAGE_ON_REQUEST, EMBEDDINGS);

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // it cannot be changed, which its type does not say
  private final Set<Quirk> quirks;

  Preset(String word, Quirk... quirks) {
    this.word = word;
    this.quirks = Collections.unmodifiableSet(EnumSet.copyOf(Set.of(quirks)));
  }

  /// How it is called in the configuration.
  public String word() {
    return word;
  }

  /// What is odd about it.
  public Set<Quirk> quirks() {
    return quirks;
  }

  /// The one with this word.
  public static Optional<Preset> of(String word) {
    for (Preset each : values()) {
      if (each.word.equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
