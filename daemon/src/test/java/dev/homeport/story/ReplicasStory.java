package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.AccountCloud;
import dev.homeport.fake.Act;
import dev.homeport.fake.Fault;
import dev.homeport.fake.RealRedis;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import dev.homeport.lifecycle.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two routers that share a real Redis.
@Tag("story")
class ReplicasStory {
  private static final String BOSS = "the-key-of-the-boss-here-1";
  private static final String CHAT =
      "{\"model\":\"gpt-oss:120b\",\"stream\":false,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String DEAR =
      "{\"model\":\"dear\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  @TempDir Path folder = Path.of("");
  private @Nullable RealRedis started;

  @BeforeEach
  void start() throws Exception {
    started = RealRedis.start(Files.createDirectories(folder.resolve("redis")));
  }

  @AfterEach
  void close() {
    if (started != null) {
      started.close();
    }
  }

  private RealRedis redis() {
    if (started == null) {
      throw new AssertionError("no Redis was started");
    }
    return started;
  }

  /// Two cores that run everything at once miss 50 ms now and then, which rightly leads to
  /// decisions that each makes alone: where those are not what is looked at, they have more time.
  private Machine machine(String name, String patience) {
    return new Machine(folder.resolve(name))
        .with("HOMEPORT_KEYS", "boss:" + BOSS + ":infer+admin+metrics")
        .with("HOMEPORT_STATE_URL", redis().url() + "?patience=" + patience);
  }

  @Test
  void whatOneBlocksTheOtherDoesNotAsk() {
    try (var cloud = new AccountCloud()) {
      cloud.refusing("key-of-one", "429 Too Many Requests", AccountCloud.WEEKLY);
      try (var a =
              RouterProcess.start(withAccounts(machine("a", "3000ms"), cloud)).acquainted(BOSS);
          var b =
              RouterProcess.start(withAccounts(machine("b", "3000ms"), cloud)).acquainted(BOSS)) {
        for (int i = 0; i < 3; i++) {
          assertThat(a.post("/api/chat", CHAT, bearer(BOSS)).status()).isEqualTo(200);
        }
        assertThat(cloud.asked("key-of-one")).isEqualTo(1);
        b.until("/admin/status", page -> page.text().contains("weekly"), bearer(BOSS));
        for (int i = 0; i < 4; i++) {
          assertThat(b.post("/api/chat", CHAT, bearer(BOSS)).status()).isEqualTo(200);
        }
        assertThat(cloud.asked("key-of-one")).as("the other knows").isEqualTo(1);

        assertThat(b.post("/admin/unblock/one", "", bearer(BOSS)).status()).isEqualTo(200);
        a.until("/admin/status", page -> !page.text().contains("weekly"), bearer(BOSS));

        assertThat(
                a.post(
                        "/admin/force",
                        "{\"provider\":\"ollama-cloud\",\"for\":\"1h\"}",
                        bearer(BOSS))
                    .status())
            .isEqualTo(200);
        b.until("/admin/force", page -> page.text().contains("ollama-cloud"), bearer(BOSS));
      }
    }
  }

  private static Machine withAccounts(Machine machine, AccountCloud cloud) {
    machine.write(
        "config/cloud_accounts.json",
        "{\"accounts\":[{\"name\":\"one\",\"api_key\":\"key-of-one\"},"
            + "{\"name\":\"two\",\"api_key\":\"key-of-two\"}]}");
    return machine.with("OLLAMA_CLOUD_BASE_URL", cloud.url());
  }

  /// Each answer costs a dollar, as the provider itself says and nobody can know before.
  private static Act dollar() {
    return Fault.json(
        "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"dear\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"yes\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,"
            + "\"completion_tokens\":5,\"total_tokens\":15,\"cost\":1.0}}");
  }

