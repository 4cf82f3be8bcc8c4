package dev.homeport.dialect.anthropic;

import static dev.homeport.dialect.anthropic.Talk.asked;
import static dev.homeport.dialect.anthropic.Talk.chat;
import static dev.homeport.dialect.anthropic.Talk.said;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients of the Messages API say is understood.
class HearingTest {
  @Test
  void whatIsNotSaidIsNotThere() {
    ChatRequest request = asked("");
    assertThat(request.api()).isEqualTo(Api.ANTHROPIC_MESSAGES);
    assertThat(request.model()).isEqualTo("m");
    assertThat(request.sampling())
        .isEqualTo(new Sampling(null, null, null, null, null, null, null, null, 100L, List.of()));
    assertThat(request.tooling()).isEqualTo(Tooling.NONE);
    assertThat(request.format()).isEqualTo(new Format.Free());
    assertThat(request.reasoning()).isNull();
    assertThat(request.stream()).isFalse();
    assertThat(request.user()).isNull();
    assertThat(request.prompt().messages()).containsExactly(Message.User.saying("x"));
  }

  @Test
  void whatIsSaidIsThere() {
    ChatRequest request =
        asked(
            "'temperature':0,'top_p':0.5,'top_k':7,'stop_sequences':['a','b'],'stream':true,"
                + "'metadata':{'user_id':'u'},'service_tier':'auto','anything':{'else':[1]}");
    assertThat(request.sampling())
        .isEqualTo(
            new Sampling(0.0, 0.5, 7, null, null, null, null, null, 100L, List.of("a", "b")));
    assertThat(request.stream()).isTrue();
    assertThat(request.user()).isEqualTo("u");
  }

  @Test
  void instructionsAreTextOrBlocks() {
    assertThat(asked("'system':'S'").prompt().messages().getFirst())
        .isEqualTo(new Message.Instruction("S"));
    assertThat(
            asked(
                    "'system':[{'type':'text','text':'S1','cache_control':{'type':'ephemeral'}},"
                        + "{'type':'text','text':'S2'}]")
                .prompt()
                .messages()
                .getFirst())
        .isEqualTo(new Message.Instruction("S1\n\nS2"));
    assertThat(asked("'system':[]").prompt().messages()).hasSize(1);
  }

  @Test
  void partsStayInTheirOrder() {
    ChatRequest request =
        said(
            "{'role':'user','content':[{'type':'text','text':'one'},{'type':'image','source':"
                + "{'type':'base64','media_type':'image/png','data':'AAAA'}},"
                + "{'type':'text','text':'two','cache_control':{'type':'ephemeral'}}]}");
    assertThat(request.prompt().messages())
        .containsExactly(
            new Message.User(
                List.of(
                    new Part.Text("one"),
                    new Part.Picture("image/png", "AAAA"),
                    new Part.Text("two"))));
  }

  /// Results come before what else the user says; their calls keep the spelling of arguments
  /// (wire.md G.16), and what ran at Anthropic is left out (cases.md H13).
  @Test
  void callsAndResultsAreFound() {
    ChatRequest request =
        said(
            "{'role':'user','content':'weather?'},{'role':'assistant','content':["
                + "{'type':'thinking','thinking':'hm','signature':'S'},"
                + "{'type':'redacted_thinking','data':'R'},"
                + "{'type':'server_tool_use','id':'s','name':'web_search','input':{}},"
                + "{'type':'web_search_tool_result','tool_use_id':'s','content':[]},"
                + "{'type':'text','text':'I look.'},"
                + "{'type':'tool_use','id':'t1','name':'f','input':{'z':1.0,'a':10000000000000001}},"
                + "{'type':'tool_use','id':'t2','name':'g','input':{}}]},"
                + "{'role':'user','content':[{'type':'text','text':'and?'},"
                + "{'type':'tool_result','tool_use_id':'t2'},"
                + "{'type':'tool_result','tool_use_id':'t1','is_error':true,'content':["
                + "{'type':'text','text':'11'},{'type':'image','source':"
                + "{'type':'base64','media_type':'image/webp','data':'AA'}}]}]}");
    assertThat(request.prompt().messages())
        .containsExactly(
            Message.User.saying("weather?"),
            new Message.Assistant(
                List.of(
                    new Part.Thought("hm", "S"),
                    new Part.Thought("", "R"),
                    new Part.Text("I look."),
                    new Part.Call("t1", "f", "{\"z\":1.0,\"a\":10000000000000001}"),
                    new Part.Call("t2", "g", "{}"))),
            new Message.Result("t2", "g", List.of(), false),
            new Message.Result(
                "t1",
                "f",
                List.of(new Part.Text("11"), new Part.Picture("image/webp", "AA")),
                true),
            Message.User.saying("and?"));
  }

