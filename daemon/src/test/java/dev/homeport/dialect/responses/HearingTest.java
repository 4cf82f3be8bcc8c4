package dev.homeport.dialect.responses;

import static dev.homeport.dialect.responses.Exchange.asked;
import static dev.homeport.dialect.responses.Exchange.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.dialect.Heard;
import dev.homeport.fake.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients of the Responses API say is understood.
class HearingTest {
  @Test
  void whatIsNotSaidIsNotThere() {
    ChatRequest request = asked("");
    assertThat(request.api()).isEqualTo(Api.OPENAI_RESPONSES);
    assertThat(request.sampling()).isEqualTo(Sampling.UNSAID);
    assertThat(request.tooling()).isEqualTo(Tooling.NONE);
    assertThat(request.format()).isEqualTo(new Format.Free());
    assertThat(request.reasoning()).isNull();
    assertThat(request.topLogprobs()).isNull();
    assertThat(request.stream()).isFalse();
    assertThat(request.prompt().messages()).containsExactly(Message.User.saying("x"));
  }

  @Test
  void whatIsSaidIsThere() {
    ChatRequest request =
        asked(
            "'instructions':'S','temperature':0,'top_p':0.5,'max_output_tokens':7,'stream':true,"
                + "'user':'u','store':true,'background':false,'previous_response_id':null,"
                + "'include':['reasoning.encrypted_content','message.output_text.logprobs'],"
                + "'top_logprobs':3,'tools':[],'anything':{'else':[1]}");
    assertThat(request.sampling())
        .isEqualTo(new Sampling(0.0, 0.5, null, null, null, null, null, null, 7L, List.of()));
    assertThat(request.topLogprobs()).isEqualTo(3);
    assertThat(request.stream()).isTrue();
    assertThat(request.user()).isEqualTo("u");
    assertThat(request.prompt().messages())
        .containsExactly(new Message.Instruction("S"), Message.User.saying("x"));
  }

  /// What the model said in a row is one turn; encrypted thoughts and what OpenAI's own tools did
  /// are left out (wire.md G.29, cases.md H13).
  @Test
  void itemsBecomeTurns() {
    assertThat(
            items(
                "{'role':'developer','content':'D'},"
                    + "{'type':'message','role':'user','content':[{'type':'input_text','text':'a'},"
                    + "{'type':'input_image','image_url':'data:image/PNG;base64,AAAA','detail':"
                    + "'auto'}]},"
                    + "{'type':'reasoning','id':'rs','summary':[{'type':'summary_text','text':'t1'},"
                    + "{'type':'summary_text','text':'t2'}],'encrypted_content':'E'},"
                    + "{'type':'reasoning','id':'rs','summary':[],'encrypted_content':'E'},"
                    + "{'type':'web_search_call','id':'ws','status':'completed'},"
                    + "{'type':'message','role':'assistant','content':[{'type':'output_text','text':"
                    + "'b','annotations':[]},{'type':'refusal','refusal':'c'}]},"
                    + "{'type':'function_call','call_id':'k1','name':'f','arguments':'{}'},"
                    + "{'type':'custom_tool_call','call_id':'k2','name':'patch','input':'*** Begin'},"
                    + "{'type':'function_call_output','call_id':'k1','output':[{'type':'input_text',"
                    + "'text':'11'}]},"
                    + "{'type':'custom_tool_call_output','call_id':'k2','output':'ok'},"
                    + "{'role':'assistant','content':'so'}"))
        .containsExactly(
            new Message.Instruction("D"),
            new Message.User(List.of(new Part.Text("a"), new Part.Picture("image/png", "AAAA"))),
            new Message.Assistant(
                List.of(
                    new Part.Thought("t1t2", null),
                    new Part.Text("b"),
                    new Part.Text("c"),
                    new Part.Call("k1", "f", "{}"),
                    new Part.Call("k2", "patch", "{\"input\":\"*** Begin\"}"))),
            new Message.Result("k1", "f", List.of(new Part.Text("11")), false),
            new Message.Result("k2", "patch", List.of(new Part.Text("ok")), false),
            Message.Assistant.saying("so"));
  }

