package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Patient;
import dev.homeport.condition.Permit;
import dev.homeport.failure.Failure;
import dev.homeport.fake.LeakCheck;
import dev.homeport.journal.Ending;
import dev.homeport.verdict.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Things that happen at the very same moment.
@ExtendWith(LeakCheck.class)
@Timeout(30)
class WalkTest {
  private static final Trouble DOWN =
      new Trouble.OfWay(new Failure.Severed("somewhere", "it broke off"));

  private static boolean isHome(Lane lane) {
    return lane.leg().provider().equals("home");
  }

  private static Tried answers(Lane lane) {
    return lane.leads() ? new Tried.Answered() : new Tried.Outrun(true);
  }

  /// One is begun, and before its thread is there, the one beside which it is asked is over.
  @Test
  void whoIsBegunWhileTheOtherFailsIsWaitedFor() throws Exception {
    var fails = new CountDownLatch(1);
    var homes = new AtomicReference<Thread>();
    var company = new AtomicReference<Thread>();
    try (var rig = new WalkRig()) {
      rig.onFallBack(
          () -> {
            fails.countDown();
            WalkRig.join(homes.get());
          });
      Walk walk =
          rig.walk(
              false,
              null,
              (lane, _) -> {
                if (!isHome(lane)) {
                  return answers(lane);
                }
                homes.set(Thread.currentThread());
                company.set(Thread.ofVirtual().start(() -> lane.company("hedge")));
                fails.await();
                return new Tried.Failed(DOWN);
              },
              "home",
              "cloud");
      Walked walked = walk.run();
      WalkRig.join(company.get());
      assertThat(walked.relayed()).isNotNull().returns("cloud", Relay.Relayed::provider);
    }
  }

  /// It rings that home takes long at the moment in which it has answered: nothing is held against
  /// it, and no leave to ask it is lost.
  @Test
  void homeThatHasAnsweredIsNotFoundSlow() throws Exception {
    var lanes = new CopyOnWriteArrayList<Lane>();
    try (var rig = new WalkRig()) {
      Walk walk =
          rig.walk(
              false,
              null,
              (lane, _) -> {
                lanes.add(lane);
                return answers(lane);
              },
              "home",
              "cloud");
      assertThat(walk.run().relayed()).isNotNull();
      lanes.getFirst().isSlow("no first token came");
      assertThat(rig.conditions.patients()).isEmpty();
    }
  }

  @Test
  void noLeaveIsLostOfOneThatIsFoundSlowInTheEnd() throws Exception {
    var lanes = new CopyOnWriteArrayList<Lane>();
    try (var rig = new WalkRig()) {
      rig.conditions.lost("home", "refused", "nobody is there");
      rig.conditions.reached("home");
      assertThat(rig.conditions.of("home", WalkRig.MODEL)).isEqualTo(new Condition.Recovering(1));
      Walk walk =
          rig.walk(
              false,
              null,
              (lane, _) -> {
                lanes.add(lane);
                return answers(lane);
              },
              "home",
              "cloud");
      assertThat(walk.run().relayed()).isNotNull();
      lanes.getFirst().isSlow("no first token came");
      assertThat(rig.conditions.of("home", WalkRig.MODEL)).isEqualTo(new Condition.Recovering(2));
    }
  }

  /// Somebody is found slow, and while that is told, what came of it becomes known.
  @Test
  void homeThatAnswersWhileItIsFoundSlowIsBack() throws Exception {
    try (var rig = new WalkRig()) {
      Walk walk =
          rig.walk(
              false,
              null,
              (lane, _) -> {
                rig.conditions.tell(
                    new Conditions.Listener() {
                      @Override
                      public void rests(Patient patient) {
                        lane.tell(Permit::answered);
                      }

                      @Override
                      public void back(String provider, @Nullable String model, Duration after) {}
                    });
                lane.isSlow("no first token came");
                return answers(lane);
              },
              "home");
      assertThat(walk.run().relayed()).isNotNull();
      assertThat(rig.conditions.of("home", WalkRig.MODEL)).isEqualTo(new Condition.Recovering(1));
    }
  }

  /// A stream that has begun may take as long as it likes; but where nothing of it has gone out and
  /// it fails, the client's time is over.
  @Test
  void nobodyIsAskedWhenTheOneWhoLeadsFailsAfterTheClientsTime() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (var rig = new WalkRig()) {
      Walk walk =
          rig.walk(
              false,
              Duration.ofMillis(50),
              (lane, _) -> {
                asked.add(lane.leg().provider());
                assertThat(lane.leads()).isTrue();
                rig.passes(Duration.ofMillis(51));
                return new Tried.Failed(DOWN);
              },
              "first",
              "second");
      Walked walked = walk.run();
      assertThat(walked.relayed()).isNull();
      assertThat(walked.setbacks()).hasSize(1);
      assertThat(asked).containsExactly("first");
    }
  }

  /// What nobody foresaw is told to whoever walks, not to a thread that nobody hears.
  @Test
  void bugInAThreadOfItsOwnIsTheRequests() throws Exception {
    try (var rig = new WalkRig()) {
      Walk walk =
          rig.walk(
              false,
              null,
              (_, _) -> {
                throw new IllegalStateException("a bug");
              },
              "home",
              "cloud");
      assertThatThrownBy(walk::run).hasMessage("a bug");
      assertThat(rig.conditions.of("home", WalkRig.MODEL)).isInstanceOf(Condition.Well.class);
    }
  }

  /// A client leaves while the only provider is left alone for a moment.
  @Test
  void whoLeavesInThePauseIsNotAskedForAgain() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    var walks = new AtomicReference<Walk>();
    try (var rig = new WalkRig()) {
      rig.onFailure = () -> walks.get().leave();
      walks.set(
          rig.walk(
              false,
              null,
              (lane, _) -> {
                asked.add(lane.leg().provider());
                return new Tried.Failed(DOWN);
              },
              "only"));
      assertThat(walks.get().run().relayed())
          .isNotNull()
          .extracting(Relay.Relayed::ending)
          .isInstanceOf(Ending.Left.class);
      assertThat(asked).containsExactly("only");
    }
  }

  /// The router stops: whoever walks goes at once, and those who walk beside it are called off.
  @Test
  void whoIsInterruptedLeavesNobodyBehind() throws Exception {
    var begun = new CountDownLatch(2);
    List<Thread> legs = new CopyOnWriteArrayList<>();
    try (var rig = new WalkRig()) {
      Walk walk =
          rig.walk(
              false,
              null,
              (lane, _) -> {
                legs.add(Thread.currentThread());
                var off = new CountDownLatch(1);
                lane.whileWaiting(off::countDown);
                if (isHome(lane)) {
                  assertThat(lane.company("hedge")).isTrue();
                }
                begun.countDown();
                off.await();
                return new Tried.Left("when it was called off");
              },
              "home",
              "cloud");
      var interrupted = new CountDownLatch(1);
      Thread request =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Walked _ = walk.run();
                    } catch (InterruptedException _) {
                      interrupted.countDown();
                    }
                  });
      begun.await();
      request.interrupt();
      WalkRig.join(request);
      assertThat(interrupted.getCount()).isZero();
      legs.forEach(WalkRig::join);
      assertThat(rig.conditions.patients()).isEmpty();
    }
  }
}
