package dev.homeport.dialect.anthropic;

import static dev.homeport.dialect.anthropic.Talk.asked;
import static dev.homeport.dialect.anthropic.Talk.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.fake.RecordedAnswer;
import dev.homeport.fake.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A provider's answers are understood, however they come.
class ReadingTest {
  private static final String SSE = "text/event-stream; charset=utf-8";

  /// What Anthropic sends for a thought, a text and two calls.
  private static final String JSON = "application/json";

  private static final String STREAM =
      events(
          "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant',"
              + "'model':'claude','content':[],'stop_reason':null,'usage':{'input_tokens':25,"
              + "'cache_creation_input_tokens':3,'cache_read_input_tokens':7,'output_tokens':1,"
              + "'service_tier':'standard'}}}",
          "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'',"
              + "'signature':''}}",
          "{'type':'ping'}",
          "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta',"
              + "'thinking':'h\u2028m'}}",
          "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta',"
              + "'signature':'EqQB'}}",
          "{'type':'content_block_stop','index':0}",
          "{'type':'content_block_start','index':1,'content_block':{'type':'text','text':''}}",
          "{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'é漢😀'}}",
          "{'type':'content_block_delta','index':1,'delta':{'type':'citations_delta',"
              + "'citation':{}}}",
          "{'type':'content_block_stop','index':1}",
          "{'type':'content_block_start','index':2,'content_block':{'type':'server_tool_use',"
              + "'id':'srv','name':'web_search','input':{}}}",
          "{'type':'content_block_delta','index':2,'delta':{'type':'input_json_delta',"
              + "'partial_json':'{}'}}",
          "{'type':'content_block_stop','index':2}",
          "{'type':'content_block_start','index':3,'content_block':{'type':'tool_use',"
              + "'id':'toolu_1','name':'f','input':{}}}",
          "{'type':'content_block_delta','index':3,'delta':{'type':'input_json_delta',"
              + "'partial_json':''}}",
          "{'type':'content_block_delta','index':3,'delta':{'type':'input_json_delta',"
              + "'partial_json':'{\\'a\\':'}}",
          "{'type':'content_block_delta','index':3,'delta':{'type':'input_json_delta',"
              + "'partial_json':'1}'}}",
          "{'type':'content_block_stop','index':3}",
          "{'type':'content_block_start','index':4,'content_block':{'type':'tool_use',"
              + "'id':'toolu_2','name':'g','input':{}}}",
          "{'type':'content_block_stop','index':4}",
          "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},"
              + "'usage':{'output_tokens':42}}",
          "{'type':'message_stop'}");

  private static final List<Piece> PIECES =
      List.of(
          new Piece.Thought("h\u2028m"),
          new Piece.Text("é漢😀"),
          new Piece.CallBegun(0, "toolu_1", "f"),
          new Piece.CallGoesOn(0, "{\"a\":1}"),
          new Piece.CallBegun(1, "toolu_2", "g"),
          new Piece.CallGoesOn(1, "{}"),
          new Piece.Counted(new Usage(35, 42, 7L, null, null)),
          new Piece.Finished(Finish.CALLS, null));

  @Test
  void streamIsUnderstoodWhereverItIsCut() {
    byte[] bytes = STREAM.getBytes(UTF_8);
    for (int size = 1; size < bytes.length; size += size < 40 ? 1 : 97) {
      assertThat(Talk.read(reader(true, SSE), bytes, size)).isEqualTo(PIECES);
    }
    byte[] withReturns = STREAM.replace("\n", "\r\n").getBytes(UTF_8);
    assertThat(Talk.read(reader(true, SSE), withReturns, 7)).isEqualTo(PIECES);
  }

