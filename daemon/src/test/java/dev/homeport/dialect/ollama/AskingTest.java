package dev.homeport.dialect.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.ModelCard;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Call;
import dev.homeport.wire.Field;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingTest {
  private static final OllamaProvider OLLAMA = Ask.OLLAMA;

  /// wire.md G.9, G.14: what was not said is not said.
  @Test
  void aBareQuestionHasThreeFields() {
    Call call = OLLAMA.ask(Ask.saying("hi", true), "qwen", List.of());

    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.target()).isEqualTo("/api/chat");
    assertThat(call.headers()).contains(new Field("Content-Type", "application/json"));
    assertThat(Json.text(Ask.body(call)))
        .isEqualTo(
            "{\"model\":\"qwen\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}");
  }

  /// wire.md G.8.
  @Test
  void streamIsAskedForWhateverTheClientWants() {
    assertThat(body(Ask.saying("hi", false)).path("stream").asBoolean(false)).isTrue();
  }

  @Test
  void theLengthIsThatOfTheBytes() throws IOException {
    Call call = OLLAMA.ask(Ask.saying("h\u00e9\u2028 \ud83d\ude00", true), "qwen", List.of());
    var out = new ByteArrayOutputStream();
    Ask.payload(call).writeTo(out);

    assertThat(Ask.payload(call).length()).isEqualTo(out.size());
    assertThat(Ask.payload(call).open().readAllBytes()).isEqualTo(out.toByteArray());
  }

  /// wire.md G.20, G.21, G.25, G.29, G.31, G.33.
  @Test
  void aHistoryIsSaidInOllamasWords() {
    JsonNode body =
        body(
            Ask.foreign(
                List.of(
                    new Message.Instruction("be short"),
                    new Message.User(
                        List.of(
                            new Part.Text("a"),
                            new Part.Text("b"),
                            new Part.Picture("image/png", "AAAA"),
                            new Part.Sound("wav", "BBBB"))),
                    new Message.Assistant(
                        List.of(
                            new Part.Thought("mine", null),
                            new Part.Thought("sealed", "signature"),
                            new Part.Text("look"),
                            new Part.Call("toolu_1", "f", "{\"z\":1.0,\"a\":10000000000000001}"),
                            new Part.Call("", "g", ""))),
                    new Message.Result("toolu_1", null, List.of(new Part.Text("r1")), false),
                    new Message.Result("", "g", List.of(new Part.Text("r2")), true))));

    assertThat(Json.text(body.path("messages")))
        .isEqualTo(
            "[{\"role\":\"system\",\"content\":\"be short\"},"
                + "{\"role\":\"user\",\"content\":\"ab\",\"images\":[\"AAAA\",\"BBBB\"]},"
                + "{\"role\":\"assistant\",\"content\":\"look\",\"thinking\":\"mine\",\"tool_calls\":["
                + "{\"id\":\"toolu_1\",\"function\":{\"index\":0,\"name\":\"f\","
                + "\"arguments\":{\"z\":1.0,\"a\":10000000000000001}}},"
                + "{\"function\":{\"index\":1,\"name\":\"g\",\"arguments\":{}}}]},"
                + "{\"role\":\"tool\",\"content\":\"r1\",\"tool_name\":\"f\",\"tool_call_id\":\"toolu_1\"},"
                + "{\"role\":\"tool\",\"content\":\"r2\",\"tool_name\":\"g\"}]");
  }

  @Test
  void aHistoryWithABrokenCallCannotBeAsked() {
    ChatRequest request =
        Ask.foreign(List.of(new Message.Assistant(List.of(new Part.Call("a", "f", "{\"half\":")))));

    assertThat(OLLAMA.lacks(request)).contains("arguments");
    assertThat(OLLAMA.lacks(Ask.saying("hi", true))).isNull();
    assertThat(body(request).path("messages").size()).isOne();
  }

  @Test
  void toolsGoWithTheirSchemas() {
    var tools =
        List.of(
            new Tool("f", "does f", "{\"type\":\"object\",\"properties\":{\"a\":{}}}", true),
            new Tool("g", null, null, null));

    assertThat(Json.text(body(with(tools, null)).path("tools")))
        .isEqualTo(
            "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"does f\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{}}}}},"
                + "{\"type\":\"function\",\"function\":{\"name\":\"g\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]");
  }

  /// wire.md G.22.
  @Test
  void aChoiceIsKeptAsFarAsOfferingCanKeepIt() {
    var tools = List.of(new Tool("f", null, null, null), new Tool("g", null, null, null));

    assertThat(body(with(tools, new Tooling.Choice.Auto())).path("tools").size()).isEqualTo(2);
    assertThat(body(with(tools, new Tooling.Choice.Required())).path("tools").size()).isEqualTo(2);
    assertThat(body(with(tools, new Tooling.Choice.None())).has("tools")).isFalse();
    JsonNode named = body(with(tools, new Tooling.Choice.Named("g"))).path("tools");
    assertThat(named.size()).isOne();
    assertThat(named.path(0).path("function").path("name").asText()).isEqualTo("g");
  }

  /// wire.md G.10 to G.13.
  @Test
  void allThatWasSaidIsSaid() {
    var request =
        new ChatRequest(
            Api.OPENAI_CHAT,
            "asked",
            new Prompt.Conversation(List.of(Message.User.saying("x"))),
            Tooling.NONE,
            new Format.Schema("n", "{\"type\":\"object\"}", true),
            new Sampling(0.0, 0.5, 40, 0.1, 1.0, 2.0, 1.1, 0L, 7L, List.of("a")),
            Reasoning.OFF,
            2,
            8192,
            true,
            "someone");

    assertThat(Json.text(body(request)))
        .endsWith(
            "\"stream\":true,\"format\":{\"type\":\"object\"},\"think\":false,\"logprobs\":true,"
                + "\"top_logprobs\":2,\"options\":{\"temperature\":0.0,\"top_p\":0.5,\"top_k\":40,"
                + "\"min_p\":0.1,\"presence_penalty\":1.0,\"frequency_penalty\":2.0,"
                + "\"repeat_penalty\":1.1,\"seed\":0,\"num_predict\":7,\"stop\":[\"a\"],"
                + "\"num_ctx\":8192}}");
  }

  /// wire.md G.28.
  @ParameterizedTest
  @CsvSource({
    "minimal,low",
    "low,low",
    "medium,medium",
    "high,high",
    "xhigh,max",
    "max,max",
    "wild,true",
    "none,false"
  })
  void effortHasFourWords(String effort, String word) {
    assertThat(think(new Reasoning(true, effort, null)).asText()).isEqualTo(word);
  }

  @Test
  void thinkingIsSaidOnlyWhereItWasSaid() {
    assertThat(think(null).isMissingNode()).isTrue();
    assertThat(think(Reasoning.ON).booleanValue()).isTrue();
    assertThat(think(new Reasoning(true, null, 4096)).booleanValue()).isTrue();
  }

  /// wire.md G.23.
  @Test
  void onlyWhatChatCannotAskGoesToGenerate() {
    Call insert = OLLAMA.ask(plain("def f(", "return", false), "qwen", List.of());
    Call raw = OLLAMA.ask(plain("<|user|>x", null, true), "qwen", List.of());
    Call text = OLLAMA.ask(plain("Once upon", null, false), "qwen", List.of());

    assertThat(insert.target()).isEqualTo("/api/generate");
    assertThat(Json.text(Ask.body(insert)))
        .isEqualTo(
            "{\"model\":\"qwen\",\"prompt\":\"def f(\",\"suffix\":\"return\",\"stream\":true}");
    assertThat(Ask.body(raw).path("raw").asBoolean()).isTrue();
    assertThat(text.target()).isEqualTo("/api/chat");
  }

  /// The old route's vectors are not normalised: embed/old-route-raw-model.
  @Test
  void vectorsAreAskedForOnTheRouteTheyCameBy() {
    Call many = embed(Api.OPENAI_EMBEDDINGS, List.of("a", "b"), 4);
    Call old = embed(Api.OLLAMA_EMBEDDINGS, List.of("a"), null);

    assertThat(many.target()).isEqualTo("/api/embed");
    assertThat(Json.text(Ask.body(many)))
        .isEqualTo("{\"model\":\"q\",\"input\":[\"a\",\"b\"],\"dimensions\":4}");
    assertThat(old.target()).isEqualTo("/api/embeddings");
    assertThat(Json.text(Ask.body(old))).isEqualTo("{\"model\":\"q\",\"prompt\":\"a\"}");
  }

  @Test
  void modelsAreAskedForByListAndPage() {
    assertThat(OLLAMA.list()).isEqualTo(Call.get("/api/tags"));
    Call page = OLLAMA.page(ModelCard.named("m:1b")).orElseThrow();
    assertThat(page.target()).isEqualTo("/api/show");
    assertThat(Json.text(Ask.body(page))).isEqualTo("{\"model\":\"m:1b\"}");
    assertThat(OLLAMA.credentials("k")).containsExactly(new Field("Authorization", "Bearer k"));
  }

  private static JsonNode body(ChatRequest request) {
    return Ask.body(OLLAMA.ask(request, "qwen", List.of()));
  }

  private static JsonNode think(@Nullable Reasoning reasoning) {
    var request =
        new ChatRequest(
            Api.OPENAI_CHAT,
            "asked",
            new Prompt.Conversation(List.of(Message.User.saying("x"))),
            Tooling.NONE,
            new Format.Free(),
            Sampling.UNSAID,
            reasoning,
            null,
            null,
            true,
            null);
    return body(request).path("think");
  }

  private static ChatRequest with(List<Tool> tools, Tooling.@Nullable Choice choice) {
    return new ChatRequest(
        Api.OPENAI_CHAT,
        "asked",
        new Prompt.Conversation(List.of(Message.User.saying("x"))),
        new Tooling(tools, choice, null),
        new Format.Free(),
        Sampling.UNSAID,
        null,
        null,
        null,
        true,
        null);
  }

  private static ChatRequest plain(String text, @Nullable String suffix, boolean raw) {
    return Ask.with(
        Api.OPENAI_COMPLETIONS, new Prompt.Plain(text, null, List.of(), suffix, raw, false), true);
  }

  private static Call embed(Api api, List<String> inputs, @Nullable Integer dimensions) {
    return OLLAMA
        .embed(new EmbeddingRequest(api, "m", inputs, dimensions, null, null), "q")
        .orElseThrow();
  }
}
