package dev.homeport.fake;

import dev.homeport.account.Pool;
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
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Somebody whom a [RouterRig] asks.
///
/// @param name what the settings would call it
/// @param key what it wants to see, nothing where it wants nothing
/// @param concurrent as many may ask at once, nothing for any number
/// @param connect how long a connection to it may take to be made
/// @param trust whom it may be vouched for by, nothing where Java's own will do
/// @param pool its accounts, each of which shows its own name; nothing where it has none
public record Backend(
    String name,
    URI uri,
    ProviderDialect dialect,
    @Nullable String key,
    Waits waits,
    Gate.@Nullable Limits concurrent,
    Duration connect,
    @Nullable SSLSocketFactory trust,
    @Nullable Pool pool) {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Waits PATIENT = waits(LONG, LONG, LONG);

  /// Somebody who is reached as usual.
  public Backend(
      String name,
      URI uri,
      ProviderDialect dialect,
      @Nullable String key,
      Waits waits,
      Gate.@Nullable Limits concurrent) {
    this(name, uri, dialect, key, waits, concurrent, CONNECT, null, null);
  }

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
    return new Backend(name, uri, dialect, secret, waits, concurrent, connect, trust, pool);
  }

  /// The same with this much patience with it.
  public Backend within(Waits others) {
    return new Backend(name, uri, dialect, key, others, concurrent, connect, trust, pool);
  }

  /// The same, where only so many may ask at once and the others wait for so long.
  public Backend atMost(int most, Duration wait) {
    var limits = new Gate.Limits(most, 100, wait);
    return new Backend(name, uri, dialect, key, waits, limits, connect, trust, pool);
  }

  /// The same, where connections may take so long, and are secure by this trust.
  public Backend connecting(Duration most, @Nullable SSLSocketFactory by) {
    return new Backend(name, uri, dialect, key, waits, concurrent, most, by, pool);
  }

  /// The same with these accounts.
  public Backend with(Pool accounts) {
    return new Backend(name, uri, dialect, key, waits, concurrent, connect, trust, accounts);
  }
}