  @Test
  void toolsOfAnthropicsOwnAreLeftOut() {
    Heard.Chat heard =
        chat(
            "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'}],'tools':["
                + "{'name':'f','description':'d','input_schema':{'type':'object','$defs':{}}},"
                + "{'type':'web_search_20250305','name':'web_search','max_uses':5},"
                + "{'type':'custom','name':'g','input_schema':{},'strict':true}],"
                + "'tool_choice':{'type':'tool','name':'web_search'},"
                + "'mcp_servers':[{'type':'url','name':'files','url':'http://x'}]}");
    assertThat(heard.leftOut()).containsExactly("web_search_20250305", "mcp_server files");
    assertThat(heard.request().tooling())
        .isEqualTo(
            new Tooling(
                List.of(
                    new Tool("f", "d", "{\"type\":\"object\",\"$defs\":{}}", null),
                    new Tool("g", null, "{}", true)),
                new Choice.Auto(),
                null));
  }

  @Test
  void choiceOfToolsIsUnderstood() {
    assertThat(choice("'type':'any'").choice()).isEqualTo(new Choice.Required());
    assertThat(choice("'type':'none'").choice()).isEqualTo(new Choice.None());
    assertThat(choice("'type':'tool','name':'f'").choice()).isEqualTo(new Choice.Named("f"));
    assertThat(choice("'type':'auto','disable_parallel_tool_use':true").parallel()).isFalse();
    assertThat(asked("'tools':[],'tool_choice':{'type':'auto'}").tooling()).isEqualTo(Tooling.NONE);
  }

  private static Tooling choice(String fields) {
    return asked("'tools':[{'name':'f','input_schema':{}}],'tool_choice':{" + fields + "}")
        .tooling();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'thinking':{'type':'disabled'} | false | |",
        "'thinking':{'type':'enabled','budget_tokens':2000} | true | | 2000",
        "'thinking':{'type':'adaptive'} | true | |",
        "'thinking':{'type':'adaptive'},'output_config':{'effort':'xhigh'} | true | max |",
        "'output_config':{'effort':'low'} | true | low |",
      },
      quoteCharacter = '`')
  void thinkingIsUnderstood(String fields, boolean on, String effort, Integer budget) {
    assertThat(asked(fields).reasoning()).isEqualTo(new Reasoning(on, effort, budget));
  }

  @Test
  void schemaIsUnderstood() {
    String format = "{'type':'json_schema','schema':{'type':'object','b':1,'a':2}}";
    var schema = new Format.Schema(null, "{\"type\":\"object\",\"b\":1,\"a\":2}", null);
    assertThat(asked("'output_config':{'format':" + format + "}").format()).isEqualTo(schema);
    assertThat(asked("'output_format':" + format).format()).isEqualTo(schema);
  }

  /// What real clients sent to a real Ollama: all that was answered is understood.
  @Test
  void recordedQuestionsAreUnderstood() {
    var refused = new ArrayList<String>();
    for (Recording recording : Recording.group("anthropic")) {
      byte[] request = recording.request();
      String text = new String(request, java.nio.charset.StandardCharsets.ISO_8859_1);
      int body = text.indexOf("\r\n\r\n") + 4;
      if (Talk.hear(Arrays.copyOfRange(request, body, request.length)) instanceof Heard.Objection) {
        refused.add(recording.name());
      }
    }
    assertThat(refused)
        .containsExactly(
            "anthropic/count-tokens",
            "anthropic/image-url",
            "anthropic/invalid-json",
            "anthropic/max-tokens-absent",
            "anthropic/messages-empty");
  }

  /// Claude Code's questions: about 50 kB, several texts per turn, tools always, fields that only
  /// Anthropic knows (clients.md 5).
  @Test
  void questionsOfClaudeCodeAreUnderstood() {
    var tools = new ArrayList<String>();
    for (int i = 0; i < 30; i++) {
      tools.add(
          "{'name':'mcp__server__tool_%d','description':'%s','input_schema':{'$schema':"
                  .formatted(i, "Does a thing. ".repeat(90))
              + "'https://json-schema.org/draft/2020-12/schema','type':'object','properties':"
              + "{'a':{'type':'string'}},'required':['a'],'additionalProperties':false}}");
    }
    Heard.Chat heard =
        chat(
            "{'model':'claude-x','max_tokens':32000,'stream':true,'thinking':{'type':'adaptive'},"
                + "'system':[{'type':'text','text':'x-anthropic-billing-header: cc_version=2'},"
                + "{'type':'text','text':'You are Claude Code.','cache_control':"
                + "{'type':'ephemeral','ttl':'1h'}}],'messages':[{'role':'user','content':["
                + "{'type':'text','text':'<system-reminder>a</system-reminder>'},"
                + "{'type':'text','text':'hello','cache_control':{'type':'ephemeral'}}]}],"
                + "'metadata':{'user_id':'{}'},'output_config':{'effort':'medium'},"
                + "'context_management':{'edits':[{'type':'clear_thinking_20251015','keep':'all'}]},"
                + "'tools':["
                + String.join(",", tools)
                + "]}");
    assertThat(heard.request().tooling().tools()).hasSize(30);
    assertThat(heard.request().estimatedTokens()).isBetween(9_000L, 20_000L);
    assertThat(heard.leftOut()).isEmpty();
  }
}
