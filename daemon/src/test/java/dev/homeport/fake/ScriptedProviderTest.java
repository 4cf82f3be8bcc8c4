package dev.homeport.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.contract.Asked;
import dev.homeport.contract.Script;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.fake.Received.End;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The scripted provider on its socket.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class ScriptedProviderTest {
  private static final String QUESTION =
      "{\"model\":\"foreign/llama-3\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}],"
          + "\"stream\":true}";

  private static ProviderVoice openRouter() {
    return ProviderVoice.all().stream()
        .filter(each -> each.toString().equals("openrouter"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void playsItsScriptsInOrderAndRemembersWhoAsked() throws Exception {
    try (var provider = new ScriptedProvider(openRouter(), "/api/v1", 7);
        var client = RawClient.to(provider.port())) {
      provider.playing(Script.saying("One."), Script.saying("Two."));
      for (String word : new String[] {"One.", "Two.", "Two."}) {
        Received answer =
            client
                .post("/api/v1/chat/completions", QUESTION, "Authorization: Bearer key-1\r\n")
                .read();
        assertThat(answer.end()).isEqualTo(End.WHOLE);
        assertThat(answer.text()).startsWith(": OPENROUTER").contains(word).endsWith("[DONE]\n\n");
        ScriptedProvider.Question question = provider.next();
        assertThat(question.request().header("Authorization")).contains("Bearer key-1");
        assertThat(question.understood().turns()).isEqualTo(Asked.that("Hello?").turns());
      }
    }
  }

  @Test
  void cutsTheConnectionWhereItShall() throws Exception {
    try (var provider = new ScriptedProvider(openRouter(), "/api/v1", 7);
        var client = RawClient.to(provider.port())) {
      provider.severing(Script.saying("One.").ending(new Script.Ending.Silent()));
      Received answer = client.post("/api/v1/chat/completions", QUESTION).read();
      assertThat(answer.end()).isEqualTo(End.CUT);
      assertThat(answer.text()).contains("One.").doesNotContain("[DONE]");
    }
  }

  @Test
  void saysWhyItDoesNotUnderstand() throws Exception {
    try (var provider = new ScriptedProvider(openRouter(), "/api/v1", 7);
        var client = RawClient.to(provider.port())) {
      String body = QUESTION.replace("\"stream\"", "\"keep_alive\":0,\"stream\"");
      assertThat(client.post("/api/v1/chat/completions", body).read().head().status())
          .isEqualTo(400);
      assertThat(provider.next().fault()).hasMessageContaining("keep_alive");
    }
  }

  @Test
  void listsItsModels() {
    try (var provider = new ScriptedProvider(openRouter(), "/api/v1", 7);
        var client = RawClient.to(provider.port())) {
      assertThat(client.get("/api/v1/models").read().text()).contains("foreign/llama-3");
      assertThat(provider.hasBeenAsked()).isFalse();
    }
  }
}
