package dev.homeport.dialect.anthropic.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.homeport.dialect.CallMemory;
import dev.homeport.wire.json.Json;

/// The thoughts before the first call of an answer, which the API wants to have back with the
/// result of the call, seal and all. No client has a place for them, so they are remembered here.
final class Thoughts {
  private final CallMemory memory;
  private final ArrayNode blocks = Json.array();
  private final StringBuilder text = new StringBuilder();
  private String seal = "";
  private String call = "";

  Thoughts(CallMemory memory) {
    this.memory = memory;
  }

  void think(String more) {
    if (call.isEmpty()) {
      text.append(more);
    }
  }

  void seal(String signature) {
    seal = signature;
  }

  /// A block that nobody may read but its provider.
  void redacted(String sealed) {
    if (call.isEmpty()) {
      blocks.add(Json.object().put("type", "redacted_thinking").put("data", sealed));
    }
  }

  /// The block at hand is over. Without a seal it is worth nothing.
  void endOfBlock() {
    if (call.isEmpty() && !seal.isEmpty()) {
      blocks.add(
          Json.object()
              .put("type", "thinking")
              .put("thinking", text.toString())
              .put("signature", seal));
    }
    text.setLength(0);
    seal = "";
  }

  /// A call begins.
  void call(String id) {
    if (call.isEmpty()) {
      call = id;
      if (!blocks.isEmpty()) {
        memory.keep(id, Json.text(blocks));
      }
    }
  }
}
