package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/// An item of a response that is being written: its parts open, grow and close one after another.
final class OpenItem {
  private final String type;
  private final String id;
  private final int index;
  private final StringBuilder grown = new StringBuilder();
  private final StringBuilder part = new StringBuilder();
  private int parts;
  private boolean partOpen;
  private boolean told;

  OpenItem(JsonNode item, int index) {
    this.type = Keys.text(item, "type");
    this.id = Keys.text(item, "id");
    this.index = index;
    if (type.equals("function_call")) {
      assertThat(Keys.text(item, "arguments")).isEmpty();
      Keys.text(item, "name");
      Keys.text(item, "call_id");
    }
  }

  /// Fails where an event speaks of another item.
  void belongs(JsonNode event) {
    assertThat(Keys.count(event, "output_index")).isEqualTo(index);
    String said =
        event.has("item") ? Keys.text(event.path("item"), "id") : Keys.text(event, "item_id");
    assertThat(said).as("the id of the item").isEqualTo(id);
  }

  void take(String event, JsonNode body) {
    switch (type + " " + event.substring("response.".length())) {
      case "message content_part.added", "reasoning reasoning_summary_part.added" -> {
        assertThat(partOpen).as("a part is open already").isFalse();
        assertThat(Keys.count(body, type.equals("message") ? "content_index" : "summary_index"))
            .isEqualTo(parts);
        partOpen = true;
        told = false;
        part.setLength(0);
      }
      case "message output_text.delta",
          "message refusal.delta",
          "reasoning reasoning_summary_text.delta" -> {
        assertThat(partOpen).as("a part is open: %s", event).isTrue();
        part.append(Keys.text(body, "delta"));
      }
      case "message output_text.done", "reasoning reasoning_summary_text.done" -> {
        assertThat(Keys.text(body, "text")).isEqualTo(part.toString());
        told = true;
      }
      case "message refusal.done" -> {
        assertThat(Keys.text(body, "refusal")).isEqualTo(part.toString());
        told = true;
      }
      case "message content_part.done", "reasoning reasoning_summary_part.done" -> {
        assertThat(partOpen && told).as("the text is done before its part").isTrue();
        partOpen = false;
        parts++;
        grown.append(part);
      }
      case "function_call function_call_arguments.delta" -> grown.append(Keys.text(body, "delta"));
      case "function_call function_call_arguments.done" -> {
        assertThat(Keys.text(body, "arguments")).isEqualTo(grown.toString());
        told = true;
      }
      default -> throw new AssertionError("no event for a " + type + ": " + event);
    }
  }

  /// The item as it is at its end, which says what has been said.
  JsonNode done(JsonNode item) {
    assertThat(partOpen).as("a part is open at the item's end").isFalse();
    assertThat(Keys.text(item, "type")).isEqualTo(type);
    String said =
        switch (type) {
          case "message" -> joined(item.path("content"));
          case "reasoning" -> joined(item.path("summary"));
          default -> {
            assertThat(told).as("the arguments are done before their item").isTrue();
            yield Keys.text(item, "arguments");
          }
        };
    assertThat(said).isEqualTo(grown.toString());
    return item;
  }

  private static String joined(JsonNode parts) {
    var text = new StringBuilder();
    for (JsonNode part : parts) {
      text.append(Keys.text(part, part.has("refusal") ? "refusal" : "text"));
    }
    return text.toString();
  }

  /// What was seen of an item that was never closed.
  void gather(Sight sight) {
    switch (type) {
      case "message" -> sight.text.append(grown).append(partOpen ? part : "");
      case "reasoning" -> sight.thinking.append(grown).append(partOpen ? part : "");
      default -> {}
    }
  }
}
