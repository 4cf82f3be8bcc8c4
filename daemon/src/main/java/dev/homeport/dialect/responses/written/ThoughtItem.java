package dev.homeport.dialect.responses.written;

import dev.homeport.wire.frame.Bytes;

/// What the model thinks, told as the summary of it: that is where clients show it.
final class ThoughtItem implements Item {
  private final Events events;
  private final String id;
  private final int index;
  private final StringBuilder said = new StringBuilder();

  ThoughtItem(Events events, String id, int index) {
    this.events = events;
    this.id = id;
    this.index = index;
    Item.tell(events, "response.output_item.added", index, object(new Bytes()));
    begin("response.reasoning_summary_part.added").append(",\"part\":");
    events.end(part(""));
  }

  /// More thoughts.
  void text(String text) {
    said.append(text);
    begin("response.reasoning_summary_text.delta").append(",\"delta\":").quoted(text);
    events.end();
  }

  @Override
  public Bytes close(String status) {
    String text = said.toString();
    begin("response.reasoning_summary_text.done").append(",\"text\":").quoted(text);
    events.end();
    begin("response.reasoning_summary_part.done").append(",\"part\":");
    Bytes part = part(text);
    events.end(part);
    Bytes item = object(part);
    Item.tell(events, "response.output_item.done", index, item);
    return item;
  }

  private Bytes begin(String type) {
    return events
        .begin(type)
        .append(",\"item_id\":\"")
        .append(id)
        .append("\",\"output_index\":")
        .number(index)
        .append(",\"summary_index\":0");
  }

  private static Bytes part(String text) {
    return new Bytes().append("{\"type\":\"summary_text\",\"text\":").quoted(text).append("}");
  }

  private Bytes object(Bytes part) {
    return new Bytes()
        .append("{\"id\":\"")
        .append(id)
        .append("\",\"type\":\"reasoning\",\"summary\":[")
        .append(part.array(), 0, part.length())
        .append("]}");
  }
}
