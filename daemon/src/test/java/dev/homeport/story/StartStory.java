package dev.homeport.story;

import static dev.homeport.story.Daemon.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RudeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the daemon starts, and how it says that it does not.
@Tag("story")
class StartStory {
  private static RudeServer ollama = LittleOllama.brisk();

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeAll
  static void open() {
    ollama = LittleOllama.brisk();
  }

  @AfterAll
  static void close() {
    ollama.close();
  }

  @BeforeEach
  void build() {
    machine = new Machine(folder);
  }

  @Test
  void machineWithoutAnythingHasAKeyAndWorks() throws Exception {
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      Path file = machine.state().resolve("first-key.txt");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(daemon.program.complains("first key made")).contains(file.toString());

      assertThat(daemon.get("/health").text()).isEqualTo("{\"status\":\"healthy\"}");
      assertThat(daemon.get("/api/tags").status()).isEqualTo(401);
      assertThat(daemon.get("/api/tags", daemon.key()).text()).contains("m:latest");
      assertThat(daemon.post("/api/chat", LittleOllama.CHAT, daemon.key()).text())
          .contains("\"done\":true");

      Ran ran = daemon.stop();
      assertThat(ran.exit()).isZero();
      assertThat(ran.all()).doesNotContain(machine.firstKey());
      assertThat(Machine.text(machine.log())).doesNotContain(machine.firstKey());
    }
  }

  @Test
  void secondStartMakesNoSecondKey() {
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      daemon.stop();
    }
    String first = machine.firstKey();
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      assertThat(machine.firstKey()).isEqualTo(first);
      assertThat(daemon.get("/api/tags", bearer(first)).status()).isEqualTo(200);
      assertThat(daemon.stop().err()).doesNotContain("first key made");
    }
  }

  @Test
  void keyOfAnotherProcessWorksAtOnceAndIsGoneAtOnce() {
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      Ran added = machine.run("keys", "add", "phone");
      assertThat(added.exit()).isZero();
      String key = added.out().strip();
      assertThat(daemon.get("/api/tags", bearer(key)).status()).isEqualTo(200);
      assertThat(daemon.get("/metrics", bearer(key)).status()).isEqualTo(403);

      assertThat(machine.run("keys", "revoke", "phone").exit()).isZero();
      assertThat(daemon.get("/api/tags", bearer(key)).status()).isEqualTo(401);
    }
  }

  @Test
  void givenKeyIsEnough() {
    String given = "given-by-the-environment-1";
    machine.with("HOMEPORT_KEYS", "server:" + given);
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      assertThat(daemon.get("/api/tags", bearer(given)).status()).isEqualTo(200);
      assertThat(machine.state().resolve("first-key.txt")).doesNotExist();
      assertThat(daemon.stop().all()).doesNotContain(given);
    }
  }

  @Test
  void onlyWhoWritesAuthNoneIsOpen() {
    machine.write("homeport.yaml", "daemon:\n  auth: none\n");
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      assertThat(daemon.get("/api/tags").status()).isEqualTo(200);
      assertThat(daemon.program.complains("\"WARN\"")).contains("daemon.auth: anybody");
      assertThat(machine.state().resolve("first-key.txt")).doesNotExist();
    }
  }

  @Test
  void stateThatCannotBeWrittenRefusesTheStart() {
    Path file = machine.write("a file", "is no folder");
    machine.with("HOMEPORT_STATE_URL", "file:" + file.resolve("state"));
    Ran ran = machine.run("daemon", "--listen", "127.0.0.1:0", "--ollama", ollama.uri().toString());
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err()).contains("HOMEPORT_KEYS=name:key").doesNotContain("\tat ");

    machine.with("HOMEPORT_KEYS", "server:given-by-the-environment-1");
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      assertThat(daemon.get("/api/tags", bearer("given-by-the-environment-1")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void badConfigurationNamesEveryProblemAndStartsNothing() {
    machine.write(
        "homeport.yaml",
        """
        daemon:
          listn: 127.0.0.1:8888
          ollama: not an address
          limits: { concurrent: none, queue-wait: 30 }
        """);
    Ran ran = machine.run("daemon");
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err())
        .contains("listn", "listen", "not an address", "concurrent", "queue-wait", "homeport.yaml")
        .doesNotContain("\tat ");
    assertThat(ran.err().lines().filter(line -> line.startsWith("error: "))).hasSize(4);
    assertThat(machine.files()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"daemon --no-such", "daemon --listen", "demon", "", "keys add", "logs -n many"})
  void wrongUsageIsTwo(String words) {
    Ran ran = machine.run(words.isEmpty() ? new String[0] : words.split(" "));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ");
  }

  @Test
  void secondInstanceNamesWhoHasThePort() {
    try (var daemon = Daemon.start(machine, ollama.uri())) {
      Ran second = machine.run("daemon", "--listen", "127.0.0.1:" + daemon.port());
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err())
          .contains("port " + daemon.port(), "homeport", "pid " + daemon.program.pid())
          .doesNotContain("\tat ");
      assertThat(daemon.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void portOfAnotherProgramIsSaidToBeTaken() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = machine.run("daemon", "--listen", "127.0.0.1:" + other.getLocalPort());
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err())
          .contains("taken by java", "pid " + ProcessHandle.current().pid(), "daemon.listen");
    }
  }
}
