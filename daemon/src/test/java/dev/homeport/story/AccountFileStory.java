package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.AccountCloud;
import dev.homeport.fake.AtOnce;
import dev.homeport.fake.Dictation;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Late;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of accounts, which is changed while a router that runs has its hands full.
@Tag("story")
class AccountFileStory {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final long BETWEEN_LOOKS_NANOS = 5_000_000;
  private static final int MANY = 200;
  private static final int CLIENTS = 8;
  private static final String BOSS = "the-key-of-the-boss-here-1";
  private static final String CHAT =
      "{\"model\":\"gpt-oss:120b\",\"stream\":false,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String STREAM = CHAT.replace("false", "true");

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);
  private final AccountCloud cloud = new AccountCloud();

  @BeforeEach
  void build() {
    machine =
        new Machine(folder)
            .with("HOMEPORT_KEYS", "boss:" + BOSS + ":infer+admin+metrics")
            .with("OLLAMA_CLOUD_BASE_URL", cloud.url());
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  /// Each of them is written as `name=key`.
  private void accounts(int concurrent, String... accounts) {
    machine.write(
        "config/cloud_accounts.json",
        Stream.of(accounts)
            .map(each -> each.split("=", -1))
            .map(
                each ->
                    "{\"name\":\"%s\",\"api_key\":\"%s\",\"concurrent\":%d}"
                        .formatted(each[0], each[1], concurrent))
            .collect(Collectors.joining(",", "{\"accounts\":[", "]}")));
  }

  /// The file is changed, and taken in.
  private void change(
      RouterProcess router, String come, String gone, int concurrent, String... accounts) {
    accounts(concurrent, accounts);
    router.program.signal("HUP");
    router.until(
        "/admin/status",
        page ->
            page.text().contains("\"" + come + "\"") && !page.text().contains("\"" + gone + "\""),
        bearer(BOSS));
  }

  private static void until(BooleanSupplier so) {
    var deadline = Deadline.in(LONGEST, Ticker.system());
    while (!so.getAsBoolean()) {
      assertThat(deadline.hasPassed()).isFalse();
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private int asked(String... keys) {
    return Stream.of(keys).mapToInt(cloud::asked).sum();
  }

  @Test
  void requestsThatRunEndWellWithTheAccountsTheyWereBegunWith() throws Exception {
    String[] before = {"first-key-of-one", "key-of-two", "key-of-three"};
    accounts(100, "one=first-key-of-one", "two=key-of-two", "three=key-of-three");
    var dictations = List.of(Dictation.begun(), Dictation.begun(), Dictation.begun());
    for (int i = 0; i < before.length; i++) {
      cloud.playing(before[i], dictations.get(i));
    }
    var goOn = new CountDownLatch(1);
    try (var router = RouterProcess.start(machine).acquainted(BOSS);
        var one = router.client();
        var two = router.client();
        var three = router.client()) {
      List<RawClient> streams = List.of(one, two, three);
      for (RawClient each : streams) {
        each.post("/api/chat", STREAM, bearer(BOSS));
        assertThat(each.head().status()).isEqualTo(200);
        each.piece();
      }
      assertThat(before).allSatisfy(key -> assertThat(cloud.asked(key)).isOne());
      for (String key : before) {
        cloud.playing(key, new Late(goOn, AccountCloud.whole()));
      }
      var answers = new ArrayList<Received>();
      Thread clients = Threads.virtual("clients", () -> answers.addAll(answersOf(router, MANY)));
      until(() -> asked(before) == MANY + before.length);

      change(router, "four", "two", 100, "one=other-key", "three=key-of-three", "four=new-key");
      cloud.playing("key-of-three", AccountCloud.whole());
      goOn.countDown();
      clients.join();
      assertThat(answers).hasSize(MANY).allSatisfy(AccountFileStory::isWhole);
      for (int i = 0; i < before.length; i++) {
        dictations.get(i).say(Fault.chunk(Fault.LINE));
        dictations.get(i).end();
      }
      for (RawClient each : streams) {
        while (each.piece().isPresent()) {
          // Only its end counts.
        }
        assertThat(each.end()).isEqualTo(End.WHOLE);
      }

      int gone = asked("first-key-of-one", "key-of-two");
      assertThat(answersOf(router, 30)).allSatisfy(AccountFileStory::isWhole);
      assertThat(asked("first-key-of-one", "key-of-two")).isEqualTo(gone);
      assertThat(asked("other-key")).isEqualTo(10);
      assertThat(asked("new-key")).isEqualTo(10);
    }
  }

  private static List<Received> answersOf(RouterProcess router, int many) {
    var answers = new ArrayList<Received>();
    List<Thread> threads =
        IntStream.range(0, many)
            .mapToObj(
                _ ->
                    Threads.virtual(
                        "client",
                        () -> {
                          Received answer = router.post("/api/chat", CHAT, bearer(BOSS));
                          synchronized (answers) {
                            answers.add(answer);
                          }
                        }))
            .toList();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  private static void isWhole(Received answer) {
    assertThat(answer.status()).as(answer::toString).isEqualTo(200);
    assertThat(answer.text()).contains("\"content\":\"yes\"");
  }

  @Test
  void requestThatWaitsForAnAccountThatIsRemovedIsAnsweredByAnother() throws Exception {
    accounts(1, "one=key-of-one");
    var answer = Dictation.begun();
    cloud.playing("key-of-one", answer);
    try (var router = RouterProcess.start(machine).acquainted(BOSS);
        var running = router.client()) {
      running.post("/api/chat", STREAM, bearer(BOSS));
      assertThat(running.head().status()).isEqualTo(200);
      running.piece();
      var answers = new ArrayList<Received>();
      Thread clients = Threads.virtual("clients", () -> answers.addAll(answersOf(router, 5)));
      // Theirs, the running one and this look.
      router.until("/health", page -> page.text().contains("\"in_flight\":7"), bearer(BOSS));

      change(router, "two", "one", 1, "two=key-of-two");
      clients.join();

      assertThat(answers).hasSize(5).allSatisfy(AccountFileStory::isWhole);
      assertThat(asked("key-of-one")).isOne();
      assertThat(asked("key-of-two")).isEqualTo(5);
      answer.end();
      while (running.piece().isPresent()) {
        // Only its end counts.
      }
      assertThat(running.end()).isEqualTo(End.WHOLE);
    }
  }

  /// Each time one account goes, one comes, one gets another key and one stays.
  @Test
  void fileThatChangesAgainAndAgainCostsNobodyAnAnswer() throws Exception {
    accounts(100, "stays=key-that-stays", "changes=key-0", "comes-0=new-0");
    Map<String, Integer> gone = new HashMap<>();
    var over = new AtomicBoolean();
    var counts = new AtomicIntegerArray(CLIENTS);
    try (var router = RouterProcess.start(machine).acquainted(BOSS)) {
      List<Runnable> works = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int own = i;
        works.add(() -> asks(router, over, () -> counts.incrementAndGet(own)));
      }
      works.add(
          () -> {
            try {
              for (int turn = 1; turn <= 4; turn++) {
                awaitAll(counts, MANY / 4 / CLIENTS);
                change(
                    router,
                    "comes-" + turn,
                    "comes-" + (turn - 1),
                    100,
                    "stays=key-that-stays",
                    "changes=key-" + turn,
                    "comes-" + turn + "=new-" + turn);
                // Who began before that is through when each has ended two.
                awaitAll(counts, 2);
                for (String key : List.of("key-" + (turn - 1), "new-" + (turn - 1))) {
                  gone.put(key, asked(key));
                }
              }
            } finally {
              over.set(true);
            }
          });
      AtOnce.all(works);
      assertThat(gone).hasSize(8);
      gone.forEach(
          (key, times) -> {
            assertThat(times).as(key).isPositive();
            assertThat(asked(key)).as(key).isEqualTo(times);
          });
      assertThat(IntStream.range(0, CLIENTS).map(counts::get).sum()).isGreaterThanOrEqualTo(MANY);
      assertThat(asked("key-4")).isPositive();
    }
  }

  private static void asks(RouterProcess router, AtomicBoolean over, Runnable answered) {
    try (var client = router.client()) {
      while (!over.get()) {
        isWhole(client.post("/api/chat", CHAT, bearer(BOSS)).read());
        answered.run();
      }
    }
  }

  /// Waits until each has counted so many more.
  private static void awaitAll(AtomicIntegerArray counts, int more) {
    int[] before = IntStream.range(0, counts.length()).map(counts::get).toArray();
    until(
        () -> IntStream.range(0, counts.length()).allMatch(i -> counts.get(i) - before[i] >= more));
  }
}
