package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Pool.Picked;
import dev.homeport.account.SharedPool;
import dev.homeport.chat.Complaint;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.AccountBlocked;
import dev.homeport.journal.Event.AccountFreed;
import dev.homeport.journal.Event.Noted;
import dev.homeport.store.memory.MemoryTallies;
import dev.homeport.upstream.Access;
import dev.homeport.wire.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: accounts that were blocked, on real sockets, and who finds out whether they are free.
@Tag("rude")
@Timeout(60)
@ExtendWith(LeakCheck.class)
class AccountWatchTest {
  private static final String MODEL = "gpt-oss:120b";
  private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
  private static final String WEEKLY = "you (ann) have reached your weekly usage limit";

  private final FakeWall wall = new FakeWall();
  private final FakeTicker ticker = new FakeTicker();
  private final MemoryTallies tallies = new MemoryTallies(ticker, wall);
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /// Whether the first account has nothing to show.
  private volatile boolean keyless;

  /// What is done on each path.
  private final Map<String, Act> acts = new ConcurrentHashMap<>();

  private final RudeServer server = RudeServer.choosing(this::chosen);
  private final AccountDesk desk =
      new AccountDesk(server.uri(), new MemoryFacts(), tallies, events::add, wall);
  private final SharedPool pool = desk.pool;
  private final AccountWatch watch = desk.watch;

  private Act chosen(Heard heard) {
    return acts.getOrDefault(
        path(heard),
        Fault.says("404", After.STAYS, Fault.sized("404 Not Found", "text/plain", "no page")));
  }

  private static String path(Heard heard) {
    return heard.line().split(" ", -1)[1];
  }

  @BeforeEach
  void start() throws Exception {
    acts.put("/api/chat", Fault.whole());
    desk.start(Map.of("one", fetched("key-1"), "two", shown("key-2")));
  }

  private static Access shown(String key) {
    return Access.of(List.of(new Field("Authorization", "Bearer " + key)));
  }

  /// The same, as long as it can be had.
  private Access fetched(String key) {
    Access lasting = shown(key);
    return new Access() {
      @Override
      public Shown show() throws InterruptedException {
        return keyless ? new Shown.Nothing("no token is given") : lasting.show();
      }

      @Override
      public boolean refused(Shown old) {
        return false;
      }
    };
  }

  @AfterEach
  void stop() throws Exception {
    desk.stop();
    server.close();
  }

  /// The first account is used up.
  private void fails(Complaint.Kind kind, int status, String said) throws InterruptedException {
    fails("two", kind, status, said);
  }

  /// The account that is not this one is used up.
  private void fails(String other, Complaint.Kind kind, int status, String said)
      throws InterruptedException {
    if (pool.pick(MODEL, Set.of(other), "key", _ -> {}) instanceof Picked.Taken(var stint)) {
      try (stint) {
        stint.failed(Complaint.of(kind, status, said));
      }
    }
    assertThat(next()).isInstanceOf(AccountBlocked.class);
  }

  /// The next thing that happened, visits left out.
  private Event next() throws InterruptedException {
    while (true) {
      Event event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      if (!(event instanceof Noted)) {
        return event;
      }
    }
  }

  /// What the next visit has found.
  private String found() throws InterruptedException {
    while (true) {
      Event event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      if (event instanceof Noted(_, String what, Map<String, ?> facts)
          && what.equals("account visited")) {
        return String.valueOf(facts.get("found"));
      }
    }
  }

  private void until(Instant time) {
    Duration rest = Duration.between(wall.now(), time);
    ticker.advance(rest);
    wall.advance(rest);
    watch.nudge();
  }

  private static Act answer(String status, String json) {
    return Fault.says(status, After.STAYS, Fault.sized(status, "application/json", json));
  }

  private static Act error(String status, String said) {
    return answer(status, "{\"error\":\"" + said + "\"}");
  }

  private Instant blockedUntil() {
    return pool.standing().getFirst().blocks().getFirst().until();
  }