  @Test
  void budgetIsNeverOverspentByTwoThatRace() throws Exception {
    var answered = new AtomicInteger();
    try (var provider =
        RudeServer.answering(
            heard -> {
              if (heard.line().contains("/models")) {
                return Fault.json("{\"object\":\"list\",\"data\":[{\"id\":\"dear\"}]}");
              }
              answered.incrementAndGet();
              return dollar();
            })) {
      Machine one = withBudget(machine("a", "3000ms"), provider.port());
      Machine other = withBudget(machine("b", "3000ms"), provider.port());
      try (var a = RouterProcess.start(one).acquainted(BOSS);
          var b = RouterProcess.start(other).acquainted(BOSS)) {
        List<Received> answers = race(List.of(a, b), 240);
        long whole = answers.stream().filter(each -> each.status() == 200).count();
        assertThat(whole).isLessThanOrEqualTo(100);
        assertThat(answers).allMatch(each -> each.status() == 200 || each.status() == 402);
        // Who found all that is left reserved by others, and had waited long enough, asks again.
        for (long left = 100 - whole; left > 0; left--) {
          assertThat(b.post("/v1/chat/completions", DEAR, bearer(BOSS)).status()).isEqualTo(200);
        }
        assertThat(answered).hasValue(100);
        assertThat(a.post("/v1/chat/completions", DEAR, bearer(BOSS)).status()).isEqualTo(402);
        assertThat(answers.stream().filter(each -> each.status() == 402).findFirst())
            .hasValueSatisfying(
                each -> {
                  assertThat(each.text()).contains("the monthly budget of the deployment");
                  assertThat(each.header("x-should-retry")).hasValue("false");
                });
        a.program.signal("KILL");
        a.program.end();
        redis().kill();
        redis().restart();
        b.until("/admin/status", page -> page.text().contains("\"trouble\":null"), bearer(BOSS));
        assertThat(b.post("/v1/chat/completions", DEAR, bearer(BOSS)).status())
            .as("what was spent is known after Redis was killed")
            .isEqualTo(402);
      }
      try (var again = RouterProcess.start(one).acquainted(BOSS)) {
        assertThat(again.post("/v1/chat/completions", DEAR, bearer(BOSS)).status()).isEqualTo(402);
        assertThat(answered).hasValue(100);
      }
    }
  }

  private static Machine withBudget(Machine machine, int port) {
    return machine
        .with("OPENROUTER_API_KEY", "a-key-of-openrouter")
        .with("OPENROUTER_BASE_URL", "http://127.0.0.1:" + port + "/api/v1")
        .with("HOMEPORT_ROUTER_BUDGETS_MONTHLY", "100 USD");
  }

  private static List<Received> race(List<RouterProcess> routers, int many) throws Exception {
    var answers = new ArrayList<Received>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < many; i++) {
      RouterProcess router = routers.get(i % routers.size());
      threads.add(
          Threads.virtual(
              "client",
              () -> {
                Received answer = router.post("/v1/chat/completions", DEAR, bearer(BOSS));
                synchronized (answers) {
                  answers.add(answer);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return answers;
  }

  @Test
  void withoutRedisTheyGoOnAndSaySo() {
    try (var cloud = new AccountCloud();
        var router =
            RouterProcess.start(withAccounts(machine("a", "50ms"), cloud)).acquainted(BOSS)) {
      router.until(
          "/health", page -> page.text().equals("{\"status\":\"healthy\"}"), new String[0]);
      redis().freeze();
      try {
        for (int i = 0; i < 5; i++) {
          assertThat(router.post("/api/chat", CHAT, bearer(BOSS)).status()).isEqualTo(200);
        }
        router.until("/health", page -> page.text().contains("redis"), bearer(BOSS));
        cloud.refusing("key-of-one", "429 Too Many Requests", AccountCloud.WEEKLY);
        for (int i = 0; i < 4; i++) {
          assertThat(router.post("/api/chat", CHAT, bearer(BOSS)).status()).isEqualTo(200);
        }
        assertThat(router.get("/admin/status", bearer(BOSS)).text()).contains("weekly");
      } finally {
        redis().thaw();
      }
      router.until(
          "/health", page -> page.text().equals("{\"status\":\"healthy\"}"), new String[0]);
      try (var other =
          RouterProcess.start(withAccounts(machine("b", "50ms"), cloud)).acquainted(BOSS)) {
        other.until("/admin/status", page -> page.text().contains("weekly"), bearer(BOSS));
      }
    }
  }
}
