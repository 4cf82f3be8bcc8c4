package dev.homeport.dialect.gigachat;

import static dev.homeport.dialect.Wish.call;
import static dev.homeport.dialect.Wish.calling;
import static dev.homeport.dialect.Wish.result;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Wish;
import dev.homeport.fake.FakeWall;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What GigaChat is asked (wire.md E.2).
class GigaChatQuestionTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1};

  private final CallMemory memory = new CallMemory();
  private final GigaChatProvider gigachat =
      new GigaChatProvider(memory, Scope.GIGACHAT_API_PERS, new FakeWall());

  @Test
  void onlyWhatWasSaidIsAsked() throws Exception {
    assertThat(asked(Wish.hello().atOnce()))
        .isEqualTo(
            "{\"model\":\"GigaChat\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],"
                + "\"stream\":true}");
  }

  /// G.33.
  @Test
  void allInstructionsAreOneSystemMessageAndThatFirst() throws Exception {
    assertThat(
            messages(
                Wish.of(
                    new Message.Instruction("one"),
                    new Message.Instruction("two"),
                    Message.User.saying("a"),
                    Message.Assistant.saying("b"),
                    new Message.Instruction("three"),
                    Message.User.saying("c"))))
        .isEqualTo(
            """
            [{"role":"system","content":"one\\n\\ntwo\\n\\nthree"},{"role":"user","content":"a"},\
            {"role":"assistant","content":"b"},{"role":"user","content":"c"}]""");
  }

  /// G.18, G.20: what came at once is laid out one after the other.
  @Test
  void parallelCallsBecomeOneAfterTheOther() throws Exception {
    memory.keep("b", "gigachat s-1");
    memory.keep("a", "{\"model\":\"of another provider\"}");
    assertThat(
            messages(
                Wish.of(
                    Message.User.saying("go"),
                    calling(
                        new Part.Text("well"),
                        call("a", "f", "{\"x\":1.0}"),
                        call("b", "web_search", "")),
                    result("b", "sunny"),
                    result("a", "{\"y\": 10000000000000001}"))))
        .isEqualTo(
            """
            [{"role":"user","content":"go"},\
            {"role":"assistant","content":"well","function_call":{"name":"f","arguments":{"x":1.0}}},\
            {"role":"function","name":"f","content":"{\\"y\\": 10000000000000001}"},\
            {"role":"assistant","content":"","function_call":{"name":"web_search_tool","arguments":{}},\
            "functions_state_id":"s-1"},\
            {"role":"function","name":"web_search_tool","content":"{\\"result\\":\\"sunny\\"}"}]""");
  }

  /// G.34, G.35.
  @Test
  void emptyTurnsAndALastOneOfTheModelAreMadeLegal() throws Exception {
    assertThat(
            messages(
                Wish.of(
                    Message.Assistant.saying("hi"),
                    Message.User.saying(""),
                    Message.Assistant.saying("so"))))
        .startsWith(
            "[{\"role\":\"user\",\"content\":\" \"},{\"role\":\"assistant\",\"content\":\"hi\"},")
        .contains(
            "{\"role\":\"assistant\",\"content\":\"so\"},{\"role\":\"user\",\"content\":\"Continue");
  }

  @Test
  void functionsAreOfferedInPlainWords() throws Exception {
    var tools =
        List.of(
            new Tool(
                "get-weather",
                "d",
                "{\"properties\":{\"p\":{\"type\":[\"null\",\"string\"]}}}",
                true),
            new Tool("web_search", null, null, null));
    var body = body(Wish.hello().with(new Tooling(tools, null, true)));
    assertThat(Json.text(body.path("functions")))
        .isEqualTo(
            """
            [{"name":"get_weather","description":"d","parameters":{"type":"object","properties":\
            {"p":{"type":"string"}}}},{"name":"web_search_tool","parameters":{"type":"object","properties":{}}}]""");
    assertThat(body.path("function_call").asText()).isEqualTo("auto");
    assertThat(body.has("tools")).isFalse();
  }

  /// G.22.
  @Test
  void choiceIsWhatComesNearest() throws Exception {
    assertThat(choice(new Tooling.Choice.None(), "f")).isEqualTo("\"none\"");
    assertThat(choice(new Tooling.Choice.Auto(), "f")).isEqualTo("\"auto\"");
    assertThat(choice(new Tooling.Choice.Required(), "f")).isEqualTo("{\"name\":\"f\"}");
    assertThat(choice(new Tooling.Choice.Required(), "f", "g")).isEqualTo("\"auto\"");
    assertThat(choice(new Tooling.Choice.Named("g"), "f", "g")).isEqualTo("{\"name\":\"g\"}");
    // "auto" without functions would offer GigaChat's own.
    assertThat(
            body(Wish.hello().with(new Tooling(List.of(), new Tooling.Choice.Auto(), null)))
                .has("function_call"))
        .isFalse();
  }

  /// G.12.
  @Test
  void temperatureOfNothingIsSaidOtherwiseAndUnknownWordsAreLeftOut() throws Exception {
    var cold = new Sampling(0.0, 0.9, 40, 0.1, 0.2, 0.3, 1.1, 7L, 100L, List.of("x"));
    assertThat(asked(Wish.hello().atOnce().with(cold).withChances(2)))
        .endsWith(",\"top_p\":0,\"max_tokens\":100,\"repetition_penalty\":1.1,\"stream\":true}");
    var warm = new Sampling(0.5, 0.9, null, null, null, null, null, null, -1L, List.of());
    assertThat(asked(Wish.hello().atOnce().with(warm)))
        .endsWith(",\"temperature\":0.5,\"top_p\":0.9,\"stream\":true}");
  }

  @Test
  void schemaOfTheAnswerLiesFlat() throws Exception {
    var format =
        new Format.Schema(
            "n", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}", true);
    assertThat(Json.text(body(Wish.hello().with(format)).path("response_format")))
        .isEqualTo(
            """
            {"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"integer"}}},"strict":true}""");
    assertThat(gigachat.lacks(Wish.hello().with(new Format.Json()).request()))
        .isEqualTo("JSON without a schema");
  }

  /// G.28.
  @Test
  void effortIsOneOfThree() throws Exception {
    assertThat(effort(new Reasoning(true, "max", null))).isEqualTo("high");
    assertThat(effort(new Reasoning(true, "minimal", null))).isEqualTo("low");
    assertThat(effort(new Reasoning(true, null, 5_000))).isEqualTo("medium");
    assertThat(effort(Reasoning.ON)).isNull();
    assertThat(effort(Reasoning.OFF)).isNull();
  }

  @Test
  void pictureIsUploadedAndThenNamed() throws Exception {
    var picture = new Part.Picture("", Base64.getEncoder().encodeToString(PNG));
    var wish = Wish.of(new Message.User(List.of(new Part.Text("what?"), picture)));
    List<Call> uploads = gigachat.before(wish.request());
    assertThat(uploads).hasSize(1);
    Call upload = uploads.getFirst();
    assertThat(upload.target()).isEqualTo("/files");
    String type = upload.headers().getFirst().value();
    String boundary = type.substring("multipart/form-data; boundary=".length());
    var payload = Objects.requireNonNull(upload.body());
    byte[] bytes = payload.open().readAllBytes();
    var sent = new ByteArrayOutputStream();
    payload.writeTo(sent);
    assertThat(sent.toByteArray()).isEqualTo(bytes).hasSize((int) payload.length());
    assertThat(new String(bytes, ISO_8859_1))
        .isEqualTo(
            "--%1$s\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\ngeneral\r\n--%1$s\r\n"
                    .formatted(boundary)
                + "Content-Disposition: form-data; name=\"file\"; filename=\"picture.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n"
                + new String(PNG, ISO_8859_1)
                + "\r\n--%s--\r\n".formatted(boundary));
    byte[] stored = "{\"id\":\"f-1\",\"object\":\"file\"}".getBytes(UTF_8);
    var body = body(gigachat.ask(wish.request(), "GigaChat", List.of(stored)));
    assertThat(Json.text(body.path("messages").path(0)))
        .isEqualTo("{\"role\":\"user\",\"content\":\"what?\",\"attachments\":[\"f-1\"]}");
    // A picture that was not stored is missed by GigaChat, not by the user.
    assertThat(Json.text(body(gigachat.ask(wish.request(), "GigaChat", List.of(new byte[0])))))
        .contains("\"attachments\":[\"\"]");
  }

  @Test
  void typeOfAPictureForgesNoHeader() throws Exception {
    var wish = Wish.of(new Message.User(List.of(new Part.Picture("image/png\r\nX: y", "%%%"))));
    Call upload = gigachat.before(wish.request()).getFirst();
    assertThat(new String(Objects.requireNonNull(upload.body()).open().readAllBytes(), UTF_8))
        .doesNotContain("X: y")
        .contains("Content-Type: image/jpeg\r\n");
  }

  @Test
  void picturesThatCannotBeShownAreTold() {
    var small = new Part.Picture("image/png", "AAAA");
    var large = new Part.Picture("image/png", "A".repeat(14_000_000));
    assertThat(lack(new Message.User(List.of(small)))).isNull();
    assertThat(lack(new Message.User(List.of(small, small)))).contains("one message");
    assertThat(
            lack(
                new Message.User(List.of(large)),
                Message.Assistant.saying("a"),
                new Message.User(List.of(large))))
        .contains("20 MB");
    var many = new ArrayList<Message>();
    for (int i = 0; i < 11; i++) {
      many.add(new Message.User(List.of(small)));
      many.add(Message.Assistant.saying("a"));
    }
    assertThat(lack(many.toArray(Message[]::new))).contains("10 pictures");
    assertThat(
            lack(
                Message.User.saying("go"),
                calling(call("a", "f", "{}")),
                new Message.Result("a", null, List.of(small), false)))
        .contains("result");
    assertThat(lack(new Message.User(List.of(new Part.Sound("wav", "AAAA")))))
        .isEqualTo("recordings");
  }

  private @Nullable String lack(Message... messages) {
    return gigachat.lacks(Wish.of(messages).request());
  }

  private @Nullable String effort(Reasoning reasoning) throws Exception {
    return body(Wish.hello().with(reasoning)).path("reasoning_effort").textValue();
  }

  private String choice(Tooling.Choice choice, String... tools) throws Exception {
    var offered = Wish.hello().withTools(tools).tooling().tools();
    return Json.text(
        body(Wish.hello().with(new Tooling(offered, choice, null))).path("function_call"));
  }

  private String messages(Wish wish) throws Exception {
    return Json.text(body(wish).path("messages"));
  }

  private String asked(Wish wish) throws Exception {
    return Json.text(body(wish));
  }

  private JsonNode body(Wish wish) throws Exception {
    return body(gigachat.ask(wish.request(), "GigaChat", List.of()));
  }

  private static JsonNode body(Call call) throws Exception {
    return Json.read(Objects.requireNonNull(call.body()).open());
  }
}
