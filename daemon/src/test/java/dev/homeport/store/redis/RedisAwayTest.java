package dev.homeport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RealRedis;
import dev.homeport.fake.Told;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import dev.homeport.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A real Redis that dies, freezes, fills up, and comes back.
@ExtendWith(LeakCheck.class)
class RedisAwayTest {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Written DONE = new Written.Done();

  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private final Pot pot = new Pot("month", 100L, Instant.parse("2026-12-01T00:00:00Z"));
  private final List<RedisState> open = new ArrayList<>();
  private @Nullable RealRedis server;

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void startRedis() {
    server = RealRedis.start(folder);
  }

  @AfterEach
  void stopAll() {
    open.forEach(Opening::stop);
    if (server != null) {
      server.close();
    }
  }

  private RealRedis redis() {
    if (server == null) {
      throw new AssertionError("not started");
    }
    return server;
  }

  private RedisState open(String patience) {
    RedisState state =
        Opening.patient(
            redis().url() + "?patience=" + patience, new FakeTicker(), wall, told, null);
    open.add(state);
    return state;
  }

  private static Fact fact(String name) {
    return new Fact("key", name, Map.of());
  }

  private Hold granted(Tallies tallies, long amount) {
    if (tallies.reserve(List.of(pot), amount, amount, LEASE)
        instanceof Reserved.Granted(Hold hold, _)) {
      return hold;
    }
    throw new AssertionError("not granted");
  }

  private Level level(RedisState state) {
    state.catchUp();
    assertThat(state.standing().trouble()).isNull();
    return state.tallies().levels(List.of(pot)).getOrDefault(pot, new Level(-1, -1));
  }

  /// Takes turns until all is well.
  private static void untilBack(RedisState state) {
    for (int i = 0; i < 100 && state.standing().trouble() != null; i++) {
      assertThat(state.turn()).isPositive();
    }
    assertThat(state.standing().trouble()).isNull();
  }

  /// Gives a loop of its own the time to do something.
  private static void until(BooleanSupplier done) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  @Test
  void frozenRedisHoldsNobodyUpAndIsReconciledOnce() {
    RedisState state = open("1500ms");
    Tallies tallies = state.tallies();
    assertThat(state.facts().put(fact("a"))).isEqualTo(DONE);
    Hold before = granted(tallies, 30);
    redis().freeze();

    // These return although nobody answers.
    Hold meanwhile = granted(tallies, 50);
    assertThat(state.facts().put(fact("b")))
        .isInstanceOfSatisfying(
            Written.Failed.class,
            it -> assertThat(it.why()).contains("is away since", "did not answer within 1500 ms"));
    assertThat(state.facts().shelf("key").facts()).containsOnlyKeys("a");
    assertThat(tallies.reserve(List.of(pot), 21, 21, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(0, 80)));
    tallies.settle(before, 20);
    tallies.settle(meanwhile, 45);
    tallies.settle(meanwhile, 99);
    Hold out = granted(tallies, 10);
    assertThat(tallies.levels(List.of(pot))).isEqualTo(Map.of(pot, new Level(65, 10)));
    assertThat(tallies.take("key", 2, 2)).isZero();
    assertThat(tallies.take("key", 2, 1)).isPositive();
    assertThat(state.standing().trouble()).contains("did not answer");

    redis().thaw();
    untilBack(state);
    assertThat(level(state)).isEqualTo(new Level(65, 10));
    tallies.settle(out, 5);
    tallies.settle(meanwhile, 99);
    assertThat(level(state)).isEqualTo(new Level(70, 0));
    assertThat(level(open("9000ms"))).isEqualTo(new Level(70, 0));
    assertThat(state.facts().put(fact("b"))).isEqualTo(DONE);
  }

  @Test
  void settlementWhoseAnswerWasLostCountsOnce() {
    RedisState state = open("1500ms");
    Tallies tallies = state.tallies();
    List<Hold> holds = List.of(granted(tallies, 10), granted(tallies, 10), granted(tallies, 10));
    redis().freeze();
    // It lies in the frozen one's ears, and is sent again to the one that thawed.
    tallies.settle(holds.get(0), 7);
    Hold meanwhile = granted(tallies, 20);
    redis().thaw();
    untilBack(state);
    tallies.settle(meanwhile, 11);
    redis().freeze();
    tallies.settle(holds.get(1), 5);
    assertThat(state.facts().put(fact("a"))).isInstanceOf(Written.Failed.class);
    redis().thaw();
    untilBack(state);

    assertThat(level(state)).isEqualTo(new Level(23, 10));
    assertThat(redis().say("HGET", "homeport:{state}:pot:month", "spent")).isEqualTo("23");
  }

