package dev.homeport.dialect.anthropic;

import static dev.homeport.dialect.anthropic.Talk.json;
import static dev.homeport.dialect.anthropic.Talk.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.Rendition;
import dev.homeport.fake.RecordedAnswer;
import dev.homeport.fake.Recording;
import dev.homeport.wire.Payload;
import dev.homeport.wire.frame.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Between a client and a provider of this API bytes pass as they came, but for what we mean to
/// change.
class PassingTest {
  private static final String SSE = "text/event-stream; charset=utf-8";

  private static final String STREAM =
      json(
          """
          event: message_start
          data: {"type":"message_start","message":{"id":"msg_theirs","model":"claude-x","content":[],"new":1.0,"usage":{"input_tokens":9,"cache_read_input_tokens":2,"output_tokens":1,"service_tier":"standard","inference_geo":"us"}}}

          event: ping
          data: {"type": "ping"}

          event: content_block_start
          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          event: content_block_delta
          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\u00e9漢😀"},"obfuscation":"ab"}

          event: content_block_stop
          data: {"type":"content_block_stop","index":0}

          event: message_delta
          data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":12,"service_tier":"standard"}}

          event: message_stop
          data: {"type":"message_stop"}

          """);

  private static final String PASSED =
      STREAM
          .replace("msg_theirs", "msg_0a1b")
          .replace("claude-x", "mine")
          .replace(",\"service_tier\":\"standard\",\"inference_geo\":\"us\"", "")
          .replace(",\"service_tier\":\"standard\"", "");

  @Test
  void questionPassesWithAnotherModel() {
    String body =
        "{ 'max_tokens' : 5, 'model':'mine','context_management':{'edits':[]},'new':[1.0],"
            + "'messages':[{'role':'user','content':'mod\\u0065l 漢'}]}";
    assertThat(asked(body))
        .isEqualTo(
            json(
                "{ 'max_tokens' : 5, 'model':'claude-x','context_management':{'edits':[]},"
                    + "'new':[1.0],"
                    + "'messages':[{'role':'user','content':'mod\\u0065l 漢'}],'stream':true}"));
  }

  /// Thoughts that Anthropic did not seal and ids that it did not give would be refused (wire.md
  /// G.19, G.29): a conversation that somebody else went on with can come back.
  @Test
  void whatOthersLeftInTheConversationIsMadeFit() {
    assertThat(
            tree(
                asked(
                    "{'model':'mine','max_tokens':5000,'context_management':{},'thinking':"
                        + "{'type':'enabled','budget_tokens':2000},'system':[{'type':'text',"
                        + "'text':'S','cache_control':{'type':'ephemeral'}}],'messages':["
                        + "{'role':'user','content':'x'},"
                        + "{'role':'assistant','content':[{'type':'thinking','thinking':'a',"
                        + "'signature':'SEAL'},{'type':'text','text':'b'}]},"
                        + "{'role':'user','content':'y'},"
                        + "{'role':'assistant','content':[{'type':'thinking','thinking':'c',"
                        + "'signature':''}]},"
                        + "{'role':'assistant','content':[{'type':'thinking','thinking':'d',"
                        + "'signature':''},{'type':'tool_use','id':'functions.f:0','name':'f',"
                        + "'input':{}}]},{'role':'user','content':[{'type':'tool_result',"
                        + "'tool_use_id':'functions.f:0','content':'1'}]}]}")))
        .isEqualTo(
            tree(
                "{'model':'claude-x','max_tokens':5000,'context_management':{},'stream':true,'system':"
                    + "[{'type':'text','text':'S',"
                    + "'cache_control':{'type':'ephemeral'}}],'messages':["
                    + "{'role':'user','content':'x'},"
                    + "{'role':'assistant','content':[{'type':'thinking','thinking':'a',"
                    + "'signature':'SEAL'},{'type':'text','text':'b'}]},"
                    + "{'role':'user','content':'y'},"
                    + "{'role':'assistant','content':[{'type':'tool_use','id':'functions_f_0',"
                    + "'name':'f','input':{}}]},{'role':'user','content':[{'type':'tool_result',"
                    + "'tool_use_id':'functions_f_0','content':'1'}]}]}"));
  }

  @Test
  void streamPassesWhereverItIsCut() {
    byte[] bytes = STREAM.getBytes(UTF_8);
    for (int size = 1; size < 200; size++) {
      Rendition rendition = rendition(true, SSE);
      assertThat(passed(rendition, bytes, size)).isEqualTo(PASSED);
      assertThat(rendition.complaint()).isNull();
      assertThat(rendition.hasContent()).isTrue();
      assertThat(rendition.usage()).isEqualTo(new Usage(11, 12, 2L, null, null));
    }
  }

