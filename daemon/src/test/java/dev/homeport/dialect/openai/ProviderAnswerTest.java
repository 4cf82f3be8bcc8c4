package dev.homeport.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.openai.preset.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers of each provider as wire.md describes them, cut at every byte.
class ProviderAnswerTest {
  private static final ChatRequest STREAMED =
      Told.chat(
          "{'model':'m','messages':[{'role':'user','content':'x'}],'stream':true,'logprobs':true}");

  /// A stream of these chunks; `'` stands for `"`, and each is only what its choice says.
  private static String deltas(String... choices) {
    var stream = new StringBuilder();
    for (String choice : choices) {
      stream.append("data: {'id':'x','object':'chat.completion.chunk','created':1,'model':'m',");
      stream.append("'choices':[{'index':0,").append(choice).append("}]}\n\n");
    }
    return Told.json(stream.toString());
  }

  private static final String DONE = "data: [DONE]\n\n";
  private static final String STOP = deltas("'delta':{},'finish_reason':'stop'");
  private static final String CALLS = deltas("'delta':{},'finish_reason':'tool_calls'");

  private static String chunk(String json) {
    return "data: " + Told.json(json) + "\n\n";
  }

  private static String text(String said) {
    return deltas("'delta':{'content':'" + said + "'},'finish_reason':null");
  }

  private static String call(String fragment) {
    return deltas("'delta':{'tool_calls':[" + fragment + "]}");
  }

