package dev.homeport.fake;

import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.anthropic.AnthropicProvider;
import dev.homeport.dialect.ollama.OllamaProvider;
import dev.homeport.dialect.openai.OpenAiProvider;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.resilience.Gate;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Waits;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Somebody whom a [RouterRig] asks.
///
/// @param name what the settings would call it
/// @param key what it wants to see, nothing where it wants nothing
/// @param concurrent as many may ask at once, nothing for any number
public record Backend(
    String name,
    URI uri,
    ProviderDialect dialect,
    @Nullable String key,
    Waits waits,
    Gate.@Nullable Limits concurrent) {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Waits PATIENT = waits(LONG, LONG, LONG);

  /// As long for a first token, between two, and for an answer at once; large pieces get no more.
  public static Waits waits(Duration first, Duration stall, Duration total) {
    Duration longer = first.compareTo(stall) > 0 ? first : stall;
    Duration quiet = stall.compareTo(first) < 0 ? stall : longer;
    return new Waits(first, longer, longer, first, quiet, stall, total, null);
  }

  /// An Ollama.
  public static Backend ollama(String name, URI uri) {
    return new Backend(name, uri, new OllamaProvider(WallClock.system()), null, PATIENT, null);
  }

  /// Somebody who speaks OpenAI's API, below `/v1`.
  public static Backend openAi(String name, URI uri) {
    return new Backend(
        name,
        URI.create(uri + "/v1"),
        new OpenAiProvider(Preset.OPENROUTER, OpenAiProvider.Asker.UNNAMED, WallClock.system()),
        null,
        PATIENT,
        null);
  }

  /// Anthropic, below `/v1`.
  public static Backend anthropic(String name, URI uri) {
    return new Backend(
        name,
        URI.create(uri + "/v1"),
        new AnthropicProvider(WallClock.system()),
        null,
        PATIENT,
        null);
  }

  /// The same, which wants to see this.
  public Backend showing(String secret) {
    return new Backend(name, uri, dialect, secret, waits, concurrent);
  }

  /// The same with this much patience with it.
  public Backend within(Waits others) {
    return new Backend(name, uri, dialect, key, others, concurrent);
  }

  /// The same, where only so many may ask at once and the others wait for so long.
  public Backend atMost(int most, Duration wait) {
    return new Backend(name, uri, dialect, key, waits, new Gate.Limits(most, 100, wait));
  }
}
