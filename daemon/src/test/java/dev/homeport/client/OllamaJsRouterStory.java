package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.client.RouterRig.Whence;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Fault;
import dev.homeport.wire.JsonText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `ollama`, at the router.
@Tag("story")
@ExtendWith(NeedsNpm.class)
class OllamaJsRouterStory extends RouterContract implements Embedding, FreeHeaders, Listing {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("ollama");
  }

  @Test
  void promptThatIsNoConversationIsAnswered() {
    if (whence == Whence.HOME) {
      rig().answerer().performing(_ -> completion());
    }
    Given answer = gives(Deed.GENERATE, call());
    assertThat(answer.text()).isEqualTo(WORDS_WHOLE);
    assertThat(answer.note()).isEqualTo("simulated stop 21+13");
  }

  private static Act completion() {
    String head =
        "{\"model\":\"foreign-llama:8b\",\"created_at\":\"2026-11-21T09:33:58Z\",\"response\":";
    return Fault.says(
        "a whole answer to a prompt",
        After.STAYS,
        Fault.CHUNKED,
        Fault.chunk(head + JsonText.quoted(WORDS_WHOLE) + ",\"done\":false}\n"),
        Fault.chunk(
            head
                + "\"\",\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":21,"
                + "\"eval_count\":13}\n"),
        "0\r\n\r\n");
  }
}
