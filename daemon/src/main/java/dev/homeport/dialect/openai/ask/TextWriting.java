package dev.homeport.dialect.openai.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Prompt;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.wire.json.Json;
import java.util.EnumSet;
import java.util.Set;

/// The body of `/completions`, the text API: for a text that is to reach the model as it is, or
/// that has a gap to fill in.
public final class TextWriting {
  private TextWriting() {}

  /// Whether this cannot be said as a conversation.
  public static boolean isNeeded(ChatRequest request) {
    return request.prompt() instanceof Prompt.Plain plain
        && (plain.raw() || plain.suffix() != null);
  }

  /// The body that asks this.
  public static ObjectNode body(
      ChatRequest request, Prompt.Plain plain, String model, Set<Quirk> quirks) {
    ObjectNode body = Json.object().put("model", model).put("prompt", plain.text());
    if (plain.suffix() != null) {
      body.put("suffix", plain.suffix());
    }
    Set<Quirk> old = EnumSet.noneOf(Quirk.class);
    old.addAll(quirks);
    old.remove(Quirk.COMPLETION_TOKENS); // only conversations have the new name
    SamplingWriting.write(request.sampling(), false, old, body);
    if (request.topLogprobs() != null) {
      body.put("logprobs", request.topLogprobs());
    }
    ChatWriting.stream(quirks, body);
    return body;
  }
}
