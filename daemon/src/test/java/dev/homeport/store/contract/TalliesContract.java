package dev.homeport.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tallies are, whichever engine keeps them. Engines are to be opened with a patience that a
/// busy machine does not exhaust.
public abstract class TalliesContract {
  protected static final Duration LEASE = Duration.ofMinutes(10);
  protected static final int RACERS = 200;

  protected final FakeTicker ticker = new FakeTicker();
  protected final FakeWall wall = new FakeWall();
  protected final Told told = new Told();

  /// When the windows of pots are over.
  protected final Instant over = Instant.parse("2026-12-01T00:00:00Z");

  /// Opens the one state of this test, once more where it can be shared.
  protected abstract Tallies open();

  /// Closes whatever is open, in good order.
  protected abstract void close();

  /// Has all openings write what waits to be written, and take in what others wrote.
  protected void catchUp() {}

  @AfterEach
  void closeAll() {
    close();
  }

  protected final void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  protected final Pot pot(String name, @Nullable Long limit) {
    return new Pot(name, limit, over);
  }

  protected final Level level(Tallies tallies, Pot pot) {
    catchUp();
    Level level = tallies.levels(List.of(pot)).get(pot);
    assertThat(level).isNotNull();
    return level == null ? new Level(-1, -1) : level;
  }

  protected static Hold granted(Reserved reserved) {
    if (reserved instanceof Reserved.Granted(Hold hold, _)) {
      return hold;
    }
    throw new AssertionError("not granted: " + reserved);
  }

  @Test
  void potNobodyDrewFromIsUntouched() {
    Tallies tallies = open();
    Pot one = pot("a", 5L);
    Pot other = pot("b", null);
    assertThat(tallies.levels(List.of(one, other)))
        .isEqualTo(Map.of(one, new Level(0, 0), other, new Level(0, 0)));
    assertThat(tallies.levels(List.of())).isEmpty();
  }

