package dev.homeport.dialect.anthropic.passed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.dialect.EditedPayload;
import dev.homeport.wire.Payload;
import dev.homeport.wire.edit.Edits;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;

/// A client's own question with the provider's name for the model, to be answered in a stream.
public final class PassedQuestion {
  /// A thread would be begun there that is never gone on with.
  private static final JsonEdit QUESTION =
      JsonEdit.builder().replace("model").drop("thread").put("stream", "true").build();

  private PassedQuestion() {}

  /// The body to send. Only where a history has parts that another provider made and this one would
  /// refuse, it is written anew.
  public static Payload of(ChatRequest request, Payload body, String model) throws IOException {
    if (History.isForeign(request.prompt().messages())) {
      try (InputStream in = body.open()) {
        JsonNode tree = Json.read(in);
        return Payload.of(Json.bytes(History.cleaned(tree, model)));
      }
    }
    Edits edits =
        QUESTION
            .with(model)
            .scan(body::writeTo)
            .orElseThrow(() -> new IOException("a body that was understood is no JSON any more"));
    return new EditedPayload(body, edits);
  }
}
