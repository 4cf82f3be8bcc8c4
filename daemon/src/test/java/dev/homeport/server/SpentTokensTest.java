package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Tokens;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: what answers of the Mac's own Ollama take is counted against the key that asked.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class SpentTokensTest {
  private static final String WHOLE =
      "{\"message\":{\"content\":\"hi\"},\"done\":true,\"prompt_eval_count\":26,\"eval_count\":90}";

  @Test
  void tokensThatOllamaCountsAreTakenFromTheMinuteOfTheKey() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json(WHOLE));
        var rig = new FrontRig(upstream.uri())) {
      Received first = ask(rig, "/api/chat");
      assertThat(first.status()).isEqualTo(200);
      assertThat(rig.ended().tokens()).isEqualTo(new Tokens(26, 90));
      assertThat(refused(rig, "/api/chat").text())
          .contains("the key bot is at its limit: tokens-per-minute 60");
    }
  }

  @Test
  void answerThatSaysNothingOfTokensIsEstimatedAndNotToldAsCounted() throws Exception {
    String stream = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\n".repeat(99);
    try (var upstream =
            RudeServer.playing(
                Fault.says(
                    "stream",
                    After.STAYS,
                    Fault.sized("200 OK", "text/event-stream", stream + "data: [DONE]\n\n")));
        var rig = new FrontRig(upstream.uri())) {
      assertThat(ask(rig, "/v1/chat/completions").status()).isEqualTo(200);
      assertThat(rig.ended().tokens()).isNull();
      assertThat(refused(rig, "/v1/chat/completions").text()).contains("tokens-per-minute 60");
    }
  }

  private static Received ask(FrontRig rig, String path) {
    try (var client = rig.client()) {
      return client.post(path, FrontRig.BODY, rig.limitedKey()).read();
    }
  }

  /// What an answer took is taken when it has gone out, so one more may be faster.
  private static Received refused(FrontRig rig, String path) {
    Received next = ask(rig, path);
    for (int i = 0; i < 10 && next.status() == 200; i++) {
      next = ask(rig, path);
    }
    assertThat(next.status()).isEqualTo(429);
    assertThat(next.header("Retry-After")).isEmpty();
    return next;
  }
}