  @Test
  void whatIsReservedIsSettled() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    assertThat(tallies.reserve(List.of(pot), 30, 30, LEASE))
        .isInstanceOfSatisfying(
            Reserved.Granted.class,
            it -> {
              assertThat(it.levels()).isEqualTo(Map.of(pot, new Level(0, 30)));
              assertThat(it.hold().amounts()).isEqualTo(Map.of(pot, 30L));
              tallies.settle(it.hold(), 20);
            });
    assertThat(level(tallies, pot)).isEqualTo(new Level(20, 0));
  }

  @Test
  void limitIsReachedAndNotPassed() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    Hold hold = granted(tallies.reserve(List.of(pot), 100, 100, LEASE));
    assertThat(tallies.reserve(List.of(pot), 1, 1, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(0, 100)));
    tallies.settle(hold, 99);
    Hold last = granted(tallies.reserve(List.of(pot), 1, 1, LEASE));
    assertThat(tallies.reserve(List.of(pot), 1, 1, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(99, 1)));
    tallies.settle(last, 0);
    assertThat(level(tallies, pot)).isEqualTo(new Level(99, 0));
  }

  @Test
  void potWithoutALimitIsOnlyCounted() {
    Tallies tallies = open();
    Pot pot = pot("all", null);
    for (int i = 0; i < 5; i++) {
      granted(tallies.reserve(List.of(pot), 1_000_000_000_000L, 1_000_000_000_000L, LEASE));
    }
    assertThat(level(tallies, pot)).isEqualTo(new Level(0, 5_000_000_000_000L));
  }

  @Test
  void nothingIsReservedWhereOneOfSeveralIsOver() {
    Tallies tallies = open();
    Pot key = pot("key", 100L);
    Pot all = pot("all", 40L);
    Pot counted = pot("model", null);
    assertThat(tallies.reserve(List.of(key, counted, all), 50, 50, LEASE))
        .isEqualTo(new Reserved.Over(all, new Level(0, 0)));
    for (Pot pot : List.of(key, all, counted)) {
      assertThat(level(tallies, pot)).isEqualTo(new Level(0, 0));
    }
    Hold hold = granted(tallies.reserve(List.of(key, counted, all), 40, 40, LEASE));
    tallies.settle(hold, 7);
    for (Pot pot : List.of(key, all, counted)) {
      assertThat(level(tallies, pot)).isEqualTo(new Level(7, 0));
    }
  }

  @Test
  void reservationInNoPotIsGranted() {
    Tallies tallies = open();
    Hold hold = granted(tallies.reserve(List.of(), 5, 5, LEASE));
    tallies.settle(hold, 5);
    assertThat(hold.amounts()).isEmpty();
  }

  @Test
  void limitThatIsChangedHoldsForTheSamePot() {
    Tallies tallies = open();
    granted(tallies.reserve(List.of(pot("month", 100L)), 80, 80, LEASE));
    assertThat(tallies.reserve(List.of(pot("month", 90L)), 20, 20, LEASE))
        .isEqualTo(new Reserved.Over(pot("month", 90L), new Level(0, 80)));
    granted(tallies.reserve(List.of(pot("month", null)), 500, 500, LEASE));
    assertThat(level(tallies, pot("month", 10L))).isEqualTo(new Level(0, 580));
  }

  @Test
  void moreThanReservedIsSettledBeyondTheLimit() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    tallies.settle(granted(tallies.reserve(List.of(pot), 90, 90, LEASE)), 130);
    assertThat(level(tallies, pot)).isEqualTo(new Level(130, 0));
    assertThat(tallies.reserve(List.of(pot), 1, 1, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(130, 0)));
  }

  @Test
  void secondSettlementDoesNothing() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    Hold hold = granted(tallies.reserve(List.of(pot), 10, 10, LEASE));
    tallies.settle(hold, 4);
    tallies.settle(hold, 9);
    assertThat(level(tallies, pot)).isEqualTo(new Level(4, 0));
    tallies.settle(hold, 0);
    assertThat(level(tallies, pot)).isEqualTo(new Level(4, 0));
  }

  @Test
  void holdNobodyKnowsIsNotSettled() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    tallies.settle(new Hold("made up", Map.of(pot, 50L), 0), 50);
    assertThat(level(tallies, pot)).isEqualTo(new Level(0, 0));
  }

  @Test
  void idsAreUnlikeOneAnother() {
    Tallies tallies = open();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ids.add(granted(tallies.reserve(List.of(pot("p", null)), 1, 1, LEASE)).id());
    }
    assertThat(ids).hasSize(100);
  }

  @Test
  void leaseThatRunsOutCountsAsSpent() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    granted(tallies.reserve(List.of(pot), 60, 60, LEASE));
    pass(LEASE.minusSeconds(1));
    assertThat(level(tallies, pot)).isEqualTo(new Level(0, 60));
    pass(Duration.ofSeconds(2));
    assertThat(level(tallies, pot)).isEqualTo(new Level(60, 0));
    assertThat(tallies.reserve(List.of(pot), 41, 41, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(60, 0)));
    granted(tallies.reserve(List.of(pot), 40, 40, LEASE));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 25, 60, 75})
  void lateSettlementPutsALeaseThatIsOverRightOnce(long used) {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    Pot other = pot("day", null);
    Hold hold = granted(tallies.reserve(List.of(pot, other), 60, 60, LEASE));
    pass(LEASE.plusMinutes(30));
    assertThat(level(tallies, pot)).isEqualTo(new Level(60, 0));
    tallies.settle(hold, used);
    assertThat(level(tallies, pot)).isEqualTo(new Level(used, 0));
    assertThat(level(tallies, other)).isEqualTo(new Level(used, 0));
    tallies.settle(hold, 99);
    assertThat(level(tallies, pot)).isEqualTo(new Level(used, 0));
  }

  @Test
  void ofALeaseThatRunsOutOnlyWhatIsPresumedIsSpent() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    Pot other = pot("all", null);
    Hold hold = granted(tallies.reserve(List.of(pot, other), 100, 7, LEASE));
    granted(tallies.reserve(List.of(other), 50, 0, LEASE.multipliedBy(2)));
    assertThat(level(tallies, pot)).isEqualTo(new Level(0, 100));
    assertThat(tallies.reserve(List.of(pot), 1, 1, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(0, 100)));
    pass(LEASE);
    assertThat(level(tallies, pot)).isEqualTo(new Level(7, 0));
    assertThat(level(tallies, other)).isEqualTo(new Level(7, 50));
    tallies.settle(granted(tallies.reserve(List.of(pot), 93, 93, LEASE)), 90);
    assertThat(level(tallies, pot)).isEqualTo(new Level(97, 0));
    tallies.settle(hold, 30);
    assertThat(level(tallies, pot)).isEqualTo(new Level(120, 0));
    assertThat(level(tallies, other)).isEqualTo(new Level(30, 50));
    pass(LEASE);
    assertThat(level(tallies, other)).isEqualTo(new Level(30, 0));
  }

  @Test
  void settlementInTimeKnowsNothingOfWhatWasPresumed() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    tallies.settle(granted(tallies.reserve(List.of(pot), 60, 20, LEASE)), 45);
    assertThat(level(tallies, pot)).isEqualTo(new Level(45, 0));
    pass(LEASE.plusMinutes(1));
    assertThat(level(tallies, pot)).isEqualTo(new Level(45, 0));
  }

  @Test
  void nextWindowIsAnotherPotAndEmpty() {
    Tallies tallies = open();
    Pot november = new Pot("key/2026-11", 10L, over);
    Pot december = new Pot("key/2026-12", 10L, Instant.parse("2027-01-01T00:00:00Z"));
    pass(Duration.between(wall.now(), over).minusMinutes(5));
    Hold before = granted(tallies.reserve(List.of(november), 10, 10, LEASE));
    pass(Duration.ofMinutes(8));
    assertThat(level(tallies, december)).isEqualTo(new Level(0, 0));
    granted(tallies.reserve(List.of(december), 10, 10, LEASE));
    tallies.settle(before, 6);
    assertThat(level(tallies, november)).isEqualTo(new Level(6, 0));
    assertThat(level(tallies, december)).isEqualTo(new Level(0, 10));
  }

  @Test
  void potIsForgottenSomeDaysAfterItsWindow() {
    Tallies tallies = open();
    Pot pot = pot("key/2026-11", 10L);
    tallies.settle(granted(tallies.reserve(List.of(pot), 10, 10, LEASE)), 8);
    pass(Duration.between(wall.now(), over).plusHours(12));
    assertThat(level(tallies, pot)).isEqualTo(new Level(8, 0));
    pass(Duration.ofDays(40));
    assertThat(level(tallies, pot)).isEqualTo(new Level(0, 0));
    granted(tallies.reserve(List.of(pot), 10, 10, LEASE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "größe/日本", "'; --", "\uD83D\uDE00", "a\nb", "\0", "{x}:*"})
  void potsAndMetersOfOddNamesAreApart(String odd) {
    Tallies tallies = open();
    Pot pot = pot(odd, 10L);
    Pot other = pot(odd + odd, 10L);
    tallies.settle(granted(tallies.reserve(List.of(pot, other), 4, 4, LEASE)), 3);
    granted(tallies.reserve(List.of(other), 5, 5, LEASE));
    assertThat(level(tallies, pot)).isEqualTo(new Level(3, 0));
    assertThat(level(tallies, other)).isEqualTo(new Level(3, 5));
    assertThat(tallies.take(odd, 1, 1)).isZero();
    assertThat(tallies.take(odd + odd, 1, 1)).isZero();
    assertThat(tallies.take(odd, 1, 1)).isPositive();
  }

  @Test
  void amountsAsLargeAsABudgetOfMillionsAreExact() {
    Tallies tallies = open();
    Pot pot = pot("rich", 4_000_000_000_000_001L);
    tallies.settle(
        granted(
            tallies.reserve(List.of(pot), 4_000_000_000_000_000L, 4_000_000_000_000_000L, LEASE)),
        3_999_999_999_999_999L);
    assertThat(level(tallies, pot)).isEqualTo(new Level(3_999_999_999_999_999L, 0));
    granted(tallies.reserve(List.of(pot), 2, 2, LEASE));
    assertThat(tallies.reserve(List.of(pot), 1, 1, LEASE)).isInstanceOf(Reserved.Over.class);
  }

  @Test
  void ofManyWhoRaceForAPotJustSoManySucceed() throws InterruptedException {
    Tallies tallies = open();
    race(List.of(tallies));
  }

  /// Everybody wants one of a hundred, from one or several openings.
  protected final void race(List<Tallies> openings) throws InterruptedException {
    Pot pot = pot("hundred", 100L);
    Pot counted = pot("counted", null);
    var holds = new ConcurrentLinkedQueue<Hold>();
    var refused = new ConcurrentLinkedQueue<Reserved.Over>();
    together(
        RACERS,
        i -> {
          switch (openings.get(i % openings.size()).reserve(List.of(counted, pot), 1, 1, LEASE)) {
            case Reserved.Granted(Hold hold, _) -> holds.add(hold);
            case Reserved.Over no -> refused.add(no);
          }
        });
    assertThat(holds).hasSize(100);
    assertThat(refused).hasSize(RACERS - 100).allSatisfy(no -> assertThat(no.pot()).isEqualTo(pot));
    for (Tallies each : openings) {
      assertThat(level(each, pot)).isEqualTo(new Level(0, 100));
      assertThat(level(each, counted)).isEqualTo(new Level(0, 100));
    }
  }

  @Test
  void reservationsAndSettlementsOfManyAddUp() throws InterruptedException {
    Tallies tallies = open();
    Pot pot = pot("month", 1_000_000L);
    together(
        RACERS,
        i -> {
          for (int j = 0; j < 5; j++) {
            tallies.settle(granted(tallies.reserve(List.of(pot), 50, 50, LEASE)), i);
          }
        });
    assertThat(level(tallies, pot)).isEqualTo(new Level(5L * RACERS * (RACERS - 1) / 2, 0));
  }

  @Test
  void minuteIsFullAtOnce() {
    Tallies tallies = open();
    for (int i = 0; i < 7; i++) {
      assertThat(tallies.take("key", 7, 1)).isZero();
    }
    assertThat(tallies.take("key", 7, 1)).isBetween(seconds(8.5), seconds(8.6));
    assertThat(tallies.take("other", 7, 7)).isZero();
  }

  @Test
  void minuteFillsAgainAndIsNeverMoreThanFull() {
    Tallies tallies = open();
    assertThat(tallies.take("key", 60, 60)).isZero();
    assertThat(tallies.take("key", 60, 1)).isBetween(seconds(0.99), seconds(1.01));
    pass(Duration.ofSeconds(10));
    assertThat(tallies.take("key", 60, 11)).isBetween(seconds(0.99), seconds(1.01));
    assertThat(tallies.take("key", 60, 10)).isZero();
    pass(Duration.ofHours(3));
    assertThat(tallies.take("key", 60, 60)).isZero();
    assertThat(tallies.take("key", 60, 1)).isPositive();
  }

  @Test
  void lookTakesNothingAndWaitsOnlyWhereMoreWasUsedThanThereWas() {
    Tallies tallies = open();
    for (int i = 0; i < 100; i++) {
      assertThat(tallies.take("key", 60, 0)).isZero();
    }
    assertThat(tallies.take("key", 60, 60)).isZero();
    assertThat(tallies.take("key", 60, 0)).isZero();
    assertThat(tallies.take("key", 60, 1)).isPositive();
    tallies.took("key", 60, 30);
    catchUp();
    assertThat(tallies.take("key", 60, 0)).isBetween(seconds(29.9), seconds(30.1));
    pass(Duration.ofSeconds(31));
    assertThat(tallies.take("key", 60, 0)).isZero();
    assertThat(tallies.take("key", 60, 1)).isZero();
  }

  @Test
  void moreThanAMinuteHoldsIsTakenFromAFullOne() {
    Tallies tallies = open();
    assertThat(tallies.take("key", 60, 1)).isZero();
    assertThat(tallies.take("key", 60, 150)).isBetween(seconds(0.9), seconds(1.1));
    assertThat(tallies.take("key", 60, 59)).isZero();
    assertThat(tallies.take("key", 60, Integer.MAX_VALUE)).isBetween(seconds(59.9), seconds(60.1));
    pass(Duration.ofSeconds(61));
    assertThat(tallies.take("key", 60, 150)).isZero();
    assertThat(tallies.take("key", 60, 1)).isBetween(seconds(90.9), seconds(91.1));
    assertThat(tallies.take("key", 60, 150)).isBetween(seconds(149.9), seconds(150.1));
  }

  @Test
  void minuteOfLessThanOneIsOneOfOne() {
    Tallies tallies = open();
    assertThat(tallies.take("key", 0, 1)).isZero();
    assertThat(tallies.take("key", 0, 1)).isBetween(seconds(59.9), seconds(60.1));
    assertThat(tallies.take("key", 1, 1)).isBetween(seconds(59.9), seconds(60.1));
  }

  @Test
  void whatIsNotThereIsNotTaken() {
    Tallies tallies = open();
    assertThat(tallies.take("key", 60, 50)).isZero();
    assertThat(tallies.take("key", 60, 20)).isBetween(seconds(9.9), seconds(10.1));
    assertThat(tallies.take("key", 60, 10)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 60, 1000, 300_000})
  void whoWaitsAsLongAsWasToldFindsIt(int perMinute) {
    Tallies tallies = open();
    var random = new Random(perMinute);
    for (int i = 0; i < 40; i++) {
      int amount = 1 + random.nextInt(perMinute);
      Duration wait = tallies.take("key", perMinute, amount);
      assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(61));
      if (!wait.isZero()) {
        pass(wait);
        assertThat(tallies.take("key", perMinute, amount)).isZero();
      }
    }
  }

  @Test
  void takenAllTheSameMakesTheNextWaitLonger() {
    Tallies tallies = open();
    tallies.took("key", 60, 90);
    catchUp();
    assertThat(tallies.take("key", 60, 1)).isBetween(seconds(30.9), seconds(31.1));
    tallies.took("key", 60, 10);
    catchUp();
    assertThat(tallies.take("key", 60, 1)).isBetween(seconds(40.9), seconds(41.1));
    pass(Duration.ofSeconds(42));
    assertThat(tallies.take("key", 60, 1)).isZero();
  }

  @Test
  void minuteThatIsMadeSmallerOrLargerKeepsWhatWasUsed() {
    Tallies tallies = open();
    assertThat(tallies.take("key", 100, 50)).isZero();
    assertThat(tallies.take("key", 60, 20)).isPositive();
    assertThat(tallies.take("key", 60, 10)).isZero();
    assertThat(tallies.take("key", 600, 540)).isZero();
    assertThat(tallies.take("key", 600, 1)).isPositive();
  }

  @Test
  void ofManyWhoTakeAtOnceJustAMinutesWorthSucceed() throws InterruptedException {
    Tallies tallies = open();
    takeTogether(List.of(tallies));
  }

  /// Everybody takes one of a hundred, from one or several openings.
  protected final void takeTogether(List<Tallies> openings) throws InterruptedException {
    var taken = new ConcurrentLinkedQueue<Integer>();
    together(
        RACERS,
        i -> {
          if (openings.get(i % openings.size()).take("key", 100, 1).isZero()) {
            taken.add(i);
          }
        });
    assertThat(taken).hasSize(100);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /// Who reserves, settles, settles late and twice, and lets time pass, beside what must be so.
  @Test
  void walkAtRandomIsAsInTheBook() {
    Tallies tallies = open();
    for (long seed = 0; seed < 300; seed++) {
      walk(seed, () -> tallies);
    }
  }

  protected final void walk(long seed, Supplier<Tallies> openings) {
    var random = new Random(seed);
    var book = new Book(this, seed);
    for (int step = 0; step < 25; step++) {
      book.step(random, openings.get());
    }
    catchUp();
    book.compare(openings.get());
  }

  protected static void together(int threads, Each each) throws InterruptedException {
    var go = new CountDownLatch(1);
    var wrong = new ConcurrentLinkedQueue<Throwable>();
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      running.add(
          Threads.virtual(
              "racer",
              () -> {
                try {
                  go.await();
                  each.run(number);
                } catch (InterruptedException | AssertionError | RuntimeException e) {
                  wrong.add(e);
                }
              }));
    }
    go.countDown();
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
  }

  /// What one of many does.
  protected interface Each {
    void run(int number);
  }
}
