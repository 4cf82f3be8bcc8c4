package dev.homeport.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/// A library of `src/test/clients`, in a Node process of its own.
final class NodeLibrary implements ClientLibrary {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String name;
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  /// Starts one that is installed.
  NodeLibrary(String name) throws IOException {
    this.name = name;
    process =
        new ProcessBuilder("node", "serve.mjs", name)
            .directory(NodeModules.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
  }

  @Override
  public String errorOf(int status) {
    return switch (name) {
      case "ollama" -> "ResponseError";
      case "vercel" -> "APICallError";
      default ->
          switch (status) {
            case 401 -> "AuthenticationError";
            case 404 -> "NotFoundError";
            case 429 -> "RateLimitError";
            default -> name.equals("anthropic") ? "ServiceUnavailableError" : "InternalServerError";
          };
    };
  }

  @Override
  public Outcome does(Deed deed, Call call) {
    return order(deed.name().toLowerCase(Locale.ROOT), call, 0);
  }

  @Override
  public Begun begin(Call call, int pieces) {
    order("begin", call, pieces).given();
    return () -> order("abort", call, 0);
  }

  private Outcome order(String deed, Call call, int count) {
    try {
      var order =
          Map.of(
              "deed", deed,
              "url", call.url(),
              "header", call.header(),
              "key", call.key(),
              "model", call.model(),
              "prompt", call.prompt(),
              "repeats", call.repeats(),
              "count", count);
      orders.write(MAPPER.writeValueAsString(order) + "\n");
      orders.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError("the library's process has ended");
      }
      JsonNode answer = MAPPER.readTree(line);
      String text = answer.path("text").asText();
      return answer.has("failed")
          ? new Outcome.Failed(answer.path("failed").asText(), answer.path("status").asInt(), text)
          : new Outcome.Given(text, answer.path("count").asInt(), answer.path("note").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
