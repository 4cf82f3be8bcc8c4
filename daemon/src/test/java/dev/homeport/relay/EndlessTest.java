package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: an answer without end that a client wants at once is held in memory, but not all of it.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class EndlessTest {
  @ParameterizedTest
  @EnumSource(Caller.class)
  void answerWithoutEndIsGivenUp(Caller caller) {
    for (Spoken api : Spoken.values()) {
      try (var server =
              RudeServer.choosing(
                  heard -> {
                    Tongue tongue = Tongue.of(heard);
                    return new Fault.Pours(
                        "without end",
                        Mishap.head(tongue, true) + Fault.chunk(tongue.opening()),
                        Fault.chunk(tongue.token("word ".repeat(10_000))));
                  });
          var rig = new RouterRig(Terms.STRICT, api.at("first", server.uri()));
          RawClient client = rig.client().waiting(Duration.ofSeconds(20))) {
        Received answer = client.post(caller.path(), caller.question(false), RouterRig.KEY).read();
        assertThat(answer.status()).as("%s %s", api, answer).isEqualTo(502);
      }
    }
  }
}
