package dev.homeport.dialect.responses;

import static dev.homeport.dialect.responses.Exchange.events;
import static dev.homeport.dialect.responses.Exchange.plain;
import static dev.homeport.dialect.responses.Exchange.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.frame.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers have the shape that the strictest clients want, and every item is closed before the next
/// one opens, which Ollama's are not (wire.md A.4).
class WritingTest {
  private static final Piece STOP = new Piece.Finished(Finish.STOP, null);

  private static final String TOOLS =
      ",'tools':[{'type':'namespace','name':'web','tools':[{'type':'function','name':'get'}]},"
          + "{'type':'custom','name':'patch'},{'type':'function','name':'f'}]";

  /// A thought, a text, a call with its arguments mixed into another, and a text.
  private static final List<Piece> ALL =
      List.of(
          new Piece.Thought("h"),
          new Piece.Thought("m"),
          new Piece.Text("Let me"),
          new Piece.Text(" see."),
          new Piece.CallBegun(0, "k0", "f"),
          new Piece.CallBegun(1, "k1", "web__get"),
          new Piece.CallGoesOn(1, "{\"u\":1}"),
          new Piece.CallGoesOn(0, "{\"a\":"),
          new Piece.CallGoesOn(0, "{}}"),
          new Piece.CallBegun(2, "k2", "patch"),
          new Piece.CallGoesOn(2, "{\"input\":\"a\\n"),
          new Piece.CallGoesOn(2, "b\"}"),
          new Piece.Text("Done?"),
          new Piece.CallBegun(3, "k3", "f"),
          new Piece.Finished(Finish.CALLS, null),
          new Piece.Counted(new Usage(20, 10, 5L, 2L, null)));

  private static final String OUTPUT =
      "[{'id':'rs_0a1b_0','type':'reasoning','summary':[{'type':'summary_text','text':'hm'}]},"
          + "{'id':'msg_0a1b_1','type':'message','status':'completed','role':'assistant','content':"
          + "[{'type':'output_text','text':'Let me see.','annotations':[],'logprobs':[]}]},"
          + "{'id':'fc_0a1b_2','type':'function_call','status':'completed','call_id':'k0','name':"
          + "'f','arguments':'{´a´:{}}'},"
          + "{'id':'fc_0a1b_3','type':'function_call','status':'completed','call_id':'k1','name':"
          + "'get','namespace':'web','arguments':'{´u´:1}'},"
          + "{'id':'fc_0a1b_4','type':'custom_tool_call','status':'completed','call_id':'k2',"
          + "'name':'patch','input':'a\\nb'},"
          + "{'id':'msg_0a1b_5','type':'message','status':'completed','role':'assistant','content':"
          + "[{'type':'output_text','text':'Done?','annotations':[],'logprobs':[]}]},"
          + "{'id':'fc_0a1b_6','type':'function_call','status':'completed','call_id':'k3','name':"
          + "'f','arguments':'{}'}]";

  @Test
  void itemsComeOneAfterTheOther() {
    List<JsonNode> events = events(TOOLS, ALL);
    assertThat(events.stream().map(WritingTest::brief))
        .containsExactly(
            "created",
            "in_progress",
            "output_item.added 0",
            "reasoning_summary_part.added 0",
            "reasoning_summary_text.delta 0 h",
            "reasoning_summary_text.delta 0 m",
            "reasoning_summary_text.done 0",
            "reasoning_summary_part.done 0",
            "output_item.done 0",
            "output_item.added 1",
            "content_part.added 1",
            "output_text.delta 1 Let me",
            "output_text.delta 1  see.",
            "output_text.done 1",
            "content_part.done 1",
            "output_item.done 1",
            "output_item.added 2",
            "function_call_arguments.delta 2 {\"a\":",
            "function_call_arguments.delta 2 {}}",
            "function_call_arguments.done 2",
            "output_item.done 2",
            "output_item.added 3",
            "function_call_arguments.delta 3 {\"u\":1}",
            "function_call_arguments.done 3",
            "output_item.done 3",
            "output_item.added 4",
            "custom_tool_call_input.delta 4 a\nb",
            "custom_tool_call_input.done 4",
            "output_item.done 4",
            "output_item.added 5",
            "content_part.added 5",
            "output_text.delta 5 Done?",
            "output_text.done 5",
            "content_part.done 5",
            "output_item.done 5",
            "output_item.added 6",
            "function_call_arguments.delta 6 {}",
            "function_call_arguments.done 6",
            "output_item.done 6",
            "completed");
    JsonNode response = events.getLast().path("response");
    assertThat(response.path("output")).isEqualTo(output());
    var done = events.stream().filter(e -> e.path("type").asText().endsWith("item.done")).toList();
    for (int i = 0; i < done.size(); i++) {
      assertThat(done.get(i).path("item")).isEqualTo(output().path(i));
    }
    assertThat(events.getFirst().path("response").path("output")).isEmpty();
  }

