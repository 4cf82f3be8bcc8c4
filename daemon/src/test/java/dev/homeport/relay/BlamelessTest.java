package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rude: who cannot do what is asked, where others can, is not to blame: the next one is asked, and
/// it stands as well as before (cases.md A4). Those who speak an API that is not in the fault
/// matrix, where the others are.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class BlamelessTest {
  private static void isPassedOver(Speech speech, Act act, String cause)
      throws InterruptedException {
    try (var first = RudeServer.playing(act);
        var second = RudeServer.playing(Mishap.good(Tongue.COMPLETIONS, true, "fine"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                speech.at("first", first.uri()),
                Backend.openAi("second", second.uri()))) {
      for (int i = 0; i < 2; i++) {
        Received answer = ask(rig);
        assertThat(Caller.CHAT.words(answer.text(), true)).as(answer.toString()).isEqualTo("fine");
        assertThat(answer.header("Homeport-Attempts").orElseThrow())
            .matches("first;" + cause + ";dur=\\d+, second;ok");
        first.next();
        assertThat(rig.conditions().patients()).isEmpty();
      }
    }
  }

  private static Received ask(RouterRig rig) {
    try (RawClient client = rig.client()) {
      return client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY).read();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GEMINI   | 400 | The input token count (12000) exceeds the maximum number of tokens allowed | context",
        "GEMINI   | 400 | Function calling is not supported for this model | capability",
        "GEMINI   | 400 | Function call is missing a thought_signature in functionCall parts. | capability",
        "GIGACHAT | 413 | Payload too large | context",
      })
  void whatItCannotDoIsAskedOfTheNext(Speech speech, int status, String said, String cause)
      throws Exception {
    String answer = Fault.sized(status + " No", "application/json", speech.refusal(status, said));
    isPassedOver(speech, Fault.says(said, After.STAYS, answer), cause);
  }

  @Test
  void promptThatGeminiBlocksIsAskedOfTheNext() throws Exception {
    String blocked = "data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}\r\n\r\n";
    String answer = Fault.sized("200 OK", "text/event-stream", blocked);
    isPassedOver(Speech.GEMINI, Fault.says("blocked", After.STAYS, answer), "filtered");
  }
}
