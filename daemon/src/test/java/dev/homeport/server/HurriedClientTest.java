package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: clients that say how long they wait, in front of somebody who never answers.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class HurriedClientTest {
  @ParameterizedTest
  @EnumSource(Caller.class)
  void clientIsToldWhenItsTimeIsOver(Caller caller) {
    try (var silent = RudeServer.playing(Fault.hangs());
        var rig = new RouterRig(Backend.ollama("first", silent.uri()));
        var client = rig.client()) {
      Received answer =
          client
              .post(
                  caller.path(),
                  caller.question(true),
                  RouterRig.KEY,
                  "Homeport-Timeout: 200ms\r\n")
              .read();
      assertThat(answer.status()).isEqualTo(504);
      assertThat(caller.refusal(answer.text())).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void whatIsNoTimeIsSaidAgain(Caller caller) {
    try (var silent = RudeServer.playing(Fault.hangs());
        var rig = new RouterRig(Backend.ollama("first", silent.uri()));
        var client = rig.client()) {
      Received answer =
          client
              .post(
                  caller.path(), caller.question(true), RouterRig.KEY, "Homeport-Timeout: soon\r\n")
              .read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(caller.refusal(answer.text()))
          .startsWith("Homeport-Timeout \"soon\" is no number");
      assertThat(silent.hasHeard()).isFalse();
    }
  }
}
