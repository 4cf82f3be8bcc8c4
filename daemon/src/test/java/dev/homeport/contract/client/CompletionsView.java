package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import org.jspecify.annotations.Nullable;

/// Looks at a text completion, streamed or whole.
final class CompletionsView {
  private final Asked asked;
  private final boolean counting;
  private final Sight sight = new Sight();
  private @Nullable String id;
  private boolean over;

  CompletionsView(Asked asked, boolean counting) {
    this.asked = asked;
    this.counting = counting;
  }

  Seen see(byte[] answer) {
    if (!asked.stream()) {
      String text = Keys.text(answer);
      if (!text.isEmpty()) {
        object(Nodes.read(text));
        assertThat(sight.why != null || sight.error != null).isTrue();
      }
      return sight.seen();
    }
    for (Events.Event event : Events.of(answer)) {
      assertThat(event.name()).isEmpty();
      assertThat(over).as("a frame after the end").isFalse();
      if (event.data().equals("[DONE]")) {
        over = true;
      } else {
        object(Nodes.read(event.data()));
      }
    }
    if (sight.error == null) {
      assertThat(over).as("[DONE] where all is whole, and only there").isEqualTo(sight.why != null);
    }
    return sight.seen();
  }

  private void object(JsonNode body) {
    if (body.has("error")) {
      OpenAiPlainView.error(body, sight);
      over = true;
      return;
    }
    Keys.must("id", "object", "created", "model", "choices")
        .may("usage", "system_fingerprint")
        .in(body);
    String said = Keys.text(body, "id");
    assertThat(said).startsWith("cmpl-");
    assertThat(id == null || id.equals(said)).as("one id").isTrue();
    id = said;
    assertThat(Keys.text(body, "object")).isEqualTo("text_completion");
    assertThat(Keys.count(body, "created")).isPositive();
    assertThat(Keys.text(body, "model")).isEqualTo(asked.model());
    if (body.hasNonNull("usage")) {
      boolean apart = body.path("choices").isEmpty();
      assertThat(apart).as("usage of a stream stands alone").isEqualTo(asked.stream());
      assertThat(counting || !asked.stream()).as("usage that nobody asked for").isTrue();
      assertThat(sight.used).as("usage once").isNull();
      sight.used = OpenAiStreamView.usage(body.path("usage"));
    } else {
      assertThat(asked.stream()).as("a whole answer has usage").isTrue();
    }
    for (JsonNode choice : body.path("choices")) {
      assertThat(sight.why).as("text after the end").isNull();
      Keys.must("text", "index", "finish_reason").may("logprobs").in(choice);
      assertThat(Keys.count(choice, "index")).isZero();
      sight.text.append(Keys.text(choice, "text"));
      if (!choice.path("finish_reason").isNull()) {
        sight.why = OpenAiPlainView.why(Keys.text(choice, "finish_reason"));
      }
    }
  }
}
