package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.ModelMap;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.source.SecretStore;
import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.look.Clocks;
import dev.homeport.doctor.look.Web;
import dev.homeport.doctor.provider.CreditCheck;
import dev.homeport.doctor.provider.HomeCheck;
import dev.homeport.doctor.provider.HomeHealthCheck;
import dev.homeport.doctor.provider.HomeUrlCheck;
import dev.homeport.doctor.provider.KeyCheck;
import dev.homeport.doctor.provider.ListCheck;
import dev.homeport.doctor.provider.Sight;
import dev.homeport.fake.ConnectProxy;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.role.router.ProviderMaker;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Passage;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Providers as the router asks them, against servers on loopback.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class ProviderChecksTest {
  private static final String SECRET = "sk-or-v1-0a1b2c3d4e5f60718293";
  private static final String NEW_KEY =
      "make a new key at https://openrouter.ai/settings/keys and put it into OPENROUTER_API_KEY (or"
          + " router.providers.openrouter.key)";

  @TempDir private Path folder;

  private final Alarms alarms = new Alarms(Ticker.system(), _ -> {});
  private final Web web = new Web(Ticker.system(), new Clocks(new FakeWall()));

  @BeforeEach
  void start() {
    alarms.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    alarms.stop();
  }

  private RouterSettings settings(Map<String, String> env) {
    var inputs = Inputs.of(env, folder, List.of(), folder.resolve("state"), SecretStore.none());
    return switch (RouterRole.LOADER.load(inputs)) {
      case Loaded.Good<RouterSettings> good -> good.settings();
      case Loaded.Bad<RouterSettings> bad -> throw new AssertionError(bad.problems());
    };
  }

  private ProviderSettings one(String... env) {
    var map = new HashMap<String, String>();
    for (int i = 0; i < env.length; i += 2) {
      map.put(env[i], env[i + 1]);
    }
    return settings(map).providers().getFirst();
  }

  private Sight sight(ProviderSettings settings) {
    return new Sight(
        settings,
        new ProviderMaker(alarms, Passage.DIRECT, null, Ticker.system(), WallClock.system())::make,
        web);
  }

  private ProviderSettings openrouter(URI uri) {
    return one("OPENROUTER_API_KEY", SECRET, "OPENROUTER_BASE_URL", uri + "/api/v1");
  }

  private Outcome list(URI uri) throws InterruptedException {
    return new ListCheck(sight(openrouter(uri)), ModelMap.EMPTY).look();
  }

  @Test
  void keyIsThereAndReal() {
    assertThat(new KeyCheck(openrouter(URI.create("http://127.0.0.1:1"))).look())
        .isEqualTo(Outcome.ok("it has a key"));
    Outcome placeholder = new KeyCheck(one("OPENROUTER_API_KEY", "sk-or-v1-...")).look();
    assertThat(placeholder)
        .isEqualTo(
            Outcome.fail(
                "its key is a placeholder",
                "make one at https://openrouter.ai/settings/keys and put it into"
                    + " OPENROUTER_API_KEY (or router.providers.openrouter.key)"));
    assertThat(new KeyCheck(one("GEMINI_API_KEY", "xxx")).look().fix())
        .contains("https://aistudio.google.com/apikey", "GEMINI_API_KEY");
    assertThat(new KeyCheck(one("OLLAMA_CLOUD_API_KEY", "changeme")).look().fix())
        .contains("https://ollama.com/settings/keys", "OLLAMA_CLOUD_API_KEY");
    assertThat(new KeyCheck(one("OLLAMA_BASE_URL", "http://127.0.0.1:1")).look().state())
        .isEqualTo(State.OK);
    assertThat(
            new KeyCheck(one("OLLAMA_BASE_URL", "http://127.0.0.1:1", "OLLAMA_API_KEY", "<key>"))
                .look()
                .fix())
        .startsWith("on the Mac: homeport keys add router; here: OLLAMA_API_KEY");
  }

  @Test
  void listComesOrSaysWhatIsWrong() throws Exception {
    try (ScriptedServer cloud = new ScriptedServer()) {
      String path = "/api/v1/models";
      cloud.json(path, "{\"data\":[{\"id\":\"a/b\"},{\"id\":\"c/d:free\"}]}");
      assertThat(list(cloud.uri()).what()).startsWith("2 models, ");
      var models = new ModelMap(List.of(new ModelMap.Row("*", Map.of("openrouter", "x/y"))));
      assertThat(new ListCheck(sight(openrouter(cloud.uri())), models).look())
          .satisfies(
              outcome -> {
                assertThat(outcome.state()).isEqualTo(State.WARN);
                assertThat(outcome.what()).contains("x/y, which is meant for most questions");
                assertThat(outcome.fix()).contains("OPENROUTER_MODEL");
              });
      cloud.json(path, "nonsense");
      assertThat(list(cloud.uri()).fix())
          .isEqualTo("set router.providers.openrouter.url to the base URL of its API");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, fail, it does not accept the key, make a new key at https://openrouter.ai",
    "402, fail, nothing is left to pay with, https://openrouter.ai",
    "404, warn, it has no list of models there, set router.providers.openrouter.url",
    "429, ok,   it is asked too often, ''",
    "503, fail, it is ill itself, homeport doctor   # in a few minutes",
  })
  void statusInThePlaceOfAListIsExplained(int status, String state, String what, String fix)
      throws Exception {
    try (ScriptedServer cloud = new ScriptedServer()) {
      cloud.otherwise(new Act.Answer(status, "application/json", "{\"error\":\"" + SECRET + "\"}"));
      Outcome outcome = list(cloud.uri());
      assertThat(outcome.state().word()).isEqualTo(state);
      assertThat(outcome.what()).contains("answers with status " + status, what);
      assertThat(String.valueOf(outcome.fix())).contains(fix);
      assertThat(outcome.toString()).doesNotContain(SECRET);
    }
  }

  @Test
  void cloudThatIsNotThereIsNamed() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + RudeServer.refusingPort());
    assertThat(list(nobody))
        .isEqualTo(
            Outcome.fail(nobody + "/api/v1: connection refused", "curl -v " + nobody + "/api/v1"));
  }

  private Outcome credit(String data) throws InterruptedException {
    try (ScriptedServer cloud = new ScriptedServer()) {
      cloud.json("/api/v1/key", "{\"data\":{" + data + "}}");
      var free = new ModelMap(List.of(new ModelMap.Row("*", Map.of("openrouter", "a:free"))));
      return new CreditCheck(sight(openrouter(cloud.uri())), free).look();
    }
  }

  @Test
  void creditIsLeftOrNot() throws Exception {
    Outcome well = credit("\"limit\":null,\"limit_remaining\":null,\"is_free_tier\":true");
    assertThat(well.state()).isEqualTo(State.OK);
    assertThat(well.what())
        .contains("no limit", "50 free questions a day", "https://openrouter.ai/settings/privacy");
    Outcome little = credit("\"limit\":10,\"limit_remaining\":0.5,\"is_free_tier\":false");
    assertThat(little)
        .isEqualTo(
            Outcome.warn(
                "$0.5 are left of $10",
                "raise the key's limit at https://openrouter.ai/settings/keys"));
    assertThat(credit("\"limit\":10,\"limit_remaining\":-1").state()).isEqualTo(State.FAIL);
    assertThat(credit("\"limit\":10,\"limit_remaining\":8").what())
        .startsWith("$8 are left of $10; it has paid before: 1000 free questions a day");
  }

  @Test
  void creditOfAKeyThatIsRefusedIsNone() throws Exception {
    try (ScriptedServer cloud = new ScriptedServer()) {
      cloud.otherwise(new Act.Answer(401, "application/json", "{}"));
      assertThat(new CreditCheck(sight(openrouter(cloud.uri())), ModelMap.EMPTY).look().fix())
          .isEqualTo(NEW_KEY);
    }
  }

  private Outcome gigachat(URI auth, URI url) throws InterruptedException {
    ProviderSettings settings =
        one(
            "GIGACHAT_CREDENTIALS",
            "id:secret-0a1b",
            "HOMEPORT_ROUTER_PROVIDERS_GIGACHAT_AUTH_URL",
            auth.toString(),
            "GIGACHAT_BASE_URL",
            url.toString());
    assertThat(new KeyCheck(settings).look().state()).isEqualTo(State.OK);
    return new ListCheck(sight(settings), ModelMap.EMPTY).look();
  }

  @Test
  void scopeOfGigaChatIsSetRight() throws Exception {
    try (ScriptedServer sber = new ScriptedServer()) {
      sber.on(
          "/api/v2/oauth",
          new Act.Answer(
              400,
              "application/json",
              "{\"code\":7,\"message\":\"scope from db not fully includes consumed scope\"}"));
      assertThat(gigachat(sber.uri(), sber.uri()))
          .satisfies(
              outcome -> {
                assertThat(outcome.state()).isEqualTo(State.FAIL);
                assertThat(outcome.fix())
                    .isEqualTo(
                        "set GIGACHAT_SCOPE to that of the key: GIGACHAT_API_PERS,"
                            + " GIGACHAT_API_B2B or GIGACHAT_API_CORP");
                assertThat(outcome.toString()).doesNotContain("secret-0a1b");
              });
      sber.on("/api/v2/oauth", new Act.Answer(401, "application/json", "{\"message\":\"no\"}"));
      assertThat(gigachat(sber.uri(), sber.uri()).fix())
          .startsWith("make a new key at https://developers.sber.ru/studio");
    }
  }

  private Outcome url(String url, Map<String, String> env) {
    return new HomeUrlCheck(one("OLLAMA_BASE_URL", url), env).look();
  }

  @ParameterizedTest
  @CsvSource({
    "https://my-mac.tail1234.ts.net, '',     fail, is an example out of a guide, on the Mac:"
        + " tailscale funnel status",
    "http://127.0.0.1:8888,          RENDER, fail, is this machine itself, OLLAMA_BASE_URL=https",
    "http://mac.tail9f.ts.net,       '',     fail, is asked without TLS,"
        + " OLLAMA_BASE_URL=https://mac.tail9f.ts.net",
    "http://100.64.1.25:11434/v1,    '',     warn, is Ollama itself,"
        + " OLLAMA_BASE_URL=http://100.64.1.25:8888",
    "https://mac.tail9f.ts.net/v1,   RENDER, ok,   https://mac.tail9f.ts.net, ''",
    "http://127.0.0.1:11434,         '',     ok,   http://127.0.0.1:11434, ''",
  })
  void mistakeInTheAddressOfHomeIsSeen(
      String url, String platform, String state, String what, String fix) {
    Outcome outcome = url(url, platform.isEmpty() ? Map.of() : Map.of(platform, "x"));
    assertThat(outcome.state().word()).isEqualTo(state);
    assertThat(outcome.what()).contains(what);
    assertThat(String.valueOf(outcome.fix())).contains(fix);
  }

  private Outcome way(URI home, Seen<String> daemon) throws InterruptedException {
    return new HomeCheck(sight(one("OLLAMA_BASE_URL", home.toString())), daemon).look();
  }

  @Test
  void wayHomeEndsAtOurDaemonOrSomewhereElse() throws Exception {
    var daemon = new Seen<String>();
    try (ScriptedServer role = Answers.role(200, "{}");
        ScriptedServer ollama = Answers.ollama("0.33.0");
        ScriptedServer other = new ScriptedServer()) {
      assertThat(way(ollama.uri(), daemon))
          .satisfies(
              outcome -> {
                assertThat(outcome.state()).isEqualTo(State.WARN);
                assertThat(outcome.what()).contains("is an Ollama (0.33.0) without a daemon");
                assertThat(outcome.fix()).startsWith("on the Mac: homeport install");
              });
      assertThat(way(other.uri(), daemon).fix())
          .isEqualTo("on the Mac: tailscale funnel status   # whose entry is it");
      other.otherwise(new Act.Answer(502, "text/plain", ""));
      assertThat(way(other.uri(), daemon))
          .isEqualTo(
              Outcome.fail(
                  other.uri() + ": the tunnel is up, and no daemon stands behind it (502)",
                  "on the Mac: launchctl kickstart -k gui/$(id -u)/dev.homeport.daemon"
                      + "   # or: homeport daemon"));
      assertThat(daemon.find()).isEmpty();
      assertThat(way(role.uri(), daemon).state()).isEqualTo(State.OK);
      assertThat(daemon.find()).hasValue(Answers.INSTANCE);
    }
    assertThat(way(URI.create("http://127.0.0.1:" + RudeServer.refusingPort()), daemon).fix())
        .isEqualTo("on the Mac: homeport doctor");
  }

  @Test
  void homeTakesTheKeyAndIsWellOrNot() throws Exception {
    var daemon = new Seen<String>();
    var version = new Seen<String>();
    try (ScriptedServer role = Answers.role(200, "{\"status\":\"healthy\",\"version\":\"0.9\"}")) {
      var check =
          new HomeHealthCheck(
              sight(one("OLLAMA_BASE_URL", role.uri().toString(), "OLLAMA_API_KEY", "hp_1a2b")),
              daemon,
              version);
      assertThat(check.look().state()).isEqualTo(State.SKIP);
      daemon.set(Answers.INSTANCE);
      role.on("/api/version", Answers.ours(401, "{}"));
      assertThat(check.look())
          .isEqualTo(
              Outcome.fail(
                  "the Mac does not accept the key (status 401)",
                  "on the Mac: homeport keys add router; here: OLLAMA_API_KEY (or"
                      + " router.providers.ollama.key)"));
      role.on("/api/version", Answers.ours(200, "{\"version\":\"0.33.0\"}"));
      assertThat(check.look()).isEqualTo(Outcome.ok("the Mac is healthy and takes the key"));
      assertThat(version.find()).hasValue("0.9");
      role.on("/health?verbose", Answers.ours(503, "{\"reason\":\"down: gone\"}"));
      assertThat(check.look())
          .isEqualTo(
              Outcome.fail("the Mac is unhealthy: down: gone", "on the Mac: homeport doctor"));
    }
  }

  @Test
  void homeBehindTwingateIsAskedThroughItsProxyAsTheRouterDoes() throws Exception {
    try (ScriptedServer home = Answers.role(200, "{}");
        var proxy = ConnectProxy.leading(_ -> home.port())) {
      // An address that leads nowhere but through the proxy.
      int behind = RudeServer.refusingPort();
      Outcome whole = twingate(URI.create("http://127.0.0.1:" + behind), proxy.port()).look();
      assertThat(whole.state()).isEqualTo(State.OK);
      assertThat(proxy.asked()).containsOnly("127.0.0.1:" + behind);
    }
  }

  @Test
  void homeBehindTwingateWithoutAClientIsMendedHereFirst() throws Exception {
    Outcome shut =
        twingate(
                URI.create("http://127.0.0.1:" + RudeServer.refusingPort()),
                RudeServer.refusingPort())
            .look();
    assertThat(shut.what()).contains("connection refused", "no client of Twingate's");
    assertThat(shut.fix())
        .startsWith("twingate status")
        .contains("TWINGATE_SERVICE_KEY", "on the Mac: homeport doctor");
  }

  private HomeCheck twingate(URI home, int proxy) {
    RouterSettings settings =
        settings(
            Map.of(
                "OLLAMA_BASE_URL",
                home.toString(),
                "OLLAMA_TUNNEL_TYPE",
                "twingate",
                "HOMEPORT_ROUTER_TWINGATE_PROXY",
                "127.0.0.1:" + proxy));
    var maker = ProviderMaker.once(alarms, settings, Ticker.system(), WallClock.system());
    return new HomeCheck(
        new Sight(settings.providers().getFirst(), maker::make, web), new Seen<>());
  }
}