  @Test
  void accountThatAnswersAtItsResetIsFree() throws Exception {
    fails(Complaint.Kind.QUOTA, 429, WEEKLY);
    until(MONDAY.minusSeconds(1));
    assertThat(server.hasHeard()).isFalse();
    assertThat(pool.standing().getFirst().blocks()).hasSize(1);

    until(MONDAY);

    assertThat(next()).isEqualTo(new AccountFreed("cloud", "one", null, "probe"));
    Heard usage = server.next();
    assertThat(path(usage)).isEqualTo("/api/usage");
    assertThat(usage.header("Authorization")).contains("Bearer key-1");
    Heard question = server.next();
    assertThat(path(question)).isEqualTo("/api/chat");
    assertThat(question.header("Authorization")).contains("Bearer key-1");
    assertThat(question.text()).contains(MODEL, "\"num_predict\":1");
    assertThat(watch.probes("cloud")).isOne();
    assertThat(pool.standing().getFirst().blocks()).isEmpty();
  }

  @Test
  void accountThatIsStillRefusedIsBlockedAnew() throws Exception {
    acts.put(
        "/api/chat", error("429 Too Many Requests", "you have reached your session usage limit"));
    fails(Complaint.Kind.QUOTA, 429, WEEKLY);
    until(MONDAY.plusSeconds(3_600));

    assertThat(next()).isInstanceOf(AccountBlocked.class);
    assertThat(found()).isEqualTo("quota");
    assertThat(pool.standing().getFirst().blocks().getFirst().cause()).isEqualTo("session-quota");
    assertThat(blockedUntil()).isEqualTo("2026-11-30T02:00:00Z");
  }

  @Test
  void usageThatIsUsedUpSparesTheQuestion() throws Exception {
    acts.put("/api/usage", Fault.json("{\"session\":0.2,\"weekly\":1.0}"));
    fails(Complaint.Kind.QUOTA, 429, WEEKLY);
    until(MONDAY.plusSeconds(3_600));

    assertThat(next()).isInstanceOf(AccountBlocked.class);
    assertThat(found()).isEqualTo("used up");
    assertThat(blockedUntil()).isEqualTo("2026-12-07T00:00:00Z");
    assertThat(watch.probes("cloud")).isZero();
  }

  @Test
  void ofSeveralThatAreUsedUpTheLongestCounts() throws Exception {
    acts.put("/api/usage", Fault.json("{\"session\":1.0,\"weekly\":1.0,\"monthly\":1.0}"));
    fails(Complaint.Kind.QUOTA, 429, WEEKLY);
    until(MONDAY.plusSeconds(3_600));

    assertThat(next()).isInstanceOf(AccountBlocked.class);
    assertThat(blockedUntil()).isEqualTo("2026-12-01T00:00:00Z");
  }

  /// cases.md E6.
  @Test
  void usageOfAnotherShapeSaysNothing() throws Exception {
    acts.put("/api/usage", Fault.json("[{\"weekly\":\"all\"},{\"weekly\":300}]"));
    fails(Complaint.Kind.QUOTA, 429, WEEKLY);
    until(MONDAY);
    assertThat(next()).isEqualTo(new AccountFreed("cloud", "one", null, "probe"));
  }

  @Test
  void overloadSaysNothingOfTheAccount() throws Exception {
    acts.put("/api/chat", error("503 Service Unavailable", "Server overloaded"));
    fails(Complaint.Kind.QUOTA, 429, WEEKLY);
    until(MONDAY);
    assertThat(found()).isEqualTo("nothing");
    assertThat(pool.standing().getFirst().blocks()).hasSize(1);
    // In the end it is free by time: a request will show.
    wall.advance(Duration.ofMinutes(2));
    assertThat(pool.standing().getFirst().blocks()).isEmpty();
  }

