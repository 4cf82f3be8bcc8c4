package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Cable;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.lifecycle.Threads;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A router, a Mac's daemon and an Ollama as programs one behind the other, and clouds beside them.
@Tag("story")
class TwoHopsStory {
  private static final String GUEST = "the-key-of-a-guest-here-1";
  private static final String BOSS = "the-key-of-the-boss-here-1";

  /// A question of which nothing goes out before its answer is whole, so that any may be taken up
  /// by somebody else.
  private static final String PLAIN =
      LittleOllama.CHAT.replace("{\"model\"", "{\"stream\":false,\"model\"");

  private static final String EVENTS =
      Fault.CHUNKED.replace("application/x-ndjson", "text/event-stream");

  private static final String FOREIGN = "foreign/model-7b";
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /// As soon as home is asked again, with room for a busy machine.
  private static final Duration BACK = Duration.ofSeconds(8);

  @TempDir Path folder = Path.of("");
  private Machine homes = new Machine(folder);
  private Machine routers = new Machine(folder);

  @BeforeEach
  void build() {
    homes = new Machine(folder.resolve("home"));
    routers = new Machine(folder.resolve("router"));
    routers.with("HOMEPORT_KEYS", "guest:" + GUEST + ",boss:" + BOSS + ":infer+admin");
  }

  private void homeIs(URI address) {
    routers.with("OLLAMA_BASE_URL", address.toString());
  }

  private void homeIs(Daemon daemon, int port) {
    homeIs(URI.create("http://127.0.0.1:" + port));
    routers.with("OLLAMA_API_KEY", daemon.machine.firstKey());
  }

  private void cloudIs(String prefix, RudeServer cloud) {
    routers
        .with(prefix + "_API_KEY", "sk-1")
        .with(prefix + "_MODEL", FOREIGN)
        .with(prefix + "_BASE_URL", cloud.uri() + "/v1");
  }

  /// A cloud that gives its list, and chats so.
  private static RudeServer cloud(Function<Heard, Act> chats) {
    return RudeServer.choosing(
        heard ->
            heard.line().contains("/models")
                ? Fault.json("{\"object\":\"list\",\"data\":[{\"id\":\"" + FOREIGN + "\"}]}")
                : chats.apply(heard));
  }

  private static RudeServer cloud() {
    return cloud(
        _ ->
            Fault.says(
                "a good answer",
                After.STAYS,
                EVENTS,
                Fault.chunk(Tongue.COMPLETIONS.token("cloud") + Tongue.COMPLETIONS.closing()),
                "0\r\n\r\n"));
  }

  private static Received ask(RouterProcess router, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    all.add(bearer(GUEST));
    return router.post("/api/chat", PLAIN, all.toArray(String[]::new));
  }

