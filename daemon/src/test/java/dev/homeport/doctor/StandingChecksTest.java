package dev.homeport.doctor;

import static dev.homeport.doctor.MachineChecksTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.daemon.DaemonSettings.Link;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Secret;
import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.look.Clocks;
import dev.homeport.doctor.look.Web;
import dev.homeport.doctor.standing.AliveCheck;
import dev.homeport.doctor.standing.HealthCheck;
import dev.homeport.doctor.standing.LinkCheck;
import dev.homeport.doctor.standing.PageCheck;
import dev.homeport.doctor.standing.Pages;
import dev.homeport.doctor.standing.PortCheck;
import dev.homeport.doctor.standing.RoleDoor;
import dev.homeport.doctor.standing.SkewCheck;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Programs;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.host.Platform;
import dev.homeport.time.Ticker;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("rude")
@ExtendWith(LeakCheck.class)
class StandingChecksTest {
  private static final String RESTART = "restart it";

  @TempDir private Path folder;

  private final Web web = new Web(Ticker.system(), new Clocks(new FakeWall()));
  private final Seen<JsonObject> page = new Seen<>();

  private RoleDoor door(URI base, @Nullable String key) {
    return new RoleDoor("daemon", base, key, null, folder, "homeport install");
  }

  private static URI nobody() {
    return URI.create("http://127.0.0.1:" + RudeServer.refusingPort());
  }

  @Test
  void roleLivesOrNobodyOrSomebodyElse() throws Exception {
    try (ScriptedServer role = Answers.role(200, "{}");
        ScriptedServer other = Answers.ollama("0.33.0")) {
      Outcome well = new AliveCheck(door(role.uri(), null), web).look();
      assertThat(well.state()).isEqualTo(State.OK);
      assertThat(well.what()).startsWith(Answers.INSTANCE + " answers at " + role.uri() + " in ");

      Outcome foreign = new AliveCheck(door(other.uri(), null), web).look();
      assertThat(foreign)
          .isEqualTo(
              Outcome.fail(
                  "what answers at " + other.uri() + " is not Homeport (status 404)",
                  "choose another port: daemon.listen: HOST:PORT"));

      role.on("/livez", Answers.ours(503, "{}"));
      assertThat(new AliveCheck(door(role.uri(), null), web).look().fix())
          .isEqualTo("homeport logs");
    }
    URI nobody = nobody();
    assertThat(new AliveCheck(door(nobody, null), web).look())
        .isEqualTo(
            Outcome.fail(
                "nothing answers at " + nobody + ": connection refused", "homeport install"));
  }

  private Outcome port(URI base, String lsof) throws InterruptedException {
    var programs = new Programs(folder);
    programs.put("lsof", lsof);
    Platform mac = Platform.of(programs.env(), "Mac OS X", "/Users/ann", "ann");
    return new PortCheck(door(base, null), new Listen("127.0.0.1", 8888), mac, web).look();
  }

