package dev.homeport.dialect.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.dialect.ollama.client.GoSyntax;
import dev.homeport.dialect.ollama.client.ModelBody;
import dev.homeport.dialect.ollama.client.Wrong;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;

/// A question about one model: the body of `/api/show` or of `/api/pull`.
public sealed interface ModelQuestion {
  /// It names one.
  ///
  /// @param stream whether lines are wanted, which only a pull can say
  record About(String model, boolean stream) implements ModelQuestion {}

  /// It does not, and Ollama says this to it.
  record Refused(int status, String text) implements ModelQuestion {}

  /// The one in a body of `/api/show`.
  static ModelQuestion shown(InputStream body) throws IOException {
    return read(body, "ShowRequest", "model is required");
  }

  /// The one in a body of `/api/pull`.
  static ModelQuestion pulled(InputStream body) throws IOException {
    return read(body, "PullRequest", "invalid model name");
  }

  private static ModelQuestion read(InputStream body, String struct, String nameless)
      throws IOException {
    byte[] bytes = body.readAllBytes();
    try {
      JsonNode read = Json.read(bytes);
      if (read.isMissingNode()) {
        return new Refused(400, "missing request body");
      }
      ModelBody asked = ModelBody.of(read, struct);
      return asked.model().isEmpty()
          ? new Refused(400, nameless)
          : new About(asked.model(), asked.stream());
    } catch (JsonProcessingException _) {
      return refused(GoSyntax.of(bytes));
    } catch (Wrong e) {
      return refused(e);
    }
  }

  private static Refused refused(Wrong wrong) {
    return new Refused(wrong.objection().status(), wrong.objection().text());
  }
}
