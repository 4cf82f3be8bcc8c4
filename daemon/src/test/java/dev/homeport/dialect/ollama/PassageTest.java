package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.Rendition;
import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import dev.homeport.wire.Payload;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What passes through differs from what came in nothing but what we mean to change.
class PassageTest {
  static Stream<Recorded> answers() {
    return RecordedAnswersTest.answers()
        // An answer in another shape than the question asked for.
        .filter(each -> Ask.hear(api(each), each.requestBody()) instanceof Heard.Chat);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void recordedAnswersDifferInTheModelAlone(Recorded recorded) {
    ChatRequest asked = Ask.heard(api(recorded), new String(recorded.requestBody(), UTF_8));
    ChatRequest request = renamed(asked, "my \"own\" name");
    String type = Objects.requireNonNullElse(recorded.header("content-type"), "");
    String came = new String(recorded.body(), UTF_8);
    Expectation said = Expectation.of(recorded.body());
    for (int size : new int[] {1, 13, 1 << 20}) {
      Rendition rendition = passage(recorded).rendition(request, Ask.stamp(), type);
      Bytes out = new Bytes();
      run(rendition, recorded.body(), size, out);

      if (said.finish() != null) {
        assertThat(rendition.complaint()).isNull();
        assertThat(out.toString()).isEqualTo(expected(came));
        assertThat(rendition.usage()).isEqualTo(Usage.of(said.prompt(), said.answer()));
        assertThat(rendition.contentType()).isEqualTo(type);
      } else {
        // wire.md G.36: what is not whole is told, and no error line passes.
        assertThat(Objects.requireNonNull(rendition.complaint()).kind())
            .isEqualTo(said.failed() ? Complaint.Kind.SERVER : Complaint.Kind.CUT);
        String passed = asked.stream() ? expected(came.replaceAll("\\{\"error\".*\n?", "")) : "";
        assertThat(out.toString()).isEqualTo(passed);
      }
      assertThat(rendition.hasContent())
          .isEqualTo(
              !(said.text() + said.thought() + String.join("", said.calls())).isEmpty()
                  && (asked.stream() || said.finish() != null || !said.failed()));
    }
  }

  /// The recorded text with another model, and without the cloud's marks.
  private static String expected(String came) {
    String name = Matcher.quoteReplacement("\"my \\\"own\\\" name\"");
    return came.replaceAll("(?m)^\\{\"model\":( ?)\"[^\"]*\"", "{\"model\":$1" + name)
        .replaceAll(",\"remote_model\":\"[^\"]*\",\"remote_host\":\"[^\"]*\"", "");
  }

  static Stream<Recorded> questions() {
    return RecordedQuestionsTest.questions()
        .filter(each -> each.path().equals("/api/chat") || each.path().equals("/api/generate"))
        .filter(each -> Ask.hear(api(each), each.requestBody()) instanceof Heard.Chat);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void recordedQuestionsDifferInTheModelAlone(Recorded recorded) throws IOException {
    String sent = new String(recorded.requestBody(), UTF_8);
    Call call = call(api(recorded), recorded.requestBody());

    assertThat(call.target()).isEqualTo(recorded.path());
    assertThat(Ask.payload(call).length()).isEqualTo(written(call).length);
    if (!recorded.name().startsWith("oddjson/") && !recorded.name().startsWith("unicode/input")) {
      String model = Ask.heard(api(recorded), sent).model();
      assertThat(new String(written(call), UTF_8))
          .isEqualTo(streaming(sent.replace("\"" + model + "\"", "\"theirs\"")));
    } else {
      assertThat(Ask.body(call).toString().toLowerCase(Locale.ROOT))
          .contains("\"model\":\"theirs\"")
          .doesNotContain("\"model\":\"hp-", "\"model\":\"nope\"");
    }
  }

  private static String streaming(String body) {
    return body.replaceAll("(\"stream\": ?)(false|null)", "$1true");
  }

  /// wire.md G.59: whatever Ollama takes for the model is ours.
  @Test
  void everySpellingOfTheModelIsChanged() throws IOException {
    String body =
        "{ \"MODEL\":\"a\", \"mod\\u0065l\":\"b\",\"messages\" : [{\"content\":\"model\"}],"
            + " \"x\":1.0,\"model\":\"c\" } {\"model\":\"d\"}";

    assertThat(new String(written(call(Api.OLLAMA_CHAT, body.getBytes(UTF_8))), UTF_8))
        .isEqualTo(
            "{ \"MODEL\":\"theirs\", \"mod\\u0065l\":\"theirs\",\"messages\" : "
                + "[{\"content\":\"model\"}], \"x\":1.0,\"model\":\"theirs\" }");
  }

  /// wire.md G.30: Ollama refuses what it would be sent, so it is sent what it takes.
  @Test
  void aPictureWithAPrefixIsSentWithoutIt() throws IOException {
    String chat =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\","
            + "\"images\":[\"data:image/png;base64,AAAA\"]}]}";
    String generate =
        "{\"model\":\"m\",\"prompt\":\"x\",\"images\":[\"data:image/png;base64,AAAA\"]}";

    Call first = call(Api.OLLAMA_CHAT, chat.getBytes(UTF_8));
    Call second = call(Api.OLLAMA_GENERATE, generate.getBytes(UTF_8));
    assertThat(first.target()).isEqualTo("/api/chat");
    assertThat(second.target()).isEqualTo("/api/generate");
    assertThat(new String(written(first), UTF_8)).contains("\"images\":[\"AAAA\"]");
    assertThat(new String(written(second), UTF_8)).contains("\"images\":[\"AAAA\"]");
  }

  /// What a real Ollama answered to one question in a stream and at once: the same but for moments.
  @ParameterizedTest
  @CsvSource({
    "chat/stream-default, chat/stream-false",
    "chat/logprobs, chat/logprobs-native",
    "chat/think-absent-rendered, chat/think-true-rendered",
    "chat/tools-two-rendered, chat/tools-two-nostream-rendered",
    "chat/tools-two-native, chat/tools-two-nostream-native",
    "generate/stream, generate/stream-false",
  })
  void gatheredLinesLookLikeWhatComesAtOnce(String stream, String plain) throws IOException {
    Recorded lines = Recorded.named(stream);
    Recorded object = Recorded.named(plain);
    for (int size : new int[] {1, 13, 1 << 20}) {
      for (String type : List.of("application/x-ndjson", "", "application/json")) {
        ChatRequest request = Ask.heard(api(object), new String(object.requestBody(), UTF_8));
        Rendition rendition = passage(object).rendition(request, Ask.stamp(), type);
        Bytes out = new Bytes();
        run(rendition, lines.body(), size, out);
        assertThat(rendition.complaint()).isNull();
        assertThat(rendition.contentType()).isEqualTo("application/json; charset=utf-8");
        JsonNode gathered = Json.readWhole(out.array(), 0, out.length());
        JsonNode whole = Json.read(object.body());
        assertThat(names(gathered)).isEqualTo(names(whole));
        assertThat(names(gathered.path("message"))).isEqualTo(names(whole.path("message")));
        Expectation said = Expectation.of(lines.body());
        Expectation seen = Expectation.of(out.copy());
        assertThat(seen.text()).isEqualTo(said.text());
        assertThat(seen.thought()).isEqualTo(said.thought());
        assertThat(seen.calls()).isEqualTo(said.calls());
        assertThat(seen.chances()).isEqualTo(said.chances());
        assertThat(rendition.usage()).isEqualTo(Usage.of(said.prompt(), said.answer()));
      }
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  /// Lines without anything in them, and what is beside the words, are no pieces.
  @Test
  void onlyWordsThoughtsAndCallsArePieces() {
    String body =
        """
        {"message":{"role":"assistant","content":""},"done":false}
        {"message":{"role":"assistant","content":"","thinking":"t"},"done":false}
        {"message":{"role":"assistant","content":"a"},"done":false}
        {"message":{"role":"assistant","content":""},"done":false,"logprobs":[{"token":"a"}]}
        {"message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":false}
        {"message":{"role":"assistant","content":"","tool_calls":[]},"done":true}
        """;
    for (boolean stream : new boolean[] {true, false}) {
      Rendition rendition = passing(Ask.saying("x", stream), "application/x-ndjson");
      long before = 0;
      Bytes out = new Bytes();
      for (String line : body.split("(?<=\n)", -1)) {
        byte[] bytes = line.getBytes(UTF_8);
        rendition.feed(bytes, 0, bytes.length, out);
        boolean piece = line.contains("\"t\"") || line.contains("\"a\"}") || line.contains("\"f\"");
        boolean counted = piece && !line.contains("token");
        assertThat(rendition.made() - before).as(line).isEqualTo(counted ? 1 : 0);
        before = rendition.made();
      }
      rendition.end(out);
      assertThat(rendition.complaint()).isNull();
    }
  }

  /// Nothing is left out of what one object may hold, however it came.
  @Test
  void everythingIsGathered() {
    Rendition rendition = passing(Ask.saying("x", false), "application/x-ndjson");
    Bytes out = new Bytes();
    String body =
        """
        {"model":"x","remote_host":"h","message":{"role":"assistant","content":"a","new":[1]},"done":false,"early":1}
        garbage
        {"model":"x","message":{"role":"assistant","content":"b","new":[2]},"done":true,"context":[1,2],"late":{"a":1.50}}
        {"done":false}
        """;
    run(rendition, body.getBytes(UTF_8), 9, out);
    assertThat(rendition.complaint()).isNull();
    assertThat(out.toString())
        .isEqualTo(
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"ab\",\"new\":[1,2]},"
                + "\"done\":true,\"early\":1,\"context\":[1,2],\"late\":{\"a\":1.50}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":{\"content\":\"a\"},\"done\":false} | CUT",
        "{\"message\":{\"content\":\"a\"},\"done\":false}~{\"error\":\"gone\"} | SERVER",
        "{\"message\":{\"content\":\"a\"},\"done\":false}~{\"mess | CUT",
        "<html>~</html> | NONSENSE",
        "~ | CUT",
      })
  void brokenLinesAreNoObject(String body, Complaint.Kind kind) {
    for (String type : List.of("application/x-ndjson", "", "application/json")) {
      Rendition rendition = passing(Ask.saying("x", false), type);
      Bytes out = new Bytes();
      run(rendition, body.replace('~', '\n').getBytes(UTF_8), 9, out);
      assertThat(Objects.requireNonNull(rendition.complaint()).kind()).as(type).isEqualTo(kind);
      assertThat(out.isEmpty()).isTrue();
    }
  }

  private static Rendition passing(ChatRequest request, String type) {
    return Ask.OLLAMA
        .passing(Api.OLLAMA_CHAT)
        .orElseThrow()
        .rendition(renamed(request, "m"), Ask.stamp(), type);
  }

  @Test
  void linesBecomeOneObjectWhereOneWasAskedFor() {
    ChatRequest request =
        Ask.heard(
            Api.OLLAMA_CHAT,
            "{\"model\":\"m\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
    Rendition rendition =
        Ask.OLLAMA
            .passing(Api.OLLAMA_CHAT)
            .orElseThrow()
            .rendition(request, Ask.stamp(), "application/x-ndjson");
    Bytes out = new Bytes();
    run(rendition, Recorded.named("chat/stream-default").body(), 10, out);

    assertThat(rendition.complaint()).isNull();
    assertThat(out.toString()).doesNotContain("\n").contains("\"content\":\"w1 w2");
  }

  @Test
  void nothingPassesThatIsNoLineOfTheAnswer() {
    Rendition lines = lines("application/x-ndjson");
    Bytes out = new Bytes();
    String body =
        """
         {"model":"x","message":{"content":"a"},"done":false}\r
        5
        {half
        {"done":true}
        {"message":{"content":"more"}}
        """;
    run(lines, body.getBytes(UTF_8), 3, out);

    assertThat(lines.complaint()).isNull();
    assertThat(out.toString())
        .isEqualTo(
            "{\"model\":\"m\",\"message\":{\"content\":\"a\"},\"done\":false}\n{\"done\":true}\n");
  }

  @Test
  void pagesAndGarbageDoNotPass() {
    for (String body : new String[] {"<html>", "garbage", "[]"}) {
      Rendition lines = lines("");
      Bytes out = new Bytes();
      run(lines, body.getBytes(UTF_8), 100, out);
      assertThat(Objects.requireNonNull(lines.complaint()).kind())
          .isEqualTo(Complaint.Kind.NONSENSE);
      assertThat(out.isEmpty()).isTrue();
    }
    assertThat(Objects.requireNonNull(lines("text/html").complaint()).kind())
        .isEqualTo(Complaint.Kind.NONSENSE);
  }

  @Test
  void aFailedAnswerSaysSoInTheClientsShape() {
    Bytes out = new Bytes();
    lines("").broken(503, "gone", out);
    assertThat(out.toString()).isEqualTo("{\"error\":\"gone\"}\n");
    assertThat(lines("").keepAlive()).containsExactly(' ');
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void onlyItsOwnCallsPass(Api api) {
    assertThat(Ask.OLLAMA.passing(api).isPresent())
        .isEqualTo(api == Api.OLLAMA_CHAT || api == Api.OLLAMA_GENERATE);
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 40).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mutatedAnswersPassOrFail(int seed) {
    var random = new Random(seed);
    var answers = RecordedAnswersTest.answers().toList();
    for (int i = 0; i < 40; i++) {
      byte[] body = Mutation.of(answers.get(random.nextInt(answers.size())).body(), random);
      ChatRequest request = Ask.saying("x", random.nextBoolean());
      Rendition rendition =
          Ask.OLLAMA
              .passing(Api.OLLAMA_CHAT)
              .orElseThrow()
              .rendition(request, Ask.stamp(), random.nextBoolean() ? "" : "application/x-ndjson");
      Bytes out = new Bytes();
      run(rendition, body, 1 + random.nextInt(300), out);

      assertThat(rendition.complaint() != null || out.toString().contains("true")).isTrue();
      assertThat(out.toString()).doesNotContain("{\"error\"");
    }
  }

  private static Rendition lines(String type) {
    ChatRequest request =
        Ask.heard(
            Api.OLLAMA_CHAT,
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
    return Ask.OLLAMA.passing(Api.OLLAMA_CHAT).orElseThrow().rendition(request, Ask.stamp(), type);
  }

  private static void run(Rendition rendition, byte[] body, int size, Bytes out) {
    for (int from = 0; from < body.length; from += size) {
      rendition.feed(body, from, Math.min(size, body.length - from), out);
    }
    rendition.end(out);
  }

  private static Call call(Api api, byte[] body) throws IOException {
    ChatRequest request = Ask.heard(api, new String(body, UTF_8));
    return Ask.OLLAMA.passing(api).orElseThrow().call(request, Payload.of(body), "theirs");
  }

  private static byte[] written(Call call) throws IOException {
    var out = new ByteArrayOutputStream();
    Ask.payload(call).writeTo(out);
    assertThat(Ask.payload(call).open().readAllBytes()).isEqualTo(out.toByteArray());
    return out.toByteArray();
  }

  private static Passthrough passage(Recorded recorded) {
    return Ask.OLLAMA.passing(api(recorded)).orElseThrow();
  }

  private static Api api(Recorded recorded) {
    return recorded.path().equals("/api/chat") ? Api.OLLAMA_CHAT : Api.OLLAMA_GENERATE;
  }

  private static ChatRequest renamed(ChatRequest request, String model) {
    return new ChatRequest(
        request.api(),
        model,
        request.prompt(),
        request.tooling(),
        request.format(),
        request.sampling(),
        request.reasoning(),
        request.topLogprobs(),
        request.context(),
        request.stream(),
        request.user());
  }
}
