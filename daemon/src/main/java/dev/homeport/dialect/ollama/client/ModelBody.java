package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;

/// The body of a question about a model, which old clients name in `name`.
///
/// @param model empty where none is named
public record ModelBody(String model, boolean stream) {
  /// Understands it.
  public static ModelBody of(JsonNode body, String struct) throws Wrong {
    Fields fields = Fields.of(body, struct);
    String model = fields.text("model");
    String name = fields.text("name");
    return new ModelBody(
        model.isEmpty() ? name : model, !Boolean.FALSE.equals(fields.flag("stream")));
  }
}
