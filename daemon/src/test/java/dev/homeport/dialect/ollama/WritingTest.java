package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.Embeddings;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Heard;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// wire.md B.3, clients.md 1, 2 and 6, cases.md H10.
class WritingTest {
  private static final Piece STOP = new Piece.Finished(Finish.STOP, null);
  private static final Piece COUNTED = new Piece.Counted(Usage.of(3, 4));

  @Test
  void aChatIsLinesWithAllThatClientsNeed() {
    String all = written(chat(""), new Piece.Text("Hi"), STOP, COUNTED);

    assertThat(all)
        .isEqualTo(
            """
            {"model":"m","created_at":"2026-11-25T18:00:01.000000001Z",\
            "message":{"role":"assistant","content":"Hi"},"done":false}
            {"model":"m","created_at":"2026-11-25T18:00:03.000000001Z",\
            "message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",\
            "total_duration":2000000000,"load_duration":0,"prompt_eval_count":3,\
            "prompt_eval_duration":0,"eval_count":4,"eval_duration":2000000000}
            """);
  }

  @Test
  void aContinuationHasItsWordsAtTheTopAndNoContext() throws JsonProcessingException {
    List<JsonNode> lines = lines(written(generate(""), new Piece.Text("Hi"), STOP, COUNTED));

    assertThat(lines.getFirst().path("response").asText()).isEqualTo("Hi");
    assertThat(lines.getFirst().has("message")).isFalse();
    assertThat(lines.getLast().path("response").asText("-")).isEmpty();
    assertThat(lines.getLast().path("done").asBoolean()).isTrue();
    assertThat(lines.getLast().has("context")).isFalse();
  }

  @Test
  void theClientsNameForTheModelComesBack() throws JsonProcessingException {
    AnswerWriter writer =
        writer(Api.OLLAMA_CHAT, "{\"model\":\" A\\\"b \",\"messages\":[{\"role\":\"user\"}]}");

    assertThat(lines(written(writer, STOP)).getFirst().path("model").asText()).isEqualTo(" A\"b ");
  }

  /// langchain4j dies of a missing count, ollama-rs of a missing field.
  @Test
  void nothingCountedIsZeroAndStillThere() throws JsonProcessingException {
    for (String stream : List.of("", ",\"stream\":false")) {
      JsonNode last = lines(written(chat(stream), STOP)).getLast();

      assertThat(last.path("prompt_eval_count").asInt(-1)).isZero();
      assertThat(last.path("eval_count").asInt(-1)).isZero();
      assertThat(last.path("load_duration").asInt(-1)).isZero();
      assertThat(last.path("message").path("content").asText("-")).isEmpty();
      assertThat(last.path("message").path("role").asText()).isEqualTo("assistant");
    }
  }

  @Test
  void callsComeWholeInOneLineBeforeTheLast() throws JsonProcessingException {
    List<JsonNode> lines =
        lines(
            written(
                chat(""),
                new Piece.Text("look"),
                new Piece.CallBegun(0, "a", "f"),
                new Piece.CallBegun(1, "b", "g"),
                new Piece.CallGoesOn(1, "{\n \"y\" : 10000000000000001,"),
                new Piece.CallGoesOn(0, ""),
                new Piece.CallGoesOn(1, " \"b\":1.0}"),
                new Piece.Finished(Finish.CALLS, null),
                COUNTED));

    assertThat(lines).hasSize(3);
    assertThat(Json.text(lines.get(1).path("message")))
        .isEqualTo(
            "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":["
                + "{\"id\":\"a\",\"function\":{\"index\":0,\"name\":\"f\",\"arguments\":{}}},"
                + "{\"id\":\"b\",\"function\":{\"index\":1,\"name\":\"g\","
                + "\"arguments\":{\"y\":10000000000000001,\"b\":1.0}}}]}");
    assertThat(lines.get(1).path("done").asBoolean(true)).isFalse();
    assertThat(lines.getLast().path("done_reason").asText()).isEqualTo("stop");
  }

  @Test
  void aCallThatTheLengthCutIsLeftOut() throws JsonProcessingException {
    List<JsonNode> lines =
        lines(
            written(
                chat(""),
                new Piece.CallBegun(0, "a", "f"),
                new Piece.CallGoesOn(0, "{\"x\":\"hal"),
                new Piece.Finished(Finish.LENGTH, null)));

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().path("done_reason").asText()).isEqualTo("length");
  }

  @Test
  void oneObjectHoldsItAll() throws JsonProcessingException {
    String all =
        written(
            chat(",\"stream\":false,\"logprobs\":true"),
            new Piece.Thought("t1"),
            new Piece.Thought(" t2"),
            new Piece.Text("w1 "),
            new Piece.Chances(
                List.of(
                    new TokenChance(
                        "w1 ",
                        -0.25,
                        List.of(119, 49, 32),
                        List.of(new TokenChance("x", -1, null, List.of()))))),
            new Piece.Refusal("no"),
            new Piece.CallBegun(0, "a", "f"),
            STOP,
            COUNTED);

    JsonNode one = Json.read(all);
    assertThat(Json.text(one.path("message")))
        .isEqualTo(
            "{\"role\":\"assistant\",\"content\":\"w1 no\",\"thinking\":\"t1 t2\",\"tool_calls\":["
                + "{\"id\":\"a\",\"function\":{\"index\":0,\"name\":\"f\",\"arguments\":{}}}]}");
    assertThat(Json.text(one.path("logprobs")))
        .isEqualTo(
            "[{\"token\":\"w1 \",\"logprob\":-0.25,\"bytes\":[119,49,32],"
                + "\"top_logprobs\":[{\"token\":\"x\",\"logprob\":-1.0}]}]");
    assertThat(one.path("done").asBoolean()).isTrue();
    assertThat(all).doesNotContain("\n");
  }

