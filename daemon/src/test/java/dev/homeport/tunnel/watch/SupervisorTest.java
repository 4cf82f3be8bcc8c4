package dev.homeport.tunnel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import dev.homeport.host.WakeWatch.Wake;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.TunnelChanged;
import dev.homeport.journal.Event.TunnelRepaired;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.policy.Ladder;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final Set<Rung> LEAVE = Set.of(Rung.DOWN_AND_UP, Rung.RESTART);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Scene scene = new Scene();
  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private Facts facts = new MemoryFacts();
  private @Nullable Answers answers =
      () -> {
        scene.asked.add("answers ended");
        return 2;
      };
  private Supervisor supervisor = inStep(Ladder.tailscale(LEAVE));

  private Supervisor.Parts parts(Ladder ladder) {
    return new Supervisor.Parts(
        scene.tunnel, scene.inspector(), ladder, answers, facts, told, ticker, wall, new Random(7));
  }

  /// Looks and repairs are over as soon as they are begun.
  private Supervisor inStep(Ladder ladder) {
    return new Supervisor(
        parts(ladder),
        (name, work) -> {
          work.run();
          return Threads.hook(name, () -> {});
        });
  }

  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      supervisor.turn();
      ticker.advance(SECOND);
      wall.advance(SECOND);
    }
    supervisor.turn();
  }

  private void passUntil(BooleanSupplier so) {
    for (int second = 0; !so.getAsBoolean(); second++) {
      assertThat(second).isLessThan(7200);
      pass(SECOND);
    }
  }

  private static Cause cause(Report report) {
    Finding trouble = report.trouble();
    return Objects.requireNonNull(trouble).cause();
  }

  private List<String> notes() {
    return told.events().stream()
        .filter(Noted.class::isInstance)
        .map(event -> ((Noted) event).what())
        .toList();
  }

  private List<String> mended() {
    return scene.asked.stream().filter(what -> what.startsWith("mend")).toList();
  }

  @Test
  void whoHearsOfAChangeFindsItInTheReport() {
    var seen = new ArrayList<String>();
    Supervisor[] here = new Supervisor[1];
    var parts = parts(Ladder.tailscale(LEAVE));
    here[0] =
        new Supervisor(
            new Supervisor.Parts(
                parts.tunnel(),
                parts.inspector(),
                parts.ladder(),
                parts.answers(),
                parts.facts(),
                event -> {
                  if (event instanceof Event.TunnelChanged changed) {
                    seen.add(changed.state() + " " + here[0].report().state().word());
                  }
                },
                ticker,
                wall,
                new Random(7)),
            (name, work) -> {
              work.run();
              return Threads.hook(name, () -> {});
            });
    here[0].turn();
    assertThat(seen).containsExactly("fine fine");
  }

  @Test
  void reportSaysHowItIs() {
    assertThat(supervisor.report().state()).isEqualTo(HomeState.STARTING);
    assertThat(supervisor.report().nextLook()).isEqualTo(wall.now());
    supervisor.turn();

    Report report = supervisor.report();
    assertThat(report.kind()).isEqualTo("tailscale");
    assertThat(report.state()).isEqualTo(HomeState.FINE);
    assertThat(report.since()).isEqualTo(wall.now());
    assertThat(report.verified()).isEqualTo(wall.now());
    assertThat(report.verifiedFrom()).isEqualTo("router");
    assertThat(report.url()).isEqualTo(Scene.URL);
    assertThat(report.evidence()).hasSize(8).allMatch(one -> one.mark() == Mark.FINE);
    assertThat(report.nextLook()).isAfter(wall.now());
    assertThat(told.events())
        .containsExactly(
            new TunnelChanged("tailscale", "fine", null, null, null, Scene.URL.toString()));
  }

  @Test
  void lostConfigIsWrittenAgainAndTold() {
    pass(Duration.ofMinutes(1));
    scene.here = Cause.CONFIG_LOST;
    scene.mends = _ -> scene.here = null;
    passUntil(() -> supervisor.report().state() == HomeState.TUNNEL_DOWN);
    assertThat(cause(supervisor.report())).isEqualTo(Cause.CONFIG_LOST);
    passUntil(() -> supervisor.report().state() == HomeState.FINE);

    assertThat(mended()).containsExactly("mend reapply");
    assertThat(told.events())
        .contains(
            new TunnelChanged(
                "tailscale",
                "tunnel-down",
                "config-lost",
                "saw config-lost",
                "do something",
                Scene.URL.toString()),
            new TunnelRepaired(
                "tailscale", "reapply", "config-lost", "did reapply", true, Duration.ZERO));
    assertThat(supervisor.report().counts()).containsExactly(java.util.Map.entry(Rung.REAPPLY, 1L));
    assertThat(supervisor.report().repairs()).hasSize(1);
  }

  @Test
  void answersAreEndedWhereTheTunnelIsTakenDown() {
    pass(Duration.ofMinutes(1));
    scene.outside = Cause.INGRESS_DEAD;
    passUntil(() -> mended().size() == 4);

    var deeds =
        scene.asked.stream()
            .filter(what -> what.startsWith("mend") || what.startsWith("answers"))
            .toList();
    assertThat(deeds)
        .containsExactly(
            "mend reapply",
            "mend off-and-on",
            "mend down-and-up",
            "answers ended",
            "mend restart",
            "answers ended");
    assertThat(notes()).contains("answers ended before a repair");
  }

  @Test
  void nobodyIsCutOffForARepairThatIsNotMade() {
    scene.outside = Cause.INGRESS_DEAD;
    scene.cuts = false;
    passUntil(() -> mended().size() == 4);

    assertThat(scene.asked).doesNotContain("answers ended");
  }

  @Test
  void whereNobodyCanEndAnswersTheTunnelIsNotTakenDownAndTheReportSaysSo() {
    answers = null;
    supervisor = inStep(Ladder.tailscale(LEAVE));
    scene.outside = Cause.INGRESS_DEAD;
    pass(Duration.ofMinutes(20));

    assertThat(mended()).containsOnly("mend reapply", "mend off-and-on");
    assertThat(supervisor.report().notices().stream().map(Notice::topic))
        .containsExactly("repairs");
    assertThat(notes()).containsOnlyOnce("tunnel repairs exhausted");

    supervisor.allow(Ladder.tailscale(Set.of()));
    supervisor.turn();
    assertThat(supervisor.report().notices()).isEmpty();
  }

  @Test
  void limitsAreRememberedByTheNextProcess() {
    scene.outside = Cause.INGRESS_DEAD;
    passUntil(() -> mended().contains("mend restart"));
    supervisor = inStep(Ladder.tailscale(LEAVE));
    pass(Duration.ofMinutes(25));

    assertThat(mended()).containsOnlyOnce("mend restart", "mend down-and-up");
  }

  @Test
  void whatCannotBeRememberedIsNotTakenDown() {
    facts = new NoFacts("the disk is full");
    supervisor = inStep(Ladder.tailscale(LEAVE));
    scene.outside = Cause.INGRESS_DEAD;
    pass(Duration.ofMinutes(30));

    assertThat(mended()).containsOnly("mend reapply", "mend off-and-on");
    assertThat(notes()).containsOnlyOnce("tunnel repairs not stored");
    assertThat(supervisor.report().repairs())
        .anyMatch(repair -> repair.outcome().contains("cannot be stored"));
  }

  @Test
  void mistakeInALookIsToldAndNotTheEnd() {
    scene.looking =
        () -> {
          throw new IllegalStateException("a mistake");
        };
    pass(Duration.ofSeconds(30));
    assertThat(notes()).contains("tunnel look failed");
    assertThat(supervisor.report().state()).isEqualTo(HomeState.STARTING);

    scene.looking = () -> {};
    pass(Duration.ofSeconds(15));
    assertThat(supervisor.report().state()).isEqualTo(HomeState.FINE);
  }

  @Test
  void mistakeInARepairIsToldAndCounts() {
    scene.here = Cause.CONFIG_LOST;
    scene.mending =
        () -> {
          throw new IllegalStateException("a mistake");
        };
    pass(Duration.ofMinutes(5));

    assertThat(notes()).contains("tunnel repair failed");
    assertThat(supervisor.report().repairs().getFirst().outcome()).contains("a mistake");
    assertThat(mended().size()).isBetween(2, 5);
  }

  @Test
  void lookAtThisMachineLeavesTheEvidenceFromOutside() {
    scene.outside = Cause.INGRESS_DEAD;
    pass(Duration.ofSeconds(50));
    List<String> local = List.of("doorstep", "tunnel");
    do {
      scene.asked.clear();
      pass(SECOND);
    } while (!scene.asked.equals(local));

    assertThat(supervisor.report().evidence()).contains(Evidence.fails(Layer.TLS, "ingress-dead"));
    assertThat(supervisor.report().url()).isEqualTo(Scene.URL);
  }

  @Test
  void noticeIsToldOnceWhileItLasts() {
    scene.notices = List.of(new Notice("key-expiry", "it expires in 7 days", "log in again"));
    pass(Duration.ofMinutes(10));
    assertThat(notes()).containsExactly("tunnel noticed");
    assertThat(supervisor.report().notices()).hasSize(1);

    scene.notices = List.of();
    pass(Duration.ofMinutes(2));
    assertThat(supervisor.report().notices()).isEmpty();
  }

  @Test
  void onlyTheLastTwentyRepairsAreShown() {
    scene.here = Cause.CONFIG_LOST;
    passUntil(() -> supervisor.report().counts().getOrDefault(Rung.REAPPLY, 0L) > 9);
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofHours(1));
    }
    assertThat(supervisor.report().counts().get(Rung.REAPPLY)).isGreaterThan(20L);
    assertThat(supervisor.report().repairs()).hasSize(20);
    assertThat(supervisor.report().repairs().getFirst().at())
        .isAfter(supervisor.report().repairs().getLast().at());
  }

  @Test
  void reminderOfAWakeIsNoWake() {
    pass(Duration.ofMinutes(2));
    scene.asked.clear();
    supervisor.woke(new Wake(Duration.ofHours(8), Duration.ofSeconds(10)));
    supervisor.turn();
    assertThat(scene.asked).isEmpty();

    wall.advance(Duration.ofHours(8));
    supervisor.woke(new Wake(Duration.ofHours(8), Duration.ZERO));
    supervisor.turn();
    assertThat(scene.asked).containsExactly("doorstep", "tunnel");
  }

  /// A repair on a thread of its own, which blocks until it is let go. Looks are over at once.
  private final class Blocked {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Semaphore go = new Semaphore(0);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /// How many that were interrupted may go; all of them, unless a test takes that away.
    private final Semaphore leave = new Semaphore(1_000);

    private volatile Thread thread = Thread.currentThread();

    private Blocked() throws InterruptedException {
      scene.here = Cause.CONFIG_LOST;
      scene.mending =
          () -> {
            begun.countDown();
            try {
              go.acquire();
            } catch (InterruptedException e) {
              interrupted.countDown();
              leave.acquireUninterruptibly();
              throw e;
            }
          };
      supervisor = new Supervisor(parts(Ladder.tailscale(LEAVE)), this::thread);
      passUntil(() -> supervisor.report().nextLook() == null);
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Thread thread(String name, Runnable work) {
      if (name.equals("tunnel repair")) {
        thread = Threads.virtual(name, work);
        return thread;
      }
      work.run();
      return Threads.hook(name, () -> {});
    }
  }

  @Test
  void wakeAndNudgeAreHeardWhileARepairRuns() throws Exception {
    var blocked = new Blocked();
    wall.advance(Duration.ofHours(8));
    supervisor.woke(new Wake(Duration.ofHours(8), Duration.ZERO));
    supervisor.nudge();
    supervisor.networkChanged();
    assertThat(supervisor.turn()).isEqualTo(Duration.ofMinutes(1));
    assertThat(supervisor.report().nextLook()).isNull();

    scene.mends = _ -> scene.here = null;
    blocked.go.release();
    assertThat(blocked.thread.join(Duration.ofSeconds(10))).isTrue();
    supervisor.turn();
    assertThat(supervisor.report().repairs()).hasSize(1);
    assertThat(blocked.interrupted.getCount()).isOne();
    pass(Duration.ofSeconds(19));
    assertThat(mended()).containsExactly("mend reapply");
  }

  @Test
  void stopInterruptsARepairAndWaitsForIt() throws Exception {
    var blocked = new Blocked();
    supervisor.start();
    supervisor.stop();

    assertThat(blocked.interrupted.getCount()).isZero();
    assertThat(blocked.thread.isAlive()).isFalse();
  }

  @Test
  void stopThatWasInterruptedIsFinishedByTheNextOne() throws Exception {
    var blocked = new Blocked();
    supervisor.start();
    // Else the repair may be over before anybody waits for it.
    int all = blocked.leave.drainPermits();
    Thread.currentThread().interrupt();
    assertThatThrownBy(supervisor::stop).isInstanceOf(InterruptedException.class);
    blocked.leave.release(all);
    supervisor.stop();

    assertThat(blocked.thread.isAlive()).isFalse();
  }

  @Test
  void wakeEndsTheLookThatIsUnderWay() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    scene.looking =
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        };
    supervisor = new Supervisor(parts(Ladder.none()));
    supervisor.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    wall.advance(Duration.ofHours(1));
    supervisor.woke(new Wake(Duration.ofHours(1), Duration.ZERO));

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    supervisor.stop();
  }
}
