package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.AccountCloud;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.wire.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/// What a router writes down of its requests, and what can be asked of it afterwards.
@Tag("story")
class LedgerStory {
  private static final String BOSS = "the-key-of-the-boss-here-1";
  private static final String QUESTION =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  @TempDir Path folder = Path.of("");
  private final AtomicInteger answered = new AtomicInteger();
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine =
        new Machine(folder)
            .with("HOMEPORT_KEYS", "boss:" + BOSS + ":infer+admin+metrics")
            .with("HOMEPORT_KEY", BOSS);
  }

  private static RudeServer openRouter(AtomicInteger answered) {
    return RudeServer.answering(
        heard -> {
          if (heard.line().contains("/models")) {
            return Fault.json("{\"object\":\"list\",\"data\":[{\"id\":\"m\"}]}");
          }
          answered.incrementAndGet();
          return Fault.json(
              "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                  + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                  + "\"content\":\"yes\"},\"finish_reason\":\"stop\"}],\"usage\":{"
                  + "\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,"
                  + "\"cost\":0.25}}");
        });
  }

  private void cloudIs(RudeServer cloud) {
    machine
        .with("OPENROUTER_API_KEY", "a-key-of-openrouter")
        .with("OPENROUTER_MODEL", "m")
        .with("OPENROUTER_BASE_URL", "http://127.0.0.1:" + cloud.port() + "/api/v1");
  }

  /// Waits until the ledger says so: a request is written down when its answer is over, which
  /// whoever got the answer may know before it is written.
  private static void awaitUsage(RouterProcess router, String by, String words) {
    router.until("/admin/usage?by=" + by, page -> page.text().contains(words), bearer(BOSS));
  }

  private static JsonObject total(RouterProcess router, String query) {
    Received page = router.get("/admin/usage" + query, bearer(BOSS));
    assertThat(page.status()).as(page::toString).isEqualTo(200);
    return Role.json(page.text()).object("total");
  }

  @Test
  void nothingIsLostWhenItIsStoppedAndNextToNothingWhenItIsKilled() throws Exception {
    try (var cloud = openRouter(answered)) {
      cloudIs(cloud);
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        ask(router, 40);
        assertThat(router.stop().exit()).isZero();
      }
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        assertThat(total(router, "").number("requests", 0)).isEqualTo(40);
        ask(router, 30);
        awaitRows(70);
        router.program.signal("KILL");
        router.program.end();
      }
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        assertThat(total(router, "").number("requests", 0)).isEqualTo(70);
        assertThat(total(router, "").toString()).contains("17.5");
        Ran table = machine.run("usage", "--by", "key", "--url", router.url());
        assertThat(table.exit()).as(table::toString).isZero();
        assertThat(table.out()).contains("boss", "70", "17.50");
        Ran csv = machine.run("usage", "--by", "provider", "--csv", "--url", router.url());
        assertThat(csv.out()).contains("openrouter,70");
      }
    }
  }

  /// Waits until so many rows are in the ledger's file: read beside the router, since to ask it
  /// would have it write them.
  private void awaitRows(int many) throws SQLException {
    Path file =
        machine.files().stream()
            .filter(each -> each.endsWith("homeport-ledger.db"))
            .findFirst()
            .orElseThrow();
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    int rows = 0;
    try (Connection beside = config.createConnection("jdbc:sqlite:" + file);
        var count = beside.prepareStatement("SELECT count(*) FROM homeport_ledger")) {
      var deadline = Deadline.in(Duration.ofSeconds(20), Ticker.system());
      while (rows < many && !deadline.hasPassed()) {
        try (var answer = count.executeQuery()) {
          rows = answer.getInt(1);
        }
      }
    }
    assertThat(rows).isEqualTo(many);
  }

  private static void ask(RouterProcess router, int many) {
    for (int i = 0; i < many; i++) {
      Received answer = router.post("/v1/chat/completions", QUESTION, bearer(BOSS));
      assertThat(answer.status()).as(answer::toString).isEqualTo(200);
    }
  }

  @Test
  void whatTheAbsenceOfTheMacCostsAndWhatItSavesIsTold() {
    RudeServer home = LittleOllama.brisk();
    try (var cloud = openRouter(answered)) {
      cloudIs(cloud);
      machine.with("OLLAMA_BASE_URL", "http://127.0.0.1:" + home.port());
      machine.write(
          "homeport.yaml",
          "router:\n  prices:\n    \"openrouter/m\": { in: 1000 USD, out: 1000 USD }\n");
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        try {
          ask(router, 2);
          awaitUsage(router, "provider", "\"requests\":2");
        } finally {
          home.close();
        }
        for (int i = 0; i < 3; i++) {
          assertThat(
                  router
                      .post("/v1/chat/completions", QUESTION, bearer(BOSS), "X-TG-USER-ID: 42\r\n")
                      .status())
              .isEqualTo(200);
        }
        awaitUsage(router, "cause", "\"fallbacks\":3");
        assertThat(router.get("/admin/usage?by=user", bearer(BOSS)).text())
            .contains("\"user\":\"42\",\"requests\":3");
        Ran told = machine.run("usage", "--by", "cause", "--url", router.url());
        assertThat(told.out()).contains("0.75", "saved");
      }
    }
  }

  @Test
  void keyOfHomeOnlyNeverLeavesHome() {
    try (var cloud = openRouter(answered)) {
      cloudIs(cloud);
      machine.with("OLLAMA_BASE_URL", "http://127.0.0.1:" + RudeServer.refusingPort());
      Ran made = machine.run("keys", "add", "private", "--home-only");
      assertThat(made.exit()).as(made::toString).isZero();
      String key = made.out().strip();
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        Received refused = router.post("/v1/chat/completions", QUESTION, bearer(key));
        assertThat(refused.status()).as(refused::toString).isEqualTo(503);
        assertThat(refused.text()).contains("home");
        Received forced =
            router.post(
                "/v1/chat/completions", QUESTION, bearer(key), "Homeport-Provider: openrouter\r\n");
        assertThat(forced.status()).as(forced::toString).isBetween(400, 403);
        assertThat(router.post("/v1/chat/completions", QUESTION, bearer(BOSS)).status())
            .isEqualTo(200);
        assertThat(answered).hasValue(1);
        awaitUsage(router, "cause", "home-only");
      }
    }
  }

  @Test
  void routerServesWithoutItsDatabaseAndSaysSo() {
    try (var cloud = new AccountCloud()) {
      machine
          .with("OLLAMA_CLOUD_BASE_URL", cloud.url())
          .with("OLLAMA_CLOUD_API_KEY", "key-of-one")
          .with(
              "HOMEPORT_STATE_LEDGER",
              "jdbc:postgresql://127.0.0.1:"
                  + RudeServer.refusingPort()
                  + "/homeport?user=u&password=not-to-be-told");
      try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
        for (String each : List.of("a", "b", "c")) {
          assertThat(
                  router
                      .post(
                          "/api/chat",
                          "{\"model\":\"gpt-oss:120b\",\"stream\":false,\"messages\":[{\"role\":"
                              + "\"user\",\"content\":\""
                              + each
                              + "\"}]}",
                          bearer(BOSS))
                      .status())
              .isEqualTo(200);
        }
        router.until("/health", page -> page.text().contains("ledger"), bearer(BOSS));
        Received usage = router.get("/admin/usage", bearer(BOSS));
        assertThat(usage.status()).isEqualTo(503);
        assertThat(usage.text() + router.get("/admin/status", bearer(BOSS)).text())
            .contains("127.0.0.1")
            .doesNotContain("not-to-be-told");
        assertThat(router.stop().exit()).isZero();
        assertThat(router.program.said()).doesNotContain("not-to-be-told");
      }
    }
  }
}
