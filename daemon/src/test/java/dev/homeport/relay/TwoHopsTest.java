package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Condition;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Cable;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.resilience.Gate;
import dev.homeport.upstream.Waits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: a router, the front of a Mac and an Ollama, one behind the other. What the front says of a
/// question tells the router what it waits for, and each has a time of its own (product.md 6.2).
@Tag("rude")
@ExtendWith(LeakCheck.OfClass.class)
class TwoHopsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(250);

  /// Longer than what is short, and far from what is long.
  private static final Duration LATE = Duration.ofMillis(400);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Waits PATIENT = waits(LONG, LONG, LONG, LONG);
  private static final Gate.Limits ONE = new Gate.Limits(1, 20, Duration.ofMinutes(1));

  private static Waits waits(Duration ack, Duration queued, Duration loading, Duration first) {
    return new Waits(ack, queued, loading, first, first, LONG, LONG, null);
  }

  /// A whole answer, its head and the rest each so much later than what was before.
  private static Fault.Says late(Heard heard, Duration between) {
    Tongue tongue = Tongue.of(heard);
    return new Fault.Says(
        "a late answer",
        List.of(
            Mishap.head(tongue, true),
            Fault.chunk(tongue.opening() + tongue.token("home") + tongue.closing()),
            Mishap.END),
        between,
        After.STAYS);
  }

  private static RudeServer ollama(Duration between) {
    return RudeServer.choosing(heard -> late(heard, between));
  }

  private static RudeServer cloud() {
    return RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
  }

  private static RouterRig router(URI home, Waits waits, RudeServer cloud) {
    return new RouterRig(
        Terms.STRICT,
        Backend.ollama("home", home).showing(FrontRig.GUESTS).within(waits),
        Backend.openAi("cloud", cloud.uri()));
  }

  private static void loaded(FrontRig front) {
    front.loaded(RouterRig.FOREIGN + ":latest");
  }

  private static Received ask(RouterRig rig, boolean stream) {
    try (RawClient client = rig.client()) {
      return client.post(Caller.CHAT.path(), Caller.CHAT.question(stream), RouterRig.KEY).read();
    }
  }

  private static void isAnswered(Received answer, boolean stream, String by, String attempts) {
    assertThat(answer.end()).as(answer.toString()).isEqualTo(End.WHOLE);
    assertThat(answer.header("Homeport-Provider")).as(answer.toString()).contains(by);
    assertThat(Caller.CHAT.words(answer.text(), stream)).isEqualTo(by);
    assertThat(answer.header("Homeport-Attempts").orElseThrow()).matches(attempts);
  }

  private static void homeIsWell(RouterRig rig) {
    assertThat(rig.conditions().of("home", RouterRig.FOREIGN)).isInstanceOf(Condition.Well.class);
    assertThat(rig.conditions().patients()).isEmpty();
  }

  private static void homeRests(RouterRig rig, String cause) {
    assertThat(rig.conditions().of("home", RouterRig.FOREIGN))
        .isInstanceOfSatisfying(
            Condition.Resting.class, rest -> assertThat(rest.cause()).isEqualTo(cause));
  }

  /// Slow is not dead, and dead is not slow: whoever has said once that it is there and then does
  /// not is left long before a first token would be due.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wayThatFallsSilentIsDeadAfterTheTimeOfAnAcknowledgement(boolean stream) {
    try (var ollama = ollama(Duration.ZERO);
        var front = new FrontRig(ollama.uri());
        var cable = new Cable();
        var cloud = cloud();
        var rig =
            router(
                URI.create("http://127.0.0.1:" + cable.port()),
                waits(SHORT, LONG, LONG, LONG),
                cloud)) {
      cable.leadTo(front.port());
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      cable.cut();
      long asked = System.nanoTime();
      isAnswered(ask(rig, stream), stream, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(SHORT, SOON);
      homeRests(rig, "ack-timeout");
      isAnswered(ask(rig, stream), stream, "cloud", "cloud;ok");
    }
  }

  /// A long question takes its time on the way, and nobody can say anything before all of it came.
  @Test
  void timeOfAnAcknowledgementBeginsWhenTheQuestionIsSent() {
    String much = "word ".repeat(2_000_000);
    try (var ollama = ollama(Duration.ZERO);
        var front = new FrontRig(ollama.uri());
        var cable = new Cable();
        var cloud = cloud();
        var rig =
            router(
                URI.create("http://127.0.0.1:" + cable.port()),
                waits(Duration.ofSeconds(1), LONG, LONG, LONG),
                cloud)) {
      cable.leadTo(front.port());
      isAnswered(ask(rig, true), true, "home", "home;ok");
      cable.slow(Duration.ofMillis(3));
      try (RawClient client = rig.client()) {
        Received answer =
            client.post(Caller.CHAT.path(), Caller.CHAT.question(true, much), RouterRig.KEY).read();
        isAnswered(answer, true, "home", "home;ok");
      }
      homeIsWell(rig);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoWaitsTooLongInTheQueueOfHomeGoesOnAndHomeIsNotToBlame(boolean stream) throws Exception {
    try (var ollama = RudeServer.playing(Fault.hangs());
        var front = new FrontRig(ollama.uri(), ONE);
        var cloud = cloud();
        var rig = router(front.uri(), waits(LONG, SHORT, LONG, LONG), cloud);
        var first = front.client()) {
      first.post(Caller.CHAT.path(), FrontRig.BODY, FrontRig.KEY);
      ollama.next();
      isAnswered(ask(rig, stream), stream, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      homeIsWell(rig);
      assertThat(front.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(front.gate().snapshot().waiting()).isZero();
      assertThat(ollama.hasHeard()).isFalse();
      assertThat(front.failures()).isEmpty();
    }
  }

  /// Where nobody else is well, the queue of home is the best place there is.
  @ParameterizedTest
  @Execution(CONCURRENT)
  @ValueSource(booleans = {true, false})
  void whoHasNobodyElseStaysInTheQueueOfHome(boolean rests) throws Exception {
    try (var ollama = ollama(LATE);
        var front = new FrontRig(ollama.uri(), ONE);
        var cloud = RudeServer.playing(Fault.htmlError());
        var rig =
            rests
                ? router(front.uri(), waits(LONG, SHORT, LONG, LONG), cloud)
                : new RouterRig(
                    Terms.STRICT,
                    Backend.ollama("home", front.uri())
                        .showing(FrontRig.GUESTS)
                        .within(waits(LONG, SHORT, LONG, LONG)));
        var first = front.client()) {
      loaded(front);
      if (rests) {
        cloudRests(rig);
      }
      first.post(Caller.CHAT.path(), Caller.CHAT.question(true), FrontRig.KEY);
      ollama.next();
      isAnswered(ask(rig, true), true, "home", "home;ok");
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  private static void cloudRests(RouterRig rig) {
    rig.conditions()
        .ask("cloud", RouterRig.FOREIGN)
        .failed(new Blame(Extent.MODEL, Outlook.PASSING, Proof.ANSWER, "overloaded", "busy", null));
  }

  /// Whoever is first in the queue a moment later is answered at home, whatever the time for a
  /// first token is.
  @ParameterizedTest
  @Execution(CONCURRENT)
  @ValueSource(booleans = {true, false})
  void timeInTheQueueIsNotTimeOfTheFirstToken(boolean stream) throws Exception {
    // As SHORT and LATE, with room for a machine on which much else runs.
    Duration between = SHORT.multipliedBy(4);
    try (var ollama = ollama(between);
        var front = new FrontRig(ollama.uri(), ONE);
        var cloud = cloud();
        var rig =
            router(
                front.uri(), waits(LONG, LONG, LONG, between.plus(LATE.multipliedBy(4))), cloud);
        var first = front.client()) {
      loaded(front);
      first.post(Caller.CHAT.path(), Caller.CHAT.question(true), FrontRig.KEY);
      ollama.next();
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      homeIsWell(rig);
    }
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @ValueSource(booleans = {true, false})
  void modelThatLoadsIsWaitedForLongerThanForAFirstToken(boolean stream) {
    try (var ollama = ollama(LATE);
        var front = new FrontRig(ollama.uri());
        var cloud = cloud();
        var rig = router(front.uri(), waits(LONG, LONG, LONG, SHORT.plus(LATE)), cloud)) {
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      homeIsWell(rig);
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void modelThatNeverLoadsIsLeftAfterTheTimeOfALoad(boolean stream) throws Exception {
    try (var ollama = RudeServer.playing(Fault.hangs());
        var front = new FrontRig(ollama.uri());
        var cloud = cloud();
        var rig = router(front.uri(), waits(LONG, LONG, SHORT, LONG), cloud)) {
      isAnswered(ask(rig, stream), stream, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      homeRests(rig, "loading-timeout");
      ollama.next().departure();
      assertThat(front.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(front.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void modelThatRunsAndSaysNothingIsLeftAfterTheTimeOfAFirstToken(boolean stream) throws Exception {
    try (var ollama = RudeServer.playing(Fault.hangs());
        var front = new FrontRig(ollama.uri());
        var cloud = cloud();
        var rig = router(front.uri(), waits(LONG, LONG, LONG, SHORT), cloud)) {
      loaded(front);
      isAnswered(ask(rig, stream), stream, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      homeRests(rig, "first-token-timeout");
      ollama.next().departure();
      assertThat(front.ended().outcome()).isEqualTo(Outcome.LEFT);
    }
  }

  /// That something is said again and again is no reason to wait for ever.
  @Test
  void sayingTheSameAgainGainsNoTime() {
    String running = "HTTP/1.1 103 Early Hints\r\nHomeport-Ack: running\r\n\r\n";
    try (var home =
            RudeServer.playing(
                new Fault.Drips("runs and runs", running, running, Duration.ofMillis(50)));
        var cloud = cloud();
        var rig = router(home.uri(), waits(LONG, LONG, LONG, SHORT), cloud)) {
      isAnswered(ask(rig, true), true, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      homeRests(rig, "first-token-timeout");
    }
  }

  /// Through a proxy that loses what comes before an answer, home is as one without a daemon: it is
  /// waited for, and somebody else is asked beside it.
  @ParameterizedTest
  @Execution(CONCURRENT)
  @ValueSource(booleans = {true, false})
  void homeBehindAProxyThatSwallowsAcknowledgementsIsNotDead(boolean stream) {
    try (var ollama = ollama(LATE);
        var front = new FrontRig(ollama.uri());
        var cable = new Cable();
        var cloud = cloud();
        var rig =
            router(
                URI.create("http://127.0.0.1:" + cable.port()),
                waits(SHORT, SHORT, LONG, LONG),
                cloud)) {
      cable.leadTo(front.port());
      cable.swallow(true);
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      homeIsWell(rig);
    }
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @ValueSource(booleans = {true, false})
  void proxyThatBeginsToSwallowAcknowledgementsCostsOneRequest(boolean stream) throws Exception {
    try (var ollama = ollama(LATE);
        var front = new FrontRig(ollama.uri());
        var cable = new Cable();
        var cloud = cloud();
        var rig =
            router(
                URI.create("http://127.0.0.1:" + cable.port()),
                waits(SHORT, LONG, LONG, LONG),
                cloud)) {
      cable.leadTo(front.port());
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      cable.swallow(true);
      isAnswered(ask(rig, stream), stream, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      homeRests(rig, "ack-timeout");
      // Its list is enough to prove that it is there.
      rig.conditions().reached("home");
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      assertThat(rig.conditions().patients()).isEmpty();
      // It is learned anew when one comes through.
      cable.swallow(false);
      isAnswered(ask(rig, stream), stream, "home", "home;ok");
      cable.cut();
      isAnswered(ask(rig, stream), stream, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      homeRests(rig, "ack-timeout");
    }
  }

  /// Nobody knows whether it loads, so its request goes on while the next is asked beside it.
  @Test
  void slowHomeBehindSuchAProxyIsKeptWhileTheNextAnswers() throws Exception {
    try (var ollama = RudeServer.playing(Fault.hangs());
        var front = new FrontRig(ollama.uri());
        var cable = new Cable();
        var cloud = cloud();
        var rig =
            router(
                URI.create("http://127.0.0.1:" + cable.port()),
                waits(SHORT, LONG, LONG, SHORT),
                cloud)) {
      cable.leadTo(front.port());
      cable.swallow(true);
      isAnswered(ask(rig, true), true, "cloud", "home;timeout;dur=\\d+, cloud;ok");
      homeRests(rig, "first-token-timeout");
      assertThat(ollama.next().isPeerThere()).isTrue();
      assertThat(front.hasEnded()).isFalse();
    }
  }

  /// The front refuses what it has no place for, which is no failure of home.
  @Test
  void fullQueueOfHomeIsNobodysFault() throws Exception {
    try (var ollama = RudeServer.playing(Fault.hangs());
        var front = new FrontRig(ollama.uri(), new Gate.Limits(1, 0, Duration.ofMinutes(1)));
        var cloud = cloud();
        var rig = router(front.uri(), PATIENT, cloud);
        var first = front.client()) {
      first.post(Caller.CHAT.path(), FrontRig.BODY, FrontRig.KEY);
      ollama.next();
      Received answer = ask(rig, true);
      assertThat(answer.header("Homeport-Provider")).contains("cloud");
      assertThat(answer.header("Homeport-Attempts").orElseThrow()).startsWith("home;concurrency");
    }
  }
}
