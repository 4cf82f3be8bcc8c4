package dev.homeport.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.dialect.Heard;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients say, in all the ways in which they say it.
class OpenAiClientTest {
  private static final String USER = "{'role':'user','content':'hi'}";

  private static ChatRequest with(String fields) {
    return Told.chat("{'model':'m','messages':[" + USER + "]," + fields + "}");
  }

  private static List<Message> messages(String messages) {
    return Told.chat("{'model':'m','messages':[" + messages + "]}").prompt().messages();
  }

  @Test
  void leastIsAModelAndAMessage() {
    assertThat(Told.chat("{'model':'m','messages':[" + USER + "]}"))
        .isEqualTo(
            new ChatRequest(
                Api.OPENAI_CHAT,
                "m",
                new Prompt.Conversation(List.of(Message.User.saying("hi"))),
                Tooling.NONE,
                new Format.Free(),
                Sampling.UNSAID,
                null,
                null,
                null,
                false,
                null));
  }

  /// Whether one is meant then is not for the dialect to say.
  @Test
  void modelMayBeLeftOut() {
    assertThat(Told.chat("{'messages':[" + USER + "]}").model()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tools':[]",
        "'tools':[],'tool_choice':'auto'",
        "'functions':[]",
        "'stop':[]",
        "'stop':null",
        "'temperature':null,'max_tokens':null,'tools':null,'response_format':null,'stream':null",
        "'stream_options':{'include_usage':true}",
        "'logit_bias':{},'store':true,'metadata':{'a':'b'},'unheard_of':[1,{}]",
        "'max_tokens':-1",
        "'n':1",
      })
  void emptyAndUnknownThingsAreAccepted(String fields) {
    assertThat(with(fields).sampling()).isEqualTo(Sampling.UNSAID);
    assertThat(with(fields).tooling()).isEqualTo(Tooling.NONE);
  }

  /// wire.md G.12.
  @Test
  void zeroIsAValue() {
    Sampling sampling = with("'temperature':0,'seed':0,'top_k':0,'min_p':0.0").sampling();
    assertThat(sampling.temperature()).isZero();
    assertThat(sampling.seed()).isZero();
    assertThat(sampling.topK()).isZero();
    assertThat(sampling.minP()).isZero();
  }