  /// Some who copied the API leave the type to the name of the event.
  @Test
  void nameStandsInForTheType() {
    String typed = "data: \\{\"type\": ?\"[a-z_]+\",?";
    Rendition rendition = rendition(true, SSE);
    assertThat(passed(rendition, STREAM.replaceAll(typed, "data: {").getBytes(UTF_8), 50))
        .isEqualTo(PASSED.replaceAll(typed, "data: {"));
    assertThat(rendition.complaint()).isNull();
  }

  @Test
  void contentIsSeenWhenItComes() {
    Rendition rendition = rendition(true, SSE);
    var out = new Bytes();
    byte[] bytes = STREAM.getBytes(UTF_8);
    int delta = STREAM.indexOf("event: content_block_delta");
    rendition.feed(bytes, 0, delta, out);
    assertThat(rendition.hasContent()).isFalse();
    rendition.feed(bytes, delta, bytes.length - delta, out);
    assertThat(rendition.hasContent()).isTrue();
  }

  @Test
  void plainAnswerPasses() {
    String body =
        json(
            "{'id': 'msg_theirs','model':'claude-x','content':[{'type':'text','text':'x'}],"
                + "'stop_reason':'end_turn','new':1.0,'usage':{'input_tokens':1,'output_tokens':2,"
                + "'service_tier':'standard'}}");
    Rendition rendition = rendition(false, "application/json");
    assertThat(passed(rendition, body.getBytes(UTF_8), 7))
        .isEqualTo(
            body.replace("msg_theirs", "msg_0a1b")
                .replace("claude-x", "mine")
                .replace(",\"service_tier\":\"standard\"", ""));
    assertThat(rendition.complaint()).isNull();
    assertThat(rendition.hasContent()).isTrue();
    assertThat(rendition.usage()).isEqualTo(new Usage(1, 2, 0L, null, null));
  }

  private static String event(String type, String fields) {
    return json(
        "event: %s\ndata: {'type':'%s'%s}\n\n"
            .formatted(type, type, fields.isEmpty() ? "" : "," + fields));
  }

  private static String begun(int index, String block) {
    return event("content_block_start", "'index':" + index + ",'content_block':{" + block + "}");
  }

  private static String delta(int index, String delta) {
    return event("content_block_delta", "'index':" + index + ",'delta':{" + delta + "}");
  }

  private static String stopped(int index) {
    return event("content_block_stop", "'index':" + index);
  }

  private static final String BEGUN =
      event(
          "message_start",
          "'message':{'id':'msg_theirs','type':'message','role':'assistant','model':'claude-x',"
              + "'content':[],'new':1.0,'stop_reason':null,'stop_sequence':null,'usage':"
              + "{'input_tokens':9,'output_tokens':1,'service_tier':'standard'}}");

  private static final String ALL =
      BEGUN
          + event("ping", "")
          + begun(0, "'type':'thinking','thinking':'','signature':''")
          + delta(0, "'type':'thinking_delta','thinking':'t'")
          + delta(0, "'type':'thinking_delta','thinking':'u'")
          + delta(0, "'type':'signature_delta','signature':'SEAL'")
          + stopped(0)
          + begun(1, "'type':'redacted_thinking','data':'R'")
          + stopped(1)
          + begun(2, "'type':'text','text':'','citations':[]")
          + delta(2, "'type':'text_delta','text':''")
          + delta(2, "'type':'text_delta','text':'a'")
          + delta(2, "'type':'citations_delta','citation':{'n':1}")
          + delta(2, "'type':'text_delta','text':'b'")
          + delta(2, "'type':'citations_delta','citation':{'n':2}")
          + stopped(2)
          + begun(3, "'type':'tool_use','id':'toolu_1','name':'f','input':{}")
          + delta(3, "'type':'input_json_delta','partial_json':''")
          + delta(3, "'type':'input_json_delta','partial_json':'{\\'a\\':'")
          + delta(3, "'type':'input_json_delta','partial_json':'1.50}'")
          + stopped(3)
          + begun(4, "'type':'tool_use','id':'toolu_2','name':'g','input':{}")
          + stopped(4);

  private static final String ENDED =
      event(
              "message_delta",
              "'delta':{'stop_reason':'tool_use','stop_sequence':null,'container':{'id':'c'}},"
                  + "'usage':{'output_tokens':12},'context_management':{'x':1}")
          + event("message_stop", "");

