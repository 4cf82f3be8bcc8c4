package dev.homeport.dialect.gigachat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Finish;
import dev.homeport.chat.Message;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Reading;
import dev.homeport.dialect.Wish;
import dev.homeport.fake.FakeWall;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is made of what GigaChat answers (wire.md E.2).
class GigaChatReaderTest {
  private static final String EVENTS = "text/event-stream; charset=utf-8";
  private static final String STRANGE = "Привет \u2028\u0085\u2029 👩‍👩‍👧";
  private static final String DONE = "data: [DONE]\n\n";

  private final GigaChatProvider gigachat =
      new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_PERS, new FakeWall());
  private final Reading streamed = reading(Wish.hello().withTools("f", "web_search"), EVENTS);

  private Reading reading(Wish wish, String type) {
    return new Reading(gigachat, wish.request(), "GigaChat", type);
  }

  private static String chunk(String delta) {
    return "data: {\"choices\":[{\"delta\":{%s},\"index\":0}],\"created\":1,".formatted(delta)
        + "\"model\":\"GigaChat:2.0.28.2\",\"object\":\"chat.completion\"}\n\n";
  }

  private static String end(String reason) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"index\":0,\"finish_reason\":\"%s\"}],"
            .formatted(reason)
        + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13,"
        + "\"precached_prompt_tokens\":2}}\n\n";
  }

  @Test
  void textSurvivesEveryCut() {
    String body =
        chunk("\"role\":\"assistant\",\"content\":\"" + STRANGE + "\"")
            + chunk("\"content\":\"" + STRANGE + "\"")
            + end("stop")
            + DONE;
    for (int cut = 1; cut <= body.getBytes(UTF_8).length; cut++) {
      List<Piece> pieces = streamed.of(body, cut);
      assertThat(Reading.text(pieces)).isEqualTo(STRANGE + STRANGE);
      assertThat(pieces.subList(pieces.size() - 2, pieces.size()))
          .containsExactly(
              new Piece.Finished(Finish.STOP, null),
              new Piece.Counted(new Usage(9, 4, 2L, null, null)));
    }
  }

  /// G.17, G.19: the state comes back with the call.
  @Test
  void callHasAnIdOfOursAndItsStateComesBackWithIt() throws Exception {
    List<Piece> pieces =
        streamed.of(
            chunk(
                    "\"role\":\"assistant\",\"content\":\"\",\"function_call\":{\"name\":\"web_search_tool\","
                        + "\"arguments\":{\"b\":1.0,\"a\":{\"c\":10000000000000001}}},\"functions_state_id\":\"s-1\"")
                + end("function_call")
                + DONE);
    var begun = (Piece.CallBegun) pieces.getFirst();
    assertThat(begun.tool()).isEqualTo("web_search");
    assertThat(pieces.get(1))
        .isEqualTo(new Piece.CallGoesOn(0, "{\"b\":1.0,\"a\":{\"c\":10000000000000001}}"));
    assertThat(pieces.get(2)).isEqualTo(new Piece.Finished(Finish.CALLS, null));
    var next =
        Wish.of(
            Message.User.saying("go"),
            Wish.calling(Wish.call(begun.id(), "web_search", "{}")),
            Wish.result(begun.id(), "r"));
    byte[] asked =
        Objects.requireNonNull(gigachat.ask(next.request(), "GigaChat", List.of()).body())
            .open()
            .readAllBytes();
    assertThat(new String(asked, UTF_8)).contains("\"functions_state_id\":\"s-1\"");
  }

  @Test
  void stateMayComeBeforeOrAfterTheCall() {
    String call = chunk("\"function_call\":{\"name\":\"f\"}");
    String state = chunk("\"functions_state_id\":\"s-2\"");
    for (String body : List.of(call + state, state + call)) {
      var memory = new CallMemory();
      var provider = new GigaChatProvider(memory, Scope.GIGACHAT_API_PERS, new FakeWall());
      var pieces =
          new Reading(provider, Wish.hello().request(), "m", EVENTS).of(body + end("stop") + DONE);
      String id = ((Piece.CallBegun) pieces.getFirst()).id();
      assertThat(new States(memory).of(id)).isEqualTo("s-2");
      assertThat(pieces).contains(new Piece.Finished(Finish.CALLS, null));
    }
  }

  @ParameterizedTest
  @CsvSource({"stop, STOP", "length, LENGTH", "blacklist, FILTERED"})
  void reasonsAreTheirs(String reason, Finish finish) {
    assertThat(streamed.of(chunk("\"content\":\"a\"") + end(reason) + DONE))
        .contains(new Piece.Finished(finish, null));
  }

  /// G.26, G.27.
  @Test
  void thoughtsComeApartOrInline() {
    assertThat(
            streamed.of(
                chunk("\"reasoning_content\":\"hm\"")
                    + chunk("\"content\":\"a\"")
                    + end("stop")
                    + DONE))
        .startsWith(new Piece.Thought("hm"), new Piece.Text("a"));
    assertThat(
            streamed.of(
                chunk("\"content\":\"<thi\"")
                    + chunk("\"content\":\"nk>hm</thin\"")
                    + chunk("\"content\":\"k>\\na\"")
                    + end("stop")
                    + DONE))
        .startsWith(new Piece.Thought("hm"), new Piece.Text("a"));
  }

  @Test
  void errorIsNoEnd() {
    assertThat(Reading.failure(streamed.of(chunk("\"content\":\"a\"") + end("error") + DONE)))
        .isEqualTo("SERVER");
    assertThat(Reading.failure(streamed.of(chunk("\"content\":\"a\"") + end("news") + DONE)))
        .isEqualTo("SERVER");
  }

  /// G.36, B5.
  @Test
  void endWithoutAReasonIsACut() {
    assertThat(Reading.failure(streamed.of(chunk("\"content\":\"a\"")))).isEqualTo("CUT");
    assertThat(Reading.failure(streamed.of(chunk("\"content\":\"a\"") + DONE))).isEqualTo("CUT");
    assertThat(Reading.failure(streamed.of(""))).isEqualTo("CUT");
    assertThat(streamed.of(chunk("\"content\":\"a\"") + end("stop")))
        .contains(new Piece.Finished(Finish.STOP, null));
  }

  /// B2, B3.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {\"status\":500,\"message\":\"Internal Server Error\"} | SERVER",
        "{\"status\":429,\"message\":\"Too Many Requests\"} | RATE",
        "data: {\"error\":{\"message\":\"oh\"}} | SERVER",
        "data: {\"status\":413,\"message\":\"Payload Too Large\"} | CONTEXT",
      })
  void errorInsideIsFound(String error, String kind) {
    assertThat(Reading.failure(streamed.of(chunk("\"content\":\"a\"") + error + "\n\n")))
        .isEqualTo(kind);
    assertThat(Reading.failure(streamed.of(error))).isEqualTo(kind);
  }

  /// B4.
  @Test
  void oneBrokenFrameIsSkipped() {
    assertThat(
            Reading.text(
                streamed.of(
                    chunk("\"content\":\"a\"")
                        + "data: {\"cho\n\n"
                        + chunk("\"content\":\"b\"")
                        + end("stop")
                        + DONE)))
        .isEqualTo("ab");
  }

  /// B12: the vendor's own library refuses what is labelled otherwise.
  @ParameterizedTest
  @CsvSource({
    "text/html, <html>Sign in</html>",
    "text/plain, hello",
    "application/octet-stream, x",
    "application/json, '{\"a\":1}'",
    "text/event-stream, <html>Sign in</html>",
    "'', hello",
  })
  void whatIsNoAnswerIsNonsense(String type, String body) {
    assertThat(Reading.failure(reading(Wish.hello(), type).of(body))).isEqualTo("NONSENSE");
  }

  @Test
  void argumentsThatAreNoObjectAreNotMadeOne() {
    String call = "\"function_call\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}";
    assertThat(streamed.of(chunk(call) + end("function_call") + DONE))
        .contains(new Piece.CallGoesOn(0, "{\"a\":"));
  }

  @Test
  void answerAtOnceIsReadAsAWhole() {
    String body =
        """
        {"choices":[{"message":{"role":"assistant","content":"a","function_call":{"name":"f","arguments":{}},
         "functions_state_id":"s"},"index":0,"finish_reason":"function_call"}],"created":1,
         "model":"GigaChat:2","object":"chat.completion","usage":{"prompt_tokens":1,"completion_tokens":2}}
        """;
    for (var reading :
        List.of(
            reading(Wish.hello().atOnce(), "application/json"),
            reading(Wish.hello(), "application/json"))) {
      assertThat(reading.of(body, 7)).hasSize(5).contains(new Piece.Finished(Finish.CALLS, null));
      assertThat(Reading.failure(reading.of(body.substring(0, 50)))).isEqualTo("CUT");
    }
  }

  /// GigaChat knows no texts that end an answer, so they are looked for here.
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"abENDcd,ab,END", "abENcd,abENcd,", "abEN,abEN,", "END,'',END", "aEENDb,aE,END"})
  void answerEndsWhereTheClientWantsItTo(String said, String told, @Nullable String stop) {
    var sampling =
        new Sampling(
            null, null, null, null, null, null, null, null, null, List.of("END", "", "nie"));
    var reading = reading(Wish.hello().with(sampling), EVENTS);
    for (int cut = 1; cut <= said.length(); cut++) {
      var body = new StringBuilder();
      for (int from = 0; from < said.length(); from += cut) {
        String piece = said.substring(from, Math.min(from + cut, said.length()));
        body.append(chunk("\"content\":\"" + piece + "\""));
      }
      List<Piece> pieces = reading.of(body + end("stop") + DONE);
      assertThat(Reading.text(pieces)).isEqualTo(told);
      assertThat(pieces).contains(new Piece.Finished(Finish.STOP, stop));
      assertThat(pieces.getLast()).isInstanceOf(Piece.Counted.class);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noBodyIsTooStrange(long seed) {
    var random = new Random(seed);
    byte[] body =
        (chunk("\"content\":\"<think>a</think>b\"")
                + chunk(
                    "\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"},\"functions_state_id\":\"s\"")
                + end("stop")
                + DONE)
            .getBytes(UTF_8);
    for (int i = random.nextInt(8); i >= 0; i--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    for (String type : List.of(EVENTS, "application/json", "")) {
      List<Piece> pieces =
          reading(Wish.hello(), type).of(new String(body, UTF_8), 1 + random.nextInt(50));
      assertThat(pieces).isNotEmpty();
      boolean ended =
          pieces.getLast() instanceof Piece.Failed
              || pieces.stream().anyMatch(Piece.Finished.class::isInstance);
      assertThat(ended).isTrue();
    }
    gigachat.complaint(400, _ -> "", body);
    gigachat.listed(body);
    Token.read(200, null, body);
  }
}
