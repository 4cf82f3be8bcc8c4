package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Pool.Picked;
import dev.homeport.chat.Complaint;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Secret;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.Late;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RealRedis;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.AccountBlocked;
import dev.homeport.journal.Event.AccountFreed;
import dev.homeport.state.StateDoor;
import dev.homeport.store.State;
import dev.homeport.store.Tallies;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Access;
import dev.homeport.wire.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Rude: an account that was blocked, when it is due for two routers on one real Redis at the same
/// moment.
@Tag("rude")
@Timeout(60)
@ExtendWith(LeakCheck.class)
class SharedAccountsTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final long BETWEEN_LOOKS_NANOS = 1_000_000;
  private static final String MODEL = "gpt-oss:120b";
  private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");

  @TempDir static Path folder = Path.of("");
  private static @Nullable RealRedis redis;

  private final FakeWall wall = new FakeWall();
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final List<State> states = new ArrayList<>();
  private final List<AccountDesk> desks = new ArrayList<>();

  /// Counts the routers that have yet to come to the account when it is due.
  private final CountDownLatch coming = new CountDownLatch(2);

  /// What is said to the small question.
  private volatile Act answer = Fault.whole();

  /// The paths of all questions, in the order in which they came.
  private final Queue<String> paths = new ConcurrentLinkedQueue<>();

  private final RudeServer server = RudeServer.choosing(this::chosen);

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start(folder, "--appendfsync", "no");
  }

  @AfterAll
  static void stopRedis() {
    if (redis != null) {
      redis.close();
    }
  }

  /// Nobody hears an answer before both have tried to ask.
  private Act chosen(Heard heard) {
    String path = heard.line().split(" ", -1)[1];
    paths.add(path);
    return path.equals("/api/chat")
        ? new Late(coming, answer)
        : Fault.says("404", After.STAYS, Fault.sized("404 Not Found", "text/plain", "no page"));
  }

  /// Tells when somebody has tried to take from a minute.
  private record Watched(Tallies tallies, Runnable tried) implements Tallies {
    @Override
    public Reserved reserve(List<Pot> pots, long amount, long presumed, Duration lease) {
      return tallies.reserve(pots, amount, presumed, lease);
    }

    @Override
    public void settle(Hold hold, long used) {
      tallies.settle(hold, used);
    }

    @Override
    public Map<Pot, Level> levels(List<Pot> pots) {
      return tallies.levels(pots);
    }

    @Override
    public Duration take(String meter, int perMinute, int amount) {
      Duration wait = tallies.take(meter, perMinute, amount);
      tried.run();
      return wait;
    }

    @Override
    public void took(String meter, int perMinute, int amount) {
      tallies.took(meter, perMinute, amount);
    }
  }

  @BeforeEach
  void start() throws Exception {
    if (redis == null) {
      throw new AssertionError("not started");
    }
    redis.say("FLUSHALL");
    for (int i = 0; i < 2; i++) {
      var place = new StatePlace.Redis(new Secret(redis.url() + "?patience=9000ms"));
      State state = opened(StateDoor.open(place, Ticker.system(), wall, events::add));
      state.start();
      states.add(state);
      var tallies = new Watched(state.tallies(), coming::countDown);
      var desk = new AccountDesk(server.uri(), state.facts(), tallies, events::add, wall);
      desk.start(Map.of("one", shown("key-1"), "two", shown("key-2")));
      desks.add(desk);
    }
  }

  private static State opened(StateDoor.Opened opened) {
    return switch (opened) {
      case StateDoor.Opened.Open(State state) -> state;
      case StateDoor.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  private static Access shown(String key) {
    return Access.of(List.of(new Field("Authorization", "Bearer " + key)));
  }

  @AfterEach
  void stop() throws Exception {
    stopAsking();
    for (State state : states) {
      StateDoor.close(state);
    }
    server.close();
  }

  private void stopAsking() throws InterruptedException {
    for (AccountDesk desk : desks) {
      desk.stop();
    }
    desks.clear();
  }

  /// The week of an account is used up, and both know; then it begins anew.
  private void blockedUntilNow() throws InterruptedException {
    var picked = desks.getFirst().pool.pick(MODEL, Set.of("two"), "key", _ -> {});
    if (picked instanceof Picked.Taken(var stint)) {
      try (stint) {
        stint.failed(Complaint.of(Complaint.Kind.QUOTA, 429, "your weekly usage limit"));
      }
    }
    until(() -> desks.stream().allMatch(desk -> blockedUntil(desk).contains(MONDAY)));
    wall.advance(Duration.between(wall.now(), MONDAY));
    desks.forEach(desk -> desk.watch.nudge());
  }

  private static boolean isBlockedAnew(AccountDesk desk) {
    return blockedUntil(desk).stream().anyMatch(MONDAY::isBefore);
  }

  private static List<Instant> blockedUntil(AccountDesk desk) {
    return desk.pool.standing().getFirst().blocks().stream().map(block -> block.until()).toList();
  }

  /// Two threads of their own, and what goes from one to the other over Redis, tell us nothing: so
  /// it is looked at.
  private void until(BooleanSupplier so) {
    var deadline = Deadline.in(LONGEST, Ticker.system());
    while (!so.getAsBoolean()) {
      assertThat(deadline.hasPassed()).as(() -> events + " " + paths).isFalse();
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private long told(Class<? extends Event> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  @Test
  void oneOfTwoAsksAndBothLift() throws Exception {
    blockedUntilNow();
    until(() -> desks.stream().allMatch(desk -> blockedUntil(desk).isEmpty()));
    until(() -> told(AccountFreed.class) > 0);
    stopAsking();

    assertThat(paths).containsExactly("/api/usage", "/api/chat");
    assertThat(told(AccountFreed.class)).isOne();
  }

  @Test
  void whatTheOneFindsHoldsForTheOther() throws Exception {
    String again = "{\"error\":\"you have reached your weekly usage limit\"}";
    answer =
        Fault.says(
            "429", After.STAYS, Fault.sized("429 Too Many Requests", "application/json", again));
    blockedUntilNow();
    until(() -> desks.stream().allMatch(SharedAccountsTest::isBlockedAnew));
    until(() -> told(AccountBlocked.class) > 1);
    stopAsking();

    assertThat(paths).containsExactly("/api/usage", "/api/chat");
    assertThat(told(AccountBlocked.class)).as("once when it began, and once now").isEqualTo(2);
  }
}
