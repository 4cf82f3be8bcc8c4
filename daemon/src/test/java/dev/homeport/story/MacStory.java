package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Dictation;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LittleOllama;
import dev.homeport.wire.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon on a Mac, as far as a Mac is its programs and its folders.
@Tag("story")
class MacStory {
  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);
  private Path library = folder;

  @BeforeEach
  void build() {
    machine = new Machine(folder).asMac();
    library = machine.home.resolve("Library");
    machine.programs.put("caffeinate", "echo \"$*\" >>\"$0.txt\"", "exec sleep 60");
  }

  private String key() {
    return Daemon.bearer(
        Machine.text(library.resolve("Application Support/Homeport/state/first-key.txt")).strip());
  }

  @Test
  void macStaysAwakeWhileItAnswersAndNotForPages() {
    var answer = Dictation.begun();
    try (var ollama = LittleOllama.chatting(_ -> answer);
        var daemon = Daemon.start(machine, ollama.uri());
        var client = daemon.client()) {
      for (int i = 0; i < 20; i++) {
        daemon.get("/health", key());
        daemon.get("/api/tags");
      }
      assertThat(power(daemon)).isEqualTo("free to sleep");

      client.post("/api/chat", LittleOllama.CHAT, key());
      client.head();
      daemon.until("/health", health -> health.text().contains("\"kept awake\""), key());
      assertThat(machine.programs.awaited("caffeinate.txt"))
          .containsExactly("-i -w " + daemon.program.pid());

      answer.end();
      while (client.piece().isPresent()) {
        // Only its end counts.
      }
      assertThat(power(daemon)).as("a short grace").isEqualTo("kept awake");
      var children = ProcessHandle.of(daemon.program.pid()).orElseThrow().children().toList();
      assertThat(children).hasSize(1);
      assertThat(daemon.stop().exit()).isZero();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  private String power(Daemon daemon) {
    JsonObject details = Daemon.json(daemon.get("/health", key()).text());
    return details.object("power").text("state", "");
  }

  @Test
  void thingsAreWhereAMacHasThem() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      assertThat(daemon.get("/api/tags", key()).status()).isEqualTo(200);
      assertThat(library.resolve("Logs/Homeport/daemon.log")).isNotEmptyFile();
      assertThat(machine.run("logs", "-n", "1").exit()).isZero();
      assertThat(machine.run("config", "init").out())
          .contains(library.resolve("Application Support/Homeport/homeport.yaml").toString());
    }
  }

  @Test
  void secretOfTheKeychainReachesOllamaAndNobodyElse() {
    machine.programs.put(
        "security",
        "[ \"$*\" = 'find-generic-password -s homeport -a ollama -w' ] || exit 44",
        "echo kept-in-the-keychain");
    machine.write("homeport.yaml", "daemon:\n  ollama-key: keychain:homeport/ollama\n");
    var told = new AtomicReference<String>("");
    try (var ollama =
            LittleOllama.chatting(
                heard -> {
                  told.set(heard.header("Authorization").orElse(""));
                  return Fault.whole();
                });
        var daemon = Daemon.start(machine, ollama.uri())) {
      daemon.post("/api/chat", LittleOllama.CHAT, key());
      assertThat(told).hasValue("Bearer kept-in-the-keychain");
      String shown = machine.run("config", "show").all() + daemon.stop().all();
      assertThat(shown).contains("ollama-key").doesNotContain("kept-in-the-keychain");
    }
  }

  @Test
  void secretThatIsNotThereStopsTheStartWithTheCommandThatAddsIt() {
    machine.programs.put("security", "exit 44");
    machine.write("homeport.yaml", "daemon:\n  ollama-key: keychain:homeport/ollama\n");
    Ran ran = machine.run("daemon");
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err()).contains("security add-generic-password", "homeport.yaml:2");
  }

  @Test
  void holderOfThePortIsFoundByLsof() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      machine.programs.put("lsof", "printf 'p%s\\nccom.app.x\\n' " + ProcessHandle.current().pid());
      Ran second = machine.run("daemon", "--listen", "127.0.0.1:" + daemon.port());
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err())
          .contains("taken by com.app.x (pid " + ProcessHandle.current().pid() + ")");
    }
  }
}
