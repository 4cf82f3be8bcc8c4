package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Patient;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: a question that nobody can answer, asked again and again (clients.md 4: thirty times).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class ExhaustionTest {
  private static final int REPEATS = 30;

  private static Received ask(RouterRig rig) {
    try (RawClient client = rig.client()) {
      return client
          .post(Caller.RESPONSES.path(), Caller.RESPONSES.question(true), RouterRig.KEY)
          .read();
    }
  }

  private static Fault fails() {
    return Fault.says(
        "fails",
        After.STAYS,
        Fault.sized("503 Down", "application/json", Tongue.COMPLETIONS.refusal(503, "down")));
  }

  @Test
  void thirtyRepeatsCostOneWalk() throws Exception {
    try (var first = RudeServer.choosing(_ -> fails());
        var second = RudeServer.choosing(_ -> fails());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Spoken.OPENAI.at("first", first.uri()),
                Spoken.OPENAI.at("second", second.uri()))) {
      Received told = ask(rig);
      assertThat(told.status()).isEqualTo(503);
      assertThat(told.header("x-should-retry")).contains("false");
      assertThat(told.header("Retry-After")).isEmpty();
      assertThat(Caller.RESPONSES.refusal(told.text()))
          .startsWith("first failed")
          .contains("nothing can answer before");
      for (int i = 1; i < REPEATS; i++) {
        Received again = ask(rig);
        assertThat(again.status()).isEqualTo(503);
        assertThat(Caller.RESPONSES.refusal(again.text()))
            .isEqualTo(Caller.RESPONSES.refusal(told.text()));
      }
      first.next();
      second.next();
      assertThat(first.hasHeard()).isFalse();
      assertThat(second.hasHeard()).isFalse();
    }
  }

  @Test
  void whoComesBackIsAskedAgainAtOnce() throws Exception {
    try (var first =
            RudeServer.playing(
                fails(), fails(), Mishap.good(Tongue.COMPLETIONS, true, "fine"), fails());
        var rig = new RouterRig(Terms.STRICT, Spoken.OPENAI.at("first", first.uri()))) {
      assertThat(ask(rig).status()).isEqualTo(503);
      // It was asked twice, and that counts once.
      assertThat(rig.conditions().patients()).extracting(Patient::strikes).containsExactly(1);
      assertThat(ask(rig).status()).isEqualTo(503);
      rig.conditions().patients().forEach(rig.conditions()::proven);
      assertThat(ask(rig).status()).isEqualTo(200);
    }
  }
}
