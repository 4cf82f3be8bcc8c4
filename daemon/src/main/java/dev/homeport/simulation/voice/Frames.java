package dev.homeport.simulation.voice;

import dev.homeport.simulation.http.Answering;
import dev.homeport.wire.JsonFields;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The frames of a streamed answer. Its head goes out with the first of them, not before: so does
/// Ollama's.
final class Frames {
  private static final Map<String, String> LINES = Map.of("Content-Type", "application/x-ndjson");
  private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");

  private final Answering answering;

  Frames(Answering answering) {
    this.answering = answering;
  }

  /// Sends a line of NDJSON.
  void line(JsonFields fields) throws IOException {
    begin(LINES);
    answering.piece(fields + "\n");
  }

  /// Sends an event without a name.
  void data(String data) throws IOException {
    begin(EVENTS);
    answering.piece("data: " + data + "\n\n");
  }

  /// Sends an event with a name.
  void event(String name, JsonFields fields) throws IOException {
    if (!answering.hasBegun()) {
      var headers = new LinkedHashMap<String, String>();
      headers.put("Cache-Control", "no-cache");
      headers.put("Connection", "keep-alive");
      headers.putAll(EVENTS);
      answering.begin(headers);
    }
    answering.piece("event: " + name + "\ndata: " + fields + "\n\n");
  }

  /// Ends the answer as a whole one.
  void end() throws IOException {
    answering.end();
  }

  private void begin(Map<String, String> headers) throws IOException {
    if (!answering.hasBegun()) {
      answering.begin(headers);
    }
  }
}
