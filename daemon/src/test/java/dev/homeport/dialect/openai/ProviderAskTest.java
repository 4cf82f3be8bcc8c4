package dev.homeport.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What each provider is asked, in its own words.
class ProviderAskTest {
  private static final String USER = "'messages':[{'role':'user','content':'hi'}]";

  private static String body(Preset preset, String model, ChatRequest request) {
    return text(Told.provider(preset).ask(request, model, List.of()).body());
  }

  private static String text(@Nullable Payload payload) {
    if (payload == null) {
      throw new AssertionError("no body");
    }
    try (var in = payload.open()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode asked(Preset preset, String fields) {
    return asked(preset, "x", fields);
  }

  private static JsonNode asked(Preset preset, String model, String fields) {
    String more = fields.isEmpty() ? "" : "," + fields;
    try {
      return Json.read(body(preset, model, Told.chat("{'model':'m'," + USER + more + "}")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// wire.md G.9.
  @ParameterizedTest
  @EnumSource
  void onlyWhatTheClientSaidIsSaid(Preset preset) {
    assertThat(body(preset, "x", Told.chat("{'model':'m'," + USER + "}")))
        .isEqualTo(
            Told.json(
                "{'model':'x',"
                    + USER
                    + ",'stream':true"
                    + (preset == Preset.OPENROUTER || preset == Preset.MISTRAL
                        ? "}"
                        : ",'stream_options':{'include_usage':true}}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "OPENAI     | 'max_tokens':5             | {'max_completion_tokens':5}",
        "GROQ       | 'max_completion_tokens':5  | {'max_tokens':5}",
        "MISTRAL    | 'seed':0                   | {'random_seed':0}",
        "DEEPSEEK   | 'seed':0                   | {'seed':0}",
        "OPENAI     | 'temperature':0,'top_k':5,'min_p':0.5,'repetition_penalty':1.5 | {'temperature':0.0}",
        "VLLM       | 'top_k':5,'min_p':0.5,'repetition_penalty':1.5 | {'top_k':5,'min_p':0.5,'repetition_penalty':1.5}",
        "LLAMA_CPP  | 'top_k':5,'repetition_penalty':1.5 | {'top_k':5,'repeat_penalty':1.5}",
        "ANY        | 'stop':'a'                 | {'stop':['a']}",
        "OPENAI     | 'stream':true              | {'stream':true,'stream_options':{'include_usage':true}}",
        "OPENROUTER | 'stream':true              | {'stream':true}",
        "MISTRAL    | 'stream':true              | {'stream':true}",
        "OPENAI     | 'logprobs':true,'top_logprobs':2 | {'logprobs':true,'top_logprobs':2}",
        "TOGETHER   | 'logprobs':true,'top_logprobs':2 | {'logprobs':2}",
        "OPENAI     | 'response_format':{'type':'json_object'} | {'response_format':{'type':'json_object'}}",
        "LM_STUDIO  | 'response_format':{'type':'json_object'} | {'response_format':{'type':'json_schema','json_schema':{'name':'answer','schema':{'type':'object'}}}}",
        "OPENAI     | 'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'b':1.50}}} | {'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'b':1.50},'strict':true}}}",
        "OPENROUTER | 'reasoning_effort':'max'   | {'reasoning':{'effort':'xhigh'}}",
        "OPENROUTER | 'reasoning_effort':'none'  | {'reasoning':{'enabled':false}}",
        "OPENROUTER | 'reasoning':{'max_tokens':9} | {'reasoning':{'max_tokens':9}}",
        "OPENROUTER | 'reasoning':{'enabled':true} | {'reasoning':{'enabled':true}}",
        "DEEPSEEK   | 'reasoning_effort':'none'  | {'thinking':{'type':'disabled'}}",
        "DEEPSEEK   | 'reasoning_effort':'low'   | {'thinking':{'type':'enabled'},'reasoning_effort':'low'}",
        "VLLM       | 'reasoning_effort':'none'  | {'chat_template_kwargs':{'enable_thinking':false}}",
        "GROQ       | 'reasoning_effort':'max'   | {'reasoning_effort':'high'}",
        "GROQ       | 'reasoning_effort':'none'  | {}",
        "XAI        | 'reasoning_effort':'high'  | {}",
        "MISTRAL    | 'reasoning_effort':'high'  | {}",
        "OPENAI     | 'reasoning_effort':'high'  | {}",
        "OPENAI     | 'user':'u','unheard_of':1  | {}",
      })
  void optionIsSaidInTheProvidersWords(Preset preset, String fields, String expected) {
    JsonNode asked = asked(preset, fields);
    ((ObjectNode) asked).remove(List.of("model", "messages"));
    if (!fields.contains("stream")) {
      ((ObjectNode) asked).remove(List.of("stream", "stream_options"));
    }
    assertThat(Json.text(asked)).isEqualTo(Told.json(expected));
  }

  /// OpenAI's models that think refuse what others take, and the other way round (wire.md G.28).
  @ParameterizedTest
  @CsvSource({
    "gpt-4o, medium, '', true",
    "gpt-5-chat-latest, medium, '', true",
    "o3-mini, medium, medium, false",
    "o3-mini, none, low, false",
    "gpt-5-mini, minimal, minimal, false",
    "gpt-5-mini, none, minimal, false",
    "gpt-5.1, none, none, false",
    "gpt-5.1, max, high, false",
    "openai/o4-mini, high, high, false",
  })
  void thinkersAreKnownByTheirNames(String model, String wish, String effort, boolean sampled) {
    JsonNode asked =
        asked(
            Preset.OPENAI,
            model,
            "'temperature':0.5,'reasoning_effort':'" + wish + "','max_tokens':3");
    assertThat(asked.path("reasoning_effort").asText("")).isEqualTo(effort);
    assertThat(asked.has("temperature")).isEqualTo(sampled);
    assertThat(asked.path("max_completion_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void toolsAreSaid() {
    String tools =
        "'tools':[{'type':'function','function':{'name':'f','strict':true}}],"
            + "'tool_choice':'required','parallel_tool_calls':false";
    assertThat(asked(Preset.OPENAI, tools).at("/tools/0/function").toString())
        .isEqualTo(
            Told.json("{'name':'f','parameters':{'type':'object','properties':{}},'strict':true}"));
    assertThat(asked(Preset.OPENAI, tools).path("tool_choice").asText()).isEqualTo("required");
    assertThat(asked(Preset.MISTRAL, tools).path("tool_choice").asText()).isEqualTo("any");
    assertThat(asked(Preset.OPENAI, tools).path("parallel_tool_calls").isBoolean()).isTrue();
    assertThat(asked(Preset.LM_STUDIO, tools).has("parallel_tool_calls")).isFalse();
    assertThat(asked(Preset.DEEPSEEK, tools).at("/tools/0/function").has("strict")).isFalse();
  }

  private static ChatRequest conversation(Message... messages) {
    return new ChatRequest(
        Api.OLLAMA_CHAT,
        "m",
        new Prompt.Conversation(List.of(messages)),
        Tooling.NONE,
        new Format.Free(),
        Sampling.UNSAID,
        null,
        null,
        null,
        false,
        null);
  }

  private static final Message CALLING =
      new Message.Assistant(
          List.of(
              new Part.Thought("secret", "seal"),
              new Part.Call("toolu_01!" + "x".repeat(60), "f", "{\"b\":1,\"a\":1.0}"),
              new Part.Call("", "g", "{}")));

  private static final Message RESULT =
      new Message.Result("toolu_01!" + "x".repeat(60), null, List.of(new Part.Text("r")), false);
  private static final Message LATER =
      new Message.Result("", "g", List.of(new Part.Text("s")), false);

  /// wire.md G.19, G.25, G.29.
  @ParameterizedTest
  @CsvSource({"OPENAI, '[A-Za-z0-9_-]{1,40}'", "MISTRAL, '[A-Za-z0-9]{9}'"})
  void idsAreLegalAndFitTogether(Preset preset, String legal) throws IOException {
    JsonNode messages =
        Json.read(body(preset, "x", conversation(CALLING, RESULT, LATER))).path("messages");
    String first = messages.at("/0/tool_calls/0/id").asText();
    String second = messages.at("/0/tool_calls/1/id").asText();
    assertThat(List.of(first, second)).allMatch(id -> id.matches(legal)).doesNotHaveDuplicates();
    assertThat(messages.at("/1/tool_call_id").asText()).isEqualTo(first);
    assertThat(messages.at("/2/tool_call_id").asText()).isEqualTo(second);
    assertThat(messages.at("/0/content").isNull()).isTrue();
    assertThat(messages.at("/0/tool_calls/0/function/arguments").asText())
        .isEqualTo("{\"b\":1,\"a\":1.0}");
    assertThat(messages.toString()).doesNotContain("secret").doesNotContain("seal");
  }

  /// wire.md G.34, G.35.
  @Test
  void emptyAnswersAreLeftOutAndBegunOnesMarked() throws IOException {
    var request =
        conversation(
            Message.User.saying("a"),
            new Message.Assistant(List.of()),
            Message.User.saying("b"),
            Message.Assistant.saying("One, "));
    JsonNode plain = Json.read(body(Preset.OPENAI, "x", request)).path("messages");
    assertThat(plain.size()).isEqualTo(3);
    assertThat(plain.get(2).has("prefix")).isFalse();
    JsonNode marked = Json.read(body(Preset.MISTRAL, "x", request)).path("messages");
    assertThat(marked.get(2).path("prefix").asBoolean()).isTrue();
  }

  @Test
  void picturesAndSoundsArePartsAndWordsAreNot() throws IOException {
    var request =
        conversation(
            new Message.Instruction("s"),
            new Message.User(List.of(new Part.Text("a"), new Part.Text("b"))),
            new Message.User(
                List.of(
                    new Part.Text("look"),
                    new Part.Picture("", "iVBORw0KGgoAAA"),
                    new Part.Sound("wav", "AAAA"))));
    assertThat(Json.read(body(Preset.ANY, "x", request)).path("messages").toString())
        .isEqualTo(
            Told.json(
                "[{'role':'system','content':'s'},{'role':'user','content':'ab'},"
                    + "{'role':'user','content':[{'type':'text','text':'look'},"
                    + "{'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0KGgoAAA'}},"
                    + "{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}]}]"));
  }

  /// What a provider wants back comes from its own answers: each of these would be a 400, or a
  /// worse answer.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DEEPSEEK   | 'reasoning_content':'because' | reasoning_content | 'because'",
        "OPENROUTER | 'reasoning_details':[{'type':'reasoning.text','index':0,'text':'be'},{'type':'reasoning.text','index':0,'text':'cause','signature':'s'}] | reasoning_details | [{'type':'reasoning.text','index':0,'text':'because','signature':'s'}]",
        "OPENAI     | 'reasoning_content':'because' | reasoning_content | ",
      })
  void whatMustComeBackDoes(Preset preset, String said, String name, @Nullable String expected)
      throws IOException {
    var provider = Told.provider(preset);
    String answer =
        Told.json(
            "{'choices':[{'message':{'content':null,"
                + said
                + ",'tool_calls':[{'id':'c1','function':{'name':'f','arguments':'{}'}}]},"
                + "'finish_reason':'tool_calls'}]}");
    Told.pieces(provider.reader(conversation(), "x", ""), answer.getBytes(UTF_8), answer.length());
    var next =
        conversation(
            new Message.Assistant(List.of(new Part.Call("c1", "f", "{}"))),
            new Message.Result("c1", "f", List.of(new Part.Text("r")), false));
    JsonNode message = Json.read(text(provider.ask(next, "x", List.of()).body())).at("/messages/0");
    assertThat(message.has(name) ? message.path(name).toString() : null)
        .isEqualTo(expected == null ? null : Told.json(expected));
  }

  /// wire.md D.2: the signature of a call of Gemini's.
  @Test
  void extraContentOfACallComesBackWithIt() throws IOException {
    var provider = Told.provider(Preset.ANY);
    String answer =
        Told.json(
            "{'choices':[{'message':{'tool_calls':[{'id':'c1','extra_content':{'google':"
                + "{'thought_signature':'z'}},'function':{'name':'f','arguments':'{}'}}]},"
                + "'finish_reason':'stop'}]}");
    Told.pieces(provider.reader(conversation(), "x", ""), answer.getBytes(UTF_8), 10);
    var next = conversation(new Message.Assistant(List.of(new Part.Call("c1", "f", "{}"))));
    assertThat(text(provider.ask(next, "x", List.of()).body()))
        .contains("\"extra_content\":{\"google\":{\"thought_signature\":\"z\"}}");
  }

  private static ChatRequest plain(boolean raw, @Nullable String suffix, boolean local) {
    var base = conversation();
    return new ChatRequest(
        Api.OLLAMA_GENERATE,
        "m",
        new Prompt.Plain("once", "sys", List.of(), suffix, raw, local),
        Tooling.NONE,
        base.format(),
        new Sampling(null, null, null, null, null, null, null, null, 5L, List.of()),
        null,
        null,
        null,
        true,
        null);
  }

  @Test
  void rawTextGoesToTheTextApi() {
    Call call = Told.provider(Preset.VLLM).ask(plain(true, null, false), "x", List.of());
    assertThat(call.target()).isEqualTo("/completions");
    assertThat(text(call.body()))
        .isEqualTo(
            Told.json(
                "{'model':'x','prompt':'once','max_tokens':5,'stream':true,"
                    + "'stream_options':{'include_usage':true}}"));
    assertThat(Told.provider(Preset.VLLM).ask(plain(false, null, false), "x", List.of()).target())
        .isEqualTo("/chat/completions");
  }

  @Test
  void whatAnApiCannotCarryIsNamed() {
    var pictures = List.<Part>of(new Part.Picture("image/png", "AAAA"));
    var schema =
        Told.chat(
            "{'model':'m',"
                + USER
                + ",'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}}}");
    var chances = Told.chat("{'model':'m'," + USER + ",'logprobs':true}");
    assertThat(lacks(Preset.DEEPSEEK, schema)).isEqualTo("a JSON schema for the answer");
    assertThat(lacks(Preset.OPENAI, schema)).isNull();
    assertThat(lacks(Preset.GROQ, chances)).isEqualTo("the chances of tokens");
    assertThat(lacks(Preset.OPENAI, chances)).isNull();
    assertThat(lacks(Preset.GROQ, plain(true, null, false))).isEqualTo("a raw prompt");
    assertThat(lacks(Preset.VLLM, plain(true, null, false))).isNull();
    assertThat(lacks(Preset.VLLM, plain(false, "end", false))).contains("suffix");
    assertThat(lacks(Preset.OPENAI, plain(false, "end", false))).isNull();
    assertThat(lacks(Preset.ANY, plain(false, null, true))).contains("Ollama");
    assertThat(lacks(Preset.ANY, conversation(CALLING, RESULT, LATER))).isNull();
    assertThat(lacks(Preset.ANY, conversation(RESULT))).contains("not called");
    assertThat(
            lacks(Preset.ANY, conversation(CALLING, new Message.Result("", "f", pictures, false))))
        .contains("pictures");
  }

  private static @Nullable String lacks(Preset preset, ChatRequest request) {
    return Told.provider(preset).lacks(request);
  }

  @Test
  void onlyWhoWantsItIsToldWhoAsks() {
    var named =
        List.of(
            new Field("HTTP-Referer", "https://homeport.example"),
            new Field("X-Title", "Homeport"));
    var request = conversation(Message.User.saying("a"));
    assertThat(Told.provider(Preset.OPENROUTER).ask(request, "x", List.of()).headers())
        .containsAll(named);
    assertThat(Told.provider(Preset.OPENROUTER).list().headers()).containsAll(named);
    assertThat(Told.provider(Preset.OPENAI).ask(request, "x", List.of()).headers())
        .doesNotContainAnyElementsOf(named);
    assertThat(Told.provider(Preset.OPENAI).credentials("k"))
        .containsExactly(new Field("Authorization", "Bearer k"));
  }

  @Test
  void vectorsAreAskedForWhereThereAreAny() {
    var request = new EmbeddingRequest(Api.OLLAMA_EMBED, "m", List.of("a", "b"), 4, true, null);
    var calls = new ArrayList<String>();
    Told.provider(Preset.OPENAI)
        .embed(request, "x")
        .ifPresent(call -> calls.add(text(call.body())));
    assertThat(calls).containsExactly(Told.json("{'model':'x','input':['a','b'],'dimensions':4}"));
    assertThat(Told.provider(Preset.GROQ).embed(request, "x")).isEmpty();
  }

  @Test
  void presetsAreFoundByTheirWords() {
    for (Preset preset : Preset.values()) {
      assertThat(Preset.of(preset.word())).contains(preset);
    }
    assertThat(Preset.of("gemini")).isEmpty();
  }
}
