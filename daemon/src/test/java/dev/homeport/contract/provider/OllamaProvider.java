package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Turn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An Ollama, asked by its own `/api/chat`.
///
/// @param path the way in which its model is run, which decides how calls come
record OllamaProvider(Path path) implements ProviderVoice {
  private static final Map<String, String> KNOBS =
      Map.of(
          "temperature", "temperature",
          "top_p", "top_p",
          "top_k", "top_k",
          "min_p", "min_p",
          "presence_penalty", "presence_penalty",
          "frequency_penalty", "frequency_penalty",
          "repeat_penalty", "repeat_penalty",
          "seed", "seed",
          "num_predict", "max_tokens",
          "stop", "stop");

  /// Who renders the prompt and reads the answer (wire.md, the one structural change).
  enum Path {
    /// A template of Ollama's: a call comes before the last line.
    RENDERED,
    /// A parser of Ollama's: the same, and an empty line now and then.
    PARSER,
    /// The engine itself: all calls come on the last line.
    NATIVE
  }

  @Override
  public String model() {
    return "foreign-llama:8b";
  }

  /// It cannot be told which tool to use (trap 22), but it need not be offered any other.
  @Override
  public Asked carried(Asked said) {
    String choice = said.choice() == null ? "auto" : said.choice();
    return said.choosing(null)
        .offering(
            said.offers().stream()
                .filter(offer -> !choice.equals("none"))
                .filter(offer -> !choice.startsWith("=") || choice.equals("=" + offer.name()))
                .toArray(Asked.Offer[]::new));
  }

  @Override
  public Script played(Script script, Asked asked) {
    return Played.stoppingSilently(Played.refusingInWords(Played.notFiltering(script)));
  }

  @Override
  public Set<Counting> countings() {
    return EnumSet.of(Counting.NEVER);
  }

  @Override
  public boolean isQuestion(String target) {
    return target.equals("/api/chat");
  }

  @Override
  public Asked understand(String target, byte[] body) {
    JsonNode asked =
        Parsing.only(
            Parsing.body(body),
            "model",
            "messages",
            "tools",
            "stream",
            "format",
            "options",
            "think",
            "logprobs",
            "top_logprobs",
            "keep_alive");
    JsonNode options =
        Parsing.only(
            asked.path("options").isMissingNode() ? Nodes.object() : asked.path("options"),
            List.copyOf(KNOBS.keySet()));
    assertThat(options.path("stop").isTextual()).as("stop is a list (trap 11)").isFalse();
    var turns = new ArrayList<Turn>();
    asked.path("messages").forEach(message -> turns.add(turn(message)));
    var offers = new ArrayList<Asked.Offer>();
    for (JsonNode tool : asked.path("tools")) {
      Parsing.only(tool, "type", "function");
      assertThat(Parsing.text(tool, "type")).isEqualTo("function");
      JsonNode function = Parsing.only(tool.path("function"), "name", "description", "parameters");
      offers.add(
          new Asked.Offer(
              Parsing.text(function, "name"),
              Parsing.maybe(function, "description"),
              Parsing.parameters(function, "parameters")));
    }
    boolean weighs = asked.path("logprobs").asBoolean();
    return new Asked(
        Parsing.text(asked, "model"),
        turns,
        offers,
        null,
        shape(asked.path("format")),
        Parsing.knobs(options, KNOBS),
        think(asked.path("think")),
        weighs ? (Integer) asked.path("top_logprobs").asInt() : null,
        asked.path("stream").asBoolean(true));
  }

  private static Asked.@Nullable Shape shape(JsonNode format) {
    if (format.isMissingNode()) {
      return null;
    }
    if (format.isTextual()) {
      assertThat(format.textValue()).isEqualTo("json");
      return new Asked.Shape(null);
    }
    assertThat(format.isObject()).as("format is a schema").isTrue();
    return new Asked.Shape(format);
  }

  private static @Nullable String think(JsonNode think) {
    if (think.isMissingNode()) {
      return null;
    }
    if (think.isBoolean()) {
      return think.booleanValue() ? "on" : "off";
    }
    assertThat(think.asText()).isIn("low", "medium", "high", "max");
    return think.textValue();
  }

