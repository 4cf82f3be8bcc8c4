package dev.homeport.role.router;

import dev.homeport.account.Pool;
import dev.homeport.account.PoolMaker;
import dev.homeport.config.provider.AccountSettings;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.provider.Timeouts;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.router.Twingate;
import dev.homeport.config.value.Secret;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.anthropic.AnthropicProvider;
import dev.homeport.dialect.gemini.GeminiProvider;
import dev.homeport.dialect.gigachat.GigaChatProvider;
import dev.homeport.dialect.gigachat.Scope;
import dev.homeport.dialect.ollama.OllamaProvider;
import dev.homeport.dialect.openai.OpenAiProvider;
import dev.homeport.dialect.openai.OpenAiProvider.Asker;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.probe.provider.Watched;
import dev.homeport.resilience.Gate;
import dev.homeport.role.tunnel.TwingatePassage;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Access;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Passage;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Trust;
import dev.homeport.upstream.Waits;
import dev.homeport.upstream.gigachat.HttpTokenDoor;
import dev.homeport.upstream.gigachat.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes providers of their settings.
///
/// @param alarms those of the role
/// @param twingate the way to homes that are reached by Twingate
/// @param pools makes the pools of accounts; nothing for who asks each provider once
public record ProviderMaker(
    Alarms alarms, Passage twingate, @Nullable PoolMaker pools, Ticker ticker, WallClock wall) {
  /// As many may wait for a provider that takes only a few at once.
  private static final int QUEUE = 64;

  /// One for a command that asks each provider once.
  ///
  /// @param settings the router's, of which the way behind Twingate is taken
  public static ProviderMaker once(
      Alarms alarms, @Nullable RouterSettings settings, Ticker ticker, WallClock wall) {
    Twingate twingate = settings == null ? null : settings.twingate();
    return new ProviderMaker(
        alarms,
        twingate == null ? Passage.DIRECT : TwingatePassage.once(twingate),
        null,
        ticker,
        wall);
  }

  /// The provider of these settings, for who asks it once: with its first account, if it has some.
  public Provider make(ProviderSettings settings) {
    return make(settings, null);
  }

  /// The provider of these settings.
  ///
  /// @param before the accounts of the one in whose place it is
  Provider make(ProviderSettings settings, @Nullable Pool before) {
    ProviderDialect dialect = dialect(settings);
    SSLSocketFactory trust = trust(settings.caBundle());
    List<AccountSettings> accounts = PoolMaker.accounts(settings);
    var accesses = new LinkedHashMap<String, Access>();
    accounts.forEach(
        each -> accesses.put(each.name(), access(settings, each.key(), dialect, trust)));
    @Nullable Pool pool = pools == null ? null : pools.make(settings, before).orElse(null);
    var provider =
        new Provider(
            settings.name(),
            connections(settings, trust),
            dialect,
            accesses.isEmpty()
                ? access(settings, settings.key(), dialect, trust)
                : accesses.firstEntry().getValue(),
            waits(settings.timeouts(), settings.hedge()),
            pool == null ? gate(settings) : null,
            settings.isHome());
    return pool == null ? provider : provider.with(pool, accesses);
  }

  /// The same provider with connections of its own, to look at its list.
  Watched watched(ProviderSettings settings, Provider provider) {
    return new Watched(
        provider.over(connections(settings, trust(settings.caBundle()))),
        Fleet.kindOf(settings),
        settings.models(),
        settings.context());
  }

  private HttpUpstream connections(ProviderSettings settings, @Nullable SSLSocketFactory trust) {
    URI url = settings.url();
    return new HttpUpstream(
        url,
        url.getRawAuthority(),
        ticker,
        trust,
        settings.timeouts().connect(),
        passage(settings));
  }

  private Passage passage(ProviderSettings settings) {
    return switch (settings.tunnel()) {
      case TWINGATE -> twingate;
      case TAILSCALE, LINK, DIRECT -> Passage.DIRECT;
    };
  }

  private ProviderDialect dialect(ProviderSettings settings) {
    return switch (settings.kind()) {
      case OLLAMA -> new OllamaProvider(wall);
      case OPENAI -> new OpenAiProvider(preset(settings), asker(settings), wall);
      case GEMINI -> new GeminiProvider(new CallMemory(), wall);
      case GIGACHAT -> new GigaChatProvider(new CallMemory(), scope(settings), wall);
      case ANTHROPIC -> new AnthropicProvider(wall);
    };
  }

  private static Preset preset(ProviderSettings settings) {
    var known = settings.preset();
    return known == null ? Preset.ANY : Preset.of(known.word()).orElse(Preset.ANY);
  }

  private static Asker asker(ProviderSettings settings) {
    String referer = settings.referer();
    String title = settings.title();
    return new Asker(referer == null ? "" : referer, title == null ? "" : title);
  }

  private static Scope scope(ProviderSettings settings) {
    String scope = settings.scope();
    return scope == null ? Scope.GIGACHAT_API_PERS : Scope.valueOf(scope);
  }

  /// What is shown with this key.
  private Access access(
      ProviderSettings settings,
      @Nullable Secret key,
      ProviderDialect dialect,
      @Nullable SSLSocketFactory trust) {
    URI door = settings.authUrl();
    if (key != null && settings.kind() == Kind.GIGACHAT && door != null) {
      return new TokenSource(
          new HttpTokenDoor(door, trust, key.reveal(), scope(settings), ticker, wall, alarms),
          ticker,
          wall);
    }
    return Access.of(key == null ? List.of() : dialect.credentials(key.reveal()));
  }

  /// The configuration was read with the bundle; one that is broken since then trusts nobody.
  static @Nullable SSLSocketFactory trust(@Nullable Path bundle) {
    try {
      return bundle == null ? null : Trust.of(bundle);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static Waits waits(Timeouts timeouts, @Nullable Duration hedge) {
    return new Waits(
        timeouts.ack(),
        timeouts.queued(),
        timeouts.loading(),
        timeouts.firstToken(),
        timeouts.quiet(),
        timeouts.stall(),
        timeouts.total(),
        hedge);
  }

  private @Nullable Gate gate(ProviderSettings settings) {
    Integer concurrent = settings.concurrent();
    return concurrent == null
        ? null
        : new Gate(new Gate.Limits(concurrent, QUEUE, settings.timeouts().firstToken()), ticker);
  }
}
