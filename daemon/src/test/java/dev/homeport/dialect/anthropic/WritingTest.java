package dev.homeport.dialect.anthropic;

import static dev.homeport.dialect.anthropic.Talk.events;
import static dev.homeport.dialect.anthropic.Talk.tree;
import static dev.homeport.dialect.anthropic.Talk.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.frame.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers have the shape that the strictest clients want (clients.md 6).
class WritingTest {
  private static final Piece STOP = new Piece.Finished(Finish.STOP, null);

  @Test
  void textStreams() {
    List<JsonNode> events =
        events(
            written(
                true,
                List.of(
                    new Piece.Text("Hi"),
                    new Piece.Text(""),
                    new Piece.Text(" you"),
                    new Piece.Counted(new Usage(10, 2, 4L, null, null)),
                    STOP)));
    assertThat(events)
        .containsExactly(
            tree(
                "{'type':'message_start','message':{'id':'msg_0a1b','type':'message','role':"
                    + "'assistant','model':'my model','content':[],'stop_reason':null,"
                    + "'stop_sequence':null,'usage':{'input_tokens':3,"
                    + "'cache_creation_input_tokens':0,'cache_read_input_tokens':0,"
                    + "'output_tokens':0}}}"),
            tree(
                "{'type':'content_block_start','index':0,'content_block':"
                    + "{'type':'text','text':''}}"),
            tree(
                "{'type':'content_block_delta','index':0,'delta':"
                    + "{'type':'text_delta','text':'Hi'}}"),
            tree(
                "{'type':'content_block_delta','index':0,'delta':"
                    + "{'type':'text_delta','text':' you'}}"),
            tree("{'type':'content_block_stop','index':0}"),
            tree(
                "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null},"
                    + "'usage':{'input_tokens':6,'cache_creation_input_tokens':0,"
                    + "'cache_read_input_tokens':4,'output_tokens':2}}"),
            tree("{'type':'message_stop'}"));
  }

  /// Thinking has a signature although there is none: a client refuses a block without (clients.md
  /// 6).
  @Test
  void thoughtsTextAndMixedCallsBecomeBlocksOneAfterTheOther() {
    String stream =
        written(
            true,
            List.of(
                new Piece.Thought("hm"),
                new Piece.Text("Let me see."),
                new Piece.CallBegun(0, "a", "f"),
                new Piece.CallBegun(1, "b", "g"),
                new Piece.CallGoesOn(1, "{}"),
                new Piece.CallGoesOn(0, "{\"x\":"),
                new Piece.CallGoesOn(0, "1}"),
                new Piece.CallBegun(2, "c", "h"),
                new Piece.Finished(Finish.STOP, null)));
    var said =
        events(stream).stream()
            .filter(e -> e.path("type").asText().startsWith("content"))
            .map(
                e ->
                    e.path("index").asText()
                        + e.path("content_block").toString()
                        + e.path("delta").path("type").asText()
                        + e.path("delta").path("partial_json").asText())
            .toList();
    assertThat(said)
        .containsExactly(
            Talk.json("0{'type':'thinking','thinking':'','signature':''}"),
            "0thinking_delta",
            "0",
            Talk.json("1{'type':'text','text':''}"),
            "1text_delta",
            "1",
            Talk.json("2{'type':'tool_use','id':'a','name':'f','input':{}}"),
            "2input_json_delta{\"x\":",
            "2input_json_delta1}",
            "2",
            Talk.json("3{'type':'tool_use','id':'b','name':'g','input':{}}"),
            "3input_json_delta{}",
            "3",
            Talk.json("4{'type':'tool_use','id':'c','name':'h','input':{}}"),
            "4input_json_delta{}",
            "4");
    // A call was made, whatever the provider calls it (wire.md G.17).
    assertThat(stream).contains("\"stop_reason\":\"tool_use\"");
  }

