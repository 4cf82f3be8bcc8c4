package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.config.door.Auth;
import dev.homeport.config.door.Log;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.AccountSettings;
import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.provider.Timeouts;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.config.router.RouterSettings.Health;
import dev.homeport.config.router.RouterSettings.Limits;
import dev.homeport.config.source.SecretStore.Found;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a router's settings become, where there is a file.
class RouterRoleTest {
  private static final String HUSH = "hush-1234567890";

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
  }

  private RouterSettings settings() {
    return desk.router().settings();
  }

  private ProviderSettings provider(String name) {
    return settings().provider(name).orElseThrow();
  }

  private Desk providers(String yaml) {
    return desk.yaml("router: { providers: { " + yaml + " } }");
  }

  @Test
  void littleIsWrittenAndTheDefaultsHold() {
    providers("home: { url: 'http://a:1' }");
    RouterSettings settings = settings();
    assertThat(settings.listen()).isEqualTo(new Listen("0.0.0.0", 11_435));
    assertThat(settings.auth()).isEqualTo(new Auth(false, false));
    assertThat(settings.cors()).isEmpty();
    assertThat(settings.metrics()).isNull();
    assertThat(settings.log()).isEqualTo(new Log(Log.Format.AUTO, Log.Level.INFO));
    assertThat(settings.limits())
        .isEqualTo(new Limits(32 << 20, 128 << 20, 32 << 10, Duration.ofSeconds(10), 1 << 10));
    assertThat(settings.health())
        .isEqualTo(
            new Health(
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(12)));
    assertThat(settings.continuation()).isTrue();
    assertThat(settings.chain()).containsExactly("home");
    assertThat(settings.state()).isEqualTo(folder.resolve("state"));
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void everythingCanBeSet() {
    desk.file("ca.pem", "-----BEGIN CERTIFICATE-----\n")
        .yaml(
            """
            router:
              listen: "[::1]:9000"
              auth: { path-keys: true }
              cors: [ https://chat.example.com ]
              metrics: { listen: 127.0.0.1:9888 }
              log: { format: json, level: debug }
              limits: { body: 1MB, bodies: 2MB, header: 8KiB, header-wait: 1s, body-rate: 0B/s }
              chain: [ or, mac ]
              providers:
                mac: { kind: ollama, url: https://mac.example.com/, key: k, tunnel: twingate,
                       ca-bundle: ca.pem, context: 8192, concurrent: 2,
                       timeouts: { connect: 1s, ack: 2s, queued: 3s, loading: 4s, first-token: 5s,
                                   quiet: 6s, stall: 7s, total: 8s } }
                or: { preset: openrouter, key: k, referer: https://a.example.com, title: Mine,
                      models: [ a/b, c/d ] }
              models: { x: { mac: y } }
              health: { cooldown: 0s, prefer: 0s, probe: 1s, hold: 0s, keep-alive: 10s }
              continuation: off
            state: { url: file:facts }
            """);
    RouterSettings settings = settings();
    assertThat(settings.listen()).isEqualTo(new Listen("::1", 9000));
    assertThat(settings.auth()).isEqualTo(new Auth(false, true));
    assertThat(settings.cors()).containsExactly("https://chat.example.com");
    assertThat(settings.metrics()).isEqualTo(new Listen("127.0.0.1", 9888));
    assertThat(settings.log()).isEqualTo(new Log(Log.Format.JSON, Log.Level.DEBUG));
    assertThat(settings.limits())
        .isEqualTo(new Limits(1_000_000, 2_000_000, 8192, Duration.ofSeconds(1), 0));
    assertThat(settings.chain()).containsExactly("or", "mac");
    assertThat(settings.health())
        .isEqualTo(
            new Health(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(10)));
    assertThat(settings.continuation()).isFalse();
    assertThat(settings.state()).isEqualTo(folder.resolve("facts"));
    assertThat(settings.models().nameFor("x", "mac")).isEqualTo("y");
    ProviderSettings mac = provider("mac");
    assertThat(mac.url()).isEqualTo(URI.create("https://mac.example.com"));
    assertThat(mac.tunnel()).isEqualTo(TunnelKind.TWINGATE);
    assertThat(mac.caBundle()).isEqualTo(folder.resolve("ca.pem"));
    assertThat(mac.context()).isEqualTo(8192);
    assertThat(mac.concurrent()).isEqualTo(2);
    assertThat(mac.timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8)));
    ProviderSettings or = provider("or");
    assertThat(or.preset()).isEqualTo(Preset.OPENROUTER);
    assertThat(or.referer()).isEqualTo("https://a.example.com");
    assertThat(or.title()).isEqualTo("Mine");
    assertThat(or.models()).containsExactly("a/b", "c/d");
    assertThat(desk.routerWarnings())
        .singleElement()
        .asString()
        .contains("router.continuation: is understood, but this version makes no use of it yet");
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void presetSaysWhereAndWhich(Preset preset) {
    providers("x: { preset: " + preset.word() + ", key: k }");
    assertThat(provider("x").kind()).isEqualTo(Kind.OPENAI);
    assertThat(provider("x").preset()).isEqualTo(preset);
    assertThat(provider("x").url()).isEqualTo(preset.url());
    assertThat(Preset.of(preset.word())).contains(preset);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void presetThatRunsOnesOwnMachineNeedsNoKey(Preset preset) {
    providers("x: { preset: " + preset.word() + " }");
    assertThat(desk.routerProblems().isEmpty()).isEqualTo(preset.isLocal());
  }

  @ParameterizedTest
  @CsvSource({
    "home, OLLAMA, ",
    "ollama, OLLAMA, ",
    "ollama-cloud, OLLAMA, ",
    "openrouter, OPENAI, OPENROUTER",
    "openai, OPENAI, OPENAI",
    "groq, OPENAI, GROQ",
    "llama-cpp, OPENAI, LLAMA_CPP",
    "lm-studio, OPENAI, LM_STUDIO",
    "gemini, GEMINI, ",
    "anthropic, ANTHROPIC, ",
  })
  void nameSaysTheKind(String name, Kind kind, Preset preset) {
    providers(name + ": { url: 'http://127.0.0.1:9', key: k }");
    assertThat(provider(name).kind()).isEqualTo(kind);
    assertThat(provider(name).preset()).isEqualTo(preset);
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void writtenKindIsStrongerThanTheName() {
    providers("gemini: { kind: openai, url: 'https://a.example.com/openai', key: k }");
    assertThat(provider("gemini").kind()).isEqualTo(Kind.OPENAI);
    assertThat(provider("gemini").preset()).isNull();
    assertThat(provider("gemini").url()).isEqualTo(URI.create("https://a.example.com/openai"));
  }

  @ParameterizedTest
  @CsvSource({
    "preset: groq, https://api.groq.com, https://api.groq.com/openai/v1",
    "preset: openrouter, https://eu.example.com/, https://eu.example.com/api/v1",
    "preset: vllm, http://10.0.0.1:8000, http://10.0.0.1:8000/v1",
    "kind: openai, http://10.0.0.1:8000, http://10.0.0.1:8000/v1",
    "kind: openai, http://10.0.0.1:8000/v2/, http://10.0.0.1:8000/v2",
    "kind: ollama, http://10.0.0.1:11434/v1, http://10.0.0.1:11434",
    "kind: ollama, http://10.0.0.1:11434/ollama/v1/, http://10.0.0.1:11434/ollama",
    "kind: ollama, http://10.0.0.1:11434, http://10.0.0.1:11434",
    "kind: gemini, https://eu.example.com, https://eu.example.com/v1beta",
    "kind: anthropic, https://eu.example.com, https://eu.example.com/v1",
  })
  void emptyPathIsTheKindsUsualOne(String what, String url, URI whole) {
    providers("x: { " + what + ", url: '" + url + "', key: k }");
    assertThat(provider("x").url()).isEqualTo(whole);
    assertThat(desk.routerSource("router.providers.x.url")).startsWith("homeport.yaml:1:");
  }

  @Test
  void environmentFillsWhatTheFileLeavesOutAndIsStronger() {
    desk.yaml(
            """
            router:
              providers:
                openrouter: { timeouts: { first-token: 12s }, title: Mine }
                home: { url: http://file:1, key: file-key }
              models: { "*": { openrouter: file-model, home: file-model } }
            """)
        .env("OPENROUTER_API_KEY", HUSH);
    assertThat(provider("openrouter").key()).isEqualTo(new Secret(HUSH));
    assertThat(provider("openrouter").timeouts().firstToken()).isEqualTo(Duration.ofSeconds(12));
    assertThat(provider("home").url()).isEqualTo(URI.create("http://file:1"));
    assertThat(settings().models().standard("openrouter")).isEqualTo("file-model");
    desk.env("OPENROUTER_TIMEOUT_SECONDS", "3")
        .env("OPENROUTER_MODEL", "env-model")
        .env("OLLAMA_BASE_URL", "http://env:1")
        .env("OLLAMA_API_KEY", "env-key")
        .env("OLLAMA_MODEL", "env-home");
    assertThat(provider("openrouter").timeouts().firstToken()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings().models().standard("openrouter")).isEqualTo("env-model");
    assertThat(settings().models().standard("home")).isEqualTo("env-home");
    assertThat(provider("home").url()).isEqualTo(URI.create("http://env:1"));
    assertThat(provider("home").key()).isEqualTo(new Secret("env-key"));
    assertThat(settings().chain()).containsExactly("home", "openrouter");
  }

  @Test
  void defaultModelIsWeakerThanTheFile() {
    desk.env("GEMINI_API_KEY", "k").yaml("router: { models: { '*': { gemini: mine } } }");
    assertThat(settings().models().standard("gemini")).isEqualTo("mine");
  }

  @Test
  void keyThatHappensToBeSetIsNoLeaveToSendPromptsThere() {
    providers("home: { url: 'http://a:1' }").env("OPENAI_API_KEY", HUSH);
    assertThat(settings().chain()).containsExactly("home");
    assertThat(desk.router().notes())
        .contains(
            "OPENAI_API_KEY is not used: the file names the providers, and openai is not among"
                + " them");
  }

  @Test
  void chainMayNameOneOfTheEnvironments() {
    desk.yaml("router: { chain: [ home, openai ], providers: { home: { url: 'http://a:1' } } }")
        .env("OPENAI_API_KEY", "k")
        .env("GEMINI_API_KEY", "k");
    assertThat(settings().chain()).containsExactly("home", "openai");
    desk.env("LLM_CHAIN", "gemini,home");
    assertThat(settings().chain()).containsExactly("gemini", "home");
    desk.env("LLM_PROVIDER", "gemini");
    assertThat(settings().chain()).containsExactly("gemini");
    desk.env("LLM_PROVIDER", "auto").flag("router.chain", "openai");
    assertThat(settings().chain()).containsExactly("openai");
  }

  @Test
  void fileWithoutProvidersLeavesThemToTheEnvironment() {
    desk.yaml("router: { listen: '127.0.0.1:1', providers: {} }").env("OPENAI_API_KEY", "k");
    assertThat(settings().chain()).containsExactly("openai");
  }

  @Test
  void homeHasTwoNamesAsLongAsThereIsOne() {
    desk.yaml(
        """
        router:
          chain: [ ollama ]
          providers: { home: { url: "http://a:1" } }
          models: { x: { ollama: y } }
        """);
    assertThat(settings().chain()).containsExactly("home");
    assertThat(settings().models().nameFor("x", "home")).isEqualTo("y");
    assertThat(provider("ollama").name()).isEqualTo("home");
    desk.yaml(
            """
        router:
          chain: [ ollama ]
          providers: { home: { url: "http://a:1" }, ollama: { url: "http://b:1" } }
        """)
        .env("OLLAMA_BASE_URL", "http://c:1");
    assertThat(settings().chain()).containsExactly("ollama");
    assertThat(provider("home").url()).isEqualTo(URI.create("http://a:1"));
    assertThat(provider("ollama").url()).isEqualTo(URI.create("http://c:1"));
    assertThat(settings().provider("nobody")).isEmpty();
  }

  @Test
  void withoutAChainHomesComeFirstThenTheKnown() {
    providers(
        "mine: { kind: openai, url: 'http://a:1' }, gemini: { key: k }, openrouter: { key: k },"
            + " mac: { kind: ollama, url: 'http://b:1' }, ollama-cloud: { key: k }");
    assertThat(settings().chain())
        .containsExactly("mac", "ollama-cloud", "openrouter", "gemini", "mine");
  }

  @Test
  void ollamasCloudIsNoHome() {
    providers("cloud: { kind: ollama, url: 'https://ollama.com', key: k }");
    assertThat(provider("cloud").isHome()).isFalse();
    assertThat(provider("cloud").timeouts().firstToken()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void flagsReachProviders() {
    desk.flag("router.providers.groq.key", "k").flag("router.providers.home.url", "http://a:1");
    assertThat(settings().chain()).containsExactly("home", "groq");
    assertThat(desk.routerSource("router.providers.groq.key")).isEqualTo("command line");
  }

  @Test
  void anotherRolesPartIsNotJudged() {
    desk.yaml("daemon: { listne: [ 1 ] }")
        .env("OPENAI_API_KEY", "k")
        .env("HOMEPORT_DAEMON_LISTNE", "x")
        .flag("daemon.listen", "y");
    assertThat(desk.routerWarnings()).isEmpty();
    assertThat(desk.router().notes())
        .containsExactly(
            "daemon.listen on the command line is another role's and was not judged",
            "HOMEPORT_DAEMON_LISTNE is the daemon's and was not judged",
            folder + "/homeport.yaml:1:1: daemon is another role's and was not judged");
  }

  @Test
  void exampleOfTheSpecificationIsRight() throws IOException {
    try (InputStream in = RouterRoleTest.class.getResourceAsStream("/config/example.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      desk.yaml(
          text.replace("https://…", "https://alerts.example.com/1")
              .replace("/run/secrets/gigachat", "gigachat.txt")
              .replace("/etc/ssl/russian_trusted_root_ca.pem", "ca.pem"));
    }
    desk.file("gigachat.txt", "id:secret\n")
        .file("ca.pem", "-----BEGIN CERTIFICATE-----\n")
        .file(
            "config/cloud_accounts.json",
            """
            {"accounts": [{"name": "one", "api_key": "first", "description": "mine"},
                          {"name": "two", "api_key": "second"}]}
            """)
        .env("OLLAMA_API_KEY", "home-key")
        .env("OPENROUTER_API_KEY", "or-key")
        .store((_, _) -> new Found.Kept("gemini-key"));
    RouterSettings settings = settings();
    assertThat(settings.chain()).containsExactly("home", "ollama-cloud", "openrouter", "gemini");
    assertThat(settings.providers())
        .extracting(ProviderSettings::name)
        .containsExactly("home", "ollama-cloud", "openrouter", "gemini", "gigachat");
    assertThat(provider("home").key()).isEqualTo(new Secret("home-key"));
    assertThat(provider("ollama-cloud").accounts())
        .extracting(AccountSettings::name)
        .containsExactly("one", "two");
    assertThat(provider("ollama-cloud").block()).isEqualTo(Duration.ofDays(7));
    assertThat(provider("gemini").block()).isNull();
    assertThat(provider("gemini").key()).isEqualTo(new Secret("gemini-key"));
    assertThat(provider("gigachat").credentials()).isEqualTo(new Secret("aWQ6c2VjcmV0"));
    assertThat(settings.models().nameFor("qwen2.5:7b", "gemini")).isEqualTo("gemini-2.0-flash");
    assertThat(settings.models().nameFor("qwen2.5:7b", "home")).isNull();
    assertThat(settings.models().nameFor("gpt-3.5-turbo", "home")).isEqualTo("qwen2.5:7b");
    assertThat(settings.models().nameFor("gpt-3.5-turbo", "openrouter"))
        .isEqualTo("deepseek/deepseek-r1-0528:free");
    assertThat(settings.models().aliases()).containsExactly("qwen2.5:7b", "gpt-3.5-turbo");
    assertThat(settings.spending().budgets())
        .containsExactly(
            new Budget(Period.MONTHLY, Per.DEPLOYMENT, null, 100_000_000_000L, true),
            new Budget(Period.DAILY, Per.DEPLOYMENT, null, 10_000_000_000L, false));
    assertThat(settings.spending().fallbackShare()).isEqualTo(5);
    assertThat(settings.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.on()).containsExactlyInAnyOrder(Topic.values()));
    assertThat(settings.place()).isEqualTo(new StatePlace.Sqlite(folder.resolve("homeport.db")));
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void startersRouterIsRightWithoutItsMarks() {
    desk.yaml(
            Desk.starter()
                .replaceAll("(?m)^( +)# ", "$1")
                .replaceAll("(?m)^# (?=( *)[a-z-]+:)", ""))
        .file("russian_trusted_root_ca.pem", "-----BEGIN CERTIFICATE-----\n")
        .file("config/cloud_accounts.json", "{\"accounts\":[{\"name\":\"a\",\"api_key\":\"b\"}]}");
    Stream.of("OLLAMA_API_KEY", "OLLAMA_CLOUD_API_KEY", "OPENROUTER_API_KEY", "GEMINI_API_KEY")
        .forEach(name -> desk.env(name, "k"));
    desk.env("GIGACHAT_CREDENTIALS", "a:b")
        .env("LEDGER_URL", "postgres://u:p@h/d")
        .env("TWINGATE_SERVICE_KEY", "{}");
    assertThat(desk.routerProblems()).isEmpty();
    assertThat(settings().chain())
        .containsExactly("home", "ollama-cloud", "openrouter", "gemini", "gigachat");
    assertThat(settings().health())
        .isEqualTo(
            new Health(
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(12)));
  }

  @Test
  void secretsAreShownToNobody() {
    providers("openrouter: { key: " + HUSH + " }, gigachat: { credentials: 'a:" + HUSH + "' }");
    assertThat(settings().toString()).doesNotContain(HUSH).contains("••••");
    assertThat(desk.router().lines().toString()).doesNotContain(HUSH).contains("••••");
  }
}
