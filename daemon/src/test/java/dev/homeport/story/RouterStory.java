package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.Act;
import dev.homeport.fake.Dictation;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RudeServer;
import dev.homeport.simulation.SimulatedOllama;
import dev.homeport.simulation.cloud.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The router as whoever hosts it has it: a program with an environment, a state and signals.
@Tag("story")
class RouterStory {
  private static final int MOST_TRIES = 500;
  private static final String GUEST = "the-key-of-a-guest-here-1";
  private static final String BOSS = "the-key-of-the-boss-here-1";
  private static final String MAC = "the-key-of-a-mac-that-links";
  private static final String QWEN =
      "{\"model\":\"qwen2.5:7b\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private static final String CHATTED =
      "homeport_requests_total{route=\"/api/chat\",status=\"200\",outcome=\"answered\"}";

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine =
        new Machine(folder)
            .with(
                "HOMEPORT_KEYS",
                "guest:" + GUEST + ",boss:" + BOSS + ":infer+admin+metrics,mac:" + MAC + ":link");
  }

  private void homeIs(int port) {
    machine.with("OLLAMA_BASE_URL", "http://127.0.0.1:" + port);
  }

  private void cloudIs(SimulatedCloud cloud) {
    machine
        .with("OPENROUTER_API_KEY", SimulatedCloud.Settings.DEMO_KEY)
        .with("OPENROUTER_MODEL", "simulated/cloud")
        .with("OPENROUTER_BASE_URL", "http://127.0.0.1:" + cloud.port() + "/api/v1");
  }

  @Test
  void environmentAloneIsEnough() {
    int port = RudeServer.refusingPort();
    machine.with("PORT", Integer.toString(port));
    try (var ollama = LittleOllama.brisk()) {
      homeIs(ollama.port());
      try (var router = RouterProcess.started(machine, "router").acquainted(BOSS)) {
        assertThat(router.port()).isEqualTo(port);
        assertThat(machine.state().resolve("first-key.txt")).doesNotExist();
        assertThat(router.get("/health").text()).isEqualTo("{\"status\":\"healthy\"}");
        assertThat(router.get("/livez").status()).isEqualTo(200);
        assertThat(router.get("/readyz").status()).isEqualTo(200);
        assertThat(router.get("/api/tags").status()).isEqualTo(401);
        assertThat(router.get("/api/tags", bearer(GUEST)).text()).contains("m:latest");
        Received answer = router.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
        assertThat(answer.text()).contains("\"done\":true");
        assertThat(answer.header("Homeport-Provider")).hasValue("ollama");
        assertThat(answer.header("Homeport-Fallback")).hasValue("false");

        pagesNeedTheirScopes(router);
        assertThat(router.stop().exit()).isZero();
        assertThat(router.program.said()).doesNotContain(GUEST, BOSS);
      }
    }
  }

  private static void pagesNeedTheirScopes(RouterProcess router) {
    for (String path : new String[] {"/admin/status", "/metrics"}) {
      assertThat(router.get(path).status()).as(path).isEqualTo(401);
      assertThat(router.get(path, bearer(GUEST)).status()).as(path).isEqualTo(403);
      assertThat(router.get(path, bearer(BOSS)).status()).as(path).isEqualTo(200);
    }
    assertThat(router.get("/admin/status", bearer(BOSS)).text())
        .contains("\"chain\":[\"ollama\"]", "\"state\":\"well\"", "\"url\":\"http:");
    assertThat(router.get("/presence?nonce=0123456789", bearer(MAC)).text())
        .contains("\"name\":\"ollama\"", "\"state\":\"fine\"");
    assertThat(router.get("/presence", bearer(BOSS)).status()).isEqualTo(403);
    assertThat(router.get("/health", bearer(GUEST)).text())
        .contains("\"state\":\"well\"", "\"outside\":{\"state\":\"fine\"")
        .doesNotContain("http:", "detail");
    Received metrics =
        router.until("/metrics", page -> page.text().contains(CHATTED), bearer(BOSS));
    assertThat(metrics.text()).contains("homeport_provider_up{provider=\"ollama\"} 1\n");
  }

  @Test
  void whatHomeHasSurvivesItsAbsenceAndAKill() throws Exception {
    var settings = new SimulatedOllama.Settings(0, 500, Duration.ZERO);
    var home = new SimulatedOllama(settings);
    var cloud =
        new SimulatedCloud(new SimulatedCloud.Settings(0, 500, SimulatedCloud.Settings.DEMO_KEY));
    home.start();
    cloud.start();
    homeIs(home.port());
    cloudIs(cloud);
    String tags;
    String shown;
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      assertThat(router.get("/health").text()).isEqualTo("{\"status\":\"healthy\"}");
      tags = router.get("/api/tags", bearer(GUEST)).text();
      assertThat(tags).contains("qwen2.5:7b");
      shown = router.post("/api/show", "{\"model\":\"qwen2.5:7b\"}", bearer(GUEST)).text();
      assertThat(shown).contains("\"capabilities\":[");
      router.program.signal("KILL");
      router.program.end();
    } finally {
      home.stop();
    }
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      assertThat(router.get("/health").text()).isEqualTo("{\"status\":\"degraded\"}");
      Received health = router.get("/health", bearer(GUEST));
      assertThat(health.status()).isEqualTo(200);
      assertThat(health.text()).startsWith("{\"status\":\"degraded\",\"reason\":\"ollama: ");
      assertThat(router.get("/api/tags", bearer(GUEST)).text()).isEqualTo(tags);
      assertThat(router.post("/api/show", "{\"model\":\"qwen2.5:7b\"}", bearer(GUEST)).text())
          .isEqualTo(shown);
      Received answer = router.post("/api/chat", QWEN, bearer(GUEST));
      assertThat(answer.text()).contains("simulated", "\"done\":true", "\"qwen2.5:7b\"");
      assertThat(answer.header("Homeport-Provider")).hasValue("openrouter");
      assertThat(answer.header("Homeport-Fallback")).hasValue("true");
    } finally {
      cloud.stop();
    }
  }

  @Test
  void nobodyThereIsUnhealthyAndSaysSo() {
    homeIs(RudeServer.refusingPort());
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      assertThat(router.get("/health").text()).isEqualTo("{\"status\":\"unhealthy\"}");
      Received health = router.get("/health", bearer(GUEST));
      assertThat(health.status()).isEqualTo(503);
      assertThat(health.text()).startsWith("{\"status\":\"unhealthy\",\"reason\":\"ollama: ");
      assertThat(router.get("/readyz").status()).isEqualTo(200);
      Received answer = router.post("/v1/chat/completions", QWEN, bearer(GUEST));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("x-should-retry")).hasValue("false");
      assertThat(answer.header("Retry-After")).isEmpty();
    }
  }

  private void settingsAre(RudeServer home, String more) {
    machine.write(
        "homeport.yaml",
        """
        router:
          providers:
            home: { kind: ollama, url: http://127.0.0.1:%d }
        %s\
        """
            .formatted(home.port(), more));
  }

  @Test
  void runningAnswersFinishWithWhomTheyWereBegun() throws Exception {
    var answers = new Dictation[] {Dictation.begun(), Dictation.begun()};
    Queue<Dictation> begun = new ConcurrentLinkedQueue<>(List.of(answers));
    try (var old = LittleOllama.chatting(_ -> next(begun));
        var young = LittleOllama.brisk()) {
      settingsAre(old, "");
      try (var router = RouterProcess.start(machine).acquainted(BOSS);
          var first = router.client();
          var second = router.client()) {
        for (RawClient client : new RawClient[] {first, second}) {
          client.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
          assertThat(client.head().status()).isEqualTo(200);
          client.piece();
        }
        settingsAre(
            young,
            "    spare: { kind: openai, url: http://127.0.0.1:%d/v1, key: sk-1 }\n"
                .formatted(RudeServer.refusingPort()));
        router.program.signal("HUP");
        assertThat(router.program.complains("configuration reloaded"))
            .contains("router.providers.home.url", "router.providers.spare");
        router.until("/health", page -> page.text().contains("\"spare\""), bearer(BOSS));
        // The file is read before the providers are changed, which nobody sees from outside.
        Received answered = router.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
        for (int tries = 1; tries < MOST_TRIES && answered.status() != 200; tries++) {
          answered = router.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
        }
        assertThat(answered.text()).contains("\"done\":true");

        for (Dictation answer : answers) {
          answer.say(Fault.chunk(Fault.LINE));
          answer.end();
        }
        assertThat(rest(first)).isEqualTo(End.WHOLE);
        assertThat(rest(second)).isEqualTo(End.WHOLE);
        assertThat(router.stop().exit()).isZero();
      }
    }
  }

  /// What a provider has said of its limit counts no more once another address, or another key, is
  /// written for it.
  @Test
  void whoIsPutRightIsLookedAtAtOnce() {
    Act limited =
        Fault.says(
            "at its limit for an hour",
            Act.After.STAYS,
            "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\n"
                + "Retry-After: 3600\r\nContent-Length: 18\r\n\r\n{\"error\":\"enough\"}");
    try (var old = LittleOllama.chatting(_ -> limited);
        var young = LittleOllama.brisk()) {
      settingsAre(old, "");
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        assertThat(router.post("/api/chat", LittleOllama.CHAT, bearer(GUEST)).status())
            .isEqualTo(429);
        assertThat(router.get("/admin/status", bearer(BOSS)).text()).contains("\"rate\"");
        settingsAre(young, "");
        router.program.signal("HUP");
        router.until("/admin/status", page -> !page.text().contains("\"rate\""), bearer(BOSS));
        assertThat(router.post("/api/chat", LittleOllama.CHAT, bearer(GUEST)).status())
            .isEqualTo(200);
      }
    }
  }

  private static Act next(Queue<Dictation> begun) {
    Dictation next = begun.poll();
    return next == null ? Fault.closesBeforeHead() : next;
  }

  /// Takes the rest of an answer, and tells how it ended.
  private static End rest(RawClient client) {
    while (client.piece().isPresent()) {
      // Only its end counts.
    }
    return client.end();
  }

  @Test
  void termLetsARunningAnswerFinish() {
    var answer = Dictation.begun();
    try (var ollama = LittleOllama.chatting(_ -> answer)) {
      homeIs(ollama.port());
      try (var router = RouterProcess.start(machine).acquainted(BOSS);
          var running = router.client();
          var idle = router.client()) {
        running.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
        assertThat(running.head().status()).isEqualTo(200);
        running.piece();
        idle.get("/health").read();

        router.program.signal("TERM");
        router.program.complains("router stopping");
        assertThat(idle.get("/api/tags", bearer(GUEST)).read().status()).isEqualTo(503);
        assertThatThrownBy(() -> RawClient.to(router.port())).hasMessageContaining("refused");
        answer.end();
        assertThat(rest(running)).isEqualTo(End.WHOLE);
        Ran ran = router.program.end();
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).contains("\"router stopped\"", "\"cut\":0}");
      }
    }
  }

  @Test
  void clientThatWaitsHearsThatItIsNotForgotten() {
    try (var ollama = LittleOllama.chatting(_ -> Fault.hangs())) {
      machine.write("homeport.yaml", "router: { health: { hold: 50ms, keep-alive: 100ms } }\n");
      homeIs(ollama.port());
      try (var router = RouterProcess.start(machine).acquainted(BOSS);
          var waiting = router.client()) {
        waiting.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
        assertThat(waiting.head().status()).isEqualTo(200);
        for (int times = 0; times < 3; times++) {
          assertThat(new String(waiting.piece().orElseThrow().bytes(), UTF_8)).isEqualTo(" ");
        }
      }
    }
  }

  @Test
  void departureOfAClientIsFeltByTheProvider() throws Exception {
    try (var ollama = LittleOllama.chatting(_ -> Fault.hangsInBody())) {
      homeIs(ollama.port());
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        try (var leaving = router.client()) {
          leaving.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
          assertThat(leaving.head().status()).isEqualTo(200);
          leaving.piece();
        }
        Heard heard = ollama.next();
        while (!heard.line().contains("/api/chat")) {
          heard = ollama.next();
        }
        heard.departure();
        router.program.complains("request abandoned");
      }
    }
  }

  @Test
  void badConfigurationNamesEveryProblemAndStartsNothing() {
    machine.write(
        "homeport.yaml",
        """
        router:
          listn: 0.0.0.0:1
          chain: [ home, nobody ]
          providers:
            home: { kind: olama, url: not an address }
            cloud: { kind: openai, preset: openruter }
        """);
    Ran ran = machine.run("router");
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err())
        .contains("listn", "nobody", "olama", "not an address", "openruter", "not started")
        .doesNotContain("\tat ");
  }
}
