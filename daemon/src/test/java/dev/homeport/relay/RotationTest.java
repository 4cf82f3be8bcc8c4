package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.condition.Condition;
import dev.homeport.failure.Failure;
import dev.homeport.fake.FakePool;
import dev.homeport.fake.LeakCheck;
import dev.homeport.journal.Ending;
import dev.homeport.verdict.Setback;
import dev.homeport.verdict.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One account after the other, before the next leg (cases.md E1–E4, E7, G5).
@ExtendWith(LeakCheck.class)
@Timeout(30)
class RotationTest {
  private static final Trouble BROKEN =
      new Trouble.OfWay(new Failure.Severed("somewhere", "it broke off"));

  /// Who was asked, with which account.
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private final FakePool pool = FakePool.of("cloud", "a", "b", "c");

  private static Trouble says(Kind kind) {
    return new Trouble.OfAnswer(Complaint.of(kind, 429, "no"));
  }

  /// All whom a walk over these has asked; each account does what is written for it, and whoever is
  /// not written answers.
  private Walked walk(WalkRig rig, String[] names, Object... written) throws Exception {
    rig.pools.put("cloud", pool);
    return rig.walk(false, null, (lane, _) -> play(lane, written), names).run();
  }

  private Tried play(Lane lane, Object... written) {
    String account = lane.account();
    String who = account == null ? lane.leg().provider() : account;
    asked.add(who);
    for (int i = 0; i < written.length; i += 2) {
      if (written[i].equals(who)) {
        return new Tried.Failed((Trouble) written[i + 1]);
      }
    }
    return lane.leads() ? new Tried.Answered() : new Tried.Outrun(true);
  }

  private static @Nullable String provider(Walked walked) {
    return Objects.requireNonNull(walked.relayed(), "an answer").provider();
  }

  private void isGivenBack() {
    assertThat(pool.inside()).isZero();
    assertThat(pool.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"KEY", "CREDIT", "QUOTA", "RATE", "CONCURRENCY", "FORBIDDEN"})
  void anotherAccountIsAskedAtOnceAndNobodyIsBlamed(Kind kind) throws Exception {
    try (var rig = new WalkRig()) {
      Walked walked = walk(rig, new String[] {"cloud", "second"}, "a", says(kind), "b", says(kind));
      assertThat(provider(walked)).isEqualTo("cloud");
      assertThat(walked.setbacks()).isEmpty();
      assertThat(asked).containsExactly("a", "b", "c");
      assertThat(pool.answered()).containsExactly("c");
      assertThat(rig.conditions.of("cloud", WalkRig.MODEL)).isEqualTo(new Condition.Well());
      isGivenBack();
    }
  }

  @Test
  void legOfWhichAllAccountsSayNoIsOneSetbackOfTheirs() throws Exception {
    try (var rig = new WalkRig()) {
      Trouble no = says(Kind.QUOTA);
      Walked walked = walk(rig, new String[] {"cloud", "second"}, "a", no, "b", no, "c", no);
      assertThat(provider(walked)).isEqualTo("second");
      assertThat(asked).containsExactly("a", "b", "c", "second");
      assertThat(walked.setbacks())
          .singleElement()
          .satisfies(
              each ->
                  assertThat(each.trouble())
                      .isEqualTo(
                          new Trouble.OfAccounts(
                              Complaint.of(Kind.QUOTA, 429, "no"), FakePool.FREE_AT)));
      assertThat(rig.conditions.patients()).isEmpty();
      isGivenBack();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"SERVER", "OVERLOADED", "TIMEOUT", "CUT", "EMPTY", "NONSENSE", "NO_MODEL"})
  void whatIsNotTheAccountsFaultIsTheProviders(Kind kind) throws Exception {
    try (var rig = new WalkRig()) {
      Walked walked = walk(rig, new String[] {"cloud", "second"}, "a", says(kind));
      assertThat(provider(walked)).isEqualTo("second");
      assertThat(asked).containsExactly("a", "second");
      assertThat(pool.blocked()).isEmpty();
      assertThat(rig.conditions.of("cloud", WalkRig.MODEL)).isInstanceOf(Condition.Resting.class);
      isGivenBack();
    }
  }