  @Test
  void portIsFreeOursOrTaken() throws Exception {
    assertThat(port(nobody(), "exit 1"))
        .isEqualTo(Outcome.ok("127.0.0.1:8888 is free, as far as can be seen"));
    String taken = "printf 'p2147483646\\nccom.docker\\nn*:8888\\n'";
    assertThat(port(nobody(), taken))
        .isEqualTo(
            Outcome.fail(
                "127.0.0.1:8888 is held by com.docker (pid 2147483646)",
                "kill 2147483646   # or choose another port: daemon.listen: HOST:PORT"));
    try (ScriptedServer role = Answers.role(200, "{}")) {
      assertThat(port(role.uri(), taken).state()).isEqualTo(State.OK);
    }
    assertThat(port(nobody(), "printf 'p2147483646\\nchomeport\\n'"))
        .isEqualTo(Outcome.ok("127.0.0.1:8888 is held by homeport (pid 2147483646)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"status\":\"healthy\",\"version\":\"1\"} | ok | healthy | ",
        "200 | {\"status\":\"degraded\",\"version\":\"1\",\"reason\":\"gemini: key\"} | warn |"
            + " degraded: gemini: key | homeport status --role daemon",
        "503 | {\"status\":\"unhealthy\",\"version\":\"1\",\"reason\":\"down: gone\","
            + "\"ollama\":{\"next\":\"start Ollama\"}} | fail | unhealthy: down: gone | start"
            + " Ollama",
        "200 | nonsense | fail | its page makes no sense | homeport logs",
        "401 | {} | warn | it does not accept the key that was shown, so that details are missing |"
            + " homeport keys add doctor, then: HOMEPORT_KEY=… homeport doctor",
      })
  void pageOfTheRoleIsBelieved(int status, String body, String state, String what, String fix)
      throws Exception {
    try (ScriptedServer role = Answers.role(status, body)) {
      Outcome outcome = new HealthCheck(door(role.uri(), "hp_secret"), web, page).look();
      assertThat(outcome.state().word()).isEqualTo(state);
      assertThat(outcome.what()).isEqualTo(what);
      assertThat(outcome.fix()).isEqualTo(fix);
      assertThat(page.find().isPresent()).isEqualTo(body.contains("version"));
    }
  }

  @Test
  void keyIsTheGivenOneElseTheFirstOfThisMachine() throws Exception {
    Files.writeString(folder.resolve("first-key.txt"), "hp_first\n");
    try (var role =
        RudeServer.choosing(
            heard ->
                heard.header("Authorization").orElse("none").equals("Bearer hp_first")
                    ? Fault.json("{\"status\":\"healthy\",\"version\":\"1\"}")
                    : Fault.json("{\"status\":\"healthy\"}"))) {
      assertThat(new HealthCheck(door(role.uri(), null), web, page).look().state())
          .isEqualTo(State.OK);
      assertThat(page.find()).isPresent();

      var other = new Seen<JsonObject>();
      assertThat(new HealthCheck(door(role.uri(), "hp_given"), web, other).look().state())
          .isEqualTo(State.OK);
      assertThat(other.find()).isEmpty();

      var elsewhere = new RoleDoor("daemon", role.uri(), null, null, null, "");
      assertThat(new HealthCheck(elsewhere, web, other).look().what())
          .isEqualTo("healthy (no key is known, so no details: set HOMEPORT_KEY)");
      assertThat(elsewhere.toString()).doesNotContain("hp_");
    }
  }

  @Test
  void pageTellsOnlyToAKey() {
    var check = new PageCheck("daemon", "queue", page, Pages::queue);
    assertThat(check.look())
        .isEqualTo(Outcome.skip("its page tells that only to a key: set HOMEPORT_KEY"));
    page.set(json("{\"queue\":{\"running\":1,\"concurrent\":2,\"waiting\":0,\"capacity\":32}}"));
    assertThat(check.look()).isEqualTo(Outcome.ok("1 running of 2, 0 waiting of 32"));
    assertThat(
            Pages.queue(json("{\"queue\":{\"running\":2,\"waiting\":20,\"capacity\":32}}")).state())
        .isEqualTo(State.WARN);
  }

  @Test
  void versionsAndFilesOfWhatRunsAreCompared() {
    assertThat(Pages.version(json("{\"version\":\"1.0\"}"), "1.0", RESTART).state())
        .isEqualTo(State.OK);
    assertThat(Pages.version(json("{\"version\":\"0.9\"}"), "1.0", RESTART))
        .isEqualTo(Outcome.warn("it runs 0.9, and this program is 1.0", RESTART));
    assertThat(Pages.reload(json("{\"config\":{\"problems\":[],\"needs_restart\":[]}}"), RESTART))
        .isEqualTo(Outcome.ok("its files hold as they are"));
    assertThat(Pages.reload(json("{\"config\":{\"needs_restart\":[\"daemon.listen\"]}}"), RESTART))
        .isEqualTo(Outcome.warn("these wait for a restart: daemon.listen", RESTART));
    assertThat(Pages.reload(json("{\"config\":{\"problems\":[\"x is wrong\"]}}"), RESTART).fix())
        .isEqualTo("homeport config check");
  }

  @Test
  void chainIsWellOrSaysWhoIsNot() {
    String well = "{\"name\":\"home\",\"state\":\"well\",\"cause\":null}";
    String ill =
        "{\"name\":\"gemini\",\"state\":\"resting\",\"cause\":\"key\",\"detail\":\"it says no\"}";
    assertThat(Pages.chain(json("{\"chain\":[\"home\"],\"providers\":[" + well + "," + ill + "]}")))
        .isEqualTo(Outcome.ok("home: nothing speaks against any"));
    Outcome outcome =
        Pages.chain(
            json("{\"chain\":[\"home\",\"gemini\"],\"providers\":[" + well + "," + ill + "]}"));
    assertThat(outcome.state()).isEqualTo(State.WARN);
    assertThat(outcome.what()).isEqualTo("gemini is resting: it says no");
    assertThat(outcome.fix()).contains("provider.gemini");
  }

  private Outcome link(URI uri, @Nullable String key, Seen<String> version)
      throws InterruptedException {
    URI ws = URI.create("ws://" + uri.getRawAuthority() + "/link");
    return new LinkCheck(new Link(ws, key == null ? null : new Secret(key)), web, version).look();
  }

  @Test
  void routerIsThereAndTakesTheKey() throws Exception {
    var version = new Seen<String>();
    assertThat(new LinkCheck(new Link(null, null), web, version).look().state())
        .isEqualTo(State.SKIP);
    assertThat(link(nobody(), "k", version).fix()).isEqualTo("on the router: homeport router");
    String add = "on the router: homeport keys add mac --scope link; here: daemon.link.key";
    try (ScriptedServer router = Answers.role(200, "{\"status\":\"healthy\",\"version\":\"0.9\"}");
        ScriptedServer other = new ScriptedServer()) {
      assertThat(link(router.uri(), "k", version).state()).isEqualTo(State.OK);
      assertThat(new SkewCheck("link.version", "link.router", "the router", version, "1.0").look())
          .isEqualTo(
              Outcome.warn(
                  "the router is 0.9, this end is 1.0",
                  "install the newer of the two on the other end, then restart it there"));
      assertThat(
              new SkewCheck("link.version", "link.router", "the router", version, "0.9")
                  .look()
                  .state())
          .isEqualTo(State.OK);
      assertThat(link(router.uri(), null, version).fix()).isEqualTo(add);
      router.on("/health?verbose", Answers.ours(401, "{}"));
      assertThat(link(router.uri(), "k", version))
          .isEqualTo(Outcome.fail("the router does not accept daemon.link.key", add));
      assertThat(link(other.uri(), "k", version).what()).contains("is no Homeport (status 404)");
    }
    assertThat(new SkewCheck("a.b", "a.c", "it", new Seen<>(), "1").look().state())
        .isEqualTo(State.SKIP);
  }

  @Test
  void clientOfTwingateIsWellOrSaysWhatIsWrong() {
    String client = "{\"kind\":\"twingate\",\"client\":\"userspace\",\"state\":";
    assertThat(Pages.twingate(json(home(client + "\"online\"}"))))
        .isEqualTo(Outcome.ok("Twingate's client (userspace) is online"));
    assertThat(
            Pages.twingate(
                json(
                    home(
                        client
                            + "\"offline\",\"cause\":\"service-gone\",\"detail\":\"it died\","
                            + "\"next\":\"start it\"}"))))
        .isEqualTo(Outcome.fail("Twingate's client (userspace) is offline: it died", "start it"));
    assertThat(
            Pages.twingate(
                json(
                    home(
                        client
                            + "\"online\",\"notices\":[{\"topic\":\"t\",\"what\":\"it is old\","
                            + "\"next\":\"upgrade it\"}]}"))))
        .isEqualTo(Outcome.warn("it is old", "upgrade it"));
    assertThat(Pages.twingate(json("{\"providers\":[]}")).state()).isEqualTo(State.SKIP);
  }

  private static String home(String tunnel) {
    return "{\"providers\":[{\"name\":\"home\",\"tunnel\":" + tunnel + "}]}";
  }
}
