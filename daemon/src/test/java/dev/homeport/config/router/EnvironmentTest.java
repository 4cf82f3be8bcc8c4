package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.GivenKey;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A router without a file: every name that users have in their environment.
class EnvironmentTest {
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

  @ParameterizedTest
  @CsvSource({
    "OLLAMA_BASE_URL, http://100.64.1.25:8888, ollama, OLLAMA",
    "OLLAMA_URL, http://100.64.1.25:8888, ollama, OLLAMA",
    "OLLAMA_CLOUD_API_KEY, k, ollama-cloud, OLLAMA",
    "OPENROUTER_API_KEY, k, openrouter, OPENAI",
    "GEMINI_API_KEY, k, gemini, GEMINI",
    "OPENAI_API_KEY, k, openai, OPENAI",
    "OPENAI_BASE_URL, http://127.0.0.1:8000, openai, OPENAI",
    "ANTHROPIC_API_KEY, k, anthropic, ANTHROPIC",
    "GIGACHAT_CREDENTIALS, id:secret, gigachat, GIGACHAT",
  })
  void oneVariableIsEnoughForAProvider(String variable, String value, String name, Kind kind) {
    desk.env(variable, value);
    assertThat(settings().chain()).containsExactly(name);
    assertThat(settings().alone()).isFalse();
    assertThat(provider(name).kind()).isEqualTo(kind);
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OLLAMA_CLOUD_API_KEY, ollama-cloud, https://ollama.com",
    "OPENROUTER_API_KEY, openrouter, https://openrouter.ai/api/v1",
    "GEMINI_API_KEY, gemini, https://generativelanguage.googleapis.com/v1beta",
    "OPENAI_API_KEY, openai, https://api.openai.com/v1",
    "ANTHROPIC_API_KEY, anthropic, https://api.anthropic.com/v1",
  })
  void keyGoesToTheServiceThatItIsOf(String variable, String name, URI url) {
    desk.env(variable, HUSH);
    assertThat(provider(name).url()).isEqualTo(url);
    assertThat(provider(name).key()).isEqualTo(new Secret(HUSH));
    assertThat(settings().toString()).doesNotContain(HUSH);
    assertThat(desk.router().lines().toString()).doesNotContain(HUSH);
  }

  @ParameterizedTest
  @CsvSource({
    "OLLAMA_CLOUD, API_KEY, https://proxy.example.com, https://proxy.example.com",
    "OLLAMA_CLOUD, API_KEY, https://proxy.example.com/v1/, https://proxy.example.com",
    "OPENROUTER, API_KEY, https://eu.example.com, https://eu.example.com/api/v1",
    "GEMINI, API_KEY, https://eu.example.com/, https://eu.example.com/v1beta",
    "OPENAI, API_KEY, https://eu.example.com, https://eu.example.com/v1",
    "OPENAI, API_KEY, https://eu.example.com/openai/v2, https://eu.example.com/openai/v2",
    "ANTHROPIC, API_KEY, https://api.anthropic.com, https://api.anthropic.com/v1",
    "GIGACHAT, CREDENTIALS, https://giga.example.com, https://giga.example.com/api/v1",
  })
  void baseUrlCanBeChangedAndItsUsualPathIsAdded(
      String prefix, String secret, String url, URI whole) {
    desk.env(prefix + "_" + secret, "a:b").env(prefix + "_BASE_URL", url);
    assertThat(settings().providers()).extracting(ProviderSettings::url).containsExactly(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "OLLAMA_CLOUD, ollama-cloud, API_KEY",
    "OPENROUTER, openrouter, API_KEY",
    "GEMINI, gemini, API_KEY",
    "OPENAI, openai, API_KEY",
    "ANTHROPIC, anthropic, API_KEY",
    "GIGACHAT, gigachat, CREDENTIALS",
  })
  void modelAndTimeoutOfEachAreKnown(String prefix, String name, String secret) {
    desk.env(prefix + "_" + secret, "a:b");
    assertThat(provider(name).timeouts().firstToken()).isEqualTo(Duration.ofSeconds(30));
    desk.env(prefix + "_MODEL", "some/model:free").env(prefix + "_TIMEOUT_SECONDS", "7");
    assertThat(settings().models().standard(name)).isEqualTo("some/model:free");
    assertThat(provider(name).timeouts().firstToken()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void homeIsWhatTheEnvironmentSaysOfIt() {
    desk.env("OLLAMA_BASE_URL", "https://my-mac.tail1234.ts.net/v1")
        .env("OLLAMA_API_KEY", HUSH)
        .env("OLLAMA_MODEL", "qwen2.5:7b")
        .env("OLLAMA_TIMEOUT_SECONDS", "2.5");
    ProviderSettings home = provider("home");
    assertThat(home.name()).isEqualTo("ollama");
    assertThat(home.isHome()).isTrue();
    assertThat(home.url()).isEqualTo(URI.create("https://my-mac.tail1234.ts.net"));
    assertThat(home.key()).isEqualTo(new Secret(HUSH));
    assertThat(home.tunnel()).isEqualTo(TunnelKind.TAILSCALE);
    assertThat(home.timeouts().firstToken()).isEqualTo(Duration.ofMillis(2500));
    assertThat(settings().models().nameFor("anything", "ollama")).isEqualTo("qwen2.5:7b");
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void homeHasItsOwnDefaults() {
    desk.env("OLLAMA_BASE_URL", "http://192.168.1.20:8888");
    ProviderSettings home = provider("ollama");
    assertThat(home.key()).isNull();
    assertThat(home.tunnel()).isEqualTo(TunnelKind.DIRECT);
    assertThat(home.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
    assertThat(home.timeouts().ack()).isEqualTo(Duration.ofSeconds(3));
    assertThat(home.timeouts().queued()).isEqualTo(Duration.ofSeconds(5));
    assertThat(home.timeouts().loading()).isEqualTo(Duration.ofMinutes(2));
    assertThat(home.timeouts().firstToken()).isEqualTo(Duration.ofSeconds(10));
    assertThat(home.timeouts().quiet()).isEqualTo(Duration.ofMinutes(1));
    assertThat(home.timeouts().stall()).isEqualTo(Duration.ofSeconds(30));
    assertThat(home.timeouts().total()).isEqualTo(Duration.ofMinutes(10));
    assertThat(home.models()).isEmpty();
    assertThat(home.context()).isNull();
    assertThat(home.concurrent()).isNull();
    assertThat(settings().models()).isEqualTo(ModelMap.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "https://my-mac.tail1234.ts.net, TAILSCALE",
    "http://100.64.1.25:8888, TAILSCALE",
    "http://100.127.255.1:8888, TAILSCALE",
    "http://100.128.0.1:8888, DIRECT",
    "http://100.6.1.25:8888, DIRECT",
    "https://mac.acme.twingate.com, TWINGATE",
    "https://mac.example.com, DIRECT",
  })
  void tunnelIsGuessedFromTheUrl(String url, TunnelKind tunnel) {
    desk.env("OLLAMA_BASE_URL", url);
    assertThat(provider("ollama").tunnel()).isEqualTo(tunnel);
    desk.env("OLLAMA_TUNNEL_TYPE", "link");
    assertThat(provider("ollama").tunnel()).isEqualTo(TunnelKind.LINK);
  }

  @Test
  void otherNamesForTheSameAreHonoured() {
    desk.env("OLLAMA_URL", "http://a:1")
        .env("OLLAMA_TIMEOUT", "4")
        .env("OPENAI_API_KEY", "k")
        .env("OPENAI_MODEL", "weaker");
    assertThat(provider("ollama").timeouts().firstToken()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings().models().standard("openai")).isEqualTo("weaker");
    desk.env("OPENAI_MODEL_NAME", "gpt-4o").env("OLLAMA_TIMEOUT_SECONDS", "5s");
    assertThat(settings().models().standard("openai")).isEqualTo("gpt-4o");
    assertThat(provider("ollama").timeouts().firstToken()).isEqualTo(Duration.ofSeconds(5));
    assertThat(desk.routerWarnings())
        .containsExactly(
            "environment OLLAMA_TIMEOUT: router.providers.ollama.timeouts.first-token: differs"
                + " from OLLAMA_TIMEOUT_SECONDS, which counts; set one of them",
            "environment OPENAI_MODEL: router.models.*.openai: differs from OPENAI_MODEL_NAME,"
                + " which counts; set one of them");
  }

  @Test
  void someHaveAModelUnlessToldOtherwise() {
    desk.env("GEMINI_API_KEY", "k").env("GIGACHAT_CREDENTIALS", "id:secret");
    assertThat(settings().models().standard("gemini")).isEqualTo("gemini-2.0-flash");
    assertThat(settings().models().standard("gigachat")).isEqualTo("GigaChat");
  }

  @Test
  void gigachatIsWhatTheEnvironmentSaysOfIt() {
    desk.env("GIGACHAT_CREDENTIALS", "id:secret");
    ProviderSettings person = provider("gigachat");
    assertThat(person.credentials()).isEqualTo(new Secret("aWQ6c2VjcmV0"));
    assertThat(person.scope()).isEqualTo("GIGACHAT_API_PERS");
    assertThat(person.concurrent()).isEqualTo(1);
    assertThat(person.authUrl())
        .isEqualTo(URI.create("https://ngw.devices.sberbank.ru:9443/api/v2/oauth"));
    assertThat(person.url()).isEqualTo(URI.create("https://gigachat.devices.sberbank.ru/api/v1"));
    assertThat(person.caBundle()).isNull();
    desk.file("ca.pem", "-----BEGIN CERTIFICATE-----\n")
        .env("GIGACHAT_CREDENTIALS", "aWQ6c2VjcmV0")
        .env("GIGACHAT_SCOPE", "GIGACHAT_API_CORP")
        .env("GIGACHAT_AUTH_URL", "http://127.0.0.1:9/oauth")
        .env("GIGACHAT_CA_BUNDLE", "ca.pem");
    ProviderSettings company = provider("gigachat");
    assertThat(company.credentials()).isEqualTo(person.credentials());
    assertThat(company.concurrent()).isNull();
    assertThat(company.authUrl()).isEqualTo(URI.create("http://127.0.0.1:9/oauth"));
    assertThat(company.caBundle()).isEqualTo(folder.resolve("ca.pem"));
  }

  @Test
  void openrouterIsToldWhoWeAre() {
    desk.env("OPENROUTER_API_KEY", "k").env("OPENAI_API_KEY", "k");
    assertThat(provider("openrouter").title()).isEqualTo("Homeport");
    assertThat(provider("openrouter").referer()).isNull();
    assertThat(provider("openai").title()).isNull();
  }

  @Test
  void usualChainIsAllThatIsConfigured() {
    desk.env("GIGACHAT_CREDENTIALS", "id:secret")
        .env("ANTHROPIC_API_KEY", "k")
        .env("OPENAI_API_KEY", "k")
        .env("GEMINI_API_KEY", "k")
        .env("OPENROUTER_API_KEY", "k")
        .env("OLLAMA_CLOUD_API_KEY", "k")
        .env("OLLAMA_BASE_URL", "http://a:1");
    assertThat(settings().chain())
        .containsExactly(
            "ollama", "ollama-cloud", "openrouter", "gemini", "openai", "anthropic", "gigachat");
    desk.env("LLM_CHAIN", "gemini, ollama,openrouter ");
    assertThat(settings().chain()).containsExactly("gemini", "ollama", "openrouter");
    assertThat(settings().providers()).hasSize(7);
    desk.env("LLM_CHAIN", "home,gemini");
    assertThat(settings().chain()).containsExactly("ollama", "gemini");
  }

  @ParameterizedTest
  @CsvSource({"openrouter, openrouter", "home, ollama", "ollama, ollama"})
  void oneProviderMayBeAskedAlone(String named, String meant) {
    desk.env("OLLAMA_BASE_URL", "http://a:1")
        .env("OPENROUTER_API_KEY", "k")
        .env("LLM_CHAIN", "ollama,openrouter")
        .env("LLM_PROVIDER", named);
    assertThat(settings().chain()).containsExactly(meant);
    assertThat(settings().alone()).isTrue();
    assertThat(settings().providers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "AUTO", ""})
  void autoIsTheWholeChain(String provider) {
    desk.env("OLLAMA_BASE_URL", "http://a:1")
        .env("OPENROUTER_API_KEY", "k")
        .env("LLM_PROVIDER", provider);
    assertThat(settings().chain()).containsExactly("ollama", "openrouter");
    assertThat(settings().alone()).isFalse();
  }

  @Test
  void portIsWhatTheHostingPlatformSays() {
    desk.env("OPENAI_API_KEY", "k");
    assertThat(settings().listen()).isEqualTo(new Listen("0.0.0.0", 11_435));
    desk.env("PORT", "10000");
    assertThat(settings().listen()).isEqualTo(new Listen("0.0.0.0", 10_000));
    assertThat(desk.routerSource("router.listen")).isEqualTo("environment PORT");
    desk.yaml("router: { listen: '127.0.0.1:1' }");
    assertThat(settings().listen()).isEqualTo(new Listen("127.0.0.1", 10_000));
    desk.env("HOMEPORT_ROUTER_LISTEN", "127.0.0.1:2");
    assertThat(settings().listen()).isEqualTo(new Listen("127.0.0.1", 2));
    desk.flag("router.listen", "[::1]:3");
    assertThat(settings().listen()).isEqualTo(new Listen("::1", 3));
  }

  @Test
  void everySettingHasAVariable() {
    desk.env("OPENAI_API_KEY", "k")
        .env("HOMEPORT_ROUTER_LIMITS_BODY", "1MiB")
        .env("HOMEPORT_ROUTER_HEALTH_HOLD", "5s")
        .env("HOMEPORT_ROUTER_CONTINUATION", "off")
        .env("HOMEPORT_ROUTER_AUTH_PATH_KEYS", "on")
        .env("HOMEPORT_ROUTER_PROVIDERS_OPENAI_TIMEOUTS_FIRST_TOKEN", "9s")
        .env("HOMEPORT_ROUTER_PROVIDERS_OPENAI_CONCURRENT", "3")
        .env("HOMEPORT_ROUTER_PROVIDERS_OPENAI_MODELS", "gpt-4o, gpt-4o-mini");
    RouterSettings settings = settings();
    assertThat(settings.limits().body()).isEqualTo(1 << 20);
    assertThat(settings.health().hold()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.continuation()).isFalse();
    assertThat(settings.auth().pathKeys()).isTrue();
    assertThat(provider("openai").timeouts().firstToken()).isEqualTo(Duration.ofSeconds(9));
    assertThat(provider("openai").concurrent()).isEqualTo(3);
    assertThat(provider("openai").models()).containsExactly("gpt-4o", "gpt-4o-mini");
    assertThat(desk.routerWarnings())
        .singleElement()
        .asString()
        .contains("router.continuation: is understood, but this version makes no use of it yet");
  }

  @Test
  void variableOfASettingMakesAProvider() {
    desk.env("HOMEPORT_ROUTER_PROVIDERS_OLLAMA_CLOUD_URL", "http://127.0.0.1:7")
        .env("HOMEPORT_ROUTER_PROVIDERS_GROQ_KEY", "k")
        .env("HOMEPORT_ROUTER_PROVIDERS_LLAMA_CPP_URL", "http://127.0.0.1:8")
        .env("HOMEPORT_ROUTER_PROVIDERS_MY_GATEWAY_KIND", "openai")
        .env("HOMEPORT_ROUTER_PROVIDERS_MY_GATEWAY_URL", "http://127.0.0.1:9");
    assertThat(settings().chain())
        .containsExactly("ollama-cloud", "my-gateway", "groq", "llama-cpp");
    assertThat(provider("groq").url()).isEqualTo(URI.create("https://api.groq.com/openai/v1"));
    assertThat(provider("groq").preset()).isEqualTo(Preset.GROQ);
    assertThat(provider("llama-cpp").preset()).isEqualTo(Preset.LLAMA_CPP);
    assertThat(provider("my-gateway").preset()).isNull();
    assertThat(provider("my-gateway").url()).isEqualTo(URI.create("http://127.0.0.1:9/v1"));
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void slipInAVariableMakesNoProvider() {
    desk.env("OPENROUTER_API_KEY", "k")
        .env("HOMEPORT_ROUTER_PROVIDERS_OPENRUTER_KEY", "k")
        .env("HOMEPORT_ROUTER_PROVIDERS_OPENROUTER_KYE", "k")
        .env("HOMEPORT_ROUTER_PROVIDERS_AUTO_KIND", "ollama")
        .env("HOMEPORT_DAEMON_LISTN", "x");
    assertThat(settings().providers()).hasSize(1);
    assertThat(desk.routerWarnings())
        .containsExactly(
            "environment HOMEPORT_ROUTER_PROVIDERS_AUTO_KIND: fits no setting; see `homeport"
                + " config init --stdout` for what there is",
            "environment HOMEPORT_ROUTER_PROVIDERS_OPENROUTER_KYE: fits no setting; did you mean"
                + " HOMEPORT_ROUTER_PROVIDERS_OPENROUTER_KEY?",
            "environment HOMEPORT_ROUTER_PROVIDERS_OPENRUTER_KEY: fits no setting; did you mean"
                + " HOMEPORT_ROUTER_PROVIDERS_OPENROUTER_KEY?");
    assertThat(desk.router().notes())
        .contains("HOMEPORT_DAEMON_LISTN is the daemon's and was not judged");
  }

  @Test
  void keyOfHomeGoesToNoHostButThatOfItsVariable() {
    desk.env("OLLAMA_API_KEY", HUSH).yaml("router: { providers: { home: { url: 'http://a:1' } } }");
    assertThat(provider("home").key()).isNull();
    assertThat(desk.routerWarnings())
        .containsExactly(
            "environment OLLAMA_API_KEY: router.providers.home.key: goes to no host but that of"
                + " OLLAMA_BASE_URL, which is not set; write key: ${OLLAMA_API_KEY} beside the url"
                + " that it belongs to");
    desk.yaml("router: { providers: { home: { url: 'http://a:1', key: '${OLLAMA_API_KEY}' } } }");
    assertThat(provider("home").key()).isEqualTo(new Secret(HUSH));
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void keyOfTwingateThatNobodyNeedsIsDoubtful() {
    desk.env("OPENAI_API_KEY", "k")
        .env("TWINGATE_SERVICE_KEY", HUSH)
        .env("TWINGATE_NETWORK", "acme");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "environment TWINGATE_SERVICE_KEY: router.twingate.service-key: is of no use: no home is"
                + " reached by Twingate; set OLLAMA_TUNNEL_TYPE=twingate, or tunnel: twingate"
                + " beside the url of the home");
    assertThat(desk.router().lines().toString()).doesNotContain(HUSH);
  }

  @Test
  void clientKeysAreRead() {
    desk.env("OPENAI_API_KEY", "k").env("HOMEPORT_KEYS", "ci:abcdefghijklmnopqrstuvwxyz");
    assertThat(settings().keys()).extracting(GivenKey::name).containsExactly("ci");
    assertThat(settings().state()).isEqualTo(folder.resolve("state"));
  }

  @Test
  void envFileIsAsGoodAsTheEnvironment() {
    desk.file(
        ".env",
        """
        OLLAMA_BASE_URL="https://my-mac.tail1234.ts.net"
        export OPENROUTER_API_KEY='k'   # mine
        LLM_CHAIN=openrouter,ollama
        """);
    assertThat(settings().chain()).containsExactly("openrouter", "ollama");
    desk.env("LLM_CHAIN", "ollama");
    assertThat(settings().chain()).containsExactly("ollama");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OLLAMA_TIMEOUT_SECONDS | soon | environment OLLAMA_TIMEOUT_SECONDS: router.providers.ollama.timeouts.first-token: "soon" is no number of seconds; write seconds, such as 10 or 2.5
          OLLAMA_TIMEOUT | 0 | environment OLLAMA_TIMEOUT: router.providers.ollama.timeouts.first-token: "0" is too little; write at least 1ms
          OLLAMA_TUNNEL_TYPE | ngrok | environment OLLAMA_TUNNEL_TYPE: router.providers.ollama.tunnel: "ngrok" is none of the words for it; write tailscale, twingate, link or direct
          OLLAMA_BASE_URL | my-mac | environment OLLAMA_BASE_URL: router.providers.ollama.url: "my-mac" has no scheme; write https://my-mac
          PORT | :80 | environment PORT: ":80" is not a whole number; write a whole number from 0 to 65535
          PORT | 70000 | environment PORT: "70000" is too much; write a whole number from 0 to 65535
          LLM_PROVIDER | olama | environment LLM_PROVIDER: names olama, which is no provider; did you mean ollama?
          LLM_PROVIDER | gemini | environment LLM_PROVIDER: names gemini, which is not configured; set GEMINI_API_KEY, or leave it out
          LLM_CHAIN | ollama,gemni | environment LLM_CHAIN: router.chain: names gemni, which is no provider; there are ollama
          LLM_CHAIN | , | environment LLM_CHAIN: router.chain: names nobody; name a provider, or leave it out
          GIGACHAT_CREDENTIALS | hush | environment GIGACHAT_CREDENTIALS: router.providers.gigachat.credentials: the value is neither an id and a secret nor their Base64; write client_id:client_secret, or the same in Base64
          OPENAI_API_KEY | two words | environment OPENAI_API_KEY: router.providers.openai.key: the value holds a blank or a character beyond ASCII; check what was copied
          HOMEPORT_ROUTER_MODELS | a=b | environment HOMEPORT_ROUTER_MODELS: router.models: cannot be given in one line; write it in the file
          HOMEPORT_ROUTER_PRICES | 100 | environment HOMEPORT_ROUTER_PRICES: router.prices: cannot be given in one line; write it in the file
          HOMEPORT_ROUTER_PROVIDERS_X_KIND | olama | environment HOMEPORT_ROUTER_PROVIDERS_X_KIND: router.providers.x.kind: "olama" is none of the words for it; write ollama, openai, gemini, gigachat or anthropic (did you mean ollama?)
          """)
  void wrongVariableIsExplained(String variable, String value, String problem) {
    desk.env("OLLAMA_URL", "http://a:1").env(variable, value);
    assertThat(desk.routerProblems()).containsExactly(problem);
  }

  @Test
  void withNobodyAtAllTheStartIsRefused() {
    assertThat(desk.routerProblems())
        .containsExactly(
            "environment: router.providers: there is nobody who could answer; set one of"
                + " OLLAMA_BASE_URL, OLLAMA_CLOUD_API_KEY, OPENROUTER_API_KEY, GEMINI_API_KEY,"
                + " OPENAI_API_KEY, ANTHROPIC_API_KEY, GIGACHAT_CREDENTIALS, or name a provider in"
                + " homeport.yaml");
    desk.yaml("router: { listen: '127.0.0.1:1', chain: [ home ] }");
    assertThat(desk.routerProblems())
        .singleElement()
        .asString()
        .startsWith("homeport.yaml: router.providers: there is nobody who could answer");
  }

  @Test
  void urlThatIsNoKeyIsNoKey() {
    desk.env("OPENAI_BASE_URL", "https://api.openai.com/v1");
    assertThat(desk.routerProblems())
        .containsExactly(
            "environment OPENAI_BASE_URL: router.providers.openai: has no key; write key:"
                + " ${OPENAI_API_KEY}, or set OPENAI_API_KEY");
  }

  @Test
  void modelOfNobodyIsNotMissed() {
    desk.env("OLLAMA_URL", "http://a:1").env("GEMINI_MODEL", "x").env("OPENROUTER_MODEL", "y");
    assertThat(settings().models().standard("gemini")).isNull();
    assertThat(desk.routerWarnings()).isEmpty();
  }
}