  @Test
  void killInTheMiddleOfARaceLosesNothingAndBreaksNoLimit() throws Exception {
    RedisState state = open("9000ms");
    var holds = new ConcurrentLinkedQueue<Hold>();
    var refused = new AtomicInteger();
    var half = new CountDownLatch(50);
    var racers = new ArrayList<Thread>();
    for (int i = 0; i < 200; i++) {
      racers.add(
          Threads.virtual(
              "racer",
              () -> {
                switch (state.tallies().reserve(List.of(pot), 1, 1, LEASE)) {
                  case Reserved.Granted(Hold hold, _) -> holds.add(hold);
                  case Reserved.Over _ -> refused.incrementAndGet();
                }
                half.countDown();
              }));
    }
    half.await();
    redis().kill();
    for (Thread racer : racers) {
      racer.join();
    }
    assertThat(holds).hasSize(100);
    assertThat(refused).hasValue(100);

    redis().restart();
    untilBack(state);
    assertThat(level(state)).isEqualTo(new Level(0, 100));
    int number = 0;
    for (Hold hold : holds) {
      state.tallies().settle(hold, number++ % 2);
    }
    assertThat(level(state)).isEqualTo(new Level(50, 0));
  }

  @Test
  void factThatWasAcknowledgedOutlivesTheKill() {
    RedisState state = open("9000ms");
    for (int i = 0; i < 20; i++) {
      assertThat(state.facts().add(fact("n" + i))).isEqualTo(DONE);
    }
    redis().kill();
    assertThat(state.facts().add(fact("late"))).isInstanceOf(Written.Failed.class);
    redis().restart();
    untilBack(state);
    assertThat(state.facts().shelf("key").facts()).hasSize(20);
    assertThat(open("9000ms").facts().shelf("key").facts()).hasSize(20).doesNotContainKey("late");
  }

  @Test
  void fullRedisIsATroubleUntilItHasRoom() {
    RedisState state = open("9000ms");
    Hold before = granted(state.tallies(), 10);
    redis().say("CONFIG", "SET", "maxmemory", "1");
    assertThat(state.facts().put(fact("a")))
        .isInstanceOfSatisfying(
            Written.Failed.class, it -> assertThat(it.why()).contains("it is full (maxmemory)"));
    assertThat(state.standing().trouble()).contains("it is full (maxmemory)");
    assertThat(state.standing().since()).isEqualTo(wall.now());
    Hold meanwhile = granted(state.tallies(), 60);
    assertThat(state.tallies().reserve(List.of(pot), 60, 60, LEASE))
        .isInstanceOf(Reserved.Over.class);
    state.tallies().settle(meanwhile, 50);
    state.tallies().settle(before, 9);

    redis().say("CONFIG", "SET", "maxmemory", "0");
    assertThat(state.turn()).isPositive();
    assertThat(level(state)).isEqualTo(new Level(59, 0));
    assertThat(state.facts().put(fact("a"))).isEqualTo(DONE);
    assertThat(told.events().toString()).contains("state not kept", "state kept again");
  }

  @Test
  void replicaThatOnlyReadsIsReadAndTheRemedyNamed() {
    RedisState state = open("9000ms");
    assertThat(state.facts().put(fact("a"))).isEqualTo(DONE);
    redis().say("REPLICAOF", "127.0.0.1", "1");
    assertThat(state.facts().put(fact("b")))
        .isInstanceOfSatisfying(
            Written.Failed.class, it -> assertThat(it.why()).contains("name the primary"));
    assertThat(state.standing().trouble()).contains("read-only replica");
    RedisState other = open("9000ms");
    assertThat(other.facts().shelf("key").facts()).containsOnlyKeys("a");
    redis().say("REPLICAOF", "NO", "ONE");
    assertThat(state.facts().put(fact("b"))).isEqualTo(DONE);
    assertThat(state.standing().trouble()).isNull();
  }

  @Test
  void scriptsThatWereForgottenAreTaughtAgain() {
    RedisState state = open("9000ms");
    Hold hold = granted(state.tallies(), 10);
    redis().say("SCRIPT", "FLUSH");
    state.tallies().settle(hold, 5);
    assertThat(level(state)).isEqualTo(new Level(5, 0));
    redis().say("SCRIPT", "FLUSH");
    assertThat(state.facts().add(fact("a"))).isEqualTo(DONE);
    assertThat(state.standing().trouble()).isNull();
  }

  @Test
  void settlementsOfAStopAreBooked() {
    RedisState state = open("9000ms");
    for (int i = 0; i < 50; i++) {
      state.tallies().settle(granted(state.tallies(), 1), 1);
    }
    Opening.stop(state);
    open.clear();
    assertThat(redis().say("HGET", "homeport:{state}:pot:month", "spent")).isEqualTo("50");
  }

  @Test
  void startedTwoHearOfEachOtherAndComeBackByThemselves() {
    RedisState one = open("9000ms");
    redis().kill();
    var late =
        Opening.patient(redis().url() + "?patience=9000ms", Ticker.system(), wall, told, null);
    open.add(late);
    assertThat(late.standing().trouble()).contains("nobody listens there");
    one.start();
    late.start();
    redis().restart();
    until(() -> one.standing().trouble() == null && late.standing().trouble() == null);

    assertThat(one.facts().put(fact("a"))).isEqualTo(DONE);
    until(() -> late.facts().shelf("key").facts().containsKey("a"));
    assertThat(late.facts().remove("key", "a")).isEqualTo(DONE);
    until(() -> one.facts().shelf("key").facts().isEmpty());

    redis().say("CLIENT", "KILL", "TYPE", "pubsub");
    assertThat(one.facts().put(fact("b"))).isEqualTo(DONE);
    until(() -> late.facts().shelf("key").facts().containsKey("b"));
  }
}
