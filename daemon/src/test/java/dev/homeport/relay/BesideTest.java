package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Condition;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: a home that takes long. Leaving it would end its load, so somebody else is asked beside
/// it, and whoever brings the first piece wins (product.md 6.2, 6.7).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class BesideTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofMillis(50);

  /// Longer than the first token may take, shorter than a load.
  private static final Duration LATE = Duration.ofMillis(600);

  private static final String LOADING = "HTTP/1.1 103 Early Hints\r\nHomeport-Ack: loading\r\n\r\n";
  private static final String RUNNING = "HTTP/1.1 103 Early Hints\r\nHomeport-Ack: running\r\n\r\n";

  private static Waits waits(Duration first, Duration loading, @Nullable Duration hedge) {
    return new Waits(LONG, LONG, loading, first, first, LONG, LONG, hedge);
  }

  private static final Waits MUTE = waits(SOON, LONG, null);

  /// A whole answer with these words, its head and each frame so much later than the one before.
  private static Fault.Says late(Heard heard, Duration between, String before, String words) {
    Tongue tongue = Tongue.of(heard);
    return new Fault.Says(
        "a late answer",
        List.of(
            before,
            Mishap.head(tongue, true),
            Fault.chunk(tongue.opening() + tongue.token(words) + tongue.closing()),
            Mishap.END),
        between,
        After.STAYS);
  }

  private static Received ask(RouterRig rig, boolean stream) {
    try (RawClient client = rig.client()) {
      return client.post(Caller.CHAT.path(), Caller.CHAT.question(stream), RouterRig.KEY).read();
    }
  }

  private static void isAnswered(Received answer, boolean stream, String by, String words) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.end()).as(answer.toString()).isEqualTo(End.WHOLE);
    assertThat(answer.header("Homeport-Provider")).contains(by);
    assertThat(Caller.CHAT.words(answer.text(), stream)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void homeThatSaysNothingIsKeptWhileTheNextAnswers(boolean stream) throws Exception {
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, stream);
      isAnswered(answer, stream, "cloud", "cloud");
      assertThat(answer.header("Homeport-Fallback")).contains("true");
      assertThat(answer.header("Homeport-Attempts").orElseThrow())
          .matches("home;timeout;dur=\\d+, cloud;ok");
      assertThat(rig.conditions().of("home", RouterRig.FOREIGN))
          .isInstanceOfSatisfying(
              Condition.Resting.class,
              rest -> assertThat(rest.cause()).isEqualTo("first-token-timeout"));
      // It is known from then on: the next request does not wait for it.
      Received next = ask(rig, stream);
      isAnswered(next, stream, "cloud", "cloud");
      assertThat(next.header("Homeport-Attempts")).contains("cloud;ok");
      home.next();
      assertThat(home.hasHeard()).isFalse();
    }
  }

  /// Whoever is asked beside home may fail: then the next is asked, and nobody waits for home
  /// alone.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nextIsAskedWhereTheOneBesideHomeFails(boolean stream) {
    try (var home = RudeServer.playing(Fault.hangs());
        var ill = RudeServer.playing(Fault.closesBeforeHead());
        var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.openAi("ill", ill.uri()),
                Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, stream);
      isAnswered(answer, stream, "cloud", "cloud");
      assertThat(answer.header("Homeport-Attempts").orElseThrow())
          .matches("ill;severed;dur=\\d+, home;timeout;dur=\\d+, cloud;ok");
    }
  }

  /// An answer in large pieces has long for the first of them, but not where its home has gone.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void homeThatIsFoundAwayIsNotWaitedForThoughItsAnswerMayBeLarge(boolean stream) throws Exception {
    var waits = new Waits(LONG, LONG, LONG, SOON, LONG, LONG, LONG, null);
    String question =
        Caller.CHAT
            .question(stream)
            .replaceFirst(
                "\\{", "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],");
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(waits),
                Backend.openAi("cloud", cloud.uri()));
        RawClient client = rig.client()) {
      client.post(Caller.CHAT.path(), question, RouterRig.KEY);
      home.next();
      rig.conditions().lost("home", "connect-timeout", "it did not take the connection");
      isAnswered(client.read(), stream, "cloud", "cloud");
    }
  }

  /// What goes on for nobody ends with us.
  @Test
  void homeThatIsAskedForNobodyIsLeftWhenTheRouterStops() throws Exception {
    Heard asked;
    try (var home = RudeServer.playing(Fault.hangs())) {
      try (var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
          var rig =
              new RouterRig(
                  Terms.STRICT,
                  Backend.ollama("home", home.uri()).within(MUTE),
                  Backend.openAi("cloud", cloud.uri()))) {
        isAnswered(ask(rig, true), true, "cloud", "cloud");
        asked = home.next();
      }
      asked.departure();
    }
  }

  /// Whoever is asked beside another reads the same body, in a thread of its own.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largeQuestionIsReadByAllWhoAreAsked(boolean stream) throws Exception {
    String much = "word ".repeat(40_000);
    try (var home = RudeServer.playing(Fault.hangs());
        var other = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "other"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.ollama("other", other.uri()));
        RawClient client = rig.client()) {
      Received answer =
          client.post(Caller.CHAT.path(), Caller.CHAT.question(stream, much), RouterRig.KEY).read();
      isAnswered(answer, stream, "other", "other");
      assertThat(home.next().body().length).isGreaterThan(much.length());
      assertThat(other.next().body().length).isGreaterThan(much.length());
    }
  }

  /// Its load is over when its first byte comes; that it came proves that it is back.
  @Test
  void homeThatWasLateIsBackWhenItsFirstPieceComes() throws Exception {
    try (var home = RudeServer.choosing(heard -> late(heard, LATE, "", "home"));
        var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.openAi("cloud", cloud.uri()))) {
      var back = new CountDownLatch(1);
      rig.conditions()
          .onChange(
              () -> {
                if (rig.conditions().recoveries() > 0) {
                  back.countDown();
                }
              });
      isAnswered(ask(rig, true), true, "cloud", "cloud");
      home.next().departure();
      assertThat(back.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(rig.conditions().of("home", RouterRig.FOREIGN))
          .isNotInstanceOf(Condition.Resting.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void homeThatIsLateWinsAgainstOneThatIsLaterStill(boolean stream) {
    try (var home = RudeServer.choosing(heard -> late(heard, Duration.ofMillis(150), "", "home"));
        var cloud = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, stream);
      isAnswered(answer, stream, "home", "home");
      assertThat(answer.header("Homeport-Fallback")).contains("false");
      assertThat(rig.conditions().of("cloud", RouterRig.FOREIGN))
          .isInstanceOf(Condition.Well.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void homeIsWaitedForWhenTheNextOneFails(boolean stream) {
    try (var home = RudeServer.choosing(heard -> late(heard, Duration.ofMillis(200), "", "home"));
        var cloud = RudeServer.playing(Fault.closesBeforeHead(), Fault.closesBeforeHead());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, stream);
      isAnswered(answer, stream, "home", "home");
      assertThat(answer.header("Homeport-Attempts").orElseThrow())
          .matches("cloud;severed;dur=\\d+, home;ok");
    }
  }

  /// Where nobody else is, there is no reason to leave.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void homeAloneHasTheTimeOfALoad(boolean stream) {
    try (var home = RudeServer.choosing(heard -> late(heard, Duration.ofMillis(150), "", "home"));
        var rig = new RouterRig(Terms.STRICT, Backend.ollama("home", home.uri()).within(MUTE))) {
      isAnswered(ask(rig, stream), stream, "home", "home");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void homeThatNeverSaysAnythingIsGivenUpAfterTheTimeOfALoad(boolean stream) throws Exception {
    try (var home = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri())
                    .within(waits(SOON, Duration.ofMillis(300), null)))) {
      Received answer = ask(rig, stream);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(Caller.CHAT.refusal(answer.text())).contains("no first token came within 0.3 s");
      home.next().departure();
    }
  }

  /// A daemon that says that its model is loaded is left when it takes too long.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void homeThatSaysThatItRunsIsLeft(boolean stream) throws Exception {
    try (var home = RudeServer.playing(Fault.says("runs and hangs", After.HANGS, RUNNING));
        var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.openAi("cloud", cloud.uri()))) {
      isAnswered(ask(rig, stream), stream, "cloud", "cloud");
      home.next().departure();
    }
  }

  /// cases.md I3: the load goes on, and the loser is not blamed.
  @Test
  void hedgeAsksTheNextBesideAHomeThatLoads() throws Exception {
    try (var home = RudeServer.choosing(heard -> late(heard, LATE, LOADING, "home"));
        var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "cloud"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(waits(LONG, LONG, SOON)),
                Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, true);
      isAnswered(answer, true, "cloud", "cloud");
      assertThat(answer.header("Homeport-Attempts").orElseThrow())
          .matches("home;slower;dur=\\d+, cloud;ok");
      assertThat(rig.conditions().of("home", RouterRig.FOREIGN)).isInstanceOf(Condition.Well.class);
      home.next().departure();
      assertThat(rig.conditions().of("home", RouterRig.FOREIGN)).isInstanceOf(Condition.Well.class);
    }
  }

  @Test
  void hedgedCloudIsLetGoWhenItLoses() throws Exception {
    try (var first =
            RudeServer.choosing(heard -> late(heard, Duration.ofMillis(150), "", "first"));
        var second = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("first", first.uri()).within(waits(LONG, LONG, SOON)),
                Backend.openAi("second", second.uri()))) {
      isAnswered(ask(rig, true), true, "first", "first");
      second.next().departure();
      assertThat(rig.conditions().of("second", RouterRig.FOREIGN))
          .isInstanceOf(Condition.Well.class);
    }
  }

  /// cases.md G6, G7: nobody is left waiting, and nobody is blamed.
  @Test
  void clientThatLeavesEndsAllOfThem() throws Exception {
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(MUTE),
                Backend.openAi("cloud", cloud.uri()))) {
      Heard asked;
      try (RawClient client = rig.client()) {
        client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY);
        asked = cloud.next();
      }
      asked.departure();
      home.next().departure();
      assertThat(rig.conditions().of("cloud", RouterRig.FOREIGN))
          .isInstanceOf(Condition.Well.class);
    }
  }
}
