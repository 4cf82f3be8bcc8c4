package dev.homeport.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Finish;
import dev.homeport.chat.Message;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Reading;
import dev.homeport.dialect.Wish;
import dev.homeport.fake.FakeWall;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made of what Gemini answers (wire.md D.1).
class GeminiReaderTest {
  private static final String EVENTS = "text/event-stream";
  private static final String MODEL = "gemini-3-flash";
  private static final String STRANGE = "Grüße \u2028\u0085\u2029 👩‍👩‍👧 日本";

  private final GeminiProvider gemini = new GeminiProvider(new CallMemory(), new FakeWall());
  private final Reading streamed = reading(Wish.hello().withTools("f", "7"), EVENTS);

  private Reading reading(Wish wish, String type) {
    return new Reading(gemini, wish.request(), MODEL, type);
  }

  private static String data(String json) {
    return "data: " + json + "\r\n\r\n";
  }

  private static String parts(String parts) {
    return data("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + parts + "]}}]}");
  }

  private static String end(String reason) {
    return data(
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]},\"finishReason\":\"%s\"}],"
                .formatted(reason)
            + "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4,"
            + "\"thoughtsTokenCount\":3,\"cachedContentTokenCount\":2,\"totalTokenCount\":16}}");
  }

  @Test
  void textSurvivesEveryCut() {
    String body =
        parts("{\"text\":" + Json.text(Json.array().add(STRANGE)).replaceAll("^\\[|]$", "") + "}")
            + parts("{\"text\":\"" + STRANGE + "\"}")
            + end("STOP");
    for (int cut = 1; cut <= body.getBytes(UTF_8).length; cut++) {
      List<Piece> pieces = streamed.of(body, cut);
      assertThat(Reading.text(pieces)).isEqualTo(STRANGE + STRANGE);
      assertThat(pieces).contains(new Piece.Finished(Finish.STOP, null));
    }
  }

  @Test
  void countsAreThoseOfTheLastChunkAndThinkingIsPartOfTheAnswer() {
    List<Piece> pieces =
        streamed.of(
            data("{\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1}}")
                + parts("{\"text\":\"a\"}")
                + end("MAX_TOKENS"));
    assertThat(pieces)
        .containsExactly(
            new Piece.Text("a"),
            new Piece.Finished(Finish.LENGTH, null),
            new Piece.Counted(new Usage(9, 7, 2L, 3L, null)));
  }

  @Test
  void thoughtsAreKeptApart() {
    assertThat(
            streamed.of(parts("{\"text\":\"hm\",\"thought\":true},{\"text\":\"a\"}") + end("STOP")))
        .startsWith(new Piece.Thought("hm"), new Piece.Text("a"));
  }

  /// G.17, G.18, G.19, G.25.
  @Test
  void callsAreCountedNamedAsTheClientDoesAndFinishTheAnswer() {
    List<Piece> pieces =
        streamed.of(
            parts("{\"text\":\"so\"}")
                + parts(
                    "{\"functionCall\":{\"name\":\"f\",\"args\":{\"b\":{\"c\":[1.0]},\"a\":10000000000000001}}},"
                        + "{\"functionCall\":{\"name\":\"_7\"}}")
                + end("STOP"));
    assertThat(pieces).hasSize(7);
    var first = (Piece.CallBegun) pieces.get(1);
    var second = (Piece.CallBegun) pieces.get(3);
    assertThat(first.index()).isZero();
    assertThat(first.tool()).isEqualTo("f");
    assertThat(second.index()).isEqualTo(1);
    assertThat(second.tool()).isEqualTo("7");
    assertThat(first.id()).isNotEmpty().isNotEqualTo(second.id());
    assertThat(pieces.get(2))
        .isEqualTo(new Piece.CallGoesOn(0, "{\"b\":{\"c\":[1.0]},\"a\":10000000000000001}"));
    assertThat(pieces.get(4)).isEqualTo(new Piece.CallGoesOn(1, "{}"));
    assertThat(pieces.get(5)).isEqualTo(new Piece.Finished(Finish.CALLS, null));
  }

  @Test
  void signatureAndIdComeBackWithTheCallToTheSameModelOnly() throws Exception {
    List<Piece> pieces =
        streamed.of(
            parts(
                    "{\"functionCall\":{\"id\":\"theirs\",\"name\":\"f\",\"args\":{}},"
                        + "\"thoughtSignature\":\"c2ln\"}")
                + end("STOP"));
    String id = ((Piece.CallBegun) pieces.getFirst()).id();
    assertThat(id).isNotEqualTo("theirs");
    var next =
        Wish.of(
            Message.User.saying("go"),
            Wish.calling(Wish.call(id, "f", "{}")),
            Wish.result(id, "r"));
    assertThat(asked(next, MODEL))
        .contains(
            "{\"functionCall\":{\"id\":\"theirs\",\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"c2ln\"}")
        .contains("{\"functionResponse\":{\"id\":\"theirs\",\"name\":\"f\"");
    assertThat(asked(next, "gemini-3-pro"))
        .doesNotContain("theirs")
        .doesNotContain("c2ln")
        .contains(Signatures.UNKNOWN);
  }

  private String asked(Wish wish, String model) throws Exception {
    var body = gemini.ask(wish.request(), model, List.of()).body();
    return Json.text(Json.read(Objects.requireNonNull(body).open()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SAFETY",
        "RECITATION",
        "LANGUAGE",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "IMAGE_SAFETY"
      })
  void refusalOfTheProviderIsFiltered(String reason) {
    assertThat(streamed.of(parts("{\"text\":\"a\"}") + end(reason)))
        .contains(new Piece.Finished(Finish.FILTERED, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS",
        "OTHER",
        "NEW_ONE"
      })
  void otherReasonsAreNoEnd(String reason) {
    List<Piece> pieces = streamed.of(parts("{\"text\":\"a\"}") + end(reason));
    assertThat(Reading.failure(pieces)).isEqualTo("SERVER");
    assertThat(pieces).hasSize(3);
    assertThat(pieces.get(1)).isInstanceOf(Piece.Counted.class);
  }

  /// G.37.
  @Test
  void blockedPromptIsNoAnswer() {
    String body = data("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{}}");
    assertThat(Reading.failure(streamed.of(body))).isEqualTo("FILTERED");
  }

  /// G.36, B5.
  @Test
  void endWithoutAReasonIsACut() {
    assertThat(Reading.failure(streamed.of(parts("{\"text\":\"a\"}")))).isEqualTo("CUT");
    assertThat(Reading.failure(streamed.of(""))).isEqualTo("CUT");
  }

  /// B2, B3: with no `data:` before it, over many lines, as python-genai has to read it.
  @Test
  void errorBetweenTheEventsIsFound() {
    String error =
        """
        {
          "error": {
            "code": 503,
            "message": "The model is overloaded. Please try again later.",
            "status": "UNAVAILABLE"
          }
        }
        """;
    for (String said : List.of(error, "[" + error + "]", "[" + error.strip() + "\n,\n{}\n]\n")) {
      String body = parts("{\"text\":\"a\"}") + said;
      for (int cut = 1; cut < 200; cut += 7) {
        List<Piece> pieces = streamed.of(body, cut);
        assertThat(Reading.failure(pieces)).isEqualTo("OVERLOADED");
        assertThat(pieces).hasSize(2);
      }
    }
    assertThat(
            Reading.failure(
                streamed.of(data("{\"error\":{\"code\":429,\"message\":\"slow down\"}}"))))
        .isEqualTo("RATE");
  }

  /// B4.
  @Test
  void oneBrokenFrameIsSkipped() {
    assertThat(
            Reading.text(
                streamed.of(
                    parts("{\"text\":\"a\"}")
                        + data("{\"cand")
                        + parts("{\"text\":\"b\"}")
                        + end("STOP"))))
        .isEqualTo("ab");
  }

  /// B12, G.37.
  @ParameterizedTest
  @CsvSource({
    "text/html, <html>Sign in</html>",
    "text/event-stream, <html>Sign in</html>",
    "text/event-stream, data: hello",
    "application/json, 'true'",
    "'', '{\"hello\":1}'",
  })
  void whatIsNoAnswerIsNonsense(String type, String body) {
    assertThat(Reading.failure(reading(Wish.hello(), type).of(body))).isEqualTo("NONSENSE");
  }

  @Test
  void argumentsThatAreNoObjectAreNotMadeOne() {
    String call = "{\"functionCall\":{\"name\":\"f\",\"args\":[1]}}";
    assertThat(streamed.of(parts(call) + end("STOP"))).contains(new Piece.CallGoesOn(0, "[1]"));
  }

  @Test
  void answerAtOnceIsReadAsAWhole() {
    String body =
        """
        {"candidates":[{"content":{"parts":[{"text":"a"},{"functionCall":{"name":"f","args":{}}}]},
         "finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1}}
        """;
    var whole = reading(Wish.hello().atOnce(), "application/json; charset=UTF-8");
    assertThat(whole.of(body, 3)).hasSize(5).contains(new Piece.Finished(Finish.CALLS, null));
    assertThat(whole.of("[" + body + "]", 5)).hasSize(5);
    assertThat(Reading.failure(whole.of(body.substring(0, 60)))).isEqualTo("CUT");
    assertThat(Reading.failure(whole.of("{\"candidates\":[{\"content\":{}}]}"))).isEqualTo("CUT");
  }

  @Test
  void listOfChunksWhereEventsWereWantedIsReadToo() {
    var json = reading(Wish.hello(), "application/json");
    assertThat(
            json.of(
                "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]},"
                    + "{\"candidates\":[{\"finishReason\":\"STOP\"}]}]"))
        .containsExactly(new Piece.Text("a"), new Piece.Finished(Finish.STOP, null));
    assertThat(Reading.failure(json.of("[{\"candidates\":[{}]},{\"error\":{\"code\":500}}]")))
        .isEqualTo("SERVER");
  }

  @Test
  void chancesStandBesideTheText() {
    String body =
        data(
            """
            {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","logprobsResult":\
            {"chosenCandidates":[{"token":"a","logProbability":-0.5}],"topCandidates":\
            [{"candidates":[{"token":"b","logProbability":-1}]}]}}]}\
            """);
    assertThat(streamed.of(body))
        .contains(
            new Piece.Chances(
                List.of(
                    new TokenChance(
                        "a", -0.5, null, List.of(new TokenChance("b", -1, null, List.of()))))));
  }

  @Test
  void frameWithoutEndIsNotKept() {
    var reader = gemini.reader(Wish.hello().request(), MODEL, EVENTS);
    var failures = new ArrayList<Piece>();
    byte[] much = "data: ".concat("x".repeat(1 << 20)).getBytes(UTF_8);
    for (int i = 0; i < 40; i++) {
      reader.feed(much, 0, much.length, failures::add);
    }
    assertThat(failures).hasSize(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noBodyIsTooStrange(long seed) {
    var random = new Random(seed);
    byte[] body =
        (parts(
                    "{\"text\":\"a\",\"thought\":true},{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":[1]}}}")
                + data(
                    "{\"error\":{\"code\":429,\"details\":[{\"retryDelay\":\"3s\"},{\"violations\":[{}]}]}}")
                + end("STOP"))
            .getBytes(UTF_8);
    for (int i = random.nextInt(8); i >= 0; i--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    String text = new String(body, UTF_8);
    for (String type : List.of(EVENTS, "application/json", "")) {
      List<Piece> pieces = reading(Wish.hello(), type).of(text, 1 + random.nextInt(50));
      assertThat(pieces).isNotEmpty();
      boolean ended =
          pieces.getLast() instanceof Piece.Failed
              || pieces.stream().anyMatch(Piece.Finished.class::isInstance);
      assertThat(ended).isTrue();
    }
    gemini.complaint(429, _ -> text, body);
    gemini.listed(body);
  }
}