  @Test
  void plainAnswerIsWhatTheEventsEndWith() {
    JsonNode response = events(TOOLS, ALL).getLast().path("response");
    JsonNode plain = plain(TOOLS, ALL);
    assertThat(plain).isEqualTo(response);
    assertThat(plain.path("usage"))
        .isEqualTo(
            tree(
                "{'input_tokens':20,'input_tokens_details':{'cached_tokens':5},'output_tokens':10,"
                    + "'output_tokens_details':{'reasoning_tokens':2},'total_tokens':30}"));
    assertThat(plain.path("tools")).hasSize(3);
  }

  /// The object has every field that the strictest clients insist on.
  @Test
  void objectIsComplete() {
    assertThat(plain("", List.of(new Piece.Text("Hi"), STOP)))
        .isEqualTo(
            tree(
                "{'id':'resp_0a1b','object':'response','created_at':1000000,'status':'completed',"
                    + "'background':false,'completed_at':1000005,'error':null,"
                    + "'incomplete_details':null,'model':'my model','output':[{'id':'msg_0a1b_0',"
                    + "'type':'message','status':'completed','role':'assistant','content':["
                    + "{'type':'output_text','text':'Hi','annotations':[],'logprobs':[]}]}],"
                    + "'previous_response_id':null,'service_tier':'default','store':false,'usage':"
                    + "{'input_tokens':3,'input_tokens_details':{'cached_tokens':0},'output_tokens':"
                    + "1,'output_tokens_details':{'reasoning_tokens':0},'total_tokens':4},"
                    + "'instructions':null,'max_output_tokens':null,'max_tool_calls':null,"
                    + "'metadata':{},'parallel_tool_calls':true,'prompt_cache_key':null,"
                    + "'reasoning':{'effort':null,'summary':null},'safety_identifier':null,"
                    + "'temperature':1.0,'text':{'format':{'type':'text'}},'tool_choice':'auto',"
                    + "'tools':[],'top_logprobs':0,'top_p':1.0,'truncation':'disabled',"
                    + "'user':null}"));
  }

  @Test
  void questionIsEchoed() {
    JsonNode plain =
        plain(",'instructions':'S','temperature':0.50,'metadata':{'a':'b'}", List.of(STOP));
    assertThat(plain.path("instructions").asText()).isEqualTo("S");
    assertThat(plain.path("temperature").asText()).isEqualTo("0.50");
    assertThat(plain.path("metadata")).isEqualTo(tree("{'a':'b'}"));
    assertThat(plain.path("output")).isEmpty();
    assertThat(plain.path("output").isArray()).isTrue();
  }

  /// An answer that was cut off is not called complete, which Ollama does (wire.md A.4, G.40).
  @ParameterizedTest
  @CsvSource({"LENGTH, max_output_tokens", "FILTERED, content_filter"})
  void shortAnswerIsIncomplete(Finish finish, String reason) {
    List<Piece> pieces = List.of(new Piece.Text("x"), new Piece.Finished(finish, null));
    List<JsonNode> events = events("", pieces);
    assertThat(brief(events.getLast())).isEqualTo("incomplete");
    JsonNode response = plain("", pieces);
    assertThat(events.getLast().path("response")).isEqualTo(response);
    assertThat(response.path("status").asText()).isEqualTo("incomplete");
    assertThat(response.path("incomplete_details").path("reason").asText()).isEqualTo(reason);
    assertThat(response.path("output").path(0).path("status").asText()).isEqualTo("incomplete");
    assertThat(response.path("completed_at").isNull()).isTrue();
  }

  @Test
  void callCutShortIsIncomplete() {
    JsonNode response =
        plain(
            "",
            List.of(
                new Piece.CallBegun(0, "k", "f"),
                new Piece.CallGoesOn(0, "{\"a"),
                new Piece.Finished(Finish.LENGTH, null)));
    assertThat(response.path("output").path(0).path("status").asText()).isEqualTo("incomplete");
  }

