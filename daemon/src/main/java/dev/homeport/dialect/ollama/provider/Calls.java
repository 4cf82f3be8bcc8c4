package dev.homeport.dialect.ollama.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.CallArguments;
import dev.homeport.dialect.answer.CallIds;
import dev.homeport.wire.json.Json;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The calls of one answer, numbered as they come: Ollama's own numbers are missing, or all zero,
/// often enough (wire.md G.18).
final class Calls {
  private final Set<String> ids = new HashSet<>();
  private int count;

  /// Whether there was one.
  boolean any() {
    return count > 0;
  }

  /// Reads one; false when it cannot be read. A missing id is made, as is one that another call of
  /// this answer has already (G.19).
  boolean read(JsonNode call, Consumer<Piece> pieces) {
    JsonNode function = call.path("function");
    String tool = function.path("name").asText("");
    Optional<ObjectNode> arguments = CallArguments.object(function.path("arguments"));
    if (tool.isEmpty() || arguments.isEmpty()) {
      return false;
    }
    String id = call.path("id").asText("");
    while (id.isEmpty() || !ids.add(id)) {
      id = CallIds.fresh();
    }
    pieces.accept(new Piece.CallBegun(count, id, tool));
    pieces.accept(new Piece.CallGoesOn(count, Json.text(arguments.get())));
    count++;
    return true;
  }
}
