package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: a model of Ollama's cloud that was pulled under a plain name is no way around the rule.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class CloudStubTest {
  private static final String BODY =
      "{\"model\":\"Stub:Remote\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String WHOLE =
      "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"done\":true}";

  @Test
  void ordinaryKeyDoesNotSpendTheOwnersMoneyThroughAStub() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json(WHOLE));
        var rig = new FrontRig(upstream.uri())) {
      try (var guest = rig.client()) {
        var refusal = guest.post("/api/chat", BODY, FrontRig.GUEST).read();
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.text()).contains("stub:remote").contains("scope admin");
      }
      assertThat(rig.ended().cause()).isEqualTo("cloud model");
      try (var owner = rig.client()) {
        assertThat(owner.post("/api/chat", BODY, FrontRig.KEY).read().status()).isEqualTo(200);
      }
      assertThat(rig.ended().status()).isEqualTo(200);
    }
  }
}
