package dev.homeport.config.provider;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.value.Texts;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a provider is, as it follows from what little users write: its kind from its name or its
/// preset, its base URL from either, most of its defaults from the two.
///
/// @param preset only of kind `openai`
/// @param url its base URL, whole; nothing where none was written and none is known
record Nature(Kind kind, @Nullable Preset preset, @Nullable URI url) {
  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta";
  private static final String GIGACHAT = "https://gigachat.devices.sberbank.ru/api/v1";
  private static final String GIGACHAT_AUTH = "https://ngw.devices.sberbank.ru:9443/api/v2/oauth";
  private static final String ANTHROPIC = "https://api.anthropic.com/v1";
  private static final String V1 = "/v1";

  /// GigaChat's scope for persons, who may ask one thing at a time.
  static final String PERSONAL = "GIGACHAT_API_PERS";

  /// The addresses of tailnets.
  private static final Pattern TAILNET =
      Pattern.compile("100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d{1,3}\\.\\d{1,3}");

  /// The kind that a provider has if none is written.
  static Optional<Kind> kindOf(String name, @Nullable Preset written) {
    if (written != null) {
      return Optional.of(Kind.OPENAI);
    }
    return WellKnown.of(name).map(WellKnown::kind).or(() -> Preset.of(name).map(_ -> Kind.OPENAI));
  }

  /// What comes of a kind and what else is written.
  static Nature of(
      String name, Kind kind, @Nullable Preset writtenPreset, @Nullable URI writtenUrl) {
    Preset preset = kind == Kind.OPENAI ? presetOf(name, writtenPreset) : null;
    Optional<URI> standard = standard(name, kind, preset);
    URI url =
        writtenUrl == null
            ? standard.orElse(null)
            : completed(kind, writtenUrl, standard.map(URI::getRawPath).orElse(V1));
    return new Nature(kind, preset, url);
  }

  private static @Nullable Preset presetOf(String name, @Nullable Preset written) {
    return written != null
        ? written
        : WellKnown.of(name).flatMap(WellKnown::preset).or(() -> Preset.of(name)).orElse(null);
  }

  private static Optional<URI> standard(String name, Kind kind, @Nullable Preset preset) {
    return switch (kind) {
      case OLLAMA ->
          name.equals(WellKnown.OLLAMA_CLOUD.word())
              ? Optional.of(URI.create(OllamaCloud.URL))
              : Optional.empty();
      case OPENAI -> Optional.ofNullable(preset).map(Preset::url);
      case GEMINI -> Optional.of(URI.create(GEMINI));
      case GIGACHAT -> Optional.of(URI.create(GIGACHAT));
      case ANTHROPIC -> Optional.of(URI.create(ANTHROPIC));
    };
  }

  private static URI completed(Kind kind, URI url, String usualPath) {
    if (kind == Kind.OLLAMA) {
      String text = url.toString();
      return text.endsWith(V1) ? URI.create(text.substring(0, text.length() - V1.length())) : url;
    }
    return url.getRawPath().isEmpty() ? URI.create(url + usualPath) : url;
  }

  /// Whether it is a home.
  boolean isHome(String name) {
    return kind == Kind.OLLAMA && (url == null || !OllamaCloud.is(name, url));
  }

  /// Whether it answers nobody without a key: the clouds do where they are themselves, but not what
  /// stands in for them elsewhere.
  boolean needsKey() {
    if (url == null) {
      return false;
    }
    return switch (kind) {
      case OLLAMA -> OllamaCloud.isAt(url);
      case OPENAI -> preset != null && !preset.isLocal() && isAt(preset.url());
      case GEMINI -> isAt(URI.create(GEMINI));
      case ANTHROPIC -> isAt(URI.create(ANTHROPIC));
      case GIGACHAT -> false;
    };
  }

  private boolean isAt(URI usual) {
    return url != null && usual.getHost().equals(url.getHost());
  }

  /// The defaults of its settings, by path.
  Map<String, String> defaults(ProviderRows rows) {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put(rows.timeouts().firstToken().path(), isHome(rows.named().name()) ? "10s" : "30s");
    defaults.put(rows.tunnel().path(), Texts.word(guessedTunnel()));
    if (kind == Kind.GIGACHAT) {
      defaults.put(rows.scope().path(), PERSONAL);
      defaults.put(rows.authUrl().path(), GIGACHAT_AUTH);
    }
    if (preset == Preset.OPENROUTER) {
      defaults.put(rows.title().path(), "Homeport");
    }
    if (!rows.named().isInFile()) {
      switch (kind) {
        case GEMINI -> defaults.put(rows.standardModel().path(), "gemini-2.0-flash");
        case GIGACHAT -> defaults.put(rows.standardModel().path(), "GigaChat");
        case OLLAMA, OPENAI, ANTHROPIC -> {}
      }
    }
    return defaults;
  }

  private TunnelKind guessedTunnel() {
    String host = url == null ? "" : url.getHost();
    if (host.endsWith(".ts.net") || TAILNET.matcher(host).matches()) {
      return TunnelKind.TAILSCALE;
    }
    return host.endsWith(".twingate.com") ? TunnelKind.TWINGATE : TunnelKind.DIRECT;
  }
}
