package dev.homeport.dialect.anthropic.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.CallMemory;
import dev.homeport.wire.json.Json;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/// The blocks of an answer. What comes of the tools that run at the provider is left out.
final class Blocks {
  private final Thoughts thoughts;

  /// The open calls by the index of their block.
  private final TreeMap<Integer, Call> calls = new TreeMap<>();

  private int begun;

  /// A call.
  ///
  /// @param input the arguments that came with its beginning
  /// @param grown whether more came later
  private record Call(int number, JsonNode input, boolean grown) {}

  Blocks(CallMemory memory) {
    this.thoughts = new Thoughts(memory);
  }

  /// A block begins; what it has already is said.
  void begin(int index, JsonNode block, Consumer<Piece> pieces) {
    switch (block.path("type").asText()) {
      case "text" -> text(block.path("text"), pieces);
      case "thinking" -> {
        think(block.path("thinking"), pieces);
        thoughts.seal(block.path("signature").asText(""));
      }
      case "redacted_thinking" -> thoughts.redacted(block.path("data").asText(""));
      case "tool_use" -> {
        String told = block.path("id").asText("");
        String id = told.isEmpty() ? "toolu_" + UUID.randomUUID().toString() : told;
        thoughts.call(id);
        calls.put(index, new Call(begun, block.path("input"), false));
        pieces.accept(new Piece.CallBegun(begun, id, block.path("name").asText("")));
        begun++;
      }
      default -> {}
    }
  }

  /// A block grows.
  void grow(int index, JsonNode delta, Consumer<Piece> pieces) {
    switch (delta.path("type").asText()) {
      case "text_delta" -> text(delta.path("text"), pieces);
      case "thinking_delta" -> think(delta.path("thinking"), pieces);
      case "signature_delta" -> thoughts.seal(delta.path("signature").asText(""));
      case "input_json_delta" -> {
        Call call = calls.get(index);
        String fragment = delta.path("partial_json").asText("");
        if (call != null && !fragment.isEmpty()) {
          calls.put(index, new Call(call.number(), call.input(), true));
          pieces.accept(new Piece.CallGoesOn(call.number(), fragment));
        }
      }
      default -> {}
    }
  }

  /// A block is over.
  void end(int index, Consumer<Piece> pieces) {
    thoughts.endOfBlock();
    Call call = calls.remove(index);
    if (call != null && !call.grown()) {
      JsonNode input = call.input();
      pieces.accept(
          new Piece.CallGoesOn(call.number(), input.isObject() ? Json.text(input) : "{}"));
    }
  }

  /// Whatever is still open is over.
  void endAll(Consumer<Piece> pieces) {
    while (!calls.isEmpty()) {
      end(calls.firstKey(), pieces);
    }
  }

  private static void text(JsonNode said, Consumer<Piece> pieces) {
    String text = said.asText("");
    if (!text.isEmpty()) {
      pieces.accept(new Piece.Text(text));
    }
  }

  private void think(JsonNode said, Consumer<Piece> pieces) {
    String text = said.asText("");
    if (!text.isEmpty()) {
      thoughts.think(text);
      pieces.accept(new Piece.Thought(text));
    }
  }
}