  @Test
  void thinkingAndChancesAreLinesOfTheirOwn() throws JsonProcessingException {
    List<JsonNode> lines =
        lines(
            written(
                chat(",\"logprobs\":true"),
                new Piece.Thought("t"),
                new Piece.Chances(List.of(new TokenChance("a", -1, null, List.of()))),
                STOP));

    assertThat(Json.text(lines.get(0).path("message")))
        .isEqualTo("{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"t\"}");
    assertThat(lines.get(1).path("logprobs").size()).isEqualTo(1);
    assertThat(lines.get(1).path("message").path("content").asText("-")).isEmpty();
  }

  @Test
  void whatWasNotWantedIsNotShown() throws JsonProcessingException {
    for (String stream : List.of("", ",\"stream\":false")) {
      String all =
          written(
              chat(stream + ",\"think\":false"),
              new Piece.Thought("t"),
              new Piece.Chances(List.of(new TokenChance("a", -1, null, List.of()))),
              new Piece.Text("x"),
              STOP);
      assertThat(all).doesNotContain("thinking").doesNotContain("logprobs");
      assertThat(lines(all).getFirst().path("message").path("content").asText()).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @EnumSource(Finish.class)
  void onlyLengthIsNotStop(Finish finish) throws JsonProcessingException {
    JsonNode last = lines(written(chat(""), new Piece.Finished(finish, null))).getLast();

    assertThat(last.path("done_reason").asText())
        .isEqualTo(finish == Finish.LENGTH ? "length" : "stop");
  }

  /// wire.md B.3 rule 3, clients.md 1.4.
  @Test
  void whatSomeTakeForLineEndsIsEscaped() throws JsonProcessingException {
    String odd = "a\u2028b\u2029c\u0085d\ne\r\"\\\u0000\ud83d\ude00";
    for (String stream : List.of("", ",\"stream\":false")) {
      String all =
          written(
              chat(stream),
              new Piece.Text(odd),
              new Piece.CallBegun(0, "a", "f"),
              new Piece.CallGoesOn(0, "{\"\u2028\":\"\u0085\"}"),
              STOP);

      assertThat(all).doesNotContain("\u2028", "\u2029", "\u0085", "\r");
      assertThat(lines(all).getFirst().path("message").path("content").asText()).isEqualTo(odd);
    }
  }

  @Test
  void aBrokenStreamEndsWithAnErrorLineAndABrokenObjectWithNothing() {
    var out = new Bytes();
    chat("").broken(503, "gone \"away\"", out);
    assertThat(text(out)).isEqualTo("{\"error\":\"gone \\\"away\\\"\"}\n");
    var none = new Bytes();
    chat(",\"stream\":false").broken(503, "gone", none);
    assertThat(none.length()).isZero();
  }

  @Test
  void aBlankWithoutALineEndKeepsAlive() {
    assertThat(chat("").keepAlive()).containsExactly(' ');
    assertThat(chat(",\"stream\":false").keepAlive()).containsExactly(' ');
    assertThat(chat("").contentType()).isEqualTo("application/x-ndjson");
    assertThat(chat(",\"stream\":false").contentType())
        .isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void timeGoesOnFromLineToLineInNanoseconds() throws JsonProcessingException {
    List<JsonNode> lines = lines(written(chat(""), new Piece.Text("a"), new Piece.Text("b"), STOP));

    List<Instant> times =
        lines.stream().map(line -> Instant.parse(line.path("created_at").asText())).toList();
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void vectorsComeInBothShapes() {
    var vectors = new Embeddings(List.of(new double[] {0.3024889, -1e-7}, new double[] {1}), 5);
    var embed = (Heard.Embed) Ask.hear(Api.OLLAMA_EMBED, "{\"model\":\"m\",\"input\":[\"a\"]}");
    var old = (Heard.Embed) Ask.hear(Api.OLLAMA_EMBEDDINGS, "{\"model\":\"m\",\"prompt\":\"a\"}");

    assertThat(new String(embed.writer().write(vectors, Ask.stamp()), UTF_8))
        .isEqualTo(
            "{\"model\":\"m\",\"embeddings\":[[0.3024889,-1.0E-7],[1.0]],"
                + "\"total_duration\":0,\"load_duration\":0,\"prompt_eval_count\":5}");
    assertThat(new String(old.writer().write(vectors, Ask.stamp()), UTF_8))
        .isEqualTo("{\"embedding\":[0.3024889,-1.0E-7]}");
    assertThat(new String(old.writer().write(new Embeddings(List.of(), 0), Ask.stamp()), UTF_8))
        .isEqualTo("{\"embedding\":[]}");
  }

  private static AnswerWriter chat(String more) {
    return writer(
        Api.OLLAMA_CHAT,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]" + more + "}");
  }

  private static AnswerWriter generate(String more) {
    return writer(Api.OLLAMA_GENERATE, "{\"model\":\"m\",\"prompt\":\"x\"" + more + "}");
  }

  private static AnswerWriter writer(Api api, String body) {
    return ((Heard.Chat) Ask.hear(api, body)).writer().apply(Ask.stamp());
  }

  private static String written(AnswerWriter writer, Piece... pieces) {
    var out = new Bytes();
    for (Piece piece : pieces) {
      writer.piece(piece, out);
    }
    writer.whole(out);
    return text(out);
  }

  private static String text(Bytes out) {
    return new String(out.array(), 0, out.length(), UTF_8);
  }

  private static List<JsonNode> lines(String all) throws JsonProcessingException {
    var lines = new ArrayList<JsonNode>();
    for (String line : all.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(Json.read(line));
      }
    }
    return lines;
  }
}
