package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.failure.Failure;
import dev.homeport.fake.FakePool;
import dev.homeport.fake.FakePurse;
import dev.homeport.fake.FakePurse.Settled;
import dev.homeport.fake.LeakCheck;
import dev.homeport.journal.Event.Charge;
import dev.homeport.ledger.Estimate;
import dev.homeport.routing.Leg;
import dev.homeport.verdict.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a request comes to: every fare that is opened is settled once, whatever happens (cases.md
/// I2–I4).
@ExtendWith(LeakCheck.class)
@Timeout(60)
class TollTest {
  private static final Usage USED = Usage.of(7, 5);
  private static final Trouble DOWN =
      new Trouble.OfWay(new Failure.Severed("somewhere", "it broke off"));

  private final FakePurse purse = new FakePurse(Map.of("dear", 10L, "cheap", 1L));

  private static Charge charge(WalkRig rig, String... names) {
    Toll toll = Objects.requireNonNull(rig.toll, "a walk");
    List<Leg> legs =
        List.of(names).stream().map(name -> new Leg(name, WalkRig.MODEL, "a test")).toList();
    return toll.charge(legs, null);
  }

  private Walked walk(WalkRig rig, Walk.Ask ask, String... names) throws Exception {
    rig.purse = purse;
    return rig.walk(false, null, ask, names).run();
  }

  private static Tried answers(Lane lane) {
    if (!lane.leads()) {
      return new Tried.Outrun(true);
    }
    lane.tab().made(USED, 5);
    return new Tried.Answered();
  }

  @Test
  void answerIsPaidAsItsProviderCountsIt() throws Exception {
    try (var rig = new WalkRig()) {
      assertThat(walk(rig, (lane, _) -> answers(lane), "dear").relayed()).isNotNull();
      assertThat(purse.settled()).singleElement().extracting(Settled::usage).isEqualTo(USED);
      Charge charge = charge(rig, "dear");
      assertThat(charge.cost()).isEqualTo(120);
      assertThat(charge.estimated()).isFalse();
      assertThat(charge.attempts()).isOne();
      assertThat(charge.saved()).isNull();
    }
  }

  @Test
  void whatNobodyCountedIsEstimatedAndMarked() throws Exception {
    try (var rig = new WalkRig()) {
      Walk.Ask ask =
          (lane, _) -> {
            assertThat(lane.leads()).isTrue();
            lane.tab().made(null, 3);
            return new Tried.Answered();
          };
      assertThat(walk(rig, ask, "cheap").relayed()).isNotNull();
      assertThat(purse.settled())
          .singleElement()
          .returns(Usage.of(10, 3), Settled::usage)
          .returns(true, Settled::estimated);
      assertThat(charge(rig, "cheap").estimated()).isTrue();
    }
  }

  @Test
  void whoMadeNothingIsNotPaid() throws Exception {
    try (var rig = new WalkRig()) {
      Walk.Ask ask =
          (lane, _) ->
              lane.leg().provider().equals("dear") ? new Tried.Failed(DOWN) : answers(lane);
      assertThat(walk(rig, ask, "dear", "cheap").relayed()).isNotNull();
      assertThat(purse.settled()).extracting(Settled::usage).containsExactly(null, USED);
      Charge charge = charge(rig, "dear", "cheap");
      assertThat(charge.cost()).isEqualTo(12);
      assertThat(charge.attempts()).isEqualTo(2);
    }
  }

  /// It made something and broke off before any of it went out: that is paid, and so is the answer.
  @Test
  void halfAnAnswerIsPaidToo() throws Exception {
    try (var rig = new WalkRig()) {
      Walk.Ask ask =
          (lane, _) -> {
            if (lane.leg().provider().equals("cheap")) {
              return answers(lane);
            }
            lane.tab().made(null, 2);
            return new Tried.Failed(DOWN);
          };
      assertThat(walk(rig, ask, "dear", "cheap").relayed()).isNotNull();
      Charge charge = charge(rig, "dear", "cheap");
      assertThat(charge.cost()).isEqualTo(120 + 12);
      // The answer is that of the other, and so are its tokens.
      assertThat(Objects.requireNonNull(rig.toll).usage()).isEqualTo(USED);
      assertThat(Objects.requireNonNull(rig.toll).provider()).isEqualTo("cheap");
      // Who reserves reckons with twice the tokens of the prompt that we count.
      assertThat(purse.settled())
          .extracting(Settled::estimate)
          .containsOnly(new Estimate(20, null));
      assertThat(charge.estimated()).isTrue();
    }
  }

  @Test
  void whoeverWasSlowerIsNotPaid() throws Exception {
    var answered = new CountDownLatch(1);
    try (var rig = new WalkRig()) {
      Walk.Ask ask =
          (lane, _) -> {
            if (lane.leg().provider().equals("home")) {
              assertThat(lane.company("hedge")).isTrue();
              answered.await();
              return answers(lane);
            }
            Tried tried = answers(lane);
            answered.countDown();
            return tried;
          };
      assertThat(walk(rig, ask, "home", "cheap").relayed())
          .isNotNull()
          .returns("cheap", Relay.Relayed::provider);
      assertThat(purse.settled()).singleElement().extracting(Settled::usage).isEqualTo(USED);
      assertThat(charge(rig, "home", "cheap").cost()).isEqualTo(12);
    }
  }

  /// Whatever a leg says in the end that was let go, and whatever it had made.
  @Test
  void whoeverWasLetGoIsNotPaid() throws Exception {
    var begun = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    try (var rig = new WalkRig()) {
      Walk.Ask ask =
          (lane, _) -> {
            if (lane.leg().provider().equals("home")) {
              assertThat(lane.company("hedge")).isTrue();
              begun.await();
              Tried tried = answers(lane);
              answered.countDown();
              return tried;
            }
            begun.countDown();
            answered.await();
            lane.tab().made(USED, 5);
            return new Tried.Failed(DOWN);
          };
      assertThat(walk(rig, ask, "home", "dear").relayed())
          .isNotNull()
          .returns("home", Relay.Relayed::provider);
      assertThat(purse.settled()).singleElement().returns(null, Settled::usage);
      assertThat(charge(rig, "home", "dear").cost()).isZero();
    }
  }

  @Test
  void homeCostsNothingAndSavesWhatTheFirstElsewhereWouldHaveTaken() throws Exception {
    try (var rig = new WalkRig()) {
      assertThat(walk(rig, (lane, _) -> answers(lane), "home", "free", "dear", "cheap").relayed())
          .isNotNull();
      assertThat(purse.opened()).isZero();
      Charge charge = charge(rig, "home", "free", "dear", "cheap");
      assertThat(charge.cost()).isZero();
      assertThat(charge.saved()).isEqualTo(120);
    }
  }

  @Test
  void legWithoutMoneyIsPassedOverAndNobodyIsBlamed() throws Exception {
    try (var rig = new WalkRig()) {
      purse.isBrokeFor("dear");
      Walked walked = walk(rig, (lane, _) -> answers(lane), "dear", "cheap");
      assertThat(walked.relayed()).isNotNull().returns("cheap", Relay.Relayed::provider);
      assertThat(walked.setbacks())
          .singleElement()
          .satisfies(
              each ->
                  assertThat(each.trouble())
                      .isEqualTo(new Trouble.OfPurse(FakePurse.BROKE, FakePurse.AGAIN)));
      assertThat(rig.conditions.patients()).isEmpty();
      assertThat(charge(rig, "dear", "cheap").attempts()).isOne();
    }
  }

  @Test
  void accountThatAnsweredIsNamed() throws Exception {
    try (var rig = new WalkRig()) {
      rig.pools.put("cheap", FakePool.of("cheap", "a", "b"));
      Walk.Ask ask =
          (lane, _) ->
              "a".equals(lane.account())
                  ? new Tried.Failed(new Trouble.OfAnswer(Complaint.of(Kind.QUOTA, 429, "no more")))
                  : answers(lane);
      assertThat(walk(rig, ask, "cheap").relayed()).isNotNull();
      Charge charge = charge(rig, "cheap");
      assertThat(charge.account()).isEqualTo("b");
      assertThat(charge.attempts()).isEqualTo(2);
      assertThat(purse.opened()).isOne();
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 250);
  }

  /// Clients leave at any moment, threads meet a bug, time is over, accounts say no, others are
  /// faster: what was opened is settled, each once.
  @ParameterizedTest
  @MethodSource("seeds")
  void everyFareIsSettledOnce(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    Duration limit = random.nextInt(4) == 0 ? Duration.ofMillis(1 + random.nextInt(4)) : null;
    boolean plain = random.nextBoolean();
    var pool = new FakePool("cheap", 1 + random.nextInt(2), "a", "b", "c");
    try (var rig = new WalkRig()) {
      rig.purse = purse;
      rig.pools.put("cheap", pool);
      if (random.nextInt(5) == 0) {
        purse.isBrokeFor("free");
      }
      var over = new AtomicBoolean();
      Walk walk =
          rig.walk(
              plain, limit, (lane, _) -> anything(lane, random), "home", "cheap", "dear", "free");
      long stay = random.nextLong(6_000_000);
      boolean leaves = random.nextInt(3) == 0;
      Thread client =
          Thread.ofVirtual()
              .start(
                  () -> {
                    LockSupport.parkNanos(stay);
                    if (leaves && !over.get()) {
                      walk.leave();
                    }
                  });
      try {
        Walked _ = walk.run();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("a bug");
      }
      over.set(true);
      WalkRig.join(client);
      assertThat(purse.settled()).hasSize(purse.opened());
      assertThat(purse.settledAgain()).isZero();
      assertThat(pool.inside()).isZero();
      assertThat(pool.waiting()).isZero();
    }
  }

  private static Tried anything(Lane lane, SplittableRandom shared) throws InterruptedException {
    int what;
    long time;
    synchronized (shared) {
      what = shared.nextInt(12);
      time = shared.nextLong(2_000_000);
    }
    var off = new CountDownLatch(1);
    lane.whileWaiting(off::countDown);
    if (what == 0) {
      boolean _ = lane.company("hedge");
    }
    if (off.await(time, TimeUnit.NANOSECONDS)) {
      return new Tried.Left("when it was called off");
    }
    return switch (what) {
      case 1 -> throw new IllegalStateException("a bug");
      case 2, 3 -> new Tried.Failed(DOWN);
      case 4, 5 -> new Tried.Failed(new Trouble.OfAnswer(Complaint.of(Kind.QUOTA, 429, "no")));
      case 6 -> {
        lane.tab().made(null, 4);
        yield new Tried.Failed(DOWN);
      }
      case 7 -> {
        if (!lane.leads()) {
          yield new Tried.Outrun(true);
        }
        lane.tab().made(null, 4);
        yield new Tried.Broken(DOWN);
      }
      case 8 -> {
        if (!lane.leads()) {
          yield new Tried.Outrun(true);
        }
        lane.tab().made(USED, 5);
        lane.tab().settle();
        yield new Tried.Left("while it was answered");
      }
      default -> answers(lane);
    };
  }
}
