package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RudeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands around the daemon, as they are typed.
@Tag("story")
class CommandsStory {
  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine = new Machine(folder);
  }

  @Test
  void versionIsSaid() {
    assertThat(machine.run("--version").out()).matches("homeport [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
  }

  @Test
  void statusOfNobodyIsAFailureWithAdvice() {
    String url = "http://127.0.0.1:" + RudeServer.refusingPort();
    Ran ran = machine.run("status", "--url", url);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(url, "start it with: homeport daemon");
    Ran json = machine.run("status", "--url", url, "--json");
    assertThat(json.exit()).isEqualTo(1);
    assertThat(Daemon.json(json.out()).text("status")).isEqualTo("unreachable");
    assertThat(machine.run("status", "--url", "somewhere").exit()).isEqualTo(2);
  }

  @Test
  void statusIsOneScreenOrThePage() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      Ran bare = machine.run("status", "--url", daemon.url());
      assertThat(bare.exit()).isZero();
      assertThat(bare.out()).contains("healthy at " + daemon.url(), "HOMEPORT_KEY");

      machine.with("HOMEPORT_KEY", machine.firstKey());
      Ran text = machine.run("status", "--url", daemon.url());
      assertThat(text.out().lines()).hasSizeLessThan(24);
      assertThat(text.out())
          .contains("healthy", "m:latest", "0 running of 2", "version 0.33.0")
          .doesNotContain("\033");
      Ran json = machine.run("status", "--url", daemon.url(), "--json");
      assertThat(Daemon.json(json.out()).object("ollama").text("version")).isEqualTo("0.33.0");
    }
  }

  @Test
  void statusFindsTheDaemonOfTheConfiguration() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      machine.write("homeport.yaml", "daemon:\n  listen: 127.0.0.1:" + daemon.port() + "\n");
      assertThat(machine.run("status").out()).contains("healthy at " + daemon.url());
      machine.write("homeport.yaml", "daemon:\n  listen: 0.0.0.0:" + daemon.port() + "\n");
      assertThat(machine.run("status").out()).contains("healthy at " + daemon.url());
    }
  }

  @Test
  void statusOfARouterIsOneScreen() throws Exception {
    String cloud = "http://127.0.0.1:" + RudeServer.refusingPort();
    try (var ollama = LittleOllama.brisk()) {
      machine.with("OLLAMA_BASE_URL", ollama.uri().toString());
      machine.with("OPENROUTER_API_KEY", "sk-or-none");
      machine.with("OPENROUTER_BASE_URL", cloud + "/api/v1");
      machine.write("homeport.yaml", "router:\n  listen: 127.0.0.1:0\n");
      try (Program router = machine.start("router")) {
        String started = router.complains("\"router started\"");
        String url = "http://" + Daemon.json(started).text("listen", "");
        assertThat(machine.run("status", "--url", url).out()).contains("HOMEPORT_KEY");
        machine.with("HOMEPORT_KEY", machine.firstKey());
        Ran text = machine.run("status", "--url", url);
        assertThat(text.out().lines()).hasSizeLessThan(24);
        assertThat(text.out())
            .contains("at " + url, "ollama → openrouter", "PROVIDER", "NEXT TRY", "requests");
        forcedProviderIsToldByTheScreen(url);

        assertThat(machine.run("keys", "add", "phone").out()).startsWith("hp_");
        assertThat(machine.run("logs", "-n", "1000").out())
            .contains("router started", "chain=ollama→openrouter");
        assertThat(machine.log()).doesNotExist();
      }
    }
  }

  private void forcedProviderIsToldByTheScreen(String url) {
    machine.with("HOMEPORT_KEY", machine.firstKey());
    Ran forced = machine.run("force", "openrouter", "--for", "1h", "--url", url);
    assertThat(forced.err()).isEmpty();
    assertThat(forced.exit()).isZero();
    assertThat(machine.run("status", "--url", url).out()).contains("pinned     openrouter alone");
    assertThat(machine.run("force", "off", "--url", url).exit()).isZero();
    assertThat(machine.run("status", "--url", url).out()).doesNotContain("pinned");
  }

  @Test
  void roleThatIsNotTheFilesIsAskedForByName() {
    machine.write(
        "homeport.yaml", "daemon:\n  listen: 127.0.0.1:1\nrouter:\n  listen: 127.0.0.1:2\n");
    machine.with("OPENROUTER_API_KEY", "sk-or-none");
    assertThat(machine.run("status").err())
        .contains("127.0.0.1:1 ", "homeport daemon", "--role router");
    assertThat(machine.run("status", "--role", "router").err())
        .contains("127.0.0.1:2 ", "homeport router");
  }

  @Test
  void keysAreThoseOfTheRoleThatTheFileHas() {
    machine.write("homeport.yaml", "router:\n  chain: [ nobody ]\n");
    Ran broken = machine.run("keys", "list");
    assertThat(broken.exit()).isEqualTo(78);
    assertThat(broken.err()).contains("nobody");
    assertThat(machine.run("keys", "list", "--role", "daemon").exit()).isZero();

    machine.write("homeport.yaml", "router:\n  listen: 127.0.0.1:0\n");
    machine.with("OPENROUTER_API_KEY", "sk-or-none");
    assertThat(machine.run("keys", "add", "phone").out()).startsWith("hp_");
    assertThat(machine.run("keys", "--role", "router", "list").out()).contains("phone");
  }

  @Test
  void logsOfNobodyAreAFailureWithAdvice() {
    Ran ran = machine.run("logs");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(machine.log().toString(), "homeport daemon");
  }

  @Test
  void logsAreForPeopleOrAsTheyAre() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      daemon.post("/api/chat", LittleOllama.CHAT, daemon.key());
      daemon.stop();
    }
    Ran last = machine.run("logs", "-n", "1");
    assertThat(last.out()).matches("\\S+ \\S+ INFO +daemon stopped cut=0\n");
    Ran all = machine.run("logs");
    assertThat(all.out())
        .contains("request answered", "route=/api/chat", "status=200", "key=first");
    Ran json = machine.run("logs", "--json", "-n", "3");
    assertThat(json.out().lines()).hasSize(3).allSatisfy(Daemon::json);
  }

  @Test
  void followedLogGoesOnOverARotation() throws IOException {
    Path log = machine.write(".local/state/homeport/log/daemon.log", line("old"));
    try (Program following = machine.start("logs", "-f", "-n", "1")) {
      assertThat(following.says("old")).endsWith("old");
      Files.writeString(log, line("second"), StandardOpenOption.APPEND);
      following.says("second");

      Files.move(log, log.resolveSibling("daemon.log.1"));
      Files.writeString(log, line("third") + line("fourth") + line("fifth"));
      following.says("third");
      following.says("fifth");
      following.signal("INT");
      assertThat(following.end().exit()).isEqualTo(130);
    }
  }

  private static String line(String event) {
    return "{\"time\":\"2026-11-25T09:00:00Z\",\"level\":\"INFO\",\"event\":\"" + event + "\"}\n";
  }

  @Test
  void starterFileIsPrivateAndRightAndShown() throws IOException {
    Ran init = machine.run("config", "init");
    assertThat(init.exit()).isZero();
    Path file = machine.home.resolve(".config/homeport/homeport.yaml");
    assertThat(init.out()).contains(file.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(machine.run("config", "init").exit()).isEqualTo(1);
    assertThat(machine.run("config", "check").out()).contains("is right").contains(file.toString());

    machine.with("OLLAMA_BASE_URL", "http://127.0.0.1:1");
    machine.with("OLLAMA_API_KEY", "a-secret-of-this-machine");
    Ran show = machine.run("config", "show");
    assertThat(show.out())
        .contains("daemon.listen", "127.0.0.1:8888", "OLLAMA_API_KEY")
        .doesNotContain("a-secret-of-this-machine");
    assertThat(Daemon.json(machine.run("config", "show", "--json").out()).names())
        .contains("settings");
  }

  @Test
  void brokenFileFailsTheCheckWithItsPlace() {
    machine.write("homeport.yaml", "daemon:\n  listn: 127.0.0.1:1\n");
    Ran check = machine.run("config", "check");
    assertThat(check.exit()).isEqualTo(78);
    assertThat(check.out()).contains("homeport.yaml:2", "listn", "listen");
    Ran json = machine.run("config", "check", "--json");
    assertThat(json.exit()).isEqualTo(78);
    assertThat(Daemon.json(json.out()).flag("ok", true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "homeport st, status",
    "homeport keys a, add",
    "homeport config sh, show",
    "homeport daemon --list, --listen",
  })
  void bashCompletes(String typed, String completed) {
    machine.write("completion.bash", machine.run("completion").out());
    assertThat(machine.shell("bash -n completion.bash").all()).isEmpty();
    Ran ran =
        machine.shell(
            """
            bash -c '
              source ./completion.bash
              compopt() { :; }
              COMP_WORDS=(%s)
              COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
              COMP_LINE="%s"
              COMP_POINT=${#COMP_LINE}
              _complete_homeport
              printf "%%s\\n" "${COMPREPLY[@]}"'
            """
                .formatted(typed, typed));
    assertThat(ran.out().lines().map(String::strip)).contains(completed);
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"selftest", "selftest --daemon-alone"})
  void selftestPassesAndLeavesNothing(String words) {
    Ran ran = machine.run(words.split(" ", -1));
    assertThat(ran.all()).isEqualTo("selftest passed\n");
    assertThat(ran.exit()).isZero();
    assertThat(machine.leftovers()).isEmpty();
    assertThat(machine.files()).isEmpty();
  }
}
