package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Dictation;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.Received.End;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a change of the configuration does to a daemon that runs.
@Tag("story")
class ReloadStory {
  private static final String PAGE = "Origin: https://chat.example.com\r\n";
  private static final String PINS = "{\"model\":\"m\",\"keep_alive\":-1}";
  private static final String LARGE = "{\"model\":\"m\",\"prompt\":\"" + "x".repeat(2000) + "\"}";

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine = new Machine(folder);
    write("");
  }

  private void write(String more) {
    machine.write("homeport.yaml", "daemon:\n  power: { keep-awake: never }\n" + more);
  }

  @Test
  void changedFileHoldsForTheNextRequestAndNotForARunningOne() {
    var answer = Dictation.begun();
    try (var ollama =
            LittleOllama.chatting(
                heard -> heard.line().contains("/api/chat") ? answer : Fault.whole());
        var daemon = Daemon.start(machine, ollama.uri());
        var running = daemon.client()) {
      String guest = Daemon.bearer(machine.run("keys", "add", "guest").out().strip());
      running.post("/api/chat", LittleOllama.CHAT, daemon.key());
      assertThat(running.head().status()).isEqualTo(200);
      running.piece();
      assertThat(daemon.get("/api/tags", guest, PAGE).status()).isEqualTo(403);
      assertThat(daemon.post("/api/generate", PINS, guest).status()).isEqualTo(403);
      assertThat(daemon.post("/api/generate", LARGE, guest).status()).isEqualTo(200);

      write(
          """
            cors: [ https://chat.example.com ]
            policy: { unload: infer }
            limits: { body: 1KiB, concurrent: 5 }
          """);
      daemon.until("/api/tags", tags -> tags.status() == 200, guest, PAGE);
      assertThat(daemon.post("/api/generate", PINS, guest).status()).isEqualTo(200);
      assertThat(daemon.post("/api/generate", LARGE, guest).status()).isEqualTo(413);
      assertThat(daemon.details().object("queue").number("concurrent", 0)).isEqualTo(5);
      assertThat(daemon.program.complains("configuration reloaded"))
          .contains("daemon.cors", "daemon.policy.unload", "daemon.limits.body");

      answer.say(Fault.chunk(Fault.LINE));
      assertThat(running.piece()).isPresent();
      answer.end();
      while (running.piece().isPresent()) {
        // Only its end counts.
      }
      assertThat(running.end()).isEqualTo(End.WHOLE);
    }
  }

  @Test
  void brokenFileChangesNothingAndIsToldEverywhere() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      write("  cors: [ https://chat.example.com ]\n");
      daemon.until("/api/tags", tags -> tags.status() == 200, daemon.key(), PAGE);

      write("  cors: [ https://chat.example.com ]\n  polcy: { unload: infer }\n");
      daemon.until("/health", health -> health.text().contains("polcy"), daemon.key());
      assertThat(daemon.program.complains("configuration rejected")).contains("polcy", "policy");
      assertThat(daemon.get("/api/tags", daemon.key(), PAGE).status()).isEqualTo(200);
      assertThat(daemon.get("/health").text()).isEqualTo("{\"status\":\"healthy\"}");
      assertThat(daemon.get("/metrics", daemon.key()).text())
          .contains("\nhomeport_config_problems 1\n");
      Ran status = machine.run("status", "--url", daemon.url(), "--key", machine.firstKey());
      assertThat(status.exit()).isZero();
      assertThat(status.out()).contains("polcy");

      write("  cors: []\n");
      daemon.until("/health", health -> !health.text().contains("polcy"), daemon.key());
      assertThat(daemon.get("/api/tags", daemon.key(), PAGE).status()).isEqualTo(403);
    }
  }

  @Test
  void hangupReadsTheFileAgainAndEndsNothing() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      daemon.program.signal("HUP");
      write("  cors: [ https://chat.example.com ]\n");
      daemon.program.signal("HUP");
      daemon.until("/api/tags", tags -> tags.status() == 200, daemon.key(), PAGE);
      assertThat(daemon.stop().exit()).isZero();
    }
  }

  @Test
  void addressThatChangedWaitsForTheNextStart() {
    machine.write("homeport.yaml", "daemon:\n  listen: 127.0.0.1:0\n");
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.started(machine, "daemon", "--ollama", ollama.uri().toString())) {
      machine.write("homeport.yaml", "daemon:\n  listen: 127.0.0.1:1\n  cors: [ \"*\" ]\n");
      assertThat(daemon.program.complains("configuration reloaded"))
          .contains("\"needs-restart\":\"daemon.listen\"");
      assertThat(daemon.get("/api/tags", daemon.key(), PAGE).status()).isEqualTo(200);
      assertThat(daemon.details().object("config").texts("needs_restart"))
          .containsExactly("daemon.listen");
      assertThat(machine.run("status", "--url", daemon.url(), "--key", machine.firstKey()).out())
          .contains("takes effect at the next start: daemon.listen");
    }
  }
}