  @Test
  void argumentsCutShortAreTakenForNone() {
    assertThat(
            items(
                "{'type':'function_call','call_id':'k','name':'f','arguments':'{'},"
                    + "{'type':'function_call_output','call_id':'k','output':''}"))
        .startsWith(new Message.Assistant(List.of(new Part.Call("k", "f", "{}"))));
  }

  @Test
  void toolsOfAllKindsAreUnderstood() {
    Heard.Chat heard =
        chat(
            "{'model':'m','input':[{'type':'function_call','call_id':'k','namespace':'mcp__fs__',"
                + "'name':'read','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'k','output':'x'}],'tools':["
                + "{'type':'function','name':'f','description':'d','strict':false,'parameters':"
                + "{'type':'object','b':1,'a':2.0}},"
                + "{'type':'namespace','name':'mcp__fs__','description':'files','tools':["
                + "{'type':'function','name':'read','parameters':null}]},"
                + "{'type':'namespace','name':'web','tools':[{'type':'function','name':'get'}]},"
                + "{'type':'custom','name':'apply_patch','description':'Patches.','format':"
                + "{'type':'grammar','syntax':'lark','definition':'start: x'}},"
                + "{'type':'web_search'},{'type':'local_shell'}],'parallel_tool_calls':false,"
                + "'tool_choice':{'type':'function','namespace':'web','name':'get'}}");
    String text =
        "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
            + "\"required\":[\"input\"],\"additionalProperties\":false}";
    assertThat(heard.request().tooling())
        .isEqualTo(
            new Tooling(
                List.of(
                    new Tool("f", "d", "{\"type\":\"object\",\"b\":1,\"a\":2.0}", false),
                    new Tool("mcp__fs__read", null, null, null),
                    new Tool("web__get", null, null, null),
                    new Tool(
                        "apply_patch",
                        "Patches.\nThe input must follow this lark grammar:\nstart: x",
                        text,
                        null)),
                new Choice.Named("web__get"),
                false));
    assertThat(heard.leftOut()).containsExactly("web_search", "local_shell");
    assertThat(heard.request().prompt().messages().getFirst())
        .isEqualTo(new Message.Assistant(List.of(new Part.Call("k", "mcp__fs__read", "{}"))));
  }

  @Test
  void noTwoToolsGetOneName() {
    String far = "n".repeat(70);
    List<Tool> tools =
        asked(
                "'tools':[{'type':'function','name':'a__b'},"
                    + "{'type':'namespace','name':'a','tools':[{'type':'function','name':'b'}]},"
                    + "{'type':'namespace','name':'%s','tools':[{'type':'function','name':'b'},"
                        .formatted(far)
                    + "{'type':'function','name':'c'}]}]")
            .tooling()
            .tools();
    assertThat(tools).extracting(Tool::name).startsWith("a__b", "a__b_2").doesNotHaveDuplicates();
    assertThat(tools).allMatch(tool -> tool.name().length() <= 64);
  }

  @Test
  void choiceOfToolsIsUnderstood() {
    assertThat(choice("'required'").choice()).isEqualTo(new Choice.Required());
    assertThat(choice("'none'").choice()).isEqualTo(new Choice.None());
    assertThat(choice("{'type':'web_search'}").choice()).isEqualTo(new Choice.Auto());
    assertThat(choice("{'type':'custom','name':'p'}").choice()).isEqualTo(new Choice.Named("p"));
    Tooling allowed =
        choice(
            "{'type':'allowed_tools','mode':'required','tools':[{'type':'function','name':'g'},"
                + "{'type':'web_search'}]}");
    assertThat(allowed.choice()).isEqualTo(new Choice.Required());
    assertThat(allowed.tools()).extracting(Tool::name).containsExactly("g");
    assertThat(asked("'tool_choice':'auto'").tooling()).isEqualTo(Tooling.NONE);
  }

  private static Tooling choice(String choice) {
    return asked(
            "'tools':[{'type':'function','name':'f'},{'type':'function','name':'g'},"
                + "{'type':'custom','name':'p'}],'tool_choice':"
                + choice)
        .tooling();
  }