  @Test
  void wrongRequestIsAsWrongForEveryAccount() throws Exception {
    try (var rig = new WalkRig()) {
      Walked walked = walk(rig, new String[] {"cloud", "second"}, "a", says(Kind.BAD_REQUEST));
      assertThat(walked.relayed()).isNull();
      assertThat(asked).containsExactly("a");
    }
  }

  /// The only provider is asked once more, and so is its only account where that was not to blame.
  @Test
  void accountThatIsNotToBlameGetsTheOtherChance() throws Exception {
    var alone = FakePool.of("cloud", "a");
    try (var rig = new WalkRig()) {
      rig.pools.put("cloud", alone);
      Walked walked = rig.walk(false, null, (lane, _) -> play(lane, "a", BROKEN), "cloud").run();
      assertThat(walked.relayed()).isNull();
      assertThat(asked).containsExactly("a", "a");
      assertThat(alone.inside()).isZero();
    }
  }

  @Test
  void otherAccountsComeFirstWhenTheOnlyProviderIsAskedOnceMore() throws Exception {
    try (var rig = new WalkRig()) {
      Walked walked = walk(rig, new String[] {"cloud"}, "a", says(Kind.QUOTA), "b", BROKEN);
      assertThat(provider(walked)).isEqualTo("cloud");
      assertThat(asked).containsExactly("a", "b", "c");
    }
  }

  @Test
  void accountThatSaidNoIsNotAskedTwice() throws Exception {
    try (var rig = new WalkRig()) {
      Trouble busy = says(Kind.CONCURRENCY);
      Walked walked = walk(rig, new String[] {"cloud"}, "a", busy, "b", BROKEN, "c", BROKEN);
      assertThat(walked.relayed()).isNull();
      assertThat(asked).containsExactly("a", "b", "c");
    }
  }

  /// A pool may block nobody: who has said no is asked once all the same.
  @Test
  void accountThatNobodyBlocksIsAskedOnceAllTheSame() throws Exception {
    try (var rig = new WalkRig()) {
      Trouble busy = says(Kind.CONCURRENCY);
      Walked walked = walk(rig, new String[] {"cloud", "second"}, "a", busy, "b", busy, "c", busy);
      assertThat(provider(walked)).isEqualTo("second");
      assertThat(pool.blocked()).isEmpty();
      assertThat(asked).containsExactly("a", "b", "c", "second");
      assertThat(walked.setbacks())
          .singleElement()
          .extracting(Setback::trouble)
          .isEqualTo(new Trouble.OfAccounts(Complaint.of(Kind.CONCURRENCY, 429, "no"), null));
      isGivenBack();
    }
  }

  /// The only provider is asked once more, which is still the same request.
  @Test
  void whatAnAccountSaidIsRememberedWhenItsProviderIsAskedOnceMore() throws Exception {
    var two = FakePool.of("cloud", "a", "b");
    try (var rig = new WalkRig()) {
      rig.pools.put("cloud", two);
      Walk.Ask ask = (lane, _) -> play(lane, "a", says(Kind.CONCURRENCY), "b", BROKEN);
      assertThat(rig.walk(false, null, ask, "cloud").run().relayed()).isNull();
      assertThat(asked).containsExactly("a", "b", "b");
    }
  }

  @Test
  void providerOfWhichAllAccountsAreBlockedIsNotAsked() throws Exception {
    try (var rig = new WalkRig()) {
      List.of("a", "b", "c").forEach(pool::block);
      Walked walked = walk(rig, new String[] {"cloud", "second"});
      assertThat(provider(walked)).isEqualTo("second");
      assertThat(asked).containsExactly("second");
      assertThat(walked.setbacks().getFirst().trouble())
          .isEqualTo(new Trouble.OfAccounts(null, FakePool.FREE_AT));
    }
  }

  /// Why there is nothing to show may be nobody's fault; and another may have something.
  @Test
  void accountWithNothingToShowIsPassedOver() throws Exception {
    Trouble keyless = new Trouble.OfWay(new Failure.Keyless("somewhere", "there is no token"));
    try (var rig = new WalkRig()) {
      Walked walked = walk(rig, new String[] {"cloud"}, "a", keyless);
      assertThat(provider(walked)).isEqualTo("cloud");
      assertThat(asked).containsExactly("a", "b");
      assertThat(pool.blocked()).isEmpty();
      assertThat(rig.conditions.patients()).isEmpty();
    }
  }

