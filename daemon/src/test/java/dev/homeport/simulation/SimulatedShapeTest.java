package dev.homeport.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Recording;
import dev.homeport.fake.ReplayServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same request, sent to the simulation and to the recording of a real Ollama, gets the same
/// shape: status, headers, kinds of frames, and in every JSON the same names in the same order.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class SimulatedShapeTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic/length",
        "anthropic/max-tokens-absent",
        "anthropic/messages-empty",
        "anthropic/text",
        "anthropic/text-stream",
        "anthropic/think",
        "anthropic/think-disabled",
        "anthropic/think-stream",
        "anthropic/tools",
        "anthropic/tools-stream",
        "anthropic/unknown-model",
        "basics/get-root",
        "basics/get-version",
        "basics/head-root",
        "basics/head-version",
        "basics/load-chat-forever",
        "basics/load-generate",
        "basics/ps-empty",
        "basics/show-unknown",
        "basics/status",
        "basics/unload-chat",
        "basics/unload-generate",
        "chat/format-json",
        "chat/num-predict-length",
        "chat/stream-default",
        "chat/stream-false",
        "chat/think-absent-rendered",
        "chat/think-false-rendered",
        "chat/think-true-rendered",
        "chat/tools-one-rendered",
        "chat/tools-two-nostream-rendered",
        "chat/tools-two-rendered",
        "embed/absent",
        "embed/array",
        "embed/empty-array",
        "embed/empty-string",
        "embed/numbers",
        "embed/old-route",
        "embed/old-route-empty",
        "embed/openai-base64",
        "embed/openai-default",
        "embed/openai-empty",
        "embed/string",
        "errors/chat-embed-model",
        "errors/chat-empty-body",
        "errors/chat-invalid-json",
        "errors/chat-no-model",
        "errors/chat-think-unsupported",
        "errors/chat-unknown-model",
        "errors/embed-no-model",
        "errors/embed-unknown-model",
        "errors/generate-no-model",
        "errors/method-get-api-chat",
        "errors/method-head-api-ps",
        "errors/method-post-api-tags",
        "errors/path-nope",
        "errors/v1-chat-empty-body",
        "errors/v1-chat-no-model",
        "errors/v1-chat-unknown-model-stream",
        "errors/v1-completions-no-model",
        "errors/v1-messages-no-model",
        "errors/v1-responses-unknown-model",
        "generate/num-predict",
        "generate/raw",
        "generate/stream",
        "generate/stream-false",
        "manage/copy-unknown",
        "manage/delete-unknown",
        "manage/me",
        "manage/pull-no-model",
        "manage/pull-no-network",
        "manage/web-search",
        "oddhttp/expect-100",
        "oddhttp/http10-stream",
        "oddhttp/post-trailing-slash",
        "openai/chat",
        "openai/chat-json-object",
        "openai/chat-max-tokens",
        "openai/chat-stream",
        "openai/chat-stream-usage",
        "openai/completions",
        "openai/completions-stream",
        "openai/completions-stream-usage",
        "openai/messages-empty",
        "openai/model-known",
        "openai/model-unknown",
        "openai/reasoning-effort-high",
        "openai/reasoning-stream",
        "openai/tools-two-rendered",
        "openai/tools-two-stream-rendered",
        "responses/length",
        "responses/text",
        "responses/text-stream",
        "responses/think",
        "responses/think-stream",
        "responses/tools",
        "responses/tools-stream",
      })
  void shapeIsThatOfOllama(String name) throws Exception {
    Recording recording = Recording.of(name);
    String asked = new String(recording.request(), ISO_8859_1);
    String method = asked.substring(0, asked.indexOf(' '));
    Received real;
    try (var ollama = new ReplayServer(recording);
        var client = RawClient.to(ollama.port())) {
      real = client.send(recording.request()).read(method);
    }
    var settings = new SimulatedOllama.Settings(0, 100_000, Duration.ZERO);
    var ollama = new SimulatedOllama(settings);
    ollama.start();
    try (var client = RawClient.to(ollama.port())) {
      Received simulated = client.send(renamed(asked)).read(method);
      assertThat(shape(simulated)).isEqualTo(shape(real));
    } finally {
      ollama.stop();
    }
  }

  /// The same request about our models, which say more.
  private static String renamed(String asked) {
    int body = asked.indexOf("\r\n\r\n") + 4;
    String renamed =
        asked
            .substring(body)
            .replaceFirst("\"hp-think\"", "\"simulated-think\"")
            .replaceFirst("\"hp-embed\"", "\"simulated-embed\"")
            .replaceFirst("\"hp-(chat|tools)\"", "\"simulated\"")
            .replace("\"max_tokens\": 50", "\"max_tokens\": 500");
    return asked
            .substring(0, body)
            .replace("/hp-chat", "/simulated")
            .replaceFirst("Content-Length: .*", "Content-Length: " + renamed.length())
        + renamed;
  }

  private record Shape(
      int status,
      Set<String> headers,
      List<String> framing,
      Set<String> frames,
      Received.End end) {}

  private static Shape shape(Received answer) throws IOException {
    var headers = new TreeSet<String>();
    answer.head().fields().forEach(field -> headers.add(field.name()));
    String type = answer.header("Content-Type").orElse("");
    var frames = new LinkedHashSet<String>();
    for (String line : answer.text().lines().toList()) {
      if (type.startsWith("text/plain") || line.isEmpty() || line.equals("data: [DONE]")) {
        frames.add(line);
      } else if (line.startsWith("event: ")) {
        frames.add(line);
      } else {
        JsonNode json = MAPPER.readTree(line.startsWith("data: ") ? line.substring(6) : line);
        frames.add(names(json));
      }
    }
    return new Shape(
        answer.status(),
        headers,
        List.of(type, answer.header("Transfer-Encoding").orElse("")),
        frames,
        answer.end());
  }

  /// The names in a JSON value, in order, with the kinds of what stands under them.
  private static String names(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        var names = new ArrayList<String>();
        json.properties().forEach(field -> names.add(named(field.getKey(), field.getValue())));
        yield names.toString();
      }
      case ARRAY -> {
        var kinds = new LinkedHashSet<String>();
        json.forEach(item -> kinds.add(names(item)));
        yield "list of " + kinds;
      }
      default -> json.getNodeType().toString();
    };
  }

  private static String named(String name, JsonNode value) {
    boolean says = Set.of("type", "object", "role", "finish_reason", "stop_reason").contains(name);
    boolean ends = Set.of("done_reason", "status").contains(name);
    // Arguments of recorded calls come in any order.
    boolean free = (name.equals("arguments") && value.isObject()) || name.equals("input");
    return name + "=" + (says || ends ? value.asText() : free ? "free" : names(value));
  }
}
