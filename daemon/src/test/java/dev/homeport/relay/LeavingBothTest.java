package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.resilience.Gate;
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rude: a client that leaves a router frees the Ollama behind the Mac's front, in whatever phase
/// its request is; neither of the two takes that for a failure of anybody (cases.md G).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LeavingBothTest {
  /// The sweepers' turns, one after the other, and room for a busy machine.
  private static final Duration AT_ONCE = Duration.ofMillis(1500);

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Waits PATIENT = new Waits(LONG, LONG, LONG, LONG, LONG, LONG, LONG, null);
  private static final Gate.Limits ONE = new Gate.Limits(1, 20, Duration.ofMinutes(1));
  private static final int ROUNDS = 5;

  /// How long everything took so far.
  private static final List<Duration> ALL = new CopyOnWriteArrayList<>();

  @AfterAll
  static void tellTheTimes() {
    List<Duration> sorted = ALL.stream().sorted().toList();
    System.out.printf(
        "%d clients left through a router and a front; Ollama was free after %d ms (p50), %d ms"
            + " (p99)%n",
        sorted.size(),
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.get(sorted.size() * 99 / 100).toMillis());
  }

  /// When the client goes.
  enum Phase {
    QUEUED,
    LOADING,
    BEFORE_THE_HEAD,
    WHILE_HELD,
    AMID_THE_ANSWER;

    Fault play(Tongue tongue) {
      String head = Mishap.head(tongue, true);
      String opening = tongue.opening();
      return switch (this) {
        case QUEUED, LOADING, BEFORE_THE_HEAD -> Fault.hangs();
        case WHILE_HELD -> Fault.says("held", After.HANGS, head, Fault.chunk(opening));
        case AMID_THE_ANSWER ->
            Fault.says("amid", After.HANGS, head, Fault.chunk(opening + tongue.token("One")));
      };
    }
  }

  static Stream<Arguments> phases() {
    return Stream.of(Phase.values())
        .flatMap(
            phase ->
                Stream.of(Caller.CHAT, Caller.COMPLETIONS, Caller.MESSAGES)
                    .flatMap(
                        caller ->
                            Stream.of(true, false)
                                .map(stream -> Arguments.of(phase, caller, stream))));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void bothHopsAreFreedAtOnceAndNobodyIsBlamed(Phase phase, Caller caller, boolean stream)
      throws Exception {
    var times = new ArrayList<Duration>();
    try (var ollama = RudeServer.choosing(heard -> phase.play(Tongue.of(heard)));
        var cloud = RudeServer.playing(Fault.json("{}"));
        var front = new FrontRig(ollama.uri(), ONE);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", front.uri()).showing(FrontRig.GUESTS).within(PATIENT),
                Backend.openAi("cloud", cloud.uri()));
        var first = front.client()) {
      if (phase == Phase.QUEUED) {
        first.post("/api/chat", FrontRig.BODY, FrontRig.KEY);
        ollama.next();
      } else if (phase != Phase.LOADING) {
        front.loaded(RouterRig.FOREIGN + ":latest");
      }
      for (int i = 0; i < ROUNDS; i++) {
        times.add(
            phase == Phase.QUEUED
                ? leftQueue(rig, front, caller, stream)
                : left(rig, ollama, caller, stream, phase));
        assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
        assertThat(front.ended().outcome()).isEqualTo(Outcome.LEFT);
      }
      assertThat(times).allSatisfy(time -> assertThat(time).isLessThan(AT_ONCE));
      assertThat(rig.notes()).isEmpty();
      assertThat(rig.conditions().patients()).isEmpty();
      assertThat(front.failures()).isEmpty();
      assertThat(cloud.hasHeard()).isFalse();
      assertThat(ollama.hasHeard()).isFalse();
      int inside = phase == Phase.QUEUED ? 1 : 0;
      assertThat(front.gate().snapshot().running()).isEqualTo(inside);
    }
    ALL.addAll(times);
  }

  private static Duration left(
      RouterRig rig, RudeServer ollama, Caller caller, boolean stream, Phase phase)
      throws Exception {
    Heard heard;
    long gone;
    try (RawClient client = rig.client()) {
      client.post(caller.path(), caller.question(stream), RouterRig.KEY);
      heard = ollama.next();
      if (phase == Phase.AMID_THE_ANSWER && stream) {
        client.head();
        assertThat(client.piece()).isPresent();
      }
      gone = System.nanoTime();
    }
    return Duration.ofNanos(heard.departure().atNanos() - gone);
  }

  private static Duration leftQueue(RouterRig rig, FrontRig front, Caller caller, boolean stream) {
    try (RawClient client = rig.client()) {
      client.post(caller.path(), caller.question(stream), RouterRig.KEY);
      awaitWaiting(front, 1);
    }
    long gone = System.nanoTime();
    awaitWaiting(front, 0);
    return Duration.ofNanos(System.nanoTime() - gone);
  }

  private static void awaitWaiting(FrontRig front, int count) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (front.gate().snapshot().waiting() != count) {
      assertThat(System.nanoTime() - deadline).isNegative();
      Thread.onSpinWait();
    }
  }
}
