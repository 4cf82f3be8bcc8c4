package dev.homeport.config.provider;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.value.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who can answer, as it is configured.
///
/// @param name what logs, headers and tables call it
/// @param url its base URL, whole: with the path that its kind has, without a slash at its end; of
///   an Ollama without `/v1`
/// @param preset the service behind OpenAI's API, where it is one that is known
/// @param key what is sent as its key; nothing where it wants none
/// @param credentials GigaChat's, in Base64 as its authorization takes them
/// @param scope GigaChat's scope
/// @param authUrl where GigaChat gives out tokens
/// @param caBundle a PEM file of the certificates to trust beside those of the system
/// @param tunnel how it is reached
/// @param models the names that it serves, for one without a list of its own; empty where it is
///   asked for them
/// @param context how many tokens fit into it, where that is set
/// @param concurrent how many requests it takes at once, where there is a limit
/// @param hedge after so long without a token somebody else is asked beside it; nothing where
///   nobody is
/// @param referer the page of the application, for OpenRouter's `HTTP-Referer`
/// @param title the application's name, for its `X-Title`
/// @param accounts those in its file of accounts; empty where there is none, and `key` is the only
///   one
/// @param block how long an account rests that is used up, where nothing better is known; nothing
///   where that was not written
public record ProviderSettings(
    String name,
    Kind kind,
    URI url,
    @Nullable Preset preset,
    @Nullable Secret key,
    @Nullable Secret credentials,
    @Nullable String scope,
    @Nullable URI authUrl,
    @Nullable Path caBundle,
    Timeouts timeouts,
    TunnelKind tunnel,
    List<String> models,
    @Nullable Integer context,
    @Nullable Integer concurrent,
    @Nullable Duration hedge,
    @Nullable String referer,
    @Nullable String title,
    List<AccountSettings> accounts,
    @Nullable Duration block) {
  /// Which API it speaks.
  public enum Kind {
    /// Ollama's own, at home or in its cloud.
    OLLAMA,
    /// OpenAI's, which many speak.
    OPENAI,
    /// Gemini's own.
    GEMINI,
    /// GigaChat's.
    GIGACHAT,
    /// Anthropic's.
    ANTHROPIC
  }

  /// Copies the lists.
  public ProviderSettings {
    models = List.copyOf(models);
    accounts = List.copyOf(accounts);
  }

  /// Whether it is a home: an Ollama that is not the one in the cloud, and has no accounts.
  public boolean isHome() {
    return kind == Kind.OLLAMA && !OllamaCloud.is(name, url) && accounts.isEmpty();
  }
}
