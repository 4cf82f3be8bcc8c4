package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.homeport.fake.Act.After;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: clients that wait while nobody has begun an answer. First they hear nothing, then what
/// their API takes for nothing (clients.md 2), and in the end an answer or a cut.
@Tag("rude")
@ExtendWith(LeakCheck.OfClass.class)
class HoldingTest {
  private static final Terms HOLDING =
      Terms.LAX.holding(Duration.ofMillis(60), Duration.ofMillis(20));

  private static Fault.Says late(Tongue tongue) {
    return new Fault.Says(
        "a late answer",
        List.of(
            "",
            Mishap.head(tongue, true),
            Fault.chunk(tongue.opening() + tongue.token("fine") + tongue.closing()),
            Mishap.END),
        Duration.ofMillis(100),
        After.STAYS);
  }

  private static Received ask(RudeServer server, Caller caller, boolean stream) {
    try (var rig = new RouterRig(HOLDING, Spoken.OPENAI.at("cloud", server.uri()));
        RawClient client = rig.client()) {
      return client.post(caller.path(), caller.question(stream), RouterRig.KEY).read();
    }
  }

  private static String nothing(Caller caller, boolean stream) {
    if (!stream) {
      return " ";
    }
    return switch (caller) {
      case CHAT, GENERATE -> " ";
      case MESSAGES -> "event: ping\ndata: {\"type\": \"ping\"}\n\n";
      default -> ": keep-alive\n\n";
    };
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @EnumSource(Caller.class)
  void clientHearsThatItIsNotForgottenAndThenItsAnswer(Caller caller) {
    for (boolean stream : List.of(true, false)) {
      try (var server = RudeServer.choosing(heard -> late(Tongue.of(heard)))) {
        Received answer = ask(server, caller, stream);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.end()).isEqualTo(End.WHOLE);
        assertThat(answer.text().replace("\": \"", "\":\""))
            .as(answer.toString())
            .startsWith(nothing(caller, stream).replace("\": \"", "\":\"").repeat(2));
        assertThat(caller.words(answer.text(), stream)).as(answer.toString()).isEqualTo("fine");
        assertThat(caller.isWhole(answer.text(), stream)).as(answer.toString()).isTrue();
        assertThat(answer.header("Homeport-Provider")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @EnumSource(Caller.class)
  void whatFailsAfterTheHeadIsToldInTheStreamAndCut(Caller caller) {
    for (boolean stream : List.of(true, false)) {
      var dies = new Fault.Says("dies", List.of(""), Duration.ofMillis(150), After.CLOSES);
      try (var server = RudeServer.playing(dies, dies, dies)) {
        Received answer = ask(server, caller, stream);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.end()).as(answer.toString()).isIn(End.CUT, End.RESET);
        if (stream) {
          assertThat(caller.isWhole(answer.text(), true)).isFalse();
          assertThat(caller.failure(answer.text())).startsWith("cloud");
        } else {
          assertThat(answer.text()).isBlank();
        }
      }
    }
  }
}