  @Test
  void samplingIsUnderstood() {
    assertThat(
            with("'temperature':0.5,'top_p':0.9,'top_k':40,'min_p':0.1,'presence_penalty':1,"
                    + "'frequency_penalty':-1.5,'repetition_penalty':1.1,'seed':42,"
                    + "'max_tokens':5,'max_completion_tokens':7,'stop':['a','','b']")
                .sampling())
        .isEqualTo(new Sampling(0.5, 0.9, 40, 0.1, 1.0, -1.5, 1.1, 42L, 7L, List.of("a", "b")));
    assertThat(with("'stop':'x'").sampling().stop()).containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource({
    "none, false,",
    "minimal, true, minimal",
    "low, true, low",
    "medium, true, medium",
    "high, true, high",
    "xhigh, true, max",
    "max, true, max",
  })
  void effortIsUnderstood(String word, boolean on, @Nullable String effort) {
    var expected = new Reasoning(on, effort, null);
    assertThat(with("'reasoning_effort':'" + word + "'").reasoning()).isEqualTo(expected);
    assertThat(with("'reasoning':{'effort':'" + word + "'}").reasoning()).isEqualTo(expected);
  }

  @Test
  void reasoningObjectIsUnderstood() {
    assertThat(with("'reasoning':{'enabled':true}").reasoning()).isEqualTo(Reasoning.ON);
    assertThat(with("'reasoning':{'enabled':false}").reasoning()).isEqualTo(Reasoning.OFF);
    assertThat(with("'reasoning':{'max_tokens':100}").reasoning())
        .isEqualTo(new Reasoning(true, null, 100));
    assertThat(with("'reasoning':{}").reasoning()).isNull();
    assertThat(with("'reasoning':null").reasoning()).isNull();
  }

  @Test
  void formatsAreUnderstood() {
    assertThat(with("'response_format':{'type':'text'}").format()).isEqualTo(new Format.Free());
    assertThat(with("'response_format':{'type':'json_object'}").format())
        .isEqualTo(new Format.Json());
    assertThat(
            with("'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,"
                    + "'schema':{'z':1.50,'a':[]}}}")
                .format())
        .isEqualTo(new Format.Schema("n", "{\"z\":1.50,\"a\":[]}", true));
  }

  @Test
  void toolsAreUnderstood() {
    Tooling tooling =
        with("'tools':[{'type':'function','function':{'name':'f','description':'d','strict':true,"
                + "'parameters':{'type':'object','properties':{'b':{},'a':{}}}}},"
                + "{'type':'function','function':{'name':'g'}}],'parallel_tool_calls':false,"
                + "'tool_choice':{'type':'function','function':{'name':'g'}}")
            .tooling();
    assertThat(tooling)
        .isEqualTo(
            new Tooling(
                List.of(
                    new Tool(
                        "f",
                        "d",
                        Told.json("{'type':'object','properties':{'b':{},'a':{}}}"),
                        true),
                    new Tool("g", null, null, null)),
                new Choice.Named("g"),
                false));
  }

  @ParameterizedTest
  @CsvSource({"auto, Auto", "none, None", "required, Required", "any, Required"})
  void choiceIsAWord(String word, String kind) {
    Choice choice =
        with("'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':'" + word + "'")
            .tooling()
            .choice();
    assertThat(String.valueOf(choice)).isEqualTo(kind + "[]");
  }

  @Test
  void allowedToolsAreTheOnlyOnes() {
    Tooling tooling =
        with("'tools':[{'type':'function','function':{'name':'f'}},{'type':'function','function':"
                + "{'name':'g'}}],'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':"
                + "'required','tools':[{'type':'function','function':{'name':'g'}}]}}")
            .tooling();
    assertThat(tooling.tools()).extracting(Tool::name).containsExactly("g");
    assertThat(tooling.choice()).isEqualTo(new Choice.Required());
  }

  @Test
  void toolsOfOpenAiItselfAreLeftOut() {
    Heard.Chat heard =
        Told.heardChat(
            Api.OPENAI_CHAT,
            "{'model':'m','messages':[" + USER + "],'tools':[{'type':'web_search'}]}");
    assertThat(heard.leftOut()).containsExactly("web_search");
    assertThat(heard.request().tooling()).isEqualTo(Tooling.NONE);
  }

  @Test
  void oldFunctionsAreToolsOneAtATime() {
    Tooling tooling = with("'functions':[{'name':'f'}],'function_call':{'name':'f'}").tooling();
    assertThat(tooling.tools()).extracting(Tool::name).containsExactly("f");
    assertThat(tooling.choice()).isEqualTo(new Choice.Named("f"));
    assertThat(tooling.parallel()).isFalse();
  }

  @Test
  void rolesAreUnderstood() {
    assertThat(
            messages(
                "{'role':'system','content':'s'},{'role':'developer','content':[{'type':'text',"
                    + "'text':'d'},{'type':'text','text':'e'}]},{'role':'user','content':''},"
                    + "{'role':'assistant','content':'a','reasoning_content':'r','refusal':null,"
                    + "'tool_calls':[]},{'role':'assistant','content':null}"))
        .containsExactly(
            new Message.Instruction("s"),
            new Message.Instruction("de"),
            Message.User.saying(""),
            new Message.Assistant(List.of(new Part.Thought("r", null), new Part.Text("a"))),
            new Message.Assistant(List.of()));
  }

  /// cases.md H5, wire.md G.30, G.31.
  @Test
  void partsStayInTheirOrder() {
    assertThat(
            messages(
                "{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url',"
                    + "'image_url':{'url':'data:image/png;base64,AAAA','detail':'low'}},"
                    + "{'type':'text','text':'b'},{'type':'image_url','image_url':"
                    + "'data:image/jpg;base64,BBBB'},{'type':'image_url','image_url':{'url':"
                    + "'data:;base64,CC=='}},{'type':'input_audio','input_audio':{'data':'DD==',"
                    + "'format':'wav'}}]}"))
        .containsExactly(
            new Message.User(
                List.of(
                    new Part.Text("a"),
                    new Part.Picture("image/png", "AAAA"),
                    new Part.Text("b"),
                    new Part.Picture("image/jpeg", "BBBB"),
                    new Part.Picture("", "CC=="),
                    new Part.Sound("wav", "DD=="))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'{\\'a\\':1.0}'         | {'a':1.0}",
        "''                      | {}",
        "null                    | {}",
        "{'b':2,'a':1}           | {'b':2,'a':1}",
        "'\\'{\\\\\\'a\\\\\\':1}\\'' | {'a':1}",
      })
  void argumentsAreAnObjectInAString(String arguments, String expected) {
    var message =
        messages(
                "{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function',"
                    + "'function':{'name':'f','arguments':"
                    + arguments
                    + "}}]}")
            .getFirst();
    assertThat(message.parts()).containsExactly(new Part.Call("c", "f", Told.json(expected)));
  }

  /// wire.md G.19, G.20, G.21.
  @Test
  void resultsFindTheirCalls() {
    var messages =
        messages(
            "{'role':'assistant','tool_calls':[{'id':'c1','function':{'name':'f','arguments':'{}'}},"
                + "{'function':{'name':'g','arguments':'{}'}}]},"
                + "{'role':'tool','content':'for g','name':'g'},"
                + "{'role':'tool','tool_call_id':'c1','content':[{'type':'text','text':'for '},"
                + "{'type':'text','text':'f'}]},"
                + "{'role':'assistant','function_call':{'name':'h','arguments':''}},"
                + "{'role':'function','name':'h','content':'for h'}");
    assertThat(messages.subList(1, 3))
        .containsExactly(
            new Message.Result("call_0_1", "g", List.of(new Part.Text("for g")), false),
            new Message.Result(
                "c1", "f", List.of(new Part.Text("for "), new Part.Text("f")), false));
    assertThat(messages.getLast())
        .isEqualTo(new Message.Result("call_3", "h", List.of(new Part.Text("for h")), false));
  }

  @Test
  void textIsContinued() {
    ChatRequest request =
        Told.heardChat(
                Api.OPENAI_COMPLETIONS,
                "{'model':'m','prompt':['a'],'suffix':'b','max_tokens':3,'logprobs':2,'stream':true}")
            .request();
    assertThat(request.prompt())
        .isEqualTo(new Prompt.Plain("a", null, List.of(), "b", false, false));
    assertThat(request.topLogprobs()).isEqualTo(2);
    assertThat(request.stream()).isTrue();
  }
}
