package dev.homeport.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllowancesTest {
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final Pot POT = new Pot("money", 100_000L, Instant.parse("2026-12-01T00:00:00Z"));

  private final MemoryTallies kept = new MemoryTallies(new FakeTicker(), new FakeWall());
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Allowances tallies = allowances();

  private Allowances allowances() {
    return new Allowances(kept, (_, action) -> later.add(action), Runnable::run);
  }

  private static Hold hold(Reserved reserved) {
    if (reserved instanceof Reserved.Granted(Hold hold, _)) {
      return hold;
    }
    throw new AssertionError(reserved);
  }

  private Hold take(long amount) {
    return hold(tallies.reserve(List.of(POT), amount, amount, LEASE));
  }

  private Level real() {
    return kept.levels(List.of(POT)).getOrDefault(POT, new Level(0, 0));
  }

  private Level told() {
    return tallies.levels(List.of(POT)).getOrDefault(POT, new Level(0, 0));
  }

  @Test
  void secondQuestionIsGrantedFromWhatIsInHand() {
    Hold first = take(10);
    assertThat(real().reserved()).as("ten, and a sixty-fourth of the rest").isEqualTo(10 + 1_562);
    Hold second = take(10);
    assertThat(real().reserved()).isEqualTo(10 + 1_562);
    assertThat(told()).isEqualTo(new Level(0, 20));
    tallies.settle(second, 7);
    tallies.settle(second, 7);
    tallies.settle(first, 3);
    assertThat(told()).isEqualTo(new Level(10, 0));
    later.removeFirst().run();
    assertThat(real()).as("another one").isEqualTo(new Level(10, 1_562));
    assertThat(told()).isEqualTo(new Level(10, 0));
    later.removeFirst().run();
    assertThat(real()).as("which was of no use").isEqualTo(new Level(10, 0));
    assertThat(told()).isEqualTo(new Level(10, 0));
    assertThat(later).isEmpty();
  }

  @Test
  void nextOneIsThereBeforeTheLastOneGoes() {
    take(10);
    var slowly = new ArrayList<Hold>();
    for (int i = 0; i < 20; i++) {
      slowly.add(take(10));
      later.removeFirst().run();
      assertThat(told().reserved()).isGreaterThanOrEqualTo(10L * (i + 2));
      assertThat(slowly.getLast().id()).as("from what is in hand").startsWith("in-hand");
    }
    later.removeFirst().run();
    slowly.forEach(hold -> tallies.settle(hold, 9));
    assertThat(real()).isEqualTo(new Level(180, 10));
    assertThat(later).isEmpty();
  }

  @Test
  void nothingIsDrawnAnewNearTheLimit() {
    tallies.settle(take(10), 10);
    tallies.settle(take(10), 10);
    kept.settle(hold(kept.reserve(List.of(POT), 97_000, 97_000, LEASE)), 97_000);
    later.removeFirst().run();
    assertThat(real()).isEqualTo(new Level(97_020, 0));
    assertThat(later).isEmpty();
  }

  @Test
  void nothingIsDrawnAnewAfterTheEnd() {
    tallies.settle(take(10), 10);
    tallies.settle(take(10), 10);
    tallies.stop();
    later.removeFirst().run();
    assertThat(real()).isEqualTo(new Level(20, 0));
    assertThat(later).isEmpty();
  }

  @Test
  void whoComesWhileAPieceIsFetchedTakesForHimself() {
    var once = new ArrayDeque<Allowances>();
    Tallies slow =
        slow(
            () -> {
              if (!once.isEmpty()) {
                assertThat(once.remove().take("tokens", 64_000, 1)).isZero();
              }
            });
    var eager = new Allowances(slow, (_, action) -> later.add(action), Runnable::run);
    once.add(eager);
    for (int i = 0; i < 1_000; i++) {
      assertThat(eager.take("tokens", 64_000, 1)).isZero();
      assertThat(used(64_000)).as("one piece, and one").isEqualTo(1_001);
    }
  }

  /// Tallies during each of whose answers this happens.
  private Tallies slow(Runnable meanwhile) {
    return (Tallies)
        Proxy.newProxyInstance(
            Tallies.class.getClassLoader(),
            new Class<?>[] {Tallies.class},
            (_, called, arguments) -> {
              meanwhile.run();
              return called.invoke(kept, arguments);
            });
  }

  @Test
  void whatIsOutWhenItsTimeIsOverIsToldWhenItIsKnown() {
    tallies.settle(take(10), 10);
    Hold slow = take(10);
    later.removeFirst().run();
    assertThat(real().spent()).isEqualTo(10);
    tallies.settle(slow, 25);
    assertThat(real().spent()).isEqualTo(35);
    later.removeFirst().run();
    assertThat(real()).isEqualTo(new Level(35, 0));
  }

  @Test
  void nearTheLimitThereIsNone() {
    take(99_000);
    Hold last = take(10);
    assertThat(real().reserved()).isEqualTo(99_010);
    tallies.settle(last, 10);
    assertThat(tallies.reserve(List.of(POT), 991, 991, LEASE)).isInstanceOf(Reserved.Over.class);
    assertThat(later).isEmpty();
  }

  @Test
  void stopGivesBackWhatIsInHandAndCountsWhatIsOut() {
    tallies.settle(take(10), 4);
    take(10);
    tallies.stop();
    assertThat(real()).isEqualTo(new Level(14, 0));
    take(10);
    assertThat(real().reserved()).as("none is drawn any more").isEqualTo(10);
  }

  @Test
  void minuteThatHoldsMuchIsTakenByPiecesAndNeverTwice() {
    var other = allowances();
    int taken = 0;
    for (int i = 0; i < 2_000; i++) {
      Allowances mine = i % 2 == 0 ? tallies : other;
      taken += mine.take("a key", 1_000, 1).isZero() ? 1 : 0;
    }
    assertThat(taken).isEqualTo(1_000);
    assertThat(tallies.take("a slow key", 60, 60)).isZero();
    assertThat(other.take("a slow key", 60, 1)).isPositive();
  }

  /// What is used up of a minute by those who keep it.
  private long used(int perMinute) {
    return Math.round(kept.take("tokens", perMinute, perMinute).toNanos() / 60e9 * perMinute);
  }

  @Test
  void whatIsUsedWithinAMomentIsToldInOneSum() {
    tallies.took("tokens", 64_000, 5);
    assertThat(used(64_000)).as("the first at once").isEqualTo(5);
    tallies.took("tokens", 64_000, 6);
    tallies.took("tokens", 64_000, 7);
    assertThat(used(64_000)).isEqualTo(5);
    later.removeFirst().run();
    assertThat(used(64_000)).isEqualTo(18);
    tallies.took("tokens", 64_000, 10);
    assertThat(used(64_000)).isEqualTo(18);
    later.removeFirst().run();
    assertThat(used(64_000)).isEqualTo(28);
    later.removeFirst().run();
    assertThat(later).as("nothing came in the last moment").isEmpty();
    tallies.took("tokens", 64_000, 2);
    assertThat(used(64_000)).as("the first again").isEqualTo(30);
  }

  @Test
  void muchUsedIsToldAtOnceAndAllBeforeALookAndAtTheEnd() {
    tallies.took("tokens", 64_000, 1);
    tallies.took("tokens", 64_000, 600);
    assertThat(used(64_000)).isEqualTo(1);
    tallies.took("tokens", 64_000, 400);
    assertThat(used(64_000)).as("a sixty-fourth").isEqualTo(1_001);
    tallies.took("tokens", 64_000, 2_000);
    assertThat(used(64_000)).as("more than that").isEqualTo(3_001);
    tallies.took("tokens", 64_000, 9);
    assertThat(tallies.take("tokens", 64_000, 0)).isZero();
    assertThat(used(64_000)).as("before a look").isEqualTo(3_010);
    tallies.took("tokens", 64_000, 9);
    tallies.stop();
    assertThat(used(64_000)).isEqualTo(3_019);
    tallies.took("tokens", 64_000, 1);
    assertThat(used(64_000)).as("after the end").isEqualTo(3_020);
  }

  @Test
  void lookIsBelievedForAMoment() {
    assertThat(tallies.take("tokens", 1_000, 0)).isZero();
    tallies.took("tokens", 1_000, 5_000);
    assertThat(tallies.take("tokens", 1_000, 0)).isZero();
    later.removeFirst().run();
    assertThat(tallies.take("tokens", 1_000, 0)).isPositive();
    later.removeFirst().run();
    assertThat(later).isEmpty();
  }

  @Test
  void oneLooksWhileOthersStillBelieve() {
    var asked = new ArrayList<Duration>();
    var self = new ArrayList<Allowances>();
    Tallies slow = slow(() -> self.forEach(other -> asked.add(other.take("tokens", 1_000, 0))));
    var eager = new Allowances(slow, (_, action) -> later.add(action), Runnable::run);
    assertThat(eager.take("tokens", 1_000, 0)).isZero();
    self.add(eager);
    later.removeFirst().run();
    assertThat(eager.take("tokens", 1_000, 0)).isZero();
    assertThat(asked).containsExactly(Duration.ZERO);
    later.removeFirst().run();
    later.removeFirst().run();
    assertThat(later).as("nobody has asked for a moment").isEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /// Two processes, with an allowance each, never spend more than there is, and in the end what was
  /// used is what is told.
  @ParameterizedTest
  @MethodSource("seeds")
  void limitHoldsWhateverIsInHand(long seed) {
    var random = new Random(seed);
    var two = List.of(tallies, allowances());
    var out = new ArrayList<Hold>();
    var whose = new ArrayList<Allowances>();
    long used = 0;
    for (int step = 0; step < 600; step++) {
      switch (random.nextInt(5)) {
        case 0, 1, 2 -> {
          Allowances mine = two.get(random.nextInt(2));
          long amount = 1L + random.nextInt(random.nextInt(4) == 0 ? 2_000 : 60);
          if (mine.reserve(List.of(POT), amount, amount, LEASE)
              instanceof Reserved.Granted(Hold hold, _)) {
            out.add(hold);
            whose.add(mine);
          }
        }
        case 3 -> {
          if (!out.isEmpty()) {
            int which = random.nextInt(out.size());
            Hold hold = out.remove(which);
            long paid = random.nextLong(hold.amounts().getOrDefault(POT, 0L) + 1);
            whose.remove(which).settle(hold, paid);
            used += paid;
          }
        }
        default -> {
          if (!later.isEmpty()) {
            later.removeFirst().run();
          }
        }
      }
      assertThat(real().all()).isLessThanOrEqualTo(100_000L);
      long held = out.stream().mapToLong(hold -> hold.amounts().getOrDefault(POT, 0L)).sum();
      assertThat(used + held).isLessThanOrEqualTo(real().all());
    }
    for (int i = 0; i < out.size(); i++) {
      whose.get(i).settle(out.get(i), 1);
      used++;
    }
    while (!later.isEmpty()) {
      later.removeFirst().run();
    }
    assertThat(real()).isEqualTo(new Level(used, 0));
  }
}
