package dev.homeport.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;

/// Answers of a role of ours, as a scripted server gives them.
final class Answers {
  /// The name of the installation that answers.
  static final String INSTANCE = "hp-0123456789abcdef";

  private Answers() {}

  /// An answer with our header.
  static Act ours(int status, String body) {
    return raw(status, "Homeport-Instance: " + INSTANCE + "\r\n", body);
  }

  /// An answer with other headers.
  static Act raw(int status, String headers, String body) {
    return new Act.Raw(
        "HTTP/1.1 "
            + status
            + " x\r\n"
            + headers
            + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + body.getBytes(UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  /// A role that lives and says this of itself.
  static ScriptedServer role(int status, String page) {
    return new ScriptedServer()
        .on("/livez", ours(200, "{\"status\":\"alive\"}"))
        .on("/health?verbose", ours(status, page));
  }

  /// An Ollama with these models.
  static ScriptedServer ollama(String version, String... models) {
    var list = new StringBuilder();
    for (String model : models) {
      list.append(list.isEmpty() ? "" : ",").append("{\"name\":\"" + model + "\",\"size\":1}");
    }
    return new ScriptedServer()
        .on("/", new Act.Answer(200, "text/plain", "Ollama is running"))
        .json("/api/version", "{\"version\":\"" + version + "\"}")
        .json("/api/tags", "{\"models\":[" + list + "]}");
  }
}
