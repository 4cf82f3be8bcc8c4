package dev.homeport.story;

import static dev.homeport.story.Daemon.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.Dictation;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received.End;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the daemon ends: as it is asked to, and as it is made to.
@Tag("story")
class StopStory {
  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine = new Machine(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void runningAnswerIsFinishedAndNobodyNewIsLetIn(String signal) {
    var answer = Dictation.begun();
    try (var ollama = LittleOllama.chatting(_ -> answer);
        var daemon = Daemon.start(machine, ollama.uri(), "--set", "daemon.limits.concurrent=1");
        var running = daemon.client();
        var queued = daemon.client();
        var idle = daemon.client()) {
      running.post("/api/chat", LittleOllama.CHAT, daemon.key());
      assertThat(running.head().status()).isEqualTo(200);
      running.piece();
      idle.get("/health");
      assertThat(idle.read().status()).isEqualTo(200);
      queued.post("/api/chat", LittleOllama.CHAT, daemon.key());
      daemon.until("/health", health -> health.text().contains("\"waiting\":1"), daemon.key());

      daemon.program.signal(signal);
      assertThat(queued.read().status()).isEqualTo(503);
      assertThatThrownBy(() -> RawClient.to(daemon.port())).hasMessageContaining("refused");
      assertThat(idle.get("/api/tags", daemon.key()).read().status()).isEqualTo(503);
      assertThat(daemon.program.isAlive()).isTrue();

      answer.end();
      while (running.piece().isPresent()) {
        // Only its end counts.
      }
      assertThat(running.end()).isEqualTo(End.WHOLE);
      Ran ran = daemon.program.end();
      assertThat(ran.exit()).isZero();
      assertThat(ran.err()).contains("\"daemon stopping\"").contains("\"daemon stopped\"");
      assertThat(Machine.text(machine.log())).endsWith("\"cut\":0}\n");
    }
  }

  @Test
  void nothingToFinishMeansNoWaiting() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri());
        var idle = daemon.client()) {
      idle.get("/health").read();
      long before = System.nanoTime();
      assertThat(daemon.stop().exit()).isZero();
      assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
      idle.closed();
    }
  }

  @Test
  void killedInMidStreamIsABrokenConnectionAndLosesNoKey() {
    var answer = Dictation.begun();
    String key;
    try (var ollama = LittleOllama.chatting(_ -> answer);
        var daemon = Daemon.start(machine, ollama.uri());
        var client = daemon.client()) {
      key = machine.run("keys", "add", "phone").out().strip();
      client.post("/api/chat", LittleOllama.CHAT, bearer(key));
      assertThat(client.head().status()).isEqualTo(200);
      client.piece();
      daemon.program.signal("KILL");
      while (client.piece().isPresent()) {
        // Only its end counts.
      }
      assertThat(client.end()).isIn(End.CUT, End.RESET);
      daemon.program.end();
      answer.end();
    }
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      assertThat(daemon.get("/api/tags", daemon.key()).status()).isEqualTo(200);
      assertThat(daemon.get("/api/tags", bearer(key)).status()).isEqualTo(200);
      assertThat(machine.run("keys", "list").out()).contains("first", "phone");
    }
  }
}
