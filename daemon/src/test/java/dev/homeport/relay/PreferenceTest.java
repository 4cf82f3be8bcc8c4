package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Cooling;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: who has answered in another's place is asked first, until the other is proven back
/// (product.md 6.5, cases.md A12).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class PreferenceTest {
  /// Nobody rests, so that nothing but the preference keeps the first from being asked.
  private static final Terms PREFERRING =
      new Terms(
          Cooling.OFF,
          new Manners(
              Duration.ofSeconds(20),
              Duration.ofSeconds(12),
              Duration.ofMinutes(30),
              Duration.ofMillis(5)));

  private static String attempts(RouterRig rig) {
    try (var client = rig.client()) {
      Received answer =
          client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY).read();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      return answer.header("Homeport-Attempts").orElse("").replaceAll(";dur=\\d+", "");
    }
  }

  @Test
  void nextRequestBeginsAtTheOneThatWorked() {
    try (var first = RudeServer.choosing(_ -> Fault.closesBeforeHead());
        var second = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "fine"));
        var rig =
            new RouterRig(
                PREFERRING,
                Spoken.OPENAI.at("first", first.uri()),
                Spoken.OPENAI.at("second", second.uri()))) {
      assertThat(attempts(rig)).isEqualTo("first;severed, second;ok");
      assertThat(attempts(rig)).isEqualTo("second;ok");
      assertThat(attempts(rig)).isEqualTo("second;ok");

      rig.conditions().patients().forEach(rig.conditions()::proven);
      assertThat(attempts(rig)).isEqualTo("first;severed, second;ok");
    }
  }
}