  static Stream<Arguments> streams() {
    return Stream.of(
        of(
            "OpenAI with the counts in a chunk of their own",
            Preset.OPENAI,
            deltas("'delta':{'role':'assistant','content':'','refusal':null}")
                + text("Hel")
                + text("lo")
                + STOP
                + chunk("{'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2}}")
                + DONE,
            "Hel | lo | 3+2 | STOP"),
        of(
            "G.36: no [DONE], but a reason to finish",
            Preset.ANY,
            text("a") + deltas("'delta':{'content':'b'},'finish_reason':'length'"),
            "a | b | LENGTH"),
        of("G.36: neither", Preset.ANY, text("a"), "a | FAILED CUT"),
        of("G.36: [DONE] without a reason", Preset.ANY, text("a") + DONE, "a | STOP"),
        of("G.36: nothing but [DONE]", Preset.ANY, DONE, "FAILED CUT"),
        of("B6: nothing at all", Preset.ANY, "", "FAILED CUT"),
        of("nothing but comments", Preset.OPENROUTER, ": OPENROUTER PROCESSING\n\n", "FAILED CUT"),
        of(
            "OpenRouter with comments, price and provider",
            Preset.OPENROUTER,
            ": OPENROUTER PROCESSING\n\n"
                + chunk(
                    "{'id':'gen-1','provider':'X','choices':[{'index':0,'delta':{'role':'assistant',"
                        + "'content':'hi','reasoning':null},'finish_reason':null,"
                        + "'native_finish_reason':null}]}")
                + chunk(
                    "{'choices':[{'index':0,'delta':{'content':''},'finish_reason':'stop',"
                        + "'native_finish_reason':'STOP'}],'usage':{'prompt_tokens':10,"
                        + "'completion_tokens':4,'cost':0.00014}}")
                + DONE,
            "hi | 10+4 | STOP"),
        of(
            "C: an error in the middle",
            Preset.OPENROUTER,
            text("par")
                + chunk(
                    "{'id':'gen-1','error':{'code':429,'message':'Rate limit','metadata':"
                        + "{'error_type':'rate_limit_exceeded'}},'choices':[{'index':0,"
                        + "'delta':{'content':''},'finish_reason':'error'}]}")
                + DONE,
            "par | FAILED RATE"),
        of(
            "what a failed answer used",
            Preset.ANY,
            chunk(
                "{'choices':[{'delta':{'content':'a'}}],'usage':{'prompt_tokens':3,"
                    + "'completion_tokens':1}}"),
            "a | 3+1 | FAILED CUT"),
        of(
            "C: finish_reason error alone",
            Preset.OPENROUTER,
            text("par") + deltas("'delta':{},'finish_reason':'error'") + DONE,
            "par | FAILED SERVER"),
        of(
            "G.38: counts on every chunk",
            Preset.ANY,
            chunk(
                    "{'choices':[{'delta':{'content':'a'}}],'usage':{'prompt_tokens':3,"
                        + "'completion_tokens':1}}")
                + chunk(
                    "{'choices':[{'delta':{'content':'b'},'finish_reason':'stop'}],"
                        + "'usage':{'prompt_tokens':3,'completion_tokens':2}}")
                + DONE,
            "a | b | 3+2 | STOP"),
        of(
            "Groq's own place for counts",
            Preset.GROQ,
            text("a")
                + chunk(
                    "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'x_groq':{'id':'r',"
                        + "'usage':{'prompt_tokens':5,'completion_tokens':1}}}")
                + DONE,
            "a | 5+1 | STOP"),
        of(
            "xAI counts thinking apart",
            Preset.XAI,
            deltas("'delta':{'reasoning_content':'mm'}")
                + text("a")
                + STOP
                + chunk(
                    "{'choices':[],'usage':{'prompt_tokens':5,'completion_tokens':1,'total_tokens':"
                        + "13,'completion_tokens_details':{'reasoning_tokens':7}}}")
                + DONE,
            "(mm) | a | 5+8 | STOP"),
        of(
            "G.26: thinking under both names is one",
            Preset.ANY,
            deltas("'delta':{'content':null,'reasoning':'t','reasoning_content':'t'}")
                + deltas("'delta':{'reasoning':'u'}")
                + text("a")
                + STOP,
            "(t) | (u) | a | STOP"),
        of(
            "Mistral's thinking in parts",
            Preset.MISTRAL,
            deltas(
                    "'delta':{'content':[{'type':'thinking','thinking':[{'type':'text',"
                        + "'text':'t'}]},{'type':'text','text':'a'}]}")
                + STOP,
            "(t) | a | STOP"),
        of(
            "G.27: tags in the text where they are known",
            Preset.GROQ,
            text("\\n<thi") + text("nk>hm </th") + text("ink>\\n\\na < b </think>") + STOP,
            "(hm ) | a < b </think> | STOP"),
        of(
            "tags in the text where they are text",
            Preset.OPENAI,
            text("<think>a</think>") + STOP,
            "<think>a</think> | STOP"),
        of(
            "a text that only looks like a tag",
            Preset.VLLM,
            text("<th") + text("e end") + STOP,
            "<the end | STOP"),
        of(
            "one call in fragments, its id and name repeated (G.41)",
            Preset.ANY,
            call("{'index':0,'id':'c1','type':'function','function':{'name':'f','arguments':''}}")
                + call("{'index':0,'id':'c1','function':{'name':'f','arguments':'{\\'a'}}")
                + call("{'index':0,'id':'c1','function':{'name':'f','arguments':'\\':1}'}}")
                + CALLS
                + DONE,
            "#0 c1 f | #0 {\"a | #0 \":1} | CALLS"),
        of(
            "G.18: two calls, both with index 0",
            Preset.ANY,
            call("{'index':0,'id':'c1','function':{'name':'f','arguments':'{}'}}")
                + call("{'index':0,'id':'c2','function':{'name':'g','arguments':'{\\'x\\''}}")
                + call("{'index':0,'function':{'arguments':':2}'}}")
                + CALLS,
            "#0 c1 f | #0 {} | #1 c2 g | #1 {\"x\" | #1 :2} | CALLS"),
        of(
            "D.2: two calls without an index, in one chunk, finished by stop (G.17)",
            Preset.ANY,
            call(
                    "{'id':'','function':{'name':'f','arguments':'{\\'a\\':1}'}},"
                        + "{'function':{'name':'f','arguments':'{\\'a\\':2}'}}")
                + STOP
                + DONE,
            "#0 made f | #0 {\"a\":1} | #1 made f | #1 {\"a\":2} | CALLS"),
        of(
            "calls that go on mixed",
            Preset.ANY,
            call("{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}")
                + call("{'index':1,'id':'b','function':{'name':'f','arguments':'{'}}")
                + call("{'index':0,'function':{'arguments':'}'}}")
                + call("{'index':1,'function':{'arguments':'}'}}")
                + CALLS,
            "#0 a f | #0 { | #1 b f | #1 { | #0 } | #1 } | CALLS"),
        of(
            "a call without arguments (G.16)",
            Preset.ANY,
            call("{'index':0,'id':'a','function':{'name':'f'}}") + CALLS,
            "#0 a f | #0 {} | CALLS"),
        of(
            "arguments that are an object, or a string twice (G.16)",
            Preset.ANY,
            call("{'index':0,'id':'a','function':{'name':'f','arguments':{'a':[1]}}}")
                + call("{'index':1,'id':'b','function':{'name':'g','arguments':'\\'{}\\''}}")
                + CALLS,
            "#0 a f | #0 {\"a\":[1]} | #1 b g | #1 {} | CALLS"),
        of(
            "a call in the old way",
            Preset.ANY,
            deltas("'delta':{'function_call':{'name':'f','arguments':'{'}}")
                + deltas("'delta':{'function_call':{'arguments':'}'}}")
                + deltas("'delta':{},'finish_reason':'function_call'"),
            "#0 made f | #0 { | #0 } | CALLS"),
        of(
            "arguments that end in the middle",
            Preset.ANY,
            call("{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'a'}}") + CALLS,
            "#0 a f | #0 {\"a | FAILED CUT"),
        of(
            "arguments that end in the middle for their length",
            Preset.ANY,
            call("{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'a'}}")
                + deltas("'delta':{},'finish_reason':'length'"),
            "#0 a f | #0 {\"a | LENGTH"),
        of(
            "G.25: text and a call",
            Preset.ANY,
            text("ok")
                + call("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}")
                + CALLS,
            "ok | #0 a f | #0 {} | CALLS"),
        of(
            "B4: one frame that is garbage",
            Preset.ANY,
            text("a") + "data: {\"choi\n\n" + text("b") + STOP,
            "a | b | STOP"),
        of(
            "nothing but garbage",
            Preset.ANY,
            "data: {\"choi\n\ndata: \n\nhello\n\n",
            "FAILED NONSENSE"),
        of("a page", Preset.ANY, "<!DOCTYPE html><html>Log in</html>", "FAILED NONSENSE"),
        of(
            "an error first (B2)",
            Preset.ANY,
            chunk("{'error':{'message':'The model is overloaded','type':'overloaded_error'}}"),
            "FAILED OVERLOADED"),
        of(
            "a text as error",
            Preset.ANY,
            text("a") + chunk("{'error':'something broke'}"),
            "a | FAILED SERVER"),
        of(
            "an event of the name error",
            Preset.ANY,
            text("a") + "event: error\n" + chunk("{'text':'gone'}"),
            "a | FAILED SERVER"),
        of(
            "error: null is none",
            Preset.ANY,
            chunk("{'error':null,'choices':[{'delta':{'content':'a'},'finish_reason':'stop'}]}"),
            "a | STOP"),
        of(
            "Gemini's error in a list of several lines between the events",
            Preset.ANY,
            text("a")
                + "[{\n \"error\": {\n  \"code\": 503,\n  \"message\": \"overloaded\"\n }\n}]\n",
            "a | FAILED OVERLOADED"),
        of(
            "a plain answer although a stream was asked for",
            Preset.ANY,
            Told.json(
                "{'choices':[{'index':0,'message':{'role':'assistant','content':'hi'},"
                    + "'finish_reason':'stop'}],'usage':{'prompt_tokens':1,'completion_tokens':1}}"),
            "hi | 1+1 | STOP"),
        of(
            "a plain answer with calls",
            Preset.ANY,
            Told.json(
                "\n {'choices':[{'message':{'content':null,'tool_calls':[{'id':'a','type':'function',"
                    + "'function':{'name':'f','arguments':''}},{'id':'b','type':'function',"
                    + "'function':{'name':'g','arguments':'{\\'k\\':null}'}}]},"
                    + "'finish_reason':'stop'}]}"),
            "#0 a f | #1 b g | #1 {\"k\":null} | #0 {} | CALLS"),
        of(
            "C: an error beside a part of the answer",
            Preset.OPENROUTER,
            Told.json(
                "{'choices':[{'message':{'content':'half of'},'finish_reason':'error','error':"
                    + "{'code':502,'message':'Provider returned error'}}]}"),
            "FAILED SERVER"),
        of(
            "G.36: a plain answer without a reason to finish",
            Preset.ANY,
            Told.json("{'choices':[{'message':{'content':'a'},'finish_reason':null}]}"),
            "a | FAILED CUT"),
        of("a plain answer that is cut", Preset.ANY, "{\"choices\":[{\"mess", "FAILED CUT"),
        of("a plain answer of another kind", Preset.ANY, "{\"hello\":1}", "FAILED CUT"),
        of(
            "vLLM's old error",
            Preset.VLLM,
            Told.json(
                "{'object':'error','message':'boom','type':'InternalServerError','code':500}"),
            "FAILED SERVER"),
        of(
            "DeepSeek without resources",
            Preset.DEEPSEEK,
            text("a") + deltas("'delta':{},'finish_reason':'insufficient_system_resource'"),
            "a | FAILED OVERLOADED"),
        of(
            "what it will not say",
            Preset.OPENAI,
            deltas("'delta':{'refusal':'I cannot'}")
                + deltas("'delta':{},'finish_reason':'content_filter'"),
            "no:I cannot | FILTERED"),
        of(
            "chances",
            Preset.OPENAI,
            deltas(
                    "'delta':{'content':'a'},'logprobs':{'content':[{'token':'a','logprob':-0.1,"
                        + "'bytes':[97],'top_logprobs':[]}]}")
                + STOP,
            "a | chances 1 | STOP"),
        of(
            "another choice is not ours",
            Preset.ANY,
            chunk(
                    "{'choices':[{'index':1,'delta':{'content':'b'}},{'index':0,'delta':{'content':'a'}}]}")
                + STOP,
            "a | STOP"),
        of(
            "a text of the text API",
            Preset.VLLM,
            chunk("{'object':'text_completion','choices':[{'index':0,'text':'a','logprobs':null}]}")
                + chunk("{'choices':[{'index':0,'text':'','finish_reason':'stop'}]}")
                + DONE,
            "a | STOP"),
        of(
            "G.3, G.6: characters of all widths, line ends of all kinds",
            Preset.ANY,
            "\ufeff"
                + text("é\u2028\u0085😀").replace("\n", "\r\n")
                + "data:{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
            "é\u2028\u0085😀 | STOP"));
  }