  @Test
  void refusalIsAPartOfItsOwn() {
    List<Piece> pieces = List.of(new Piece.Text("Well."), new Piece.Refusal("No."), STOP);
    assertThat(events("", pieces).stream().map(WritingTest::brief).toList().subList(2, 12))
        .containsExactly(
            "output_item.added 0",
            "content_part.added 0",
            "output_text.delta 0 Well.",
            "output_text.done 0",
            "content_part.done 0",
            "content_part.added 0",
            "refusal.delta 0 No.",
            "refusal.done 0",
            "content_part.done 0",
            "output_item.done 0");
    assertThat(plain("", pieces).path("output").path(0).path("content").path(1))
        .isEqualTo(tree("{'type':'refusal','refusal':'No.'}"));
  }

  @Test
  void chancesStandBesideTheirText() {
    var chance =
        new TokenChance(
            "Hi", -0.5, List.of(72, 105), List.of(new TokenChance("Ho", -1.5, null, List.of())));
    var never = new TokenChance("x", Double.NEGATIVE_INFINITY, null, List.of());
    for (int textFirst = 0; textFirst < 2; textFirst++) {
      Piece text = new Piece.Text("Hi");
      Piece chances = new Piece.Chances(List.of(chance, never));
      JsonNode part =
          plain("", textFirst == 0 ? List.of(text, chances, STOP) : List.of(chances, text, STOP))
              .path("output")
              .path(0)
              .path("content")
              .path(0);
      assertThat(part.path("logprobs"))
          .isEqualTo(
              tree(
                  "[{'token':'Hi','logprob':-0.5,'bytes':[72,105],'top_logprobs':[{'token':'Ho',"
                      + "'logprob':-1.5,'bytes':[]}]},{'token':'x','logprob':-9999.0,'bytes':[],"
                      + "'top_logprobs':[]}]"));
    }
  }

  /// U+2028, U+2029 and U+0085 end lines for some clients (wire.md B.3 rule 3).
  @Test
  void lineEndsOfUnicodeAreEscaped() {
    String text = "a\u2028b\u2029c\u0085d\n\r\u0000\"\\ é 漢 😀";
    String answer =
        Exchange.written(
            Exchange.writer(",'stream':true,'instructions':'\u2028'"),
            List.of(
                new Piece.Thought(text),
                new Piece.Text(text),
                new Piece.CallBegun(0, text, text),
                new Piece.CallGoesOn(0, "{\"k\":\"\u2028\u0085\"}"),
                STOP));
    assertThat(answer).doesNotContain("\u2028", "\u2029", "\u0085", "\r").contains("😀");
  }

  @Test
  void failureIsAnEventOfItsOwn() {
    AnswerWriter writer = Exchange.writer(",'stream':true");
    var out = new Bytes();
    writer.piece(new Piece.Thought("x"), out);
    writer.piece(new Piece.Text("y"), out);
    writer.broken(503, "nobody answers", out);
    List<JsonNode> events = events(out.toString());
    assertThat(brief(events.getLast())).isEqualTo("failed");
    JsonNode response = events.getLast().path("response");
    assertThat(response.path("status").asText()).isEqualTo("failed");
    assertThat(response.path("error"))
        .isEqualTo(tree("{'code':'server_error','message':'nobody answers'}"));
    assertThat(response.path("output")).hasSize(1);

    var early = new Bytes();
    Exchange.writer(",'stream':true").broken(429, "too many", early);
    assertThat(events(early.toString()).getLast().path("response").path("error").path("code"))
        .isEqualTo(tree("'rate_limit_exceeded'"));
    assertThat(writer.keepAlive()).asString().isEqualTo(": keep-alive\n\n");
    assertThat(writer.contentType()).startsWith("text/event-stream");
  }

  @Test
  void plainAnswerThatFailsIsOnlyCut() {
    AnswerWriter writer = Exchange.writer("");
    var out = new Bytes();
    writer.piece(new Piece.Text("x"), out);
    writer.broken(503, "nobody answers", out);
    assertThat(out.length()).isZero();
    assertThat(writer.keepAlive()).asString().isEqualTo(" ");
    assertThat(writer.contentType()).isEqualTo("application/json");
  }

  private static JsonNode output() {
    JsonNode output = tree(OUTPUT);
    for (JsonNode item : output) {
      if (item instanceof ObjectNode object && object.has("arguments")) {
        object.put("arguments", object.path("arguments").asText().replace('´', '"'));
      }
    }
    return output;
  }

  private static String brief(JsonNode event) {
    String brief = event.path("type").asText().substring("response.".length());
    if (event.has("output_index")) {
      brief += " " + event.path("output_index").asText();
    }
    return event.has("delta") ? brief + " " + event.path("delta").asText() : brief;
  }
}