  private static void isAnswered(Received answer, String attempts) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.end()).as(answer.toString()).isEqualTo(End.WHOLE);
    assertThat(answer.text()).contains("\"done\":true");
    assertThat(answer.header("Homeport-Attempts").orElseThrow()).matches(attempts);
  }

  /// Whether somebody who gives lists was asked for a chat since this was asked last.
  private static boolean isAsked(RudeServer server) throws InterruptedException {
    boolean asked = false;
    while (server.hasHeard()) {
      asked |= server.next().line().contains("chat");
    }
    return asked;
  }

  /// Asks until home answers, and tells how long that took; nobody may fail meanwhile.
  private static Duration untilHomeAnswers(RouterProcess router) {
    long since = System.nanoTime();
    while (true) {
      Received answer = ask(router);
      isAnswered(answer, ".*ok");
      Duration passed = Duration.ofNanos(System.nanoTime() - since);
      if (answer.header("Homeport-Provider").equals(Optional.of("ollama"))) {
        return passed;
      }
      assertThat(passed).isLessThan(LONGEST);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /// Waits until this stands somewhere in the state: it is written a moment after it was so. The
  /// ledger says much the same of each request, and sooner.
  private void untilKept(String text) throws Exception {
    long since = System.nanoTime();
    while (!isKept(text)) {
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(LONGEST);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private boolean isKept(String text) throws Exception {
    for (Path file : routers.files()) {
      boolean isState =
          file.startsWith(routers.state())
              && !file.startsWith(routers.log("router"))
              && !file.getFileName().toString().contains("ledger");
      if (isState
          && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void frozenDaemonIsDeadSoonAndThatIsKnownAfterAKill() throws Exception {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(homes, ollama.uri());
        var cloud = cloud()) {
      homeIs(daemon, daemon.port());
      cloudIs("OPENROUTER", cloud);
      routers.with("HOMEPORT_ROUTER_PROVIDERS_OLLAMA_TIMEOUTS_ACK", "1s");
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        isAnswered(ask(router), "ollama;ok");
        daemon.program.signal("STOP");
        isAnswered(ask(router), "ollama;timeout;dur=[12]\\d\\d\\d, openrouter;ok");
        assertThat(router.program.complains("Ollama failed, trying OpenRouter fallback..."))
            .contains("| cause=ack-timeout | id=");
        isAnswered(ask(router), "openrouter;ok");
        untilKept("ack-timeout");
        router.program.signal("KILL");
        router.program.end();
      }
      try (var router = RouterProcess.start(routers)) {
        isAnswered(ask(router), "openrouter;ok");
        assertThat(router.get("/admin/status", bearer(BOSS)).text())
            .contains("\"cause\":\"ack-timeout\"");
        daemon.program.signal("CONT");
        Duration back = untilHomeAnswers(router);
        assertThat(back).isLessThan(BACK);
        isAnswered(ask(router), "ollama;ok");
        assertThat(router.stop().exit()).isZero();
      }
    }
  }

  @Test
  void blockThatWasStatedSurvivesAKillAndEndsByHand() throws Exception {
    Act limited =
        Fault.says(
            "at its limit",
            After.STAYS,
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n");
    try (var first = cloud(_ -> limited);
        var second = cloud()) {
      cloudIs("OPENROUTER", first);
      cloudIs("OPENAI", second);
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        isAnswered(ask(router), "openrouter;rate;dur=\\d+, openai;ok");
        isAnswered(ask(router), "openai;ok");
        untilKept("rate");
        router.program.signal("KILL");
        router.program.end();
      }
      assertThat(isAsked(first)).isTrue();
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        // A small question may be asked in the background, but no client's.
        isAnswered(ask(router), "openai;ok");
        assertThat(router.get("/admin/status", bearer(BOSS)).text()).contains("\"rate\"");
        assertThat(router.post("/admin/cache/clear", "", bearer(BOSS)).text())
            .contains("\"cleared\":true", "\"rests\":0");
        assertThat(router.get("/admin/status", bearer(BOSS)).text())
            .as("a block is no failure to be forgotten")
            .contains("\"rate\"");
        assertThat(router.post("/admin/unblock/openrouter", "", bearer(BOSS)).text())
            .contains("\"account\":\"openrouter/openrouter\"", "\"cause\":\"rate\"");
        assertThat(router.get("/admin/status", bearer(BOSS)).text()).doesNotContain("\"rate\"");
        isAnswered(ask(router), "openrouter;rate;dur=\\d+, openai;ok");
        assertThat(isAsked(first)).isTrue();
      }
    }
  }

  /// Home goes and comes back under load: nobody fails, and home is asked again soon.
  @Test
  void homeThatComesBackIsAskedAgainAndNobodyFails() throws Exception {
    var stopped = new AtomicBoolean();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(homes, ollama.uri());
        var cable = new Cable();
        var cloud = cloud()) {
      cable.leadTo(daemon.port());
      homeIs(daemon, cable.port());
      cloudIs("OPENROUTER", cloud);
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        var crowd = new ArrayList<Thread>();
        for (int i = 0; i < 6; i++) {
          crowd.add(Threads.virtual("one of a crowd", () -> flow(router, stopped, failures)));
        }
        for (int round = 0; round < 2; round++) {
          untilHomeAnswers(router);
          cable.remove();
          long since = System.nanoTime();
          while (!ask(router).header("Homeport-Attempts").orElse("").equals("openrouter;ok")) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(LONGEST);
            LockSupport.parkNanos(20_000_000);
          }
          cable.mend();
          Duration back = untilHomeAnswers(router);
          assertThat(back).isLessThan(BACK);
          System.out.printf("home was asked again %d ms after it came back%n", back.toMillis());
        }
        stopped.set(true);
        for (Thread each : crowd) {
          each.join();
        }
        assertThat(failures).isEmpty();
      }
    }
  }

  private static void flow(RouterProcess router, AtomicBoolean stopped, Queue<Throwable> failures) {
    try {
      while (!stopped.get()) {
        isAnswered(ask(router), ".*ok");
        LockSupport.parkNanos(5_000_000);
      }
    } catch (AssertionError | RuntimeException e) {
      failures.add(e);
    }
  }

  @Test
  void whoLeavesTheRouterFreesOllamaBehindTheDaemon() throws Exception {
    var times = new ArrayList<Duration>();
    try (var ollama = LittleOllama.chatting(_ -> Fault.hangs());
        var daemon = Daemon.start(homes, ollama.uri());
        var cloud = cloud()) {
      homeIs(daemon, daemon.port());
      cloudIs("OPENROUTER", cloud);
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        for (int i = 0; i < 10; i++) {
          Heard heard;
          long left;
          try (RawClient client = router.client()) {
            client.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
            do {
              heard = ollama.next();
            } while (!heard.line().contains("/api/chat"));
            left = System.nanoTime();
          }
          times.add(Duration.ofNanos(heard.departure().atNanos() - left));
          router.program.complains("request abandoned");
          daemon.program.complains("request abandoned");
        }
        assertThat(router.get("/admin/status", bearer(BOSS)).text())
            .contains("\"name\":\"ollama\"", "\"state\":\"well\"")
            .doesNotContain("\"strikes\":1");
        assertThat(router.program.said()).doesNotContain("provider failed");
        assertThat(isAsked(cloud)).isFalse();
      }
    }
    times.sort(null);
    assertThat(times.getLast()).isLessThan(Duration.ofMillis(1500));
    System.out.printf(
        "Ollama was free %d ms after the client had left (median of %d)%n",
        times.get(times.size() / 2).toMillis(), times.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LLM_PROVIDER=ollama", "LLM_CHAIN=ollama", ""})
  void homeAloneThatIsAwayIsAnHonestError(String variable) throws Exception {
    try (var cloud = cloud()) {
      homeIs(URI.create("http://127.0.0.1:" + RudeServer.refusingPort()));
      cloudIs("OPENROUTER", cloud);
      String[] pair = variable.split("=", -1);
      String[] header = {};
      if (pair.length == 2) {
        routers.with(pair[0], pair[1]);
      } else {
        header = new String[] {"Homeport-Fallback: never\r\n"};
      }
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        for (int i = 0; i < 2; i++) {
          long since = System.nanoTime();
          Received answer = ask(router, header);
          assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
          assertThat(answer.text()).contains("ollama cannot be reached: connection refused");
          assertThat(answer.header("x-should-retry")).contains("false");
          assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(BACK);
        }
        assertThat(isAsked(cloud)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LLM_PROVIDER=openrouter", "LLM_CHAIN=openrouter,ollama", "LLM_CHAIN=openrouter"})
  void environmentSaysWhoIsAskedFirst(String variable) throws Exception {
    try (var ollama = LittleOllama.brisk();
        var cloud = cloud()) {
      homeIs(ollama.uri());
      cloudIs("OPENROUTER", cloud);
      String[] pair = variable.split("=", -1);
      routers.with(pair[0], pair[1]);
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        isAnswered(ask(router), "openrouter;ok");
        assertThat(isAsked(ollama)).isFalse();
        String route = pair[1].replace(",", "→");
        assertThat(router.program.complains("LLM request")).contains("(" + route + ") | id=");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OLLAMA_TIMEOUT_SECONDS", "OLLAMA_TIMEOUT", "OPENROUTER_TIMEOUT_SECONDS"})
  void environmentSaysHowLongAFirstTokenMayTake(String variable) {
    boolean home = variable.startsWith("OLLAMA");
    try (var ollama = LittleOllama.chatting(_ -> Fault.hangs());
        var silent = cloud(_ -> Fault.hangs());
        var cloud = cloud()) {
      if (home) {
        homeIs(ollama.uri());
      } else {
        cloudIs("OPENROUTER", silent);
      }
      cloudIs("OPENAI", cloud);
      routers.with(variable, "1");
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        String first = home ? "ollama" : "openrouter";
        isAnswered(ask(router), first + ";timeout;dur=[12]\\d\\d\\d, openai;ok");
        router.program.complains("cause=first-token-timeout");
      }
    }
  }
}