  private static Arguments of(String name, Preset preset, String answer, String pieces) {
    return Arguments.of(name, preset, answer, pieces);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void answerIsUnderstoodHoweverItIsCut(String name, Preset preset, String answer, String pieces) {
    byte[] bytes = answer.getBytes(UTF_8);
    var provider = Told.provider(preset);
    int most = Math.max(1, bytes.length);
    for (int step : List.of(1, 2, 3, 5, 7, 11, 64, most)) {
      assertThat(Told.pieces(provider.reader(STREAMED, "m", ""), bytes, step))
          .describedAs("in steps of %d", step)
          .isEqualTo(pieces);
    }
    for (int at = 0; at < bytes.length; at++) {
      var reader = provider.reader(STREAMED, "m", "text/event-stream");
      var heard = new ArrayList<Piece>();
      reader.feed(Arrays.copyOfRange(bytes, 0, at), 0, at, heard::add);
      reader.feed(bytes, at, bytes.length - at, heard::add);
      reader.end(heard::add);
      assertThat(Told.brief(heard)).describedAs("cut at %d", at).isEqualTo(pieces);
    }
  }

  @Test
  void pageIsKnownByItsTypeToo() {
    var reader = Told.provider(Preset.ANY).reader(STREAMED, "m", "text/html; charset=utf-8");
    assertThat(Told.pieces(reader, "Sign in to Wi-Fi".getBytes(UTF_8), 4))
        .isEqualTo("FAILED NONSENSE");
  }

  @Test
  void bodyWithoutEndIsGivenUp() {
    var reader = Told.provider(Preset.ANY).reader(STREAMED, "m", "");
    byte[] much = ("{" + " ".repeat(1 << 20)).getBytes(UTF_8);
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < 40; i++) {
      reader.feed(much, 0, much.length, pieces::add);
    }
    reader.end(pieces::add);
    assertThat(Told.brief(pieces)).isEqualTo("FAILED NONSENSE");
  }
}
