package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Dictation;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RudeServer;
import dev.homeport.simulation.SimulatedOllama;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The first command of everybody.
@Tag("story")
class DemoStory {
  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine = new Machine(folder);
  }

  private Program staying(String... words) {
    var all = new ArrayList<>(List.of("demo", "--port", "0", "--router-port", "0"));
    all.addAll(List.of(words));
    return machine.start(all.toArray(String[]::new));
  }

  private static String nowhere() {
    return "http://127.0.0.1:" + RudeServer.refusingPort();
  }

  @Test
  void transcriptPassesWhereNoOllamaRuns() {
    Ran ran = machine.run("demo", "--once", "--ollama", nowhere());
    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("$ curl http://127.0.0.1:", " 0 failed", "simulated");
    assertThat(ran.out())
        .containsSubsequence(
            "## The router, while home is there",
            "Homeport-Provider: ollama",
            "Homeport-Provider: ollama",
            "Homeport-Provider: ollama",
            "## The router, now that home is gone",
            "Homeport-Provider: openrouter",
            "Homeport-Provider: openrouter",
            "Homeport-Provider: openrouter");
    assertThat(ran.err()).isEmpty();
    assertThat(machine.leftovers()).isEmpty();
    assertThat(machine.files()).isEmpty();
  }

  @Test
  void transcriptPassesBeforeTheOllamaThatRuns() throws Exception {
    var ollama = new SimulatedOllama(new SimulatedOllama.Settings(0, 500, Duration.ZERO));
    ollama.start();
    try {
      Ran ran = machine.run("demo", "--once", "--ollama", "http://127.0.0.1:" + ollama.port());
      assertThat(ran.exit()).as(ran.all()).isZero();
    } finally {
      ollama.stop();
    }
  }

  /// All lines at once, because each takes the time of somebody who speaks.
  @Test
  void itsLinesWork() {
    try (Program demo = staying("--ollama", nowhere())) {
      demo.says("Ctrl-C ends it.");
      List<String> lines = curls(demo.said());
      assertThat(lines).hasSize(7);
      List<Program> pasted = lines.stream().map(machine::paste).toList();
      List<String> said = pasted.stream().map(line -> line.end().out()).toList();
      assertThat(said.get(0)).startsWith("HTTP/1.1 200 OK").endsWith("{\"status\":\"healthy\"}\n");
      assertThat(said.get(1)).contains("\"models\"");
      assertThat(said.get(2)).contains("data: {").contains("data: [DONE]");
      assertThat(said.get(3)).contains("Homeport-Provider: ollama", "\"done\":true");
      assertThat(said.get(4)).contains("Homeport-Provider: ollama", "data: [DONE]");
      assertThat(said.get(5)).contains("Homeport-Provider: ollama", "event: message_stop");
      assertThat(said.get(6)).contains("Homeport-Provider: openrouter", "\"done\":true");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void signalEndsItAndLeavesNothing(String signal) throws Exception {
    try (Program demo = staying("--ollama", nowhere())) {
      demo.says("Ctrl-C ends it.");
      List<ProcessHandle> children = children(demo);
      assertThat(children).hasSize(2);

      // What is left must be nothing although something was asked.
      assertThat(machine.shell(curls(demo.said()).get(4)).out()).contains("data: [DONE]");
      demo.signal(signal);
      Ran ran = demo.end();
      assertThat(ran.exit()).isZero();
      assertThat(ran.err()).isEmpty();
      gone(children);
      assertThat(machine.leftovers()).isEmpty();
      assertThat(machine.files()).isEmpty();
    }
  }

  @Test
  void cloudAnswersWhenHomeIsLetGoAsItSays() throws Exception {
    try (Program demo = staying("--ollama", nowhere())) {
      demo.says("Ctrl-C ends it.");
      String line = curls(demo.said()).get(3);
      assertThat(machine.shell(demo.says("  kill ")).exit()).isZero();
      gone(List.of(children(demo).getFirst()));
      assertThat(machine.shell(line).out())
          .contains("Homeport-Provider: openrouter", "\"model\":\"simulated:latest\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void transcriptThatIsInterruptedLeavesNothing(String signal) throws Exception {
    try (Program demo = machine.start("demo", "--once", "--ollama", nowhere())) {
      demo.says("# the same in OpenAI's");
      List<ProcessHandle> children = children(demo);
      demo.signal(signal);
      assertThat(demo.end().exit()).isNotZero();
      gone(children);
      assertThat(machine.leftovers()).isEmpty();
    }
  }

  /// The commands to try, each as one text, as a person would paste it.
  private static List<String> curls(String said) {
    return Stream.of(said.replace("\\\n", "").split("\n", -1))
        .filter(line -> line.startsWith("  curl "))
        .map(line -> line.replaceFirst("curl ", "curl -sS "))
        .toList();
  }

  @Test
  void killedDemoLeavesNoChild() throws Exception {
    try (Program demo = staying("--ollama", nowhere())) {
      demo.says("Ctrl-C ends it.");
      List<ProcessHandle> children = children(demo);
      assertThat(children).hasSize(2);
      demo.signal("KILL");
      gone(children);
    }
  }

  @Test
  void answerThatDoesNotEndIsCutAfterTheDeadline() {
    var answer = Dictation.begun();
    try (var ollama = LittleOllama.chatting(_ -> answer);
        Program demo = staying("--ollama", ollama.uri().toString())) {
      String url = demo.says("The daemon is the real one");
      String key = demo.says("Its key").replaceFirst(".*: ", "");
      demo.says("Ctrl-C ends it.");
      int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
      try (var client = RawClient.to(port)) {
        client.post("/api/chat", LittleOllama.CHAT, Daemon.bearer(key));
        assertThat(client.head().status()).isEqualTo(200);
        client.piece();
        demo.signal("TERM");
        while (client.piece().isPresent()) {
          // Only its end counts.
        }
        assertThat(client.end()).isIn(End.CUT, End.RESET);
      }
      Ran ran = demo.end();
      assertThat(ran.exit()).isZero();
      assertThat(ran.err())
          .contains("answer cut", "this Homeport stopped while the answer was sent");
      assertThat(machine.leftovers()).isEmpty();
      answer.end();
    }
  }

  @Test
  void portThatIsTakenIsSaidWithTheOptionForAnother() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Ran ran = machine.run("demo", "--port", port, "--ollama", nowhere());
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("port " + port, "taken by java", "--port");
      assertThat(machine.leftovers()).isEmpty();
    }
  }

  @Test
  void takenPortOfTheRouterEndsTheDaemonToo() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Ran ran = machine.run("demo", "--port", "0", "--router-port", port, "--ollama", nowhere());
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("port " + port, "taken by java", "--router-port");
      assertThat(machine.leftovers()).isEmpty();
    }
  }

  private static List<ProcessHandle> children(Program program) {
    return ProcessHandle.of(program.pid()).orElseThrow().children().toList();
  }

  private static void gone(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
  }
}