  private static Turn turn(JsonNode message) {
    Parsing.only(
        message,
        "role",
        "content",
        "thinking",
        "images",
        "tool_calls",
        "tool_name",
        "tool_call_id");
    // LangChain4j leaves it out beside calls, and Ollama does not mind.
    String content =
        message.has("tool_calls")
            ? Parsing.maybe(message, "content")
            : Parsing.text(message, "content");
    return switch (Parsing.text(message, "role")) {
      case "system" -> new Turn.Instruction(content);
      case "user" -> {
        var pictures = new ArrayList<Turn.Picture>();
        for (JsonNode image : message.path("images")) {
          String base64 = Parsing.base64(image.asText());
          pictures.add(new Turn.Picture(Parsing.mime(base64), base64));
        }
        yield new Turn.User(content, pictures);
      }
      case "assistant" -> {
        var calls = new ArrayList<Turn.Called>();
        for (JsonNode call : message.path("tool_calls")) {
          Parsing.only(call, "id", "function");
          JsonNode function = Parsing.only(call.path("function"), "index", "name", "arguments");
          assertThat(function.path("arguments").isObject())
              .as("arguments are an object (trap 16)")
              .isTrue();
          calls.add(
              new Turn.Called(
                  Parsing.maybe(call, "id"),
                  Parsing.text(function, "name"),
                  function.path("arguments")));
        }
        yield new Turn.Model(Parsing.maybe(message, "thinking"), content, calls);
      }
      case "tool" -> {
        // LangChain4j names neither, and Ollama does not mind; whoever names one names both.
        String id = Parsing.maybe(message, "tool_call_id");
        String tool =
            id.isEmpty() ? Parsing.maybe(message, "tool_name") : Parsing.text(message, "tool_name");
        yield new Turn.Result(id, tool, content);
      }
      default ->
          throw new AssertionError("a role that templates do not know (trap 33): " + message);
    };
  }

  @Override
  public Rendered render(Script script, Asked asked) {
    return new OllamaRendering(path, script, asked).rendered();
  }

  @Override
  public Rendered aside(String method, String target, byte[] body) {
    return switch (target) {
      case "/api/tags" ->
          Rendered.json(
              200,
              Nodes.read(
                  """
                  {"models":[{"name":"foreign-llama:8b","model":"foreign-llama:8b",
                  "modified_at":"2026-11-21T09:33:58.448898964Z","size":4661224676,
                  "digest":"365c0bd3c000a25d28ddbf732fe1c6add414de7275464c4e4d1c3b5fcb5d8ad1",
                  "details":{"parent_model":"","format":"gguf","family":"llama","families":["llama"],
                  "parameter_size":"8B","quantization_level":"Q4_0"}},
                  {"name":"foreign-embed:latest","model":"foreign-embed:latest",
                  "modified_at":"2026-11-21T09:33:58.448898964Z","size":274302450,
                  "digest":"0a109f422b47e3a30ba2b10eca18548e944e8a23073ee3f3e947efcf3c45e59f",
                  "details":{"parent_model":"","format":"gguf","family":"bert","families":["bert"],
                  "parameter_size":"137M","quantization_level":"F16"}}]}"""));
      case "/api/version" -> Rendered.json(200, "{\"version\":\"0.33.0\"}");
      case "/api/show" -> shown(Parsing.text(Parsing.body(body), "model"));
      case "/api/embed" ->
          Rendered.json(
              200,
              Nodes.object()
                  .put("model", "foreign-embed")
                  .put("total_duration", 14_143_917L)
                  .put("load_duration", 1_019_500L)
                  .put("prompt_eval_count", 8)
                  .set("embeddings", Vectors.of(body)));
      default -> Rendered.whole(404, "text/plain", "404 page not found");
    };
  }

  private static Rendered shown(String model) {
    return Rendered.json(
        200,
        Nodes.read(
            model.startsWith("foreign-embed")
                ? """
                {"modelfile":"FROM /foreign/blobs/sha256-2","details":{"family":"bert"},
                "model_info":{"general.architecture":"bert","bert.context_length":8192},
                "capabilities":["embedding"],"modified_at":"2026-11-21T09:33:58.448898964Z"}"""
                : """
                {"modelfile":"FROM /foreign/blobs/sha256-1","details":{"family":"llama"},
                "model_info":{"general.architecture":"llama","llama.context_length":8192},
                "capabilities":["completion","tools","vision","thinking"],
                "modified_at":"2026-11-21T09:33:58.448898964Z"}"""));
  }

  @Override
  public String toString() {
    return "ollama " + path.name().toLowerCase(java.util.Locale.ROOT);
  }
}