  @Test
  void streamIsGatheredForWhoWantsAnObject() {
    for (int size : new int[] {1, 7, 100_000}) {
      Rendition rendition = rendition(false, SSE);
      assertThat(passed(rendition, (ALL + ENDED).getBytes(UTF_8), size))
          .isEqualTo(
              json(
                  "{'id':'msg_0a1b','type':'message','role':'assistant','model':'mine','content':["
                      + "{'type':'thinking','thinking':'tu','signature':'SEAL'},"
                      + "{'type':'redacted_thinking','data':'R'},"
                      + "{'type':'text','text':'ab','citations':[{'n':1},{'n':2}]},"
                      + "{'type':'tool_use','id':'toolu_1','name':'f','input':{'a':1.50}},"
                      + "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}],"
                      + "'new':1.0,'stop_reason':'tool_use','stop_sequence':null,'usage':"
                      + "{'input_tokens':9,'output_tokens':12},'container':{'id':'c'},"
                      + "'context_management':{'x':1}}"));
      assertThat(rendition.complaint()).isNull();
      assertThat(rendition.usage()).isEqualTo(new Usage(9, 12, 0L, null, null));
      assertThat(rendition.contentType()).isEqualTo("application/json");
    }
  }

  /// Pings, frames and empty deltas are none.
  @Test
  void onlyWordsThoughtsAndCallsArePieces() {
    for (boolean stream : new boolean[] {true, false}) {
      Rendition rendition = rendition(stream, SSE);
      var out = new Bytes();
      var made = new StringBuilder();
      long before = 0;
      for (String frame : (ALL + ENDED).split("(?<=\n\n)", -1)) {
        byte[] bytes = frame.getBytes(UTF_8);
        rendition.feed(bytes, 0, bytes.length, out);
        made.append(rendition.made() > before ? "+" : "-");
        assertThat(rendition.hasContent()).isEqualTo(rendition.made() > 0);
        before = rendition.made();
      }
      assertThat(made.toString()).isEqualTo("---++--+---+-+--+-++-+----");
    }
  }

  /// Nobody may run a call whose arguments were cut off.
  @Test
  void callThatWasCutOffIsNone() {
    String cut =
        BEGUN
            + begun(0, "'type':'text','text':'a'")
            + begun(1, "'type':'tool_use','id':'toolu_1','name':'f','input':{}")
            + delta(1, "'type':'input_json_delta','partial_json':'{'");
    Rendition length = rendition(false, SSE);
    String body =
        passed(
            length,
            (cut
                    + event("message_delta", "'delta':{'stop_reason':'max_tokens'}")
                    + event("message_stop", ""))
                .getBytes(UTF_8),
            50);
    assertThat(length.complaint()).isNull();
    assertThat(body).contains("\"text\":\"a\"").doesNotContain("toolu_1");
    Rendition other = rendition(false, SSE);
    assertThat(passed(other, (cut + ENDED).getBytes(UTF_8), 50)).isEmpty();
    assertThat(other.complaint()).isNotNull();
  }

  @Test
  void onlyAWholeStreamIsGathered() {
    String error = event("error", "'error':{'type':'overloaded_error','message':'x'}");
    Map.of(
            ALL,
            Complaint.Kind.CUT,
            ALL + event("message_stop", ""),
            Complaint.Kind.CUT,
            ALL + error,
            Complaint.Kind.OVERLOADED,
            "<html>",
            Complaint.Kind.NONSENSE,
            "",
            Complaint.Kind.NONSENSE)
        .forEach(
            (said, kind) -> {
              Rendition rendition = rendition(false, SSE);
              assertThat(passed(rendition, said.getBytes(UTF_8), 50)).isEmpty();
              assertThat(Objects.requireNonNull(rendition.complaint()).kind()).isEqualTo(kind);
            });
  }

  /// One object for a client that wants a stream is said again as one.
  @Test
  void objectIsTranslatedForWhoWantsAStream() {
    String plain = json("{'content':[{'type':'text','text':'x'}],'stop_reason':'end_turn'}");
    assertThat(Talk.events(passed(rendition(true, "application/json"), plain.getBytes(UTF_8), 9)))
        .hasSize(6);
  }

