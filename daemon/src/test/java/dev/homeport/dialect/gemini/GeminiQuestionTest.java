package dev.homeport.dialect.gemini;

import static dev.homeport.dialect.Wish.call;
import static dev.homeport.dialect.Wish.calling;
import static dev.homeport.dialect.Wish.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Wish;
import dev.homeport.fake.FakeWall;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What Gemini is asked (wire.md D.1).
class GeminiQuestionTest {
  private static final String OLD = "gemini-2.0-flash";
  private static final String NEW = "gemini-3-pro-preview";

  private final GeminiProvider gemini = new GeminiProvider(new CallMemory(), new FakeWall());

  @Test
  void onlyWhatWasSaidIsAsked() throws Exception {
    assertThat(asked(Wish.hello(), OLD))
        .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}");
  }

  @Test
  void streamsWhateverTheClientWants() {
    assertThat(question(Wish.hello(), "models/" + OLD).target())
        .isEqualTo("/models/gemini-2.0-flash:streamGenerateContent?alt=sse");
    assertThat(question(Wish.hello().atOnce(), OLD).target())
        .isEqualTo("/models/gemini-2.0-flash:streamGenerateContent?alt=sse");
    assertThat(question(Wish.hello().atOnce(), "tunedModels/mine").target())
        .isEqualTo("/tunedModels/mine:streamGenerateContent?alt=sse");
    assertThat(question(Wish.hello().atOnce(), "x/../y?z#:").target())
        .isEqualTo("/models/y%3Fz%23%3A:streamGenerateContent?alt=sse");
  }

  @Test
  void keyGoesIntoAHeader() {
    assertThat(gemini.credentials("k").getFirst().name()).isEqualTo("x-goog-api-key");
  }

  /// G.33.
  @Test
  void instructionsAreMergedInTheirOrder() throws Exception {
    JsonNode body =
        body(
            Wish.of(
                new Message.Instruction("one"),
                Message.User.saying("hi"),
                new Message.Instruction(""),
                new Message.Instruction("two")),
            OLD);
    assertThat(Json.text(body.path("systemInstruction")))
        .isEqualTo("{\"parts\":[{\"text\":\"one\\n\\ntwo\"}]}");
    assertThat(body.path("contents")).hasSize(1);
  }

  @Test
  void gemmaHearsInstructionsFromTheUser() throws Exception {
    JsonNode body =
        body(Wish.of(new Message.Instruction("be"), Message.User.saying("hi")), "gemma-3-27b-it");
    assertThat(body.has("systemInstruction")).isFalse();
    assertThat(Json.text(body.path("contents")))
        .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"text\":\"be\\nhi\"}]}]");
  }

  /// G.20, litellm#20806, gemini-cli#7410.
  @Test
  void resultsAreOneContentOfTheUserDirectlyAfterTheCalls() throws Exception {
    JsonNode contents =
        body(
                Wish.of(
                    Message.User.saying("go"),
                    calling(
                        new Part.Text("well"),
                        call("a", "f", "{\"b\":1,\"a\":10000000000000001}"),
                        call("b", "g", "")),
                    result("b", "text"),
                    new Message.Result("a", null, List.of(new Part.Text("{\"x\":1.0}")), false),
                    Message.User.saying("so?")),
                OLD)
            .path("contents");
    assertThat(Json.text(contents.path(1)))
        .isEqualTo(
            """
            {"role":"model","parts":[{"text":"well"},\
            {"functionCall":{"name":"f","args":{"b":1,"a":10000000000000001}}},\
            {"functionCall":{"name":"g","args":{}}}]}""");
    assertThat(Json.text(contents.path(2)))
        .isEqualTo(
            """
            {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"x":1.0}}},\
            {"functionResponse":{"name":"g","response":{"result":"text"}}}]}""");
    assertThat(contents.path(3).path("parts").path(0).path("text").asText()).isEqualTo("so?");
  }

  @Test
  void failedOrStrangeResultsAreTextUnderAName() throws Exception {
    var failed = new Message.Result("a", null, List.of(new Part.Text("no such city")), true);
    assertThat(response(failed)).isEqualTo("{\"error\":\"no such city\"}");
    assertThat(response(result("a", "[1]"))).isEqualTo("{\"result\":\"[1]\"}");
    assertThat(response(result("a", ""))).isEqualTo("{\"result\":\"\"}");
    // vercel/ai#14369: a name with a dollar is taken for a reference.
    assertThat(response(result("a", "{\"a\":[{\"$ref\":\"#/x\"}]}")))
        .isEqualTo("{\"result\":\"{\\\"a\\\":[{\\\"$ref\\\":\\\"#/x\\\"}]}\"}");
    assertThat(response(result("a", "{\"a\":".repeat(60) + "1" + "}".repeat(60))))
        .startsWith("{\"result\":");
  }

  @Test
  void pictureOfAResultIsShownAfterTheResults() throws Exception {
    var seen =
        new Message.Result(
            "a", null, List.of(new Part.Text("see"), new Part.Picture("", "iVBORw0KGgo=")), false);
    JsonNode contents =
        body(Wish.of(Message.User.saying("go"), calling(call("a", "f", "{}")), seen), OLD)
            .path("contents");
    assertThat(Json.text(contents.path(3)))
        .isEqualTo(
            """
            {"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]}""");
  }

  @Test
  void picturesAndSoundsAreInline() throws Exception {
    var user =
        new Message.User(
            List.of(
                new Part.Text("what"),
                new Part.Picture("", "/9j/AAAA"),
                new Part.Picture("image/webp", "UklGRg"),
                new Part.Sound("WAV", "UklG")));
    assertThat(Json.text(body(Wish.of(user), OLD).path("contents").path(0).path("parts")))
        .isEqualTo(
            """
            [{"text":"what"},{"inlineData":{"mimeType":"image/jpeg","data":"/9j/AAAA"}},\
            {"inlineData":{"mimeType":"image/webp","data":"UklGRg"}},\
            {"inlineData":{"mimeType":"audio/wav","data":"UklG"}}]""");
  }

  /// G.35, pipecat#5821.
  @Test
  void lastTurnOfTheModelIsLeftToThoseThatGoOnFromIt() throws Exception {
    var wish = Wish.of(Message.User.saying("a"), Message.Assistant.saying("b"));
    assertThat(body(wish, OLD).path("contents")).hasSize(2);
    assertThat(body(wish, "gemini-3.1-flash").path("contents")).hasSize(2);
    assertThat(body(wish, "gemini-3.5-flash").path("contents")).hasSize(3);
    assertThat(body(wish, "gemini-flash-latest").path("contents")).hasSize(3);
  }

  @Test
  void toolsAreDeclaredWithWholeSchemas() throws Exception {
    var tools =
        List.of(
            new Tool(
                "f",
                "does",
                "{\"type\":\"object\",\"properties\":{\"p\":{\"$ref\":\"#/$defs/P\"}},"
                    + "\"additionalProperties\":false,\"$defs\":{\"P\":{\"type\":[\"string\",\"null\"]}}}",
                true),
            new Tool("none", null, "{\"type\":\"object\",\"properties\":{}}", null),
            new Tool("7 up", null, "garbage", null));
    JsonNode body =
        body(Wish.hello().with(new Tooling(tools, new Tooling.Choice.Named("7 up"), true)), OLD);
    assertThat(Json.text(body.path("tools")))
        .isEqualTo(
            """
            [{"functionDeclarations":[{"name":"f","description":"does","parametersJsonSchema":\
            {"type":"object","properties":{"p":{"type":["string","null"]}},"additionalProperties":false}},\
            {"name":"none"},{"name":"_7_up"}]}]""");
    assertThat(Json.text(body.path("toolConfig")))
        .isEqualTo(
            """
            {"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["_7_up"]}}""");
  }

  @Test
  void choiceOfToolsIsAMode() throws Exception {
    assertThat(mode(new Tooling.Choice.Auto())).isEqualTo("AUTO");
    assertThat(mode(new Tooling.Choice.None())).isEqualTo("NONE");
    assertThat(mode(new Tooling.Choice.Required())).isEqualTo("ANY");
  }

  /// G.10, G.12, G.13.
  @Test
  void samplingKeepsZerosAndLeavesOutWhatGeminiDoesNotKnow() throws Exception {
    var sampling =
        new Sampling(0.0, 0.5, 40, 0.1, 0.2, 0.3, 1.1, 0L, 100L, List.of("a", "a", "", "b"));
    assertThat(Json.text(body(Wish.hello().with(sampling), OLD).path("generationConfig")))
        .isEqualTo(
            """
            {"temperature":0.0,"topP":0.5,"topK":40,"maxOutputTokens":100,"stopSequences":["a","b"],\
            "seed":0,"presencePenalty":0.2,"frequencyPenalty":0.3}""");
  }

  @Test
  void longSeedIsFoldedAndSixStopTextsAreRefused() throws Exception {
    var stops = IntStream.range(0, 6).mapToObj(i -> "s" + i).toList();
    var sampling = new Sampling(null, null, null, null, null, null, null, 1L << 40, null, stops);
    var wish = Wish.hello().with(sampling);
    assertThat(body(wish, OLD).path("generationConfig").path("seed").canConvertToInt()).isTrue();
    assertThat(gemini.lacks(wish.request())).contains("5 stop texts");
    assertThat(gemini.lacks(Wish.hello().request())).isNull();
  }

  @Test
  void formatsAreJsonWithOrWithoutASchema() throws Exception {
    assertThat(config(Wish.hello().with(new Format.Json())))
        .isEqualTo("{\"responseMimeType\":\"application/json\"}");
    assertThat(
            config(
                Wish.hello()
                    .with(new Format.Schema("n", "{\"type\":\"object\",\"$id\":\"i\"}", true))))
        .isEqualTo(
            "{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\"}}");
    assertThat(config(Wish.hello().withChances(3)))
        .isEqualTo("{\"responseLogprobs\":true,\"logprobs\":3}");
    assertThat(config(Wish.hello().withChances(0))).isEqualTo("{\"responseLogprobs\":true}");
  }

  /// OmniRoute#724: only the first call of a turn, only while it is busy, only from Gemini 3 on.
  @Test
  void unknownSignatureIsExcusedOnTheFirstCallOfEachTurnOfTheLoop() throws Exception {
    var wish =
        Wish.of(
            Message.User.saying("before"),
            calling(call("0", "f", "{}")),
            result("0", "r"),
            Message.User.saying("now"),
            calling(call("1", "f", "{}"), call("2", "f", "{}")),
            result("1", "r"),
            result("2", "r"),
            calling(new Part.Text("hm"), call("3", "f", "{}")),
            result("3", "r"));
    String excuse = "\"thoughtSignature\":\"" + Signatures.UNKNOWN + "\"";
    JsonNode contents = body(wish, NEW).path("contents");
    assertThat(Json.text(contents.path(1))).doesNotContain("thoughtSignature");
    assertThat(Json.text(contents.path(4).path("parts").path(0))).contains(excuse);
    assertThat(Json.text(contents.path(4).path("parts").path(1)))
        .doesNotContain("thoughtSignature");
    assertThat(Json.text(contents.path(6).path("parts").path(1))).contains(excuse);
    assertThat(asked(wish, "gemini-2.5-flash")).doesNotContain("thoughtSignature");
    assertThat(asked(wish, "gemini-flash-latest")).contains(excuse);
  }

  /// G.29.
  @Test
  void thoughtsAndSealsOfOthersAreNotSent() throws Exception {
    var wish =
        Wish.of(
            Message.User.saying("a"),
            calling(new Part.Thought("secret", "seal"), new Part.Text("b")),
            Message.User.saying("c"));
    assertThat(asked(wish, NEW)).doesNotContain("secret").doesNotContain("seal");
  }

  private String response(Message.Result result) throws Exception {
    JsonNode contents =
        body(Wish.of(Message.User.saying("go"), calling(call("a", "f", "{}")), result), OLD)
            .path("contents");
    return Json.text(
        contents.path(2).path("parts").path(0).path("functionResponse").path("response"));
  }

  private String mode(Tooling.Choice choice) throws Exception {
    var tooling = new Tooling(List.of(new Tool("f", null, null, null)), choice, null);
    return body(Wish.hello().with(tooling), OLD)
        .path("toolConfig")
        .path("functionCallingConfig")
        .path("mode")
        .asText();
  }

  private String config(Wish wish) throws Exception {
    return Json.text(body(wish, OLD).path("generationConfig"));
  }

  private Call question(Wish wish, String model) {
    return gemini.ask(wish.request(), model, List.of());
  }

  private String asked(Wish wish, String model) throws Exception {
    return Json.text(body(wish, model));
  }

  private JsonNode body(Wish wish, String model) throws Exception {
    return Json.read(Objects.requireNonNull(question(wish, model).body()).open());
  }
}
