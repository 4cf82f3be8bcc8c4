package dev.homeport.dialect.anthropic;

import static dev.homeport.dialect.anthropic.Talk.asked;
import static dev.homeport.dialect.anthropic.Talk.said;
import static dev.homeport.dialect.anthropic.Talk.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Call;
import dev.homeport.wire.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Questions have the shape that Anthropic insists on, and say only what the client said.
class AskingTest {
  private static final String OLD = "claude-3-7-sonnet-20250219";
  private static final String NEW = "claude-opus-4-6";

  @Test
  void smallQuestionSaysNothingMore() {
    Call call = Talk.provider().ask(plain(Message.User.saying("x")), OLD, List.of());
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.target()).isEqualTo("/messages");
    assertThat(call.headers())
        .containsExactly(
            new Field("Content-Type", "application/json"),
            new Field("Accept", "text/event-stream"),
            new Field("anthropic-version", "2023-06-01"));
    assertThat(Talk.provider().credentials("sk")).containsExactly(new Field("x-api-key", "sk"));
    assertThat(body(call))
        .isEqualTo(
            tree(
                "{'model':'claude-3-7-sonnet-20250219','max_tokens':8192,'stream':true,'messages':["
                    + "{'role':'user','content':[{'type':'text','text':'x'}]}]}"));
  }

  @Test
  void whatTheClientSaidIsSaid() {
    ChatRequest request =
        asked(
            "'temperature':0.5,'top_k':3,'stop_sequences':['END'],'stream':true,'system':'S',"
                + "'tools':[{'name':'f','description':'d','input_schema':{'properties':{}}}],"
                + "'tool_choice':{'type':'any','disable_parallel_tool_use':true},"
                + "'output_config':{'format':{'type':'json_schema','schema':{'type':'object',"
                + "'properties':{'a':{'type':'object','properties':{}}}}}}");
    assertThat(ask(request, OLD))
        .isEqualTo(
            tree(
                "{'model':'claude-3-7-sonnet-20250219','max_tokens':100,'system':'S','messages':["
                    + "{'role':'user','content':[{'type':'text','text':'x'}]}],'tools':[{'name':"
                    + "'f','description':'d','input_schema':{'properties':{},'type':'object'}}],"
                    + "'tool_choice':{'type':'any','disable_parallel_tool_use':true},"
                    + "'stop_sequences':['END'],'temperature':0.5,'top_k':3,'output_config':"
                    + "{'format':{'type':'json_schema','schema':{'type':'object','properties':"
                    + "{'a':{'type':'object','properties':{},'additionalProperties':false}},"
                    + "'additionalProperties':false}}},'stream':true}"));
  }

  /// The user begins, turns alternate, none is empty, instructions are one (wire.md G.33, G.34).
  @Test
  void turnsAreMadeToAlternate() {
    assertThat(
            turns(
                new Message.Instruction("A"),
                Message.Assistant.saying("Hello."),
                Message.User.saying("one"),
                Message.User.saying(" \n"),
                new Message.Instruction("B"),
                Message.User.saying("two"),
                new Message.Assistant(List.of()),
                Message.Assistant.saying("so"),
                Message.Assistant.saying("far \n")))
        .isEqualTo(
            tree(
                "{'system':'A\\n\\nB','messages':["
                    + "{'role':'user','content':[{'type':'text','text':'…'}]},"
                    + "{'role':'assistant','content':[{'type':'text','text':'Hello.'}]},"
                    + "{'role':'user','content':[{'type':'text','text':'one'},"
                    + "{'type':'text','text':'two'}]},"
                    + "{'role':'assistant','content':[{'type':'text','text':'so'},"
                    + "{'type':'text','text':'far'}]}]}"));
    assertThat(turns(new Message.Instruction("A")))
        .isEqualTo(
            tree(
                "{'system':'A','messages':[{'role':'user','content':"
                    + "[{'type':'text','text':'…'}]}]}"));
    assertThat(turns(Message.User.saying("")).path("messages"))
        .isEqualTo(tree("[{'role':'user','content':[{'type':'text','text':'…'}]}]"));
  }

  /// Ids of any shape become legal and different, results find their calls (wire.md G.19, G.20),
  /// and thoughts of whoever else go nowhere (wire.md G.29).
  @Test
  void historyOfSomebodyElseIsMadeLegal() {
    JsonNode messages =
        turns(
                Message.User.saying("x"),
                new Message.Assistant(
                    List.of(
                        new Part.Thought("secret", "seal"),
                        new Part.Call("functions.f:0", "f", "{\"a\":1.0}"),
                        new Part.Call("", "g", ""),
                        new Part.Call("", "h", "broken"))),
                Message.User.saying("and?"),
                new Message.Result("", "h", List.of(new Part.Text("H")), true),
                new Message.Result(
                    "functions.f:0", "f", List.of(new Part.Picture("", "/9j/AA")), false),
                new Message.Result("nobody", "k", List.of(new Part.Text("K")), false),
                new Message.Assistant(List.of(new Part.Call("functions.f:0", "f", "{}"))))
            .path("messages");
    assertThat(messages)
        .isEqualTo(
            tree(
                "[{'role':'user','content':[{'type':'text','text':'x'}]},"
                    + "{'role':'assistant','content':["
                    + "{'type':'tool_use','id':'functions_f_0','name':'f','input':{'a':1.0}},"
                    + "{'type':'tool_use','id':'call','name':'g','input':{}},"
                    + "{'type':'tool_use','id':'call_2','name':'h','input':{}}]},"
                    + "{'role':'user','content':["
                    + "{'type':'tool_result','tool_use_id':'call_2','content':"
                    + "[{'type':'text','text':'H'}],'is_error':true},"
                    + "{'type':'tool_result','tool_use_id':'functions_f_0','content':"
                    + "[{'type':'image','source':{'type':'base64','media_type':'image/jpeg',"
                    + "'data':'/9j/AA'}}]},"
                    + "{'type':'tool_result','tool_use_id':'call','content':"
                    + "[{'type':'text','text':'There is no result.'}],'is_error':true},"
                    + "{'type':'text','text':'and?'},{'type':'text','text':'Result of k:'},"
                    + "{'type':'text','text':'K'}]},"
                    + "{'role':'assistant','content':["
                    + "{'type':'tool_use','id':'functions_f_0_2','name':'f','input':{}}]},"
                    + "{'role':'user','content':["
                    + "{'type':'tool_result','tool_use_id':'functions_f_0_2','content':"
                    + "[{'type':'text','text':'There is no result.'}],'is_error':true}]}]"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "claude-3-7-sonnet-20250219 | low | | | {'type':'enabled','budget_tokens':2048} | 10240",
        "claude-sonnet-4-20250514 | | 3000 | | {'type':'enabled','budget_tokens':3000} | 11192",
        "claude-opus-4-5-20251101 | max | | 9000 | {'type':'enabled','budget_tokens':4500} | 9000",
        "claude-sonnet-4-5 | high | | 1500 | | 1500",
        "claude-opus-4-6 | high | | | {'type':'adaptive'} | 24576",
        "anthropic/claude-fable-5 | | | 50 | {'type':'adaptive','display':'summarized'} | 50",
        "kimi-k2 | | 10 | | {'type':'enabled','budget_tokens':1024} | 9216",
      })
  void thinkingIsSaidAsTheModelTakesIt(
      String model,
      @Nullable String effort,
      @Nullable Integer budget,
      @Nullable Long most,
      @Nullable String thinking,
      long maxTokens) {
    JsonNode body = ask(thinking(new Reasoning(true, effort, budget), most, null), model);
    assertThat(body.path("thinking"))
        .isEqualTo(thinking == null ? tree("{}").path("") : tree(thinking));
    assertThat(body.path("max_tokens").asLong()).isEqualTo(maxTokens);
    // A model that thinks refuses a temperature.
    assertThat(body.has("temperature")).isEqualTo(thinking == null);
  }

  @Test
  void effortIsSaidWhereItIsKnown() {
    assertThat(
            ask(thinking(new Reasoning(true, "minimal", null), null, null), NEW)
                .path("output_config"))
        .isEqualTo(tree("{'effort':'low'}"));
    assertThat(ask(thinking(Reasoning.OFF, null, null), NEW).has("thinking")).isFalse();
    assertThat(
            ask(thinking(Reasoning.ON, null, new Tooling.Choice.Required()), NEW).has("thinking"))
        .isFalse();
  }

  @Test
  void newModelsGetOneOfTemperatureAndTopP() {
    ChatRequest request = asked("'temperature':0.5,'top_p':0.9");
    assertThat(ask(request, OLD).has("top_p")).isTrue();
    assertThat(ask(request, "claude-sonnet-4-5-20250929").has("top_p")).isFalse();
    assertThat(ask(asked("'top_p':0.9"), NEW).has("top_p")).isTrue();
    assertThat(ask(asked("'temperature':0.5,'top_k':3"), "claude-opus-4-7"))
        .isEqualTo(ask(asked(""), "claude-opus-4-7"));
  }

  /// The thoughts before a call go back with its result, to this provider alone; where they are
  /// forgotten, it is not told to think.
  @Test
  void thoughtsBeforeCallsGoBackWithTheirSeals() {
    var provider = Talk.provider();
    String answer =
        Talk.json(
            "{'content':[{'type':'thinking','thinking':'hm','signature':'SEAL'},"
                + "{'type':'redacted_thinking','data':'DATA'},"
                + "{'type':'tool_use','id':'toolu_1','name':'f','input':{}},"
                + "{'type':'thinking','thinking':'later','signature':'X'}],"
                + "'stop_reason':'tool_use'}");
    Talk.read(provider.reader(asked(""), OLD, "application/json"), answer.getBytes(UTF_8), 9);
    ChatRequest next =
        thinking(
            said(
                "{'role':'user','content':'x'},{'role':'assistant','content':["
                    + "{'type':'thinking','thinking':'hm','signature':'forged'},"
                    + "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}]},"
                    + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'toolu_1'}]}"),
            Reasoning.ON,
            null,
            null);
    JsonNode asked = body(provider.ask(next, OLD, List.of()));
    assertThat(asked.path("messages").path(1).path("content"))
        .isEqualTo(
            tree(
                "[{'type':'thinking','thinking':'hm','signature':'SEAL'},"
                    + "{'type':'redacted_thinking','data':'DATA'},"
                    + "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}]"));
    assertThat(asked.has("thinking")).isTrue();
    JsonNode forgotten = ask(next, OLD);
    assertThat(forgotten.path("messages").path(1).path("content")).hasSize(1);
    assertThat(forgotten.has("thinking")).isFalse();
  }

  @Test
  void whatTheApiCannotSayIsNamed() {
    var provider = Talk.provider();
    assertThat(provider.lacks(asked(""))).isNull();
    assertThat(provider.lacks(asked("'temperature':1.5"))).isEqualTo("a temperature above 1");
    assertThat(provider.lacks(asked("'stop_sequences':['\\n']"))).contains("blanks");
    assertThat(provider.lacks(asked("'tools':[{'name':'a.b','input_schema':{}}]")))
        .contains("'a.b'");
    assertThat(provider.lacks(plain(new Message.User(List.of(new Part.Sound("wav", "AA"))))))
        .isEqualTo("sound");
    assertThat(
            provider.lacks(
                asked("'tools':[{'name':'f','input_schema':{}},{'name':'f','input_schema':{}}]")))
        .isEqualTo("several tools of one name");
    var hole = new Prompt.Plain("a", null, List.of(), "b", false, false);
    assertThat(provider.lacks(request(hole, Sampling.UNSAID, Tooling.NONE, null)))
        .contains("suffix");
  }

  private static ChatRequest plain(Message... messages) {
    return request(new Prompt.Conversation(List.of(messages)), Sampling.UNSAID, Tooling.NONE, null);
  }

  private static ChatRequest thinking(
      Reasoning reasoning, @Nullable Long most, Tooling.@Nullable Choice choice) {
    return thinking(plain(Message.User.saying("x")), reasoning, most, choice);
  }

  private static ChatRequest thinking(
      ChatRequest request,
      Reasoning reasoning,
      @Nullable Long most,
      Tooling.@Nullable Choice choice) {
    var sampling = new Sampling(0.5, null, null, null, null, null, null, 7L, most, List.of());
    var tools = List.of(new Tool("f", null, null, null));
    return request(request.prompt(), sampling, new Tooling(tools, choice, null), reasoning);
  }

  private static ChatRequest request(
      Prompt prompt, Sampling sampling, Tooling tooling, @Nullable Reasoning reasoning) {
    return new ChatRequest(
        Api.OPENAI_CHAT,
        "mine",
        prompt,
        tooling,
        new Format.Free(),
        sampling,
        reasoning,
        null,
        null,
        false,
        "user");
  }

  private static JsonNode turns(Message... messages) {
    return ((com.fasterxml.jackson.databind.node.ObjectNode) ask(plain(messages), OLD))
        .retain("system", "messages");
  }

  private static JsonNode ask(ChatRequest request, String model) {
    return body(Talk.provider().ask(request, model, List.of()));
  }

  private static JsonNode body(Call call) {
    var bytes = new ByteArrayOutputStream();
    try {
      Objects.requireNonNull(call.body()).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree(bytes.toString(UTF_8).replace('\'', '´'));
  }
}