  /// The end of the bytes is not the end of the answer (cases.md B3), an error is none (B2).
  @Test
  void cutStreamIsACut() {
    byte[] cut = STREAM.substring(0, STREAM.indexOf("event: message_stop")).getBytes(UTF_8);
    Rendition rendition = rendition(true, SSE);
    passed(rendition, cut, 50);
    assertThat(Objects.requireNonNull(rendition.complaint()).kind()).isEqualTo(Kind.CUT);
    Rendition unreasoned = rendition(true, SSE);
    String out = passed(unreasoned, STREAM.replace("\"end_turn\"", "null").getBytes(UTF_8), 50);
    assertThat(Objects.requireNonNull(unreasoned.complaint()).kind()).isEqualTo(Kind.CUT);
    assertThat(out).doesNotContain("message_stop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | data: {'type':'error','error':{'type':'overloaded_error'}} | OVERLOADED",
        "true | {'type':'error','error':{'type':'api_error','message':'x'}} | SERVER",
        "true | <html><body>Sign in</body></html> | NONSENSE",
        "true | | NONSENSE",
        "false | {'type':'error','error':{'type':'api_error','message':'x'}} | SERVER",
        "false | <html><body>Sign in</body></html> | NONSENSE",
        "false | {'content':[],'stop_reason':null} | CUT",
        "false | {'content':'x'} | NONSENSE",
        "false | | NONSENSE",
      })
  void whatIsNoAnswerDoesNotPass(boolean stream, String body, Kind kind) {
    String said = body == null ? "" : json(body) + "\n\n";
    Rendition rendition = rendition(stream, stream ? SSE : "application/json");
    assertThat(passed(rendition, said.getBytes(UTF_8), 5)).isEmpty();
    assertThat(Objects.requireNonNull(rendition.complaint()).kind()).isEqualTo(kind);
    assertThat(rendition.hasContent()).isFalse();
  }

  /// One malformed frame is left out, and the rest stays whole (cases.md B4).
  @Test
  void malformedFrameIsLeftOut() {
    String broken = STREAM.replace("data: {\"type\": \"ping\"}", "data: {\"type\": \"pin");
    assertThat(passed(rendition(true, SSE), broken.getBytes(UTF_8), 50))
        .isEqualTo(PASSED.replace("event: ping\ndata: {\"type\": \"ping\"}\n\n", ""));
  }

  /// What a real Ollama answered in this API passes but for model and id.
  @Test
  void recordedAnswersPass() {
    for (Recording recording : Recording.group("anthropic")) {
      RecordedAnswer answer = RecordedAnswer.of(recording.response(), "POST");
      if (answer.status() != 200) {
        continue;
      }
      String body = new String(answer.body(), UTF_8);
      boolean stream = body.startsWith("event:");
      Rendition rendition = rendition(stream, stream ? SSE : "application/json");
      assertThat(passed(rendition, answer.body(), 33))
          .as(recording.name())
          .isEqualTo(
              body.replaceFirst("msg_[0-9a-f]+", "msg_0a1b")
                  .replaceFirst("\"model\":\"[^\"]+\"", "\"model\":\"mine\"")
                  .replace("\n\n\n", "\n\n"));
      assertThat(rendition.complaint()).as(recording.name()).isNull();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenAnswersNeverBreakThePassage(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = STREAM.getBytes(UTF_8);
      for (int j = random.nextInt(12); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "{}[]\",:01nul\n\r\\ \u00ff".charAt(random.nextInt(16));
      }
      boolean stream = random.nextInt(4) > 0;
      Rendition rendition = rendition(stream, stream ? SSE : "application/json");
      String out = passed(rendition, bytes, 1 + random.nextInt(300));
      assertThat(rendition.complaint() != null || !out.isEmpty()).isTrue();
    }
  }

  private static String asked(String body) {
    byte[] bytes = json(body).getBytes(UTF_8);
    ChatRequest request = Talk.chat(body).request();
    try {
      Payload sent =
          Objects.requireNonNull(way().call(request, Payload.of(bytes), "claude-x").body());
      var out = new ByteArrayOutputStream();
      sent.writeTo(out);
      assertThat(sent.length()).isEqualTo(out.size());
      assertThat(sent.open().readAllBytes()).isEqualTo(out.toByteArray());
      return out.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rendition rendition(boolean stream, String type) {
    ChatRequest request =
        Talk.chat(
                "{'model':'mine','max_tokens':5,'stream':%s,".formatted(stream)
                    + "'messages':[{'role':'user','content':'x'}]}")
            .request();
    var stamp = new AnswerStamp("0a1b", Instant.parse("2026-11-25T12:00:00Z"), () -> 0);
    return way().rendition(request, stamp, type);
  }

  private static Passthrough way() {
    assertThat(Talk.provider().passing(Api.OPENAI_CHAT)).isEmpty();
    return Talk.provider().passing(Api.ANTHROPIC_MESSAGES).orElseThrow();
  }

  private static String passed(Rendition rendition, byte[] bytes, int size) {
    var out = new Bytes();
    for (int at = 0; at < bytes.length; at += size) {
      rendition.feed(bytes, at, Math.min(size, bytes.length - at), out);
    }
    rendition.end(out);
    return out.toString();
  }
}
