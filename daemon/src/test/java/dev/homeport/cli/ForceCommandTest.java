package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Backend;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.host.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Rude: `homeport force` as typed, against a router's server on a real socket.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class ForceCommandTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  @TempDir Path folder = Path.of("");
  private final Map<String, String> env = new TreeMap<>();
  private final RouterRig rig =
      new RouterRig(Backend.ollama("home", NOBODY), Backend.openAi("openrouter", NOBODY));

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void holdTheKey() {
    env.put("HOME", folder.toString());
    env.put("HOMEPORT_KEY", RouterRig.BOSS_KEY);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Ran force(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", rig.url()));
    return run(all.toArray(String[]::new));
  }

  private Ran run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var around = new Surroundings(env, folder, Platform.here(env));
    int exit =
        new CommandLine(new ForceCommand(around, new FakeWall()))
            .setParameterExceptionHandler(new Advice())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  @Test
  void providerIsForcedToldAndLetGo() {
    String nobody = "Nobody is forced: the chain is asked in its order.\n";
    String forced = "openrouter alone is asked for another 1 h, until 2026-11-24T13:00:00Z.\n";
    assertThat(force()).isEqualTo(new Ran(0, nobody, ""));
    assertThat(force("openrouter", "--for", "1h")).isEqualTo(new Ran(0, forced, ""));
    assertThat(force()).isEqualTo(new Ran(0, forced, ""));
    assertThat(force("off")).isEqualTo(new Ran(0, nobody, ""));
    assertThat(rig.steering().pinned()).isEmpty();
  }

  @Test
  void objectIsTheRoutersOwn() {
    assertThat(force("ollama", "--for", "90s", "--json").out())
        .isEqualTo("{\"provider\":\"home\",\"until\":\"2026-11-24T12:01:30Z\"}\n");
    assertThat(force("off", "--json").out()).isEqualTo("{\"provider\":null,\"until\":null}\n");
  }

  @Test
  void unknownProviderIsToldWhoThereIs() {
    assertThat(force("openroutr", "--for", "1h"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "there is no provider \"openroutr\"; did you mean openrouter?;"
                    + " there are: home, openrouter\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "openrouter               | For how long? homeport force openrouter --for 1h",
        "openrouter --for 1w      | '1w' has the unknown unit w",
        "openrouter --for 60      | '60' is a number without a unit",
        "openrouter --for 32d     | '32d' is too much; write at most 31d",
        "openrouter gemini        | Unknown argument 'gemini'",
        "off --for 1h             | --for goes with the name of a provider",
        "--for 1h                 | --for goes with the name of a provider",
      })
  void wrongWordsAreToldAndNothingIsDone(String line, String message) {
    Ran ran = force(line.split(" "));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(message);
    assertThat(rig.steering().pinned()).isEmpty();
  }

  @Test
  void keyThatMayNotIsToldHowToMakeOneThatMay() {
    env.put("HOMEPORT_KEY", RouterRig.GUEST_KEY);
    Ran guest = force("off");
    assertThat(guest.exit()).isEqualTo(1);
    assertThat(guest.err()).contains("scope admin", "homeport keys", "add ops --scope admin");
    env.remove("HOMEPORT_KEY");
    assertThat(force().err()).contains("HOMEPORT_KEY");
    assertThat(force("--key", RouterRig.BOSS_KEY).exit()).isZero();
  }

  @Test
  void nobodyAndNoRouterAreToldApart() {
    Ran nobody = run("off", "--url", "http://127.0.0.1:" + RudeServer.refusingPort());
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.err()).contains("nothing answers at", "homeport router");
    try (var daemon = new FrontRig(NOBODY)) {
      isNoRouter("http://127.0.0.1:" + daemon.port());
    }
    try (var page = RudeServer.playing(Fault.json("{}"))) {
      isNoRouter(page.uri().toString());
    }
    assertThat(run("off", "--url", "somewhere").exit()).isEqualTo(2);
  }

  private void isNoRouter(String where) {
    Ran ran = run("off", "--url", where);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(where + " is no router");
  }

  @Test
  void brokenConfigurationDoesNotSayWhichRouter() throws IOException {
    Files.writeString(folder.resolve("homeport.yaml"), "router:\n  listn: 127.0.0.1:1\n");
    Ran ran = run("off");
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err()).contains("listn", "--url");
  }

  @Test
  void routerOfTheConfigurationIsMeant() throws IOException {
    Files.writeString(
        folder.resolve("homeport.yaml"),
        "router:\n  listen: 127.0.0.1:" + URI.create(rig.url()).getPort() + "\n");
    env.put("OPENROUTER_API_KEY", "sk-or-none");
    assertThat(run("openrouter", "--for", "1h").err()).isEmpty();
    assertThat(rig.steering().pinned()).isPresent();
  }
}
