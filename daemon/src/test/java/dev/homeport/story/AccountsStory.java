package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.AccountCloud;
import dev.homeport.fake.Received;
import dev.homeport.lifecycle.Threads;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Accounts of Ollama's cloud that are used up one after the other, before a router that runs.
@Tag("story")
class AccountsStory {
  private static final String BOSS = "the-key-of-the-boss-here-1";
  private static final String BLOCKED = "homeport_account_blocked{provider=\"ollama-cloud\",";
  private static final String CHAT =
      "{\"model\":\"gpt-oss:120b\",\"stream\":false,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);
  private AccountCloud cloud = new AccountCloud();

  @BeforeEach
  void build() {
    machine =
        new Machine(folder)
            .with("HOMEPORT_KEYS", "boss:" + BOSS + ":infer+admin+metrics")
            .with("OLLAMA_CLOUD_BASE_URL", cloud.url());
    machine.write(
        "config/cloud_accounts.json",
        """
        {"accounts":[
          {"name":"one","api_key":"key-of-one","description":"the first"},
          {"name":"two","api_key":"key-of-two"},
          {"name":"three","api_key":"key-of-three","plan":"pro","concurrent":3}]}
        """);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void weekThatIsUsedUpOnOneOfThreeCostsNobodyAnAnswer() throws Exception {
    String monday = nextMonday();
    int until;
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      List<Received> answers = parallel(router, 50, 15);
      assertThat(answers).hasSize(50);
      assertThat(answers).allSatisfy(each -> assertThat(each.status()).isEqualTo(200));
      assertThat(answers)
          .allSatisfy(each -> assertThat(each.text()).contains("\"content\":\"yes\""));

      Received status = router.get("/admin/status", bearer(BOSS));
      assertThat(status.text())
          .contains("\"one\"", "weekly", monday)
          .doesNotContain("key-of-one", "key-of-two", "somebody");
      until = cloud.asked("key-of-one");
      answersOf(router, 6);
      assertThat(cloud.asked("key-of-one")).as("it is not asked any more").isEqualTo(until);
      router.program.signal("KILL");
      router.program.end();
    }
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      answersOf(router, 6);
      assertThat(cloud.asked("key-of-one")).as("nor after a restart").isEqualTo(until);
      assertThat(metrics(router))
          .contains(BLOCKED + "account=\"one\"} 1\n", BLOCKED + "account=\"two\"} 0\n");

      machine.with("HOMEPORT_KEY", BOSS);
      Ran listed = machine.run("accounts", "list", "--url", router.url());
      assertThat(listed.exit()).as(listed::toString).isZero();
      assertThat(listed.out()).contains("one", "weekly", "two", "three").doesNotContain("key-of");
      cloud.answering("key-of-one");
      Ran freed = machine.run("accounts", "unblock", "one", "--url", router.url());
      assertThat(freed.exit()).as(freed::toString).isZero();
      answersOf(router, 3);
      assertThat(metrics(router)).contains(BLOCKED + "account=\"one\"} 0\n");
      assertThat(cloud.asked("key-of-one")).as("it is asked again").isGreaterThan(until);
      Ran unknown = machine.run("accounts", "unblock", "four", "--url", router.url());
      assertThat(unknown.exit()).isEqualTo(1);
      assertThat(unknown.err()).contains("four", "one");
      assertThat(router.stop().exit()).isZero();
    }
  }

  @Test
  void whereAllAreUsedUpTheAnswerSaysWhenTheFirstIsFree() {
    for (String each : List.of("one", "two", "three")) {
      cloud.refusing("key-of-" + each, "429 Too Many Requests", AccountCloud.WEEKLY);
    }
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      Received first = router.post("/api/chat", CHAT, bearer(BOSS));
      assertThat(first.status()).isEqualTo(429);
      Received second = router.post("/api/chat", CHAT, bearer(BOSS));
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.text()).contains(nextMonday().substring(0, 10)).doesNotContain("somebody");
      assertThat(second.header("Retry-After")).isEmpty();
      assertThat(second.header("x-should-retry")).hasValue("false");
      for (String each : List.of("one", "two", "three")) {
        assertThat(cloud.asked("key-of-" + each)).as(each).isEqualTo(1);
      }
      assertThat(router.get("/health", bearer(BOSS)).text())
          .contains(nextMonday().substring(0, 10));
    }
  }

  @Test
  void fileOfAccountsIsTakenInWhileTheRouterRuns() {
    cloud.refusing("key-of-one", "401 Unauthorized", "{\"error\":\"unauthorized\"}");
    cloud.refusing("key-of-two", "401 Unauthorized", "{\"error\":\"unauthorized\"}");
    cloud.refusing("key-of-three", "401 Unauthorized", "{\"error\":\"unauthorized\"}");
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      assertThat(router.post("/api/chat", CHAT, bearer(BOSS)).status()).isNotEqualTo(200);
      machine.write(
          "config/cloud_accounts.json", "{\"accounts\":[{\"name\":\"one\",\"api_key\":\"new\"}]}");
      router.until(
          "/admin/status",
          page -> page.text().contains("\"one\"") && !page.text().contains("\"three\""),
          bearer(BOSS));
      Received answer = router.post("/api/chat", CHAT, bearer(BOSS));
      assertThat(answer.status()).as(answer::toString).isEqualTo(200);
      assertThat(cloud.asked("new")).isEqualTo(1);
    }
  }

  private static String metrics(RouterProcess router) {
    return router.get("/metrics", bearer(BOSS)).text();
  }

  /// Many at once, while after some answers the week of the first account is over.
  private List<Received> parallel(RouterProcess router, int many, int after) throws Exception {
    Queue<Received> answers = new ConcurrentLinkedQueue<>();
    var done = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < many; i++) {
      threads.add(
          Threads.virtual(
              "client",
              () -> {
                Received answer = router.post("/api/chat", CHAT, bearer(BOSS));
                answers.add(answer);
                if (done.incrementAndGet() == after) {
                  cloud.refusing("key-of-one", "429 Too Many Requests", AccountCloud.WEEKLY);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    // Should all fifty have been faster than the end of the week.
    answersOf(router, 3);
    return List.copyOf(answers);
  }

  private static void answersOf(RouterProcess router, int many) {
    for (int i = 0; i < many; i++) {
      assertThat(router.post("/api/chat", CHAT, bearer(BOSS)).status()).isEqualTo(200);
    }
  }

  private static String nextMonday() {
    return LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY))
        + "T00:00:00Z";
  }
}
