package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Condition;
import dev.homeport.condition.Cooling;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: clients that wait no longer than they say (`Homeport-Timeout`), in whatever phase that is
/// over. Nobody is blamed for it (cases.md F5).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LimitedTest {
  private static final String LIMIT = "Homeport-Timeout: 80ms\r\n";
  private static final String TOLD = "no answer came within the 0.08 s that the request gives";

  private static Received ask(RouterRig rig, Caller caller, boolean stream) {
    try (RawClient client = rig.client()) {
      return client.post(caller.path(), caller.question(stream), RouterRig.KEY, LIMIT).read();
    }
  }

  private static void isTold(Received answer, Caller caller) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(504);
    assertThat(caller.refusal(answer.text())).contains(TOLD);
  }

  private static void isWell(RouterRig rig, String... names) {
    for (String name : names) {
      assertThat(rig.conditions().of(name, RouterRig.FOREIGN)).isInstanceOf(Condition.Well.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void timeIsOverBeforeTheHead(Caller caller) throws Exception {
    for (boolean stream : List.of(true, false)) {
      try (var first = RudeServer.playing(Fault.hangs());
          var second = RudeServer.playing(Fault.hangs());
          var rig =
              new RouterRig(
                  Terms.STRICT,
                  Backend.openAi("first", first.uri()),
                  Backend.openAi("second", second.uri()))) {
        isTold(ask(rig, caller, stream), caller);
        first.next().departure();
        assertThat(second.hasHeard()).isFalse();
        isWell(rig, "first", "second");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void timeIsOverAfterTheHeadOfAKeepAlive(Caller caller) {
    Terms holding = Terms.STRICT.holding(Duration.ofMillis(20), Duration.ofMillis(10));
    for (boolean stream : List.of(true, false)) {
      try (var first = RudeServer.playing(Fault.hangs());
          var rig = new RouterRig(holding, Backend.openAi("first", first.uri()))) {
        Received answer = ask(rig, caller, stream);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.end()).as(answer.toString()).isIn(End.CUT, End.RESET);
        if (stream) {
          assertThat(caller.failure(answer.text())).contains(TOLD);
        } else {
          assertThat(answer.text()).isBlank();
        }
        isWell(rig, "first");
      }
    }
  }

  @Test
  void timeIsOverInTheMiddleOfAnAnswerThatIsWantedWhole() {
    for (Caller caller : List.of(Caller.CHAT, Caller.COMPLETIONS)) {
      Tongue tongue = Tongue.CHAT;
      var begins =
          Fault.says(
              "begins",
              After.HANGS,
              Mishap.head(tongue, true),
              Fault.chunk(tongue.opening() + tongue.token("One")));
      try (var first = RudeServer.playing(begins);
          var rig = new RouterRig(Terms.STRICT, Backend.ollama("first", first.uri()))) {
        isTold(ask(rig, caller, false), caller);
        isWell(rig, "first");
      }
    }
  }

  /// What has begun may go on.
  @Test
  void streamThatHasBegunIsNotCut() {
    Tongue tongue = Tongue.COMPLETIONS;
    var slow =
        new Fault.Says(
            "slow",
            List.of(
                Mishap.head(tongue, true) + Fault.chunk(tongue.opening() + tongue.token("One")),
                Fault.chunk(tongue.token(" two") + tongue.closing()),
                Mishap.END),
            Duration.ofMillis(400),
            After.STAYS);
    try (var first = RudeServer.playing(slow);
        var rig = new RouterRig(Terms.STRICT, Backend.openAi("first", first.uri()));
        RawClient client = rig.client()) {
      Received answer =
          client
              .post(
                  Caller.CHAT.path(),
                  Caller.CHAT.question(true),
                  RouterRig.KEY,
                  "Homeport-Timeout: 700ms\r\n")
              .read();
      assertThat(answer.end()).as(answer.toString()).isEqualTo(End.WHOLE);
      assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("One two");
    }
  }

  @Test
  void timeIsOverWhileItWaitsForItsTurn() throws Exception {
    try (var first = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("first", first.uri()).atMost(1, Duration.ofSeconds(9)));
        RawClient other = rig.client()) {
      other.post("/api/chat", Caller.CHAT.question(true), RouterRig.KEY);
      first.next();
      isTold(ask(rig, Caller.CHAT, true), Caller.CHAT);
      assertThat(rig.gate("first").snapshot().waiting()).isZero();
      assertThat(first.hasHeard()).isFalse();
      isWell(rig, "first");
    }
  }

  /// The only provider is left alone for a moment before it is asked once more.
  @Test
  void timeIsOverInThePauseBeforeTheRepeat() throws Exception {
    var slowly =
        new Terms(
            Cooling.OFF,
            new Manners(
                Duration.ofSeconds(20),
                Duration.ofSeconds(12),
                Duration.ZERO,
                Duration.ofSeconds(20)));
    try (var first = RudeServer.playing(Fault.closesBeforeHead());
        var rig = new RouterRig(slowly, Backend.openAi("first", first.uri()))) {
      Received answer = ask(rig, Caller.CHAT, true);
      assertThat(answer.status()).isEqualTo(502);
      first.next();
      assertThat(first.hasHeard()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void timeIsOverWhileTwoAreAsked(boolean stream) throws Exception {
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri())
                    .within(
                        Backend.waits(
                            Duration.ofMillis(20), Duration.ofSeconds(20), Duration.ofSeconds(20))),
                Backend.openAi("cloud", cloud.uri()))) {
      isTold(ask(rig, Caller.CHAT, stream), Caller.CHAT);
      home.next().departure();
      cloud.next().departure();
      isWell(rig, "cloud");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/embed", "/v1/embeddings"})
  void timeIsOverBeforeThereAreVectors(String path) throws Exception {
    try (var first = RudeServer.playing(Fault.hangs());
        var rig = new RouterRig(Terms.STRICT, Backend.ollama("first", first.uri()));
        RawClient client = rig.client()) {
      Received answer =
          client
              .post(
                  path,
                  "{\"model\":\"" + RouterRig.MODEL + "\",\"input\":\"x\"}",
                  RouterRig.KEY,
                  LIMIT)
              .read();
      isTold(answer, path.startsWith("/v1") ? Caller.COMPLETIONS : Caller.CHAT);
      first.next().departure();
      isWell(rig, "first");
    }
  }
}