  /// Each account is asked by an attempt of its own: what ends one does not end the next.
  @Test
  void everyAccountHasAnAttemptOfItsOwn() throws Exception {
    var attempts = new ArrayList<Object>();
    try (var rig = new WalkRig()) {
      rig.pools.put("cloud", pool);
      Walk walk =
          rig.walk(
              false,
              null,
              (lane, _) -> {
                attempts.add(lane.attempt());
                return play(lane, "a", says(Kind.QUOTA));
              },
              "cloud");
      assertThat(walk.run().relayed()).isNotNull();
      assertThat(attempts).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void whoLeavesWhileItWaitsForAnAccountIsGoneAtOnce() throws Exception {
    var narrow = new FakePool("cloud", 1, "a");
    var holds = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var rig = new WalkRig()) {
      rig.pools.put("cloud", narrow);
      Walk holder =
          rig.walk(
              false,
              null,
              (lane, _) -> {
                holds.countDown();
                mayEnd.await();
                return play(lane);
              },
              "cloud");
      Thread other = Thread.ofVirtual().start(() -> run(holder));
      holds.await();
      var left = new AtomicReference<Walked>();
      Walk waiter = rig.walk(false, null, (lane, _) -> play(lane), "cloud");
      Thread waits = Thread.ofVirtual().start(() -> left.set(run(waiter)));
      while (narrow.waiting() == 0) {
        LockSupport.parkNanos(100_000);
      }
      waiter.leave();
      WalkRig.join(waits);
      assertThat(left.get().relayed())
          .isNotNull()
          .extracting(Relay.Relayed::ending)
          .isInstanceOf(Ending.Left.class);
      assertThat(asked).isEmpty();
      mayEnd.countDown();
      WalkRig.join(other);
      assertThat(narrow.inside()).isZero();
      assertThat(narrow.waiting()).isZero();
    }
  }

  /// The settings change while the first account is asked, which then says no.
  private Walked changing(WalkRig rig, Runnable change, List<Object> attempts) throws Exception {
    rig.pools.put("cloud", pool);
    Walk walk =
        rig.walk(
            false,
            null,
            (lane, _) -> {
              if (attempts.isEmpty()) {
                change.run();
              }
              attempts.add(lane.attempt());
              return play(lane, "a", says(Kind.QUOTA));
            },
            "cloud",
            "second");
    return walk.run();
  }

  @Test
  void accountThatIsGoneMeanwhileIsNotAskedButWhoeverIsInItsPlace() throws Exception {
    var others = FakePool.of("cloud", "c", "d");
    var attempts = new ArrayList<Object>();
    try (var rig = new WalkRig()) {
      Walked walked = changing(rig, () -> rig.changes("cloud", others), attempts);
      assertThat(provider(walked)).isEqualTo("cloud");
      assertThat(asked).containsExactly("a", "c");
      assertThat(attempts).hasSize(2).doesNotHaveDuplicates();
      assertThat(pool.asked()).containsExactly("a");
      assertThat(others.answered()).containsExactly("c");
      assertThat(others.inside()).isZero();
      isGivenBack();
    }
  }

  @Test
  void whereTheProviderIsGoneMeanwhileTheNextAnswers() throws Exception {
    try (var rig = new WalkRig()) {
      Walked walked = changing(rig, () -> rig.loses("cloud"), new ArrayList<>());
      assertThat(provider(walked)).isEqualTo("second");
      assertThat(asked).containsExactly("a", "second");
      isGivenBack();
    }
  }

  private static Walked run(Walk walk) {
    try {
      return walk.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Nobody waits any more: no further account is asked for an answer that nobody gets.
  @Test
  void noOtherAccountIsAskedForAClientThatLeft() throws Exception {
    var walks = new AtomicReference<Walk>();
    try (var rig = new WalkRig()) {
      rig.pools.put("cloud", pool);
      walks.set(
          rig.walk(
              false,
              null,
              (lane, _) -> {
                walks.get().leave();
                return play(lane, "a", says(Kind.QUOTA));
              },
              "cloud",
              "second"));
      assertThat(walks.get().run().relayed())
          .isNotNull()
          .extracting(Relay.Relayed::ending)
          .isInstanceOf(Ending.Left.class);
      assertThat(asked).containsExactly("a");
      assertThat(pool.blocked()).containsExactly("a");
      isGivenBack();
    }
  }
}
