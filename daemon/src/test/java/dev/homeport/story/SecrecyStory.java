package dev.homeport.story;

import static dev.homeport.story.Daemon.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.OllamaProgram;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import dev.homeport.wire.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the daemon keeps to itself: whatever is asked, answered or shown as a key.
@Tag("story")
class SecrecyStory {
  private static final String ASKED = "marker-of-the-prompt";
  private static final String ANSWERED = "marker-of-the-answer";
  private static final String WRONG = "marker-of-a-wrong-key";
  private static final String CHAT = LittleOllama.CHAT.replace("hello", ASKED);

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine = new Machine(folder);
  }

  private static RudeServer talkative() {
    String line = Fault.LINE.replace("word", ANSWERED);
    Act whole =
        Fault.says(
            "the marker",
            Act.After.STAYS,
            Fault.CHUNKED,
            Fault.chunk(line) + Fault.chunk(Fault.LAST) + "0\r\n\r\n");
    Act cut = Fault.says("the marker, cut", Act.After.CLOSES, Fault.CHUNKED, Fault.chunk(line));
    Act error =
        Fault.says(
            "an error with the marker",
            Act.After.STAYS,
            Fault.sized("500 Oops", "application/json", "{\"error\":\"" + ANSWERED + "\"}"));
    Act garbage = Fault.says("garbage", Act.After.CLOSES, "HTTP/9 " + ANSWERED + "\r\n\r\n");
    return LittleOllama.chatting(
        heard ->
            switch (heard.header("X-Request-Id").orElse("")) {
              case "cut" -> cut;
              case "error" -> error;
              case "garbage" -> garbage;
              default -> whole;
            });
  }

  @Test
  void nothingSaidIsWrittenDown() throws Exception {
    machine.write(
        "homeport.yaml", "daemon:\n  auth: { path-keys: true }\n  log: { level: debug }\n");
    try (var ollama = talkative();
        var daemon = Daemon.start(machine, ollama.uri())) {
      String key = machine.run("keys", "add", "phone").out().strip();
      for (String id : List.of("whole", "cut", "error", "garbage")) {
        daemon.post("/api/chat", CHAT, bearer(key), "X-Request-Id: " + id + "\r\n");
      }
      daemon.post("/k/" + key + "/api/chat", CHAT, "X-Request-Id: path\r\n");
      daemon.post("/api/chat", CHAT, bearer(WRONG), "X-Request-Id: wrong\r\n");
      daemon.post("/k/" + WRONG + "/api/chat", CHAT, "X-Request-Id: wrong-path\r\n");
      daemon.get("/k/" + WRONG, "X-Request-Id: nowhere\r\n");
      daemon.get("/" + WRONG + "?" + ASKED, "X-Request-Id: unknown\r\n");
      daemon.get("/api/tags?key=" + WRONG, "X-Request-Id: query\r\n");
      daemon.post(
          "/api/chat", "{\"model\":\"m\",\"" + ASKED, bearer(key), "X-Request-Id: json\r\n");
      daemon.post("/api/chat", "{\"model\":\"m\",\"keep_alive\":\"" + ASKED + "\"}", bearer(key));
      try (var client = daemon.client()) {
        client.send("GET /" + WRONG + " HTTP/1.1\r\nHost: x\r\n" + ASKED + " : y\r\n\r\n").read();
      }

      Received doubled = daemon.get("/k/" + key + "//api/tags", "X-Request-Id: doubled\r\n");
      assertThat(doubled.status()).isIn(301, 307);
      assertThat(doubled.header("Location")).hasValue("/k/" + key + "/api/tags");

      Ran ran = daemon.stop();
      assertThat(ran.exit()).isZero();
      for (Path file : machine.files()) {
        if (!file.endsWith("first-key.txt")) {
          assertSilent(Files.readString(file), key);
        }
      }
      assertSilent(ran.all(), key);
      assertThat(ran.all()).doesNotContain(machine.firstKey());
      String log = Machine.text(machine.log());
      for (String id :
          List.of(
              "whole",
              "cut",
              "error",
              "garbage",
              "path",
              "wrong",
              "wrong-path",
              "nowhere",
              "unknown",
              "query",
              "json",
              "doubled")) {
        assertThat(log.lines().filter(line -> line.contains("\"id\":\"" + id + "\"")))
            .as("lines of " + id)
            .hasSize(1);
      }
      assertThat(log.lines()).allSatisfy(line -> assertThat(Daemon.json(line)).isNotNull());
    }
  }

  private void assertSilent(String text, String key) {
    assertThat(text).doesNotContain(ASKED, ANSWERED, WRONG, key);
  }

  @Test
  void pathIsNoKeyUnlessThatIsWritten() {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      assertThat(daemon.get("/k/" + machine.firstKey() + "/api/tags").status()).isEqualTo(404);
      assertThat(daemon.stop().all()).doesNotContain(machine.firstKey());
    }
  }

  @Test
  void ollamaProgramIsKnownByItsSignature() {
    var program = new OllamaProgram();
    Path file = machine.write("id_ed25519.pub", program.publicLine());
    Ran added = machine.run("keys", "add", "mac-cli", "--public-key", file.toString());
    assertThat(added.exit()).isZero();
    assertThat(added.out()).isEmpty();
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      String agent = "User-Agent: ollama/0.33.0 (arm64 darwin) Go/go1.24\r\n";
      String target = "/api/chat?ts=" + Instant.now().getEpochSecond();
      String signature = "Authorization: " + program.authorization("POST", target) + "\r\n";
      assertThat(daemon.post(target, LittleOllama.CHAT, agent, signature).text())
          .contains("\"done\":true");

      Received again = daemon.post(target, LittleOllama.CHAT, agent, signature);
      assertThat(again.status()).isEqualTo(403);
      assertThat(again.text()).contains("used before");
      assertThat(daemon.get("/api/tags", agent).text()).contains("OLLAMA_AUTH=1");
      assertThat(daemon.get("/api/tags").status()).isEqualTo(401);

      assertThat(machine.run("keys", "revoke", "mac-cli").exit()).isZero();
      String later = "/api/tags?ts=" + (Instant.now().getEpochSecond() + 1);
      assertThat(
              daemon
                  .get(later, "Authorization: " + program.authorization("GET", later) + "\r\n")
                  .status())
          .isEqualTo(401);
      assertThat(daemon.stop().all()).doesNotContain(signature.substring(80).strip());
    }
  }

  @Test
  void terminalGetsWordsAndTheFileJson() {
    assumeThat(machine.shell("script -qec true /dev/null").exit()).isZero();
    try (var ollama = LittleOllama.brisk()) {
      for (boolean coloured : List.of(true, false)) {
        if (!coloured) {
          machine.with("NO_COLOR", "1");
        }
        try (Program daemon =
            machine.onTerminal(
                "daemon",
                "--listen",
                "127.0.0.1:0",
                "--ollama",
                ollama.uri().toString(),
                "--set",
                "daemon.auth=none")) {
          assertThat(daemon.says("daemon started"))
              .contains("listen=127.0.0.1:")
              .doesNotContain("{\"time\"");
          // Who needs no key is warned, in colour where that is wanted.
          assertThat(daemon.says("WARN").contains("\033[")).isEqualTo(coloured);
        }
      }
    }
    JsonObject last = Daemon.json(Machine.text(machine.log()).lines().toList().getLast());
    assertThat(last.text("event")).isNotEmpty();
  }
}
