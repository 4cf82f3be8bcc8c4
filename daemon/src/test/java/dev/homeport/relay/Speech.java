package dev.homeport.relay;

import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.gemini.GeminiProvider;
import dev.homeport.dialect.gigachat.GigaChatProvider;
import dev.homeport.dialect.gigachat.Scope;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Tongue;
import dev.homeport.time.WallClock;
import java.net.URI;

/// Every API that a provider may speak, as far as it is about errors.
enum Speech {
  OLLAMA,
  OPENAI,
  ANTHROPIC,
  GEMINI,
  GIGACHAT;

  /// Somebody who speaks it.
  Backend at(String name, URI uri) {
    return switch (this) {
      case OLLAMA -> Backend.ollama(name, uri);
      case OPENAI -> Backend.openAi(name, uri);
      case ANTHROPIC -> Backend.anthropic(name, uri);
      case GEMINI -> backend(name, uri, new GeminiProvider(new CallMemory(), WallClock.system()));
      case GIGACHAT ->
          backend(
              name,
              uri,
              new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_PERS, WallClock.system()));
    };
  }

  private static Backend backend(String name, URI uri, ProviderDialect dialect) {
    return new Backend(name, uri, dialect, "token", Mishap.PATIENT, null);
  }

  /// The body of an error; what it says needs no escaping.
  String refusal(int status, String said) {
    return switch (this) {
      case OLLAMA -> Tongue.CHAT.refusal(status, said);
      case OPENAI -> Tongue.COMPLETIONS.refusal(status, said);
      case ANTHROPIC -> Tongue.MESSAGES.refusal(status, said);
      case GEMINI -> "{\"error\":{\"code\":" + status + ",\"message\":\"" + said + "\"}}";
      case GIGACHAT -> "{\"status\":" + status + ",\"message\":\"" + said + "\"}";
    };
  }

  /// What a 429 is called where no word says more.
  String limit() {
    return this == GIGACHAT ? "concurrency" : "rate";
  }
}