  @Test
  void plainAnswerIsUnderstood() {
    byte[] body =
        json("{'id':'msg_1','type':'message','role':'assistant','model':'claude','content':["
                + "{'type':'thinking','thinking':'h\u2028m','signature':'EqQB'},"
                + "{'type':'text','text':'é漢😀','citations':null},"
                + "{'type':'tool_use','id':'toolu_1','name':'f','input':{'a':1}},"
                + "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}],"
                + "'stop_reason':'tool_use','stop_sequence':null,'usage':{'input_tokens':25,"
                + "'cache_creation_input_tokens':3,'cache_read_input_tokens':7,"
                + "'output_tokens':42}}")
            .getBytes(UTF_8);
    for (int size : new int[] {1, 3, 1_000}) {
      assertThat(Talk.read(reader(false, "application/json"), body, size)).isEqualTo(PIECES);
    }
    // The type of the content says what it is, not the question.
    assertThat(Talk.read(reader(true, "application/json"), body, 9)).isEqualTo(PIECES);
    assertThat(Talk.read(reader(false, SSE), STREAM.getBytes(UTF_8), 9)).isEqualTo(PIECES);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP, ",
    "stop_sequence, STOP, END",
    "max_tokens, LENGTH, ",
    "model_context_window_exceeded, LENGTH, ",
    "tool_use, CALLS, ",
    "refusal, FILTERED, ",
    "pause_turn, STOP, ",
    "something_new, STOP, ",
  })
  void reasonIsUnderstood(String reason, Finish finish, String stop) {
    String sequence = stop == null ? "null" : "'" + stop + "'";
    assertThat(
            plain(
                "{'content':[],'stop_reason':'%s','stop_sequence':%s}".formatted(reason, sequence)))
        .containsExactly(new Piece.Finished(finish, stop));
  }

  /// A call without an id gets one that no other has (wire.md G.19).
  @Test
  void missingIdsAreMade() {
    List<Piece> pieces =
        plain(
            "{'content':[{'type':'tool_use','name':'f','input':{'a':1}},"
                + "{'type':'tool_use','id':'','name':'f'}],'stop_reason':'tool_use'}");
    var ids = new ArrayList<String>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.CallBegun(_, String id, _)) {
        ids.add(id);
      }
    }
    assertThat(ids).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.startsWith("toolu_"));
  }

  /// The end of the framing is not the end of an answer (cases.md B3, B5; wire.md G.36).
  @Test
  void cutStreamIsNoAnswerWhereverItIsCut() {
    byte[] bytes = STREAM.substring(0, STREAM.indexOf("event: message_stop")).getBytes(UTF_8);
    for (int length = 420; length < bytes.length; length += 61) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThat(complaint(Talk.read(reader(true, SSE), cut, 50)).kind()).isEqualTo(Kind.CUT);
    }
    assertThat(complaint(Talk.read(reader(true, SSE), bytes, 50)).kind()).isEqualTo(Kind.CUT);
  }

  @Test
  void failedAnswerCostsAllTheSame() {
    byte[] cut = STREAM.substring(0, STREAM.indexOf("event: message_stop")).getBytes(UTF_8);
    assertThat(Talk.read(reader(true, SSE), cut, 50))
        .contains(new Piece.Counted(new Usage(35, 42, 7L, null, null)));
  }

  @Test
  void endWithoutAReasonIsNoEnd() {
    String stream = events("{'type':'message_start','message':{}}", "{'type':'message_stop'}");
    assertThat(complaint(streamed(stream)).kind()).isEqualTo(Kind.CUT);
    assertThat(complaint(plain("{'content':[],'stop_reason':null}")).kind()).isEqualTo(Kind.CUT);
  }

  /// Some who copied the API leave the type to the name of the event.
  @Test
  void nameStandsInForTheType() {
    assertThat(streamed(STREAM.replaceAll("data: \\{\"type\":\"[a-z_]+\",?", "data: {")))
        .isEqualTo(PIECES);
  }

  @Test
  void errorInTheStreamEndsIt() {
    String start = events("{'type':'message_start','message':{}}");
    String error =
        events("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}");
    for (String stream : List.of(error, start + error, start + error + STREAM)) {
      assertThat(streamed(stream))
          .containsExactly(new Piece.Failed(Complaint.of(Kind.OVERLOADED, 200, "Overloaded")));
    }
  }

  @Test
  void errorInsteadOfAnAnswerIsAComplaint() {
    String error = "{'type':'error','error':{'type':'api_error','message':'oops'}}";
    var failed = new Piece.Failed(Complaint.of(Kind.SERVER, 200, "oops"));
    assertThat(plain(error)).containsExactly(failed);
    // Raw JSON in place of events.
    assertThat(streamed(json(error))).containsExactly(failed);
  }

  @Test
  void pagesAndGarbageAreNoAnswer() {
    String page = "<!DOCTYPE html>\n<html><body>Sign in to the hotel</body></html>";
    for (String body : List.of(page, "", "garbage", "{'message':'hi'}", "[1]", "null")) {
      assertThat(complaint(plain(body)).kind()).isEqualTo(Kind.NONSENSE);
      assertThat(complaint(streamed(json(body))).kind()).isEqualTo(Kind.NONSENSE);
    }
  }

  /// One malformed frame does not spoil a complete answer (cases.md B4).
  @Test
  void malformedFrameIsPassedOver() {
    String broken = STREAM.replaceFirst("event: ping\ndata: .*\n", "event: ping\ndata: {\"typ\n");
    assertThat(streamed(broken)).isEqualTo(PIECES);
  }

  @Test
  void endlessBodyIsGivenUp() {
    AnswerReader reader = reader(false, "application/json");
    var pieces = new ArrayList<Piece>();
    byte[] megabyte = new byte[1 << 20];
    for (int i = 0; i < 40; i++) {
      reader.feed(megabyte, 0, megabyte.length, pieces::add);
    }
    reader.end(pieces::add);
    assertThat(complaint(pieces).kind()).isEqualTo(Kind.NONSENSE);
  }

  @Test
  void ownAnswersAreUnderstoodAgain() {
    assertThat(streamed(Talk.written(true, PIECES))).isEqualTo(PIECES);
    assertThat(plain(Talk.written(false, PIECES))).isEqualTo(PIECES);
  }

  /// What a real Ollama answered in this API.
  @Test
  void recordedAnswersAreUnderstood() {
    for (Recording recording : Recording.group("anthropic")) {
      RecordedAnswer answer = RecordedAnswer.of(recording.response(), "POST");
      if (answer.status() == 200) {
        String type = new String(recording.response(), UTF_8).contains("event-stream") ? SSE : JSON;
        List<Piece> pieces = Talk.read(reader(false, type), answer.body(), 17);
        assertThat(pieces).as(recording.name()).last().isInstanceOf(Piece.Finished.class);
      }
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenAnswersNeverBreakTheReader(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = STREAM.getBytes(UTF_8);
      for (int j = random.nextInt(12); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "{}[]\",:01nul\n\r\\ \u00ff".charAt(random.nextInt(16));
      }
      boolean stream = random.nextInt(4) > 0;
      List<Piece> pieces =
          Talk.read(reader(stream, stream ? SSE : ""), bytes, 1 + random.nextInt(300));
      assertThat(pieces).isNotEmpty();
      assertThat(pieces.getLast()).isInstanceOfAny(Piece.Finished.class, Piece.Failed.class);
      assertThat(pieces.stream().filter(Piece.Finished.class::isInstance).count())
          .isLessThanOrEqualTo(1);
    }
  }

  private static String events(String... data) {
    var stream = new StringBuilder();
    for (String each : data) {
      String text = json(each);
      String name = text.substring(9, text.indexOf('"', 9));
      stream.append("event: ").append(name).append("\ndata: ").append(text).append("\n\n");
    }
    return stream.toString();
  }

  private static List<Piece> streamed(String stream) {
    return Talk.read(reader(true, SSE), stream.getBytes(UTF_8), 11);
  }

  private static List<Piece> plain(String body) {
    return Talk.read(reader(false, "application/json"), json(body).getBytes(UTF_8), 11);
  }

  private static AnswerReader reader(boolean stream, String type) {
    return Talk.provider().reader(asked("'stream':" + stream), "claude", type);
  }

  private static Complaint complaint(List<Piece> pieces) {
    assertThat(pieces).isNotEmpty();
    assertThat(pieces.getLast()).isInstanceOf(Piece.Failed.class);
    return ((Piece.Failed) pieces.getLast()).complaint();
  }
}