  @Test
  void plainAnswerIsTheSame() {
    assertThat(
            tree(
                written(
                    false,
                    List.of(
                        new Piece.Thought("hm"),
                        new Piece.Text("Let me"),
                        new Piece.Text(" see."),
                        new Piece.CallBegun(0, "a", "f"),
                        new Piece.CallBegun(1, "b", "g"),
                        new Piece.CallGoesOn(0, "{\"z\":1.0,\"a\":"),
                        new Piece.CallGoesOn(0, "[]}"),
                        new Piece.Finished(Finish.CALLS, null),
                        new Piece.Counted(Usage.of(5, 6))))))
        .isEqualTo(
            tree(
                "{'id':'msg_0a1b','type':'message','role':'assistant','model':'my model',"
                    + "'content':[{'type':'thinking','thinking':'hm','signature':''},"
                    + "{'type':'text','text':'Let me see.'},"
                    + "{'type':'tool_use','id':'a','name':'f','input':{'z':1.0,'a':[]}},"
                    + "{'type':'tool_use','id':'b','name':'g','input':{}}],"
                    + "'stop_reason':'tool_use','stop_sequence':null,'usage':{'input_tokens':5,"
                    + "'cache_creation_input_tokens':0,'cache_read_input_tokens':0,"
                    + "'output_tokens':6}}"));
  }

  @Test
  void emptyAnswerHasNoBlocks() {
    assertThat(tree(written(false, List.of(STOP))).path("content")).isEmpty();
    assertThat(events(written(true, List.of(STOP))))
        .extracting(e -> e.path("type").asText())
        .containsExactly("message_start", "message_delta", "message_stop");
  }

  /// Nobody counted: estimates, because both counts must be there (wire.md G.39).
  @Test
  void missingCountsAreEstimated() {
    JsonNode usage =
        tree(written(false, List.of(new Piece.Text("a".repeat(40)), STOP))).path("usage");
    assertThat(usage.path("input_tokens").asInt()).isEqualTo(3);
    assertThat(usage.path("output_tokens").asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, , end_turn",
    "STOP, END, stop_sequence",
    "LENGTH, , max_tokens",
    "FILTERED, , refusal",
    "CALLS, , end_turn",
  })
  void reasonIsInTheApisWords(Finish finish, String stop, String reason) {
    for (boolean stream : new boolean[] {true, false}) {
      String answer =
          written(stream, List.of(new Piece.Text("x"), new Piece.Finished(finish, stop)));
      assertThat(answer)
          .contains(
              "\"stop_reason\":\"%s\",\"stop_sequence\":%s"
                  .formatted(reason, stop == null ? "null" : "\"" + stop + "\""));
    }
  }

  @Test
  void refusalIsTextWithItsReason() {
    String answer = written(false, List.of(new Piece.Refusal("No."), STOP));
    assertThat(answer)
        .contains("{\"type\":\"text\",\"text\":\"No.\"}", "\"stop_reason\":\"refusal\"");
  }

  @Test
  void callCutShortIsNotCalledWhole() {
    String answer =
        written(
            false,
            List.of(
                new Piece.CallBegun(0, "a", "f"),
                new Piece.CallGoesOn(0, "{\"x\":"),
                new Piece.Finished(Finish.LENGTH, null)));
    assertThat(answer).contains("\"content\":[]", "\"stop_reason\":\"max_tokens\"");
  }

  /// U+2028, U+2029 and U+0085 end lines for some clients (wire.md B.3 rule 3).
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void lineEndsOfUnicodeAreEscaped(boolean stream) {
    String text = "a\u2028b\u2029c\u0085d\n\r\u0000\"\\ é 漢 😀";
    String answer =
        written(
            stream,
            List.of(
                new Piece.Text(text),
                new Piece.CallBegun(0, text, text),
                new Piece.CallGoesOn(0, "{\"k\":\"\u2028\u0085\"}"),
                STOP));
    assertThat(answer).doesNotContain("\u2028", "\u2029", "\u0085", "\r").contains("😀");
    assertThat(answer).contains("\\u2028");
  }

  @Test
  void failureIsAnEventOfItsOwn() {
    AnswerWriter writer = Talk.writer(true);
    var out = new Bytes();
    writer.piece(new Piece.Text("x"), out);
    out.clear();
    writer.broken(503, "nobody \u2028answers", out);
    assertThat(out.toString())
        .isEqualTo(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                + "\"message\":\"nobody \\u2028answers\"},\"request_id\":\"req_0a1b\"}\n\n");
    assertThat(writer.keepAlive())
        .asString()
        .isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    assertThat(writer.contentType()).startsWith("text/event-stream");
  }

  @Test
  void plainAnswerThatFailsIsOnlyCut() {
    AnswerWriter writer = Talk.writer(false);
    var out = new Bytes();
    writer.piece(new Piece.Text("x"), out);
    writer.broken(503, "nobody answers", out);
    assertThat(out.length()).isZero();
    assertThat(writer.keepAlive()).asString().isBlank();
    assertThat(writer.contentType()).isEqualTo("application/json");
  }
}
