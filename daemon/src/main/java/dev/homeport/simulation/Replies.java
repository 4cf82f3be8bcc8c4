package dev.homeport.simulation;

import dev.homeport.simulation.http.Answering;
import dev.homeport.simulation.http.Asked;
import dev.homeport.simulation.model.Library;
import dev.homeport.simulation.model.Model;
import dev.homeport.wire.Dialect;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The usual ways to answer one request, in the dialect of its path.
record Replies(Asked asked, Answering answering) {
  private static final String NATIVE = "application/json; charset=utf-8";

  /// The next id; ids of answers count up.
  private static final AtomicLong IDS = new AtomicLong(100_000);

  /// An id that no other answer of this process has.
  static String id() {
    return Long.toString(IDS.incrementAndGet());
  }

  void json(JsonFields body) throws IOException {
    json(200, body.toString());
  }

  void json(int status, String body) throws IOException {
    boolean ours = Dialect.of(asked.path()) == Dialect.OLLAMA;
    answering.whole(status, ours ? NATIVE : "application/json", body);
  }

  void empty(int status) throws IOException {
    answering.whole(status, Map.of(), "");
  }

  /// Says no, as clients of this path understand it.
  void refuse(int status, String text) throws IOException {
    byte[] error = Dialect.of(asked.path()).error(status, text, null, "req_" + id());
    json(status, new String(error, StandardCharsets.UTF_8));
  }

  /// Says that the request itself is wrong. On `/v1` another hand of Ollama's writes that, and
  /// labels it otherwise.
  void complain(String text) throws IOException {
    byte[] error = Dialect.of(asked.path()).error(400, text, null, "req_" + id());
    answering.whole(400, NATIVE, new String(error, StandardCharsets.UTF_8));
  }

  /// Sends statuses as lines, or the last of them only where no stream is wanted.
  void statuses(List<JsonFields> lines, JsonObject body) throws IOException {
    if (!body.flag("stream", true)) {
      json(lines.getLast());
      return;
    }
    answering.begin(Map.of("Content-Type", "application/x-ndjson"));
    for (JsonFields line : lines) {
      answering.piece(line + "\n");
    }
    answering.end();
  }

  /// The model that a request names. Where there is none, the client has been told.
  ///
  /// @param unnamed what a request without a name hears, with its status
  /// @param unknown what one with an unknown name hears
  Optional<Model> model(Library library, String name, Said unnamed, String unknown)
      throws IOException {
    if (name.isEmpty()) {
      refuse(unnamed.status(), unnamed.text());
      return Optional.empty();
    }
    Optional<Model> found = library.find(name);
    if (found.isEmpty()) {
      refuse(404, unknown);
    }
    return found;
  }

  /// A status and what it says.
  record Said(int status, String text) {
    static final Said REQUIRED = new Said(400, "model is required");
    static final Said NOT_FOUND = new Said(404, "model '' not found");
  }
}