  @ParameterizedTest
  @CsvSource({"none, false, ", "minimal, true, minimal", "high, true, high", "xhigh, true, max"})
  void effortIsUnderstood(String said, boolean on, @Nullable String effort) {
    assertThat(asked("'reasoning':{'effort':'" + said + "','summary':'auto'}").reasoning())
        .isEqualTo(new Reasoning(on, effort, null));
    assertThat(asked("'reasoning':{'effort':null,'summary':'auto'}").reasoning()).isNull();
  }

  @Test
  void formatsAreUnderstood() {
    assertThat(asked("'text':{'format':{'type':'json_object'},'verbosity':'low'}").format())
        .isEqualTo(new Format.Json());
    assertThat(asked("'text':{'format':{'type':'text'}}").format()).isEqualTo(new Format.Free());
    assertThat(
            asked(
                    "'text':{'format':{'type':'json_schema','name':'n','strict':true,'schema':"
                        + "{'b':1,'a':2}}}")
                .format())
        .isEqualTo(new Format.Schema("n", "{\"b\":1,\"a\":2}", true));
  }

  /// What real clients sent to a real Ollama. Those that would need a state are refused, where
  /// Ollama answered as if it had understood (wire.md A.4).
  @Test
  void recordedQuestionsAreUnderstood() {
    var refused = new ArrayList<String>();
    for (Recording recording : Recording.group("responses")) {
      byte[] request = recording.request();
      String text = new String(request, java.nio.charset.StandardCharsets.ISO_8859_1);
      int body = text.indexOf("\r\n\r\n") + 4;
      Heard heard = Exchange.hear(Arrays.copyOfRange(request, body, request.length));
      if (heard instanceof Heard.Objection objection) {
        refused.add(
            recording.name().substring("responses/".length())
                + " "
                + Objects.requireNonNullElse(objection.parameter(), ""));
      }
    }
    assertThat(refused)
        .containsExactly(
            "conversation conversation",
            "get-by-id ",
            "input-absent input",
            "previous-id previous_response_id",
            "zstd-request-chat ",
            "zstd-request ");
  }

  /// Codex's questions: about 40 kB, a developer first, its own tools (clients.md 5).
  @Test
  void questionsOfCodexAreUnderstood() {
    Heard.Chat heard =
        chat(
            "{'model':'gpt','instructions':'%s','input':["
                    .formatted("You are Codex. ".repeat(2_000))
                + "{'type':'message','role':'developer','content':[{'type':'input_text','text':"
                + "'<permissions>'}]},"
                + "{'type':'message','role':'user','content':[{'type':'input_text','text':"
                + "'<environment_context>'}]},"
                + "{'type':'message','role':'user','content':[{'type':'input_text','text':'hi'}]}],"
                + "'tools':[{'type':'function','name':'shell','strict':false,'parameters':"
                + "{'type':'object','properties':{'command':{'type':'array','items':{'type':"
                + "'string'}}}}},{'type':'custom','name':'apply_patch','format':{'type':'grammar',"
                + "'syntax':'lark','definition':'start: begin_patch'}},"
                + "{'type':'web_search','external_web_access':false},"
                + "{'type':'tool_search','execution':'client','parameters':{}}],"
                + "'tool_choice':'auto','parallel_tool_calls':true,'reasoning':{'effort':'medium',"
                + "'summary':'auto'},'store':false,'stream':true,'include':"
                + "['reasoning.encrypted_content'],'prompt_cache_key':'0199','text':{'verbosity':"
                + "'low'},'client_metadata':{'a':'b'}}");
    assertThat(heard.request().tooling().tools())
        .extracting(Tool::name)
        .containsExactly("shell", "apply_patch");
    assertThat(heard.request().prompt().messages()).hasSize(4);
    assertThat(heard.leftOut()).containsExactly("web_search", "tool_search");
  }

  private static List<Message> items(String items) {
    return chat("{'model':'m','input':[" + items + "]}").request().prompt().messages();
  }
}
