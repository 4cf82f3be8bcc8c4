package dev.homeport.config.provider;

import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.source.Environment;
import dev.homeport.config.source.Environment.Variable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The providers that users have in their environment, in the order in which they are asked unless
/// told otherwise.
public enum WellKnown {
  /// Home.
  OLLAMA(Kind.OLLAMA, null),
  /// Ollama's cloud.
  OLLAMA_CLOUD(Kind.OLLAMA, null),
  /// OpenRouter.
  OPENROUTER(Kind.OPENAI, Preset.OPENROUTER),
  /// Google's Gemini.
  GEMINI(Kind.GEMINI, null),
  /// OpenAI.
  OPENAI(Kind.OPENAI, Preset.OPENAI),
  /// Anthropic.
  ANTHROPIC(Kind.ANTHROPIC, null),
  /// Sber's GigaChat.
  GIGACHAT(Kind.GIGACHAT, null);

  /// The variable that names a file of accounts.
  static final String ACCOUNTS = "OLLAMA_CLOUD_ACCOUNTS";

  private final Kind kind;
  private final @Nullable Preset preset;

  WellKnown(Kind kind, @Nullable Preset preset) {
    this.kind = kind;
    this.preset = preset;
  }

  /// The one of that name; home has two.
  public static Optional<WellKnown> of(String name) {
    String word = name.equals(HomeNames.HOME) ? HomeNames.OLLAMA : name;
    return List.of(values()).stream().filter(known -> known.word().equals(word)).findFirst();
  }

  /// What it is called.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Kind kind() {
    return kind;
  }

  Optional<Preset> preset() {
    return Optional.ofNullable(preset);
  }

  /// The variables that say where it is.
  String[] urls() {
    return this == OLLAMA ? names("BASE_URL", "URL") : names("BASE_URL");
  }

  /// The variables that hold its key.
  String[] keys() {
    return this == GIGACHAT ? new String[0] : names("API_KEY");
  }

  /// The variables that name the model which it has for any other.
  String[] models() {
    return this == OPENAI ? names("MODEL_NAME", "MODEL") : names("MODEL");
  }

  /// The variables that say in seconds how long its first token may take.
  String[] timeouts() {
    return this == OLLAMA ? names("TIMEOUT_SECONDS", "TIMEOUT") : names("TIMEOUT_SECONDS");
  }

  /// The variables each of which is enough for it to exist.
  List<String> signs() {
    return switch (this) {
      case OLLAMA -> List.of(urls());
      case OPENAI -> List.of("OPENAI_API_KEY", "OPENAI_BASE_URL");
      case GIGACHAT -> List.of("GIGACHAT_CREDENTIALS");
      case OLLAMA_CLOUD -> List.of(keys()[0], ACCOUNTS);
      case OPENROUTER, GEMINI, ANTHROPIC -> List.of(keys());
    };
  }

  /// The variable that a message names to whoever wants it.
  public String sign() {
    return signs().getFirst();
  }

  /// The variable by which the environment says that it exists.
  Optional<Variable> signIn(Environment environment) {
    return signs().stream().flatMap(name -> environment.variable(name).stream()).findFirst();
  }

  private String[] names(String... ends) {
    return List.of(ends).stream().map(end -> name() + "_" + end).toArray(String[]::new);
  }
}
