package dev.homeport.config.provider;

import static dev.homeport.config.table.Setting.Trait.SECRET;
import static dev.homeport.config.table.Setting.Trait.VARIABLE_ONLY;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.source.Origin;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.value.Addresses;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.Many;
import dev.homeport.config.value.OrOff;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The settings of one provider, each declared once.
///
/// @param named whose they are
/// @param standardModel what the environment has for its entry in the row `*` of `models`
public record ProviderRows(
    Named named,
    Setting<Kind> kind,
    Setting<Preset> preset,
    Setting<URI> url,
    Setting<Secret> key,
    Setting<Secret> credentials,
    Setting<String> scope,
    Setting<URI> authUrl,
    Setting<String> caBundle,
    Setting<AccountFile> accounts,
    Setting<Duration> block,
    Setting<TunnelKind> tunnel,
    TimeoutRows timeouts,
    Setting<List<Duration>> hedge,
    Setting<List<String>> models,
    Setting<Integer> context,
    Setting<Integer> concurrent,
    Setting<String> referer,
    Setting<String> title,
    Setting<String> standardModel) {
  /// The section of all providers.
  public static final String SECTION = "router.providers";

  private static final String[] NONE = {};
  private static final Set<String> FIELDS =
      of(new Named("x", null, new Origin.BuiltIn())).all().stream()
          .filter(setting -> !setting.is(VARIABLE_ONLY))
          .map(setting -> setting.path().substring((SECTION + ".x.").length()))
          .map(field -> Table.variableOf(field).substring(Table.PREFIX.length()))
          .collect(Collectors.toUnmodifiableSet());

  /// Whether a variable that ends so after a provider's name sets something of it.
  static boolean isField(String end) {
    return FIELDS.contains(end);
  }

  /// The rows of a provider; the variables of the environment's own are theirs as well.
  public static ProviderRows of(Named named) {
    WellKnown known = named.known();
    String start = named.path() + ".";
    Function<Function<WellKnown, String[]>, String[]> names =
        which -> known == null ? NONE : which.apply(known);
    return new ProviderRows(
        named,
        Setting.of(start + "kind", Texts.choice(Kind.class), "", "the API that it speaks"),
        Setting.of(
            start + "preset",
            Texts.words(List.of(Preset.values()), Preset::word),
            "",
            "the service, where kind is openai and it is a known one"),
        Setting.of(start + "url", Addresses.url(List.of("https", "http")), "", "its base URL")
            .named(names.apply(WellKnown::urls)),
        Setting.of(start + "key", Texts.SECRET, "", "what is sent as its key")
            .being(SECRET)
            .named(names.apply(WellKnown::keys)),
        Setting.of(
                start + "credentials", Credentials.KIND, "", "client_id:client_secret, or Base64")
            .being(SECRET)
            .named(only(known, WellKnown.GIGACHAT, "GIGACHAT_CREDENTIALS")),
        Setting.of(
                start + "scope",
                Texts.words(
                    List.of("GIGACHAT_API_PERS", "GIGACHAT_API_B2B", "GIGACHAT_API_CORP"),
                    Function.identity()),
                "",
                "what the credentials are good for")
            .named(only(known, WellKnown.GIGACHAT, "GIGACHAT_SCOPE")),
        Setting.of(
                start + "auth-url",
                Addresses.url(List.of("https", "http")),
                "",
                "where tokens are given out")
            .named(only(known, WellKnown.GIGACHAT, "GIGACHAT_AUTH_URL")),
        Setting.of(start + "ca-bundle", Texts.TEXT, "", "a PEM file of certificates to trust")
            .named(only(known, WellKnown.GIGACHAT, "GIGACHAT_CA_BUNDLE")),
        Setting.of(start + "accounts", AccountFile.KIND, "", "file:PATH of several accounts")
            .spelt(AccountFile.PATH, only(known, WellKnown.OLLAMA_CLOUD, WellKnown.ACCOUNTS)),
        Setting.of(
            start + "block",
            Amounts.duration(Duration.ZERO, Duration.ofDays(365)),
            "",
            "how long a spent account rests where nothing is known"),
        Setting.of(
                start + "tunnel",
                Texts.choice(TunnelKind.class),
                "",
                "tailscale | twingate | direct: the way to a home"
                    + (known == WellKnown.OLLAMA ? " (OLLAMA_TUNNEL_TYPE)" : ""))
            .named(only(known, WellKnown.OLLAMA, "OLLAMA_TUNNEL_TYPE")),
        TimeoutRows.of(start + "timeouts.", names.apply(WellKnown::timeouts)),
        Setting.of(
            start + "hedge",
            new OrOff<>(Amounts.duration(Duration.ofMillis(100), Duration.ofHours(1))),
            "off",
            "when the next is asked beside it"),
        Setting.of(
            start + "models",
            new Many<>(Texts.TEXT, "[ \"qwen2.5:7b\" ]"),
            "[]",
            "what it serves, where it has no list"),
        Setting.of(
            start + "context",
            Amounts.count(1, Integer.MAX_VALUE),
            "",
            "how many tokens fit into it"),
        Setting.of(
            start + "concurrent", Amounts.count(1, 1024), "", "how many requests at once it takes"),
        Setting.of(start + "referer", Texts.HEADER, "", "HTTP-Referer for OpenRouter"),
        Setting.of(start + "title", Texts.HEADER, "", "X-Title for OpenRouter"),
        Setting.of("router.models.*." + named.name(), Texts.TEXT, "", "its model for any other")
            .being(VARIABLE_ONLY)
            .named(names.apply(WellKnown::models)));
  }

  private static String[] only(@Nullable WellKnown known, WellKnown whose, String name) {
    return known == whose ? new String[] {name} : NONE;
  }

  /// All of them, in the order in which people read them.
  public List<Setting<?>> all() {
    return List.of(
        kind,
        preset,
        url,
        key,
        credentials,
        scope,
        authUrl,
        caBundle,
        accounts,
        block,
        tunnel,
        timeouts.connect(),
        timeouts.ack(),
        timeouts.queued(),
        timeouts.loading(),
        timeouts.firstToken(),
        timeouts.quiet(),
        timeouts.stall(),
        timeouts.total(),
        hedge,
        models,
        context,
        concurrent,
        referer,
        title,
        standardModel);
  }
}
