package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// Reads server-sent events as the pickiest client does (B.3 rule 1): only `data:` lines, one for
/// each event, an `event:` before it where the API names events, comments, and never anything else.
final class Events {
  /// An event.
  ///
  /// @param name empty where it has none
  record Event(String name, String data) {}

  private Events() {}

  static List<Event> of(byte[] bytes) {
    String text = Keys.text(bytes);
    assertThat(text)
        .as("ends with an empty line")
        .matches(end -> end.isEmpty() || end.endsWith("\n\n"));
    assertThat(text.indexOf('\r')).as("carriage return").isNegative();
    var events = new ArrayList<Event>();
    if (text.isEmpty()) {
      return events;
    }
    for (String block : text.substring(0, text.length() - 2).split("\n\n", -1)) {
      String[] lines = block.split("\n", -1);
      if (lines.length == 1 && block.startsWith(":")) {
        continue;
      }
      boolean named = lines[0].startsWith("event: ");
      assertThat(lines).as("lines of an event: %s", block).hasSize(named ? 2 : 1);
      String data = lines[lines.length - 1];
      assertThat(data).startsWith("data: ");
      events.add(new Event(named ? lines[0].substring(7) : "", data.substring(6)));
    }
    return events;
  }
}
