package dev.homeport.dialect.responses.written;

import dev.homeport.chat.TokenChance;
import dev.homeport.wire.frame.Bytes;
import java.util.ArrayList;
import java.util.List;

/// What the model says, or says no with: the parts of one message.
final class MessageItem implements Item {
  private final Events events;
  private final String id;
  private final int index;

  /// The parts that are over, and how many they are.
  private final Bytes parts = new Bytes();

  private int part;

  private Open open = Open.NOTHING;
  private final StringBuilder said = new StringBuilder();
  private final List<TokenChance> chances = new ArrayList<>();

  /// What kind of part is open.
  private enum Open {
    NOTHING,
    TEXT,
    REFUSAL
  }

  MessageItem(Events events, String id, int index) {
    this.events = events;
    this.id = id;
    this.index = index;
    Item.tell(events, "response.output_item.added", index, object("in_progress"));
  }

  /// More words.
  void text(String text) {
    open(Open.TEXT);
    said.append(text);
    begin("response.output_text.delta")
        .append(",\"delta\":")
        .quoted(text)
        .append(",\"logprobs\":[]");
    events.end();
  }

  /// More words of a no.
  void refusal(String text) {
    open(Open.REFUSAL);
    said.append(text);
    begin("response.refusal.delta").append(",\"delta\":").quoted(text);
    events.end();
  }

  /// The chances of tokens of the text that is open or comes next.
  void chances(List<TokenChance> more) {
    chances.addAll(more);
  }

  private void open(Open kind) {
    if (open == kind) {
      return;
    }
    endPart();
    open = kind;
    begin("response.content_part.added").append(",\"part\":");
    part("", List.of());
  }

  private void endPart() {
    if (open == Open.NOTHING) {
      return;
    }
    String text = said.toString();
    var ofThese = List.copyOf(chances);
    said.setLength(0);
    chances.clear();
    if (open == Open.TEXT) {
      Bytes out = begin("response.output_text.done").append(",\"text\":").quoted(text);
      Chances.append(ofThese, out.append(",\"logprobs\":"));
    } else {
      begin("response.refusal.done").append(",\"refusal\":").quoted(text);
    }
    events.end();
    begin("response.content_part.done").append(",\"part\":");
    Bytes whole = part(text, ofThese);
    parts.append(part == 0 ? "" : ",").append(whole.array(), 0, whole.length());
    part++;
    open = Open.NOTHING;
  }

  /// Ends the event that was begun with the open part as it is now.
  private Bytes part(String text, List<TokenChance> ofThese) {
    var object = new Bytes();
    if (open == Open.TEXT) {
      object.append("{\"type\":\"output_text\",\"text\":").quoted(text);
      Chances.append(ofThese, object.append(",\"annotations\":[],\"logprobs\":"));
      object.append("}");
    } else {
      object.append("{\"type\":\"refusal\",\"refusal\":").quoted(text).append("}");
    }
    events.end(object);
    return object;
  }

  private Bytes begin(String type) {
    return events
        .begin(type)
        .append(",\"item_id\":\"")
        .append(id)
        .append("\",\"output_index\":")
        .number(index)
        .append(",\"content_index\":")
        .number(part);
  }

  @Override
  public Bytes close(String status) {
    endPart();
    Bytes item = object(status);
    Item.tell(events, "response.output_item.done", index, item);
    return item;
  }

  private Bytes object(String status) {
    return new Bytes()
        .append("{\"id\":\"")
        .append(id)
        .append("\",\"type\":\"message\",\"status\":\"")
        .append(status)
        .append("\",\"role\":\"assistant\",\"content\":[")
        .append(parts.array(), 0, parts.length())
        .append("]}");
  }
}