  /// Both are due all the time meanwhile, and each visit that ends wakes the watch, which comes to
  /// the first one first.
  @Test
  void accountOfWhichNothingIsLearntIsAskedOnceInAMinute() throws Exception {
    acts.put("/api/chat", error("503 Service Unavailable", "Server overloaded"));
    fails(Complaint.Kind.CREDIT, 402, "payment required");
    until(wall.now().plusSeconds(59));
    fails("one", Complaint.Kind.CREDIT, 402, "payment required");
    Instant reset = blockedUntil();

    until(reset);
    assertThat(asked()).isEqualTo("key-1");
    until(reset.plusSeconds(59));
    assertThat(asked()).as("the first was asked less than a minute ago").isEqualTo("key-2");
    until(reset.plusSeconds(60));
    assertThat(asked()).isEqualTo("key-1");
    until(reset.plusSeconds(119));
    assertThat(asked()).isEqualTo("key-2");
    assertThat(watch.probes("cloud")).isEqualTo(4);
    assertThat(server.hasHeard()).isFalse();
  }

  /// Whose key the next question showed, of which nothing was learnt.
  private String asked() throws InterruptedException {
    String shown = server.next().header("Authorization").orElse("");
    assertThat(found()).isEqualTo("nothing");
    return shown.replaceFirst("^Bearer ", "");
  }

  @Test
  void accountThatAnotherRouterAsksIsLeftToItForAMinute() throws Exception {
    acts.put("/api/chat", error("503 Service Unavailable", "Server overloaded"));
    fails(Complaint.Kind.CREDIT, 402, "payment required");
    fails("one", Complaint.Kind.CREDIT, 402, "payment required");
    Instant reset = blockedUntil();
    assertThat(tallies.take(AccountWatch.meter("cloud", "one"), 1, 1)).isZero();

    wall.advance(Duration.between(wall.now(), reset));
    watch.nudge();
    assertThat(asked()).isEqualTo("key-2");
    // The other one has died, and its word never comes.
    until(reset.plusSeconds(60));
    assertThat(asked()).isEqualTo("key-1");
  }

  @Test
  void keyThatIsNotAcceptedIsTriedOnceInAnHour() throws Exception {
    acts.put("/api/chat", error("401 Unauthorized", "unauthorized"));
    fails(Complaint.Kind.KEY, 401, "unauthorized");
    until(wall.now().plus(Duration.ofMinutes(59)));
    assertThat(server.hasHeard()).isFalse();
    until(wall.now().plus(Duration.ofMinutes(1)));
    assertThat(found()).isEqualTo("key");
    assertThat(pool.nextLook()).contains(wall.now().plus(Duration.ofHours(1)));

    acts.put("/api/chat", Fault.whole());
    until(wall.now().plus(Duration.ofHours(1)));
    assertThat(next()).isEqualTo(new AccountFreed("cloud", "one", null, "probe"));
  }

  /// Who is asked for a token may refuse the key before anybody is asked a question.
  @Test
  void accountWithNothingToShowIsOutForItsKey() throws Exception {
    fails(Complaint.Kind.CREDIT, 402, "payment required");
    keyless = true;
    until(wall.now().plus(Duration.ofHours(6)));
    assertThat(next()).isInstanceOf(AccountBlocked.class);
    assertThat(pool.standing().getFirst().blocks().getFirst().cause()).isEqualTo("key");
    assertThat(server.hasHeard()).isFalse();
  }

  @Test
  void modelThatIsNotInThePlanIsAskedForItself() throws Exception {
    fails(Complaint.Kind.NO_MODEL, 403, "this model requires a subscription");
    until(wall.now().plus(Duration.ofDays(7)));
    assertThat(next()).isEqualTo(new AccountFreed("cloud", "one", MODEL, "probe"));
    assertThat(server.next().text()).contains(MODEL);
  }

  @Test
  void rateIsNotWorthAQuestion() throws Exception {
    fails(Complaint.Kind.RATE, 429, "too many requests");
    until(wall.now().plus(Duration.ofMinutes(2)));
    assertThat(pool.standing().getFirst().blocks()).isEmpty();
    assertThat(server.hasHeard()).isFalse();
  }

  @Test
  void visitThatIsUnderWayEndsWithTheWatch() throws Exception {
    acts.put("/api/chat", Fault.hangs());
    fails(Complaint.Kind.CREDIT, 402, "payment required");
    until(wall.now().plus(Duration.ofHours(6)));
    Heard question = server.next();
    watch.stop();
    assertThat(question.departure()).isNotNull();
    watch.start();
  }
}
