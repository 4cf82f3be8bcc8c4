package dev.homeport.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.wire.Payload;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What passes from a client of the API to a provider of it and back, and what of it does not
/// (wire.md G.51, B.3).
class PassageTest {
  private static final String STREAM =
      "{'model':'mine','messages':[{'role':'user','content':'hi'}],'stream':true}";
  private static final String WITH_USAGE =
      STREAM.replace("'stream'", "'stream_options':{'include_usage':true},'stream'");
  private static final String PLAIN = STREAM.replace(",'stream':true", "");

  /// A request that went its way, and whose answer may come.
  private record Asked(ChatRequest request, Passthrough way, String target, String body) {
    Rendition rendition(String type) {
      return way.rendition(request, Told.STAMP, type);
    }
  }

  private static Asked ask(Preset preset, Api api, String body) {
    String json = Told.json(body);
    var request = Told.heardChat(api, body).request();
    var way = Told.provider(preset).passing(api).orElseThrow();
    try {
      var call = way.call(request, Payload.of(json.getBytes(UTF_8)), "theirs");
      Payload sent = call.body();
      if (sent == null) {
        throw new AssertionError("no body");
      }
      String said = new String(sent.open().readAllBytes(), UTF_8);
      assertThat(sent.length()).isEqualTo(said.getBytes(UTF_8).length);
      return new Asked(request, way, call.target(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Asked ask(Preset preset, String body) {
    return ask(preset, Api.OPENAI_CHAT, body);
  }

  @Test
  void requestPassesAsItCameButForTheModel() {
    String body =
        "{ 'messages' : [{'role':'user','content':'\\u00e9','name':'n'}],\n 'temperature':1.10,"
            + "'unheard_of':{'a':[1e5]}, 'model':'mine', 'top_k':5 ,'stream':true}";
    var asked = ask(Preset.OPENROUTER, body);
    assertThat(asked.body()).isEqualTo(Told.json(body.replace("mine", "theirs")));
    assertThat(asked.target()).isEqualTo("/chat/completions");
  }

  @Test
  void modelIsPutWhereTheClientNamedNone() {
    assertThat(ask(Preset.OPENROUTER, PLAIN.replace("'model':'mine',", "")).body())
        .isEqualTo(
            Told.json(
                "{'messages':[{'role':'user','content':'hi'}],'model':'theirs','stream':true}"));
  }

  /// A key may be good for some models only, and OpenRouter, LiteLLM and gateways written in Go
  /// know other ways to name one.
  @Test
  void noOtherModelIsNamedPastUs() {
    String body =
        "{'models':['dear'],'model':'mine','Models':['dear'],'MODEL':'dear','preset':'p',"
            + "'fallbacks':[{'model':'dear'}],'messages':[{'role':'user','content':'hi'}],'top_k':5}";
    assertThat(ask(Preset.OPENROUTER, body).body())
        .isEqualTo(
            Told.json(
                "{'model':'theirs','MODEL':'theirs','messages':[{'role':'user','content':'hi'}],"
                    + "'top_k':5,'stream':true}"));
  }

  @Test
  void countsAreAskedForWhereOnlyThenTheyAreTold() {
    String wish = "\"stream_options\":{\"include_usage\":true}";
    assertThat(ask(Preset.OPENAI, STREAM).body()).contains(wish);
    assertThat(ask(Preset.OPENAI, PLAIN).body()).contains(wish);
    assertThat(ask(Preset.OPENROUTER, STREAM).body()).doesNotContain("stream_options");
  }

  /// wire.md G.29.
  @ParameterizedTest
  @CsvSource({
    "OPENAI, false, false",
    "GROQ, false, false",
    "DEEPSEEK, true, false",
    "OPENROUTER, false, true",
  })
  void thoughtsOfAnybodyGoOnlyToWhoWantsThemBack(Preset preset, boolean text, boolean details) {
    String history =
        "{'model':'m','messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b',"
            + "'reasoning':'r1','reasoning_content':'r2','reasoning_details':[{'data':'r3'}]},"
            + "{'role':'user','content':'c'}]}";
    String body = ask(preset, history).body();
    assertThat(body).doesNotContain("r1").contains("\"content\":\"b\"");
    assertThat(body.contains("r2")).isEqualTo(text);
    assertThat(body.contains("r3")).isEqualTo(details);
  }

  /// What the provider would refuse in the client's words is said in its own.
  @Test
  void requestIsSaidAnewWhereItWouldBeRefused() {
    String limited = PLAIN.replace("'model'", "'max_tokens':5,'temperature':0.5,'model'");
    assertThat(ask(Preset.OPENAI, limited).body()).contains("\"max_tokens\":5");
    var request = Told.chat(limited);
    assertThat(said(Preset.OPENAI, request, limited, "gpt-5-mini"))
        .contains("\"max_completion_tokens\":5")
        .doesNotContain("temperature");
    String effort = PLAIN.replace("'model'", "'reasoning_effort':'high','model'");
    assertThat(ask(Preset.XAI, effort).body()).doesNotContain("reasoning_effort");
    assertThat(ask(Preset.GROQ, effort).body()).contains("reasoning_effort");
    assertThat(
            ask(
                    Preset.LM_STUDIO,
                    PLAIN.replace("'model'", "'response_format':{'type':'json_object'},'model'"))
                .body())
        .contains("json_schema");
    assertThat(
            ask(
                    Preset.GROQ,
                    "{'model':'m','messages':[{'role':'assistant','tool_calls':[{'id':'a b','type':"
                        + "'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'a b','content':'r'}]}")
                .body())
        .doesNotContain("a b");
  }

  private static String said(Preset preset, ChatRequest request, String body, String model) {
    try {
      var call =
          Told.provider(preset)
              .passing(Api.OPENAI_CHAT)
              .orElseThrow()
              .call(request, Payload.of(Told.json(body).getBytes(UTF_8)), model);
      Payload sent = call.body();
      return sent == null ? "" : new String(sent.open().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatTheProviderHasPasses(Preset preset) {
    var provider = Told.provider(preset);
    assertThat(provider.passing(Api.OPENAI_CHAT).isPresent()).isEqualTo(preset != Preset.MISTRAL);
    assertThat(provider.passing(Api.OPENAI_COMPLETIONS).isPresent())
        .isEqualTo(
            List.of(
                    Preset.OPENAI,
                    Preset.OPENROUTER,
                    Preset.TOGETHER,
                    Preset.LLAMA_CPP,
                    Preset.VLLM,
                    Preset.LM_STUDIO)
                .contains(preset));
    assertThat(provider.passing(Api.OLLAMA_CHAT)).isEmpty();
    assertThat(provider.passing(Api.OPENAI_RESPONSES)).isEmpty();
  }

  /// What came of an answer, and what is known of it.
  private record Came(
      String text, @Nullable Kind complaint, boolean content, @Nullable Usage usage) {}

  private static Came came(Asked asked, String type, String answer, int step) {
    Rendition rendition = asked.rendition(type);
    var out = new Bytes();
    byte[] bytes = answer.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += step) {
      rendition.feed(bytes, at, Math.min(step, bytes.length - at), out);
    }
    rendition.end(out);
    var complaint = rendition.complaint();
    return new Came(
        new String(out.array(), 0, out.length(), UTF_8),
        complaint == null ? null : complaint.kind(),
        rendition.hasContent(),
        rendition.usage());
  }

  private static void passes(Asked asked, String answer, String expected) {
    byte[] bytes = Told.json(answer).getBytes(UTF_8);
    for (int step = 1; step <= bytes.length; step++) {
      Came came = came(asked, "text/event-stream", Told.json(answer), step);
      assertThat(came.text()).isEqualTo(Told.json(expected));
      assertThat(came.complaint()).isNull();
      assertThat(came.content()).isTrue();
    }
  }

  private static final String OURS = "'id':'chatcmpl-7abc'";

  private static final String OPENROUTER =
      ": OPENROUTER PROCESSING\n\n"
          + "data: {'id':'gen-1','provider':'P','model':'a/b','object':'chat.completion.chunk',"
          + "'created':5,'choices':[{'index':0,'delta':{'role':'assistant','content':'a\\u2028'},"
          + "'finish_reason':null,'native_finish_reason':null,'logprobs':null}],'new':{'x':1.0}}\n\n"
          + "data: {'id':'gen-1','provider':'P','model':'a/b','object':'chat.completion.chunk',"
          + "'created':6,'choices':[{'index':0,'delta':{'role':'assistant','content':'b'},"
          + "'finish_reason':'stop','native_finish_reason':'STOP'}],'system_fingerprint':'f'}\n\n"
          + "data: {'id':'gen-1','provider':'P','model':'a/b','object':'chat.completion.chunk',"
          + "'created':6,'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2,"
          + "'total_tokens':5,'cost':0.5,'cost_details':{'x':1},'is_byok':false}}\n\n"
          + "data: [DONE]\n\n";

  private static final String PASSED =
      "data: {"
          + OURS
          + ",'model':'mine','object':'chat.completion.chunk','created':1795521600,"
          + "'choices':[{'index':0,'delta':{'role':'assistant','content':'a\\u2028'},"
          + "'finish_reason':null,'logprobs':null}],'new':{'x':1.0}}\n\n"
          + "data: {"
          + OURS
          + ",'model':'mine','object':'chat.completion.chunk',"
          + "'created':1795521600,'choices':[{'index':0,'delta':{'content':'b'},"
          + "'finish_reason':'stop'}]}\n\n";

  /// wire.md C, G.41, G.51.
  @Test
  void streamPassesWithoutWhatGivesTheProviderAway() {
    passes(ask(Preset.OPENROUTER, STREAM), OPENROUTER, PASSED + "data: [DONE]\n\n");
    passes(
        ask(Preset.OPENROUTER, WITH_USAGE),
        OPENROUTER,
        PASSED
            + "data: {"
            + OURS
            + ",'model':'mine','object':'chat.completion.chunk',"
            + "'created':1795521600,'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2,"
            + "'total_tokens':5}}\n\ndata: [DONE]\n\n");
    assertThat(came(ask(Preset.OPENROUTER, STREAM), "", Told.json(OPENROUTER), 7).usage())
        .isEqualTo(new Usage(3, 2, null, null, 0.5));
  }

  /// wire.md G.38.
  @Test
  void countsBesideAChoiceGetAChunkOfTheirOwn() {
    String answer =
        "data: {'id':'x','model':'y','created':1,'choices':[{'index':0,'delta':{'role':'assistant',"
            + "'content':'a'},'finish_reason':'stop'}],'usage':{'prompt_tokens':3,'completion_tokens':1}}\n\n";
    String chunk =
        "data: {"
            + OURS
            + ",'model':'mine','created':1795521600,'choices':[{'index':0,'delta':"
            + "{'role':'assistant','content':'a'},'finish_reason':'stop'}]}\n\n";
    passes(ask(Preset.OPENAI, STREAM), answer, chunk + "data: [DONE]\n\n");
    passes(
        ask(Preset.OPENAI, WITH_USAGE),
        answer,
        chunk
            + "data: {"
            + OURS
            + ",'object':'chat.completion.chunk','created':1795521600,"
            + "'model':'mine','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':1,"
            + "'total_tokens':4}}\n\ndata: [DONE]\n\n");
  }

  /// B.2: a helper throws where the role is missing. wire.md G.17: an end by a call says so.
  @Test
  void missingRoleIsSaidAndEndByACallSaysSo() {
    passes(
        ask(Preset.OPENAI, STREAM),
        "data: {'id':'x','choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','type':"
            + "'function','function':{'name':'f','arguments':'{}'}}]}}]}\n\n"
            + "data: {'id':'x','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}\n\n",
        "data: {"
            + OURS
            + ",'object':'chat.completion.chunk','created':1795521600,'model':'mine',"
            + "'choices':[{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}]}\n\n"
            + "data: {"
            + OURS
            + ",'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c',"
            + "'type':'function','function':{'name':'f','arguments':'{}'}}]}}]}\n\n"
            + "data: {"
            + OURS
            + ",'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}\n\n"
            + "data: [DONE]\n\n");
  }

  /// D.2: calls of whoever cannot tell them apart are written anew.
  @Test
  void looseCallsAreWrittenAnew() {
    String tools =
        STREAM.replace("'model'", "'tools':[{'type':'function','function':{'name':'f'}}],'model'");
    Came came =
        came(
            ask(Preset.ANY, tools),
            "text/event-stream",
            Told.json(
                "data: {'choices':[{'delta':{'tool_calls':[{'function':{'name':'f','arguments':'{}'}},"
                    + "{'function':{'name':'f','arguments':'{}'}}]},'finish_reason':'stop'}]}\n\n"),
            5);
    assertThat(came.text())
        .contains("\"index\":0,\"id\":\"call_")
        .contains("\"index\":1,\"id\":\"call_")
        .contains("\"finish_reason\":\"tool_calls\"")
        .endsWith("data: [DONE]\n\n");
  }

  private static final String HALF =
      "data: {'id':'x','choices':[{'index':0,'delta':{'role':'assistant','content':'half'}}]}\n\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "``                                                                      | CUT",
        "data: [DONE]                                                            | CUT",
        "HALF                                                                    | CUT",
        "HALFdata: {'error':{'message':'overloaded','code':503},'choices':[{'index':0,'delta':{},'finish_reason':'error'}]} | OVERLOADED",
        "HALFdata: {'choices':[{'index':0,'delta':{},'finish_reason':'error'}]}  | SERVER",
        "HALFdata: {'error':'gone'}                                              | SERVER",
        "HALFdata: [{'error':{'message':'gone','code':429}}]                     | RATE",
        "HALFdata: {'object':'error','message':'gone','code':500}                | SERVER",
        "HALF{'error':{'message':'gone','code':429}}                             | RATE",
        "HALFdata: {'choices':[{'index':0,'error':{'code':502,'message':'x'}}]}  | SERVER",
        "data: {'choi                                                            | NONSENSE",
        "<html>Log in</html>                                                     | NONSENSE",
        "HALFdata: {'choi~~data: {'error':null,'choices':[{'index':0,'delta':{},'finish_reason':'length'}]} | -",
      })
  void onlyAWholeStreamHasAnEnd(String answer, @Nullable Kind kind) {
    String stream = answer.replace("HALF", HALF).replace("~", "\n") + "\n\n";
    for (int step : List.of(1, 3, 10_000)) {
      Came gathered =
          came(ask(Preset.OPENROUTER, PLAIN), "text/event-stream", Told.json(stream), step);
      assertThat(gathered.complaint()).isEqualTo(kind);
      assertThat(gathered.text().isEmpty()).isEqualTo(kind != null);
      Came came =
          came(ask(Preset.OPENROUTER, STREAM), "text/event-stream", Told.json(stream), step);
      assertThat(came.complaint()).isEqualTo(kind);
      assertThat(came.text().contains("[DONE]")).isEqualTo(kind == null);
      assertThat(came.text()).doesNotContain("\"error\"");
      assertThat(came.content()).isEqualTo(answer.contains("HALF"));
    }
  }

  @Test
  void objectPassesWithoutWhatGivesTheProviderAway() {
    Came came =
        came(
            ask(Preset.OPENROUTER, PLAIN),
            "application/json",
            Told.json(
                " {'id':'gen-1','provider':'P','model':'a/b','object':'chat.completion','created':5,"
                    + "'choices':[{'index':0,'message':{'role':'assistant','content':'a','x':[ 1.0 ]},"
                    + "'finish_reason':'stop','native_finish_reason':'STOP'}],'usage':"
                    + "{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5,'cost':0.5}}"),
            3);
    assertThat(came.text())
        .isEqualTo(
            Told.json(
                " {"
                    + OURS
                    + ",'model':'mine','object':'chat.completion','created':1795521600,"
                    + "'choices':[{'index':0,'message':{'role':'assistant','content':'a','x':[ 1.0 ]},"
                    + "'finish_reason':'stop'}],'usage':{'prompt_tokens':3,'completion_tokens':2,"
                    + "'total_tokens':5}}"));
    assertThat(came.usage()).isEqualTo(new Usage(3, 2, null, null, 0.5));
    assertThat(came.content()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'choices':[{'message':{'content':'a'},'finish_reason':null}]} | CUT",
        "{'choices':[{'message':{'content':'a'},'finish_reason':'error','error':{'code':502,'message':'x'}}]} | SERVER",
        "{'error':{'message':'x','code':429}} | RATE",
        "{'choices':[{'mess | CUT",
        "<html></html> | NONSENSE",
        "{'hello':1} | CUT",
      })
  void onlyAWholeObjectPasses(String answer, Kind kind) {
    Came came = came(ask(Preset.OPENROUTER, PLAIN), "", Told.json(answer), 4);
    assertThat(came.complaint()).isEqualTo(kind);
    assertThat(came.text()).isEmpty();
  }

  private static final String CHUNKS =
      ": OPENROUTER PROCESSING\n\n"
          + chunk(
              "'id':'gen-1','provider':'P','model':'a/b','object':'chat.completion.chunk','created':5,"
                  + "'choices':[{'index':0,'delta':{'role':'assistant','content':''}}]")
          + chunk("'choices':[{'index':0,'delta':{'reasoning':'t','content':''}}]")
          + chunk("'choices':[{'index':0,'delta':{'reasoning':'u','content':null}}]")
          + chunk(
              "'choices':[{'index':0,'delta':{'role':'assistant','content':'a','annotations':[{'n':1}]},"
                  + "'logprobs':{'content':[{'token':'a','logprob':-0.10}]}}],'new':{'x':1.0}")
          + chunk(
              "'choices':[{'index':0,'delta':{'content':'b','annotations':[{'n':2}],'x_text':'last'},"
                  + "'logprobs':{'content':[{'token':'b','logprob':-2}]}}]")
          + chunk(
              "'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','type':'function',"
                  + "'function':{'name':'f','arguments':''}}]}}]")
          + chunk(
              "'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','type':'function',"
                  + "'function':{'name':'f','arguments':'{\\'a\\':'}}]}}]")
          + chunk(
              "'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'','function':"
                  + "{'name':null,'arguments':'1}'}},{'index':1,'id':'d','type':'function',"
                  + "'function':{'name':'g','arguments':'{}'}}]}}]")
          + chunk(
              "'choices':[{'index':0,'delta':{},'finish_reason':'stop','native_finish_reason':'STOP'}],"
                  + "'system_fingerprint':'f'")
          + chunk(
              "'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5,'cost':0.5}")
          + "data: [DONE]\n\n";

  private static final String GATHERED =
      "{"
          + OURS
          + ",'object':'chat.completion','created':1795521600,'model':'mine','choices':[{'index':0,"
          + "'message':{'role':'assistant','content':'ab','reasoning':'tu','annotations':[{'n':1},{'n':2}],"
          + "'x_text':'last','tool_calls':[{'id':'c','type':'function','function':{'name':'f',"
          + "'arguments':'{\\'a\\':1}'}},{'id':'d','type':'function','function':{'name':'g',"
          + "'arguments':'{}'}}]},'logprobs':{'content':[{'token':'a','logprob':-0.10},"
          + "{'token':'b','logprob':-2}]},'finish_reason':'tool_calls'}],'usage':{'prompt_tokens':3,"
          + "'completion_tokens':2,'total_tokens':5},'new':{'x':1.0}}";

  /// A client that asked plainly gets all of it, whatever type the stream says it has.
  @Test
  void streamIsGatheredForWhoWantsAnObject() {
    var asked = ask(Preset.OPENROUTER, PLAIN);
    assertThat(asked.body()).contains("\"stream\":true");
    for (String type : List.of("text/event-stream", "", "application/json", "text/plain")) {
      for (int step : List.of(1, 7, 100_000)) {
        Came came = came(asked, type, Told.json(CHUNKS), step);
        assertThat(came.complaint()).isNull();
        assertThat(came.text()).isEqualTo(Told.json(GATHERED));
        assertThat(came.usage()).isEqualTo(new Usage(3, 2, null, null, 0.5));
      }
    }
  }

  /// Comments, roles, empty deltas and counts are none.
  @Test
  void onlyWordsThoughtsAndCallsArePieces() {
    for (String body : List.of(STREAM, PLAIN)) {
      Rendition rendition = ask(Preset.OPENROUTER, body).rendition("text/event-stream");
      var out = new Bytes();
      var made = new StringBuilder();
      long before = 0;
      for (String frame : Told.json(CHUNKS).split("(?<=\n\n)", -1)) {
        byte[] bytes = frame.getBytes(UTF_8);
        rendition.feed(bytes, 0, bytes.length, out);
        made.append(rendition.made() > before ? "+" : "-");
        assertThat(rendition.hasContent()).isEqualTo(rendition.made() > 0);
        before = rendition.made();
      }
      assertThat(made.toString()).as(body).isEqualTo("--+++++++----");
    }
  }

  /// Some clients read the counts without looking.
  @Test
  void countsAreEstimatedWhereNobodyTellsThem() {
    Came came =
        came(
            ask(Preset.VLLM, PLAIN),
            "text/event-stream",
            Told.json(
                chunk("'choices':[{'delta':{'content':'a'},'finish_reason':'stop'}]")
                    + "data: [DONE]\n\n"),
            5);
    assertThat(came.text()).contains("\"role\":\"assistant\"").contains("\"total_tokens\":");
    assertThat(came.usage()).isNull();
  }

  /// OpenAI streams sound in a form that clients who ask plainly do not want.
  @Test
  void soundIsNotAskedForInAStream() {
    String body = PLAIN.replace("'model'", "'audio':{'format':'wav','voice':'v'},'model'");
    assertThat(ask(Preset.OPENAI, body).body()).doesNotContain("stream");
  }

  @Test
  void textIsGathered() {
    var asked = ask(Preset.VLLM, Api.OPENAI_COMPLETIONS, "{'model':'mine','prompt':'p'}");
    Came came =
        came(
            asked,
            "text/event-stream",
            Told.json(
                chunk("'id':'x','choices':[{'index':0,'text':'a','logprobs':{'tokens':['a']}}]")
                    + chunk(
                        "'id':'x','choices':[{'index':0,'text':'b','logprobs':{'tokens':['b']},"
                            + "'finish_reason':'length'}],'usage':{'prompt_tokens':1,"
                            + "'completion_tokens':2,'total_tokens':3}")),
            5);
    assertThat(came.text())
        .isEqualTo(
            Told.json(
                "{'id':'cmpl-7abc','object':'text_completion','created':1795521600,'model':'mine',"
                    + "'choices':[{'index':0,'text':'ab','logprobs':{'tokens':['a','b']},"
                    + "'finish_reason':'length'}],'usage':{'prompt_tokens':1,'completion_tokens':2,"
                    + "'total_tokens':3}}"));
  }

  @Test
  void answerInTheOtherFormIsTranslated() {
    String object = Told.json("{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]}");
    assertThat(came(ask(Preset.OPENROUTER, STREAM), "application/json", object, 4).text())
        .startsWith("data: ")
        .endsWith("data: [DONE]\n\n");
    assertThat(
            came(ask(Preset.OPENROUTER, PLAIN), "text/event-stream", Told.json(OPENROUTER), 4)
                .text())
        .contains("\"content\":\"a\\u2028b\"")
        .contains("\"object\":\"chat.completion\"");
  }

  @Test
  void textApiPasses() {
    var asked =
        ask(
            Preset.VLLM,
            Api.OPENAI_COMPLETIONS,
            "{'model':'mine','prompt':'p','stream':true,'best_of':1}");
    assertThat(asked.target()).isEqualTo("/completions");
    assertThat(asked.body()).contains("\"best_of\":1").contains("\"model\":\"theirs\"");
    String answer =
        chunk("'id':'x','model':'y','choices':[{'index':0,'text':'a','finish_reason':null}]")
            + chunk("'id':'x','model':'y','choices':[{'index':0,'text':'','finish_reason':'stop'}]")
            + "data: [DONE]\n\n";
    passes(asked, answer, answer.replace("'x'", "'cmpl-7abc'").replace("'y'", "'mine'"));
  }

  /// Said anew as a conversation, its answer is one too, which this client would not understand.
  @Test
  void answerToARequestSaidAnewIsTranslated() {
    var asked =
        ask(
            Preset.LLAMA_CPP,
            Api.OPENAI_COMPLETIONS,
            "{'model':'mine','prompt':'p','reasoning_effort':'low'}");
    assertThat(asked.target()).isEqualTo("/chat/completions");
    String answer = "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]}";
    assertThat(came(asked, "application/json", Told.json(answer), 9).text())
        .contains("\"object\":\"text_completion\"")
        .contains("\"text\":\"a\"");
  }

  private static String chunk(String fields) {
    return "data: {" + fields + "}\n\n";
  }
}
