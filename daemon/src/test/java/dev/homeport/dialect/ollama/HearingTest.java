package dev.homeport.dialect.ollama;

import static dev.homeport.chat.Api.OLLAMA_CHAT;
import static dev.homeport.chat.Api.OLLAMA_EMBED;
import static dev.homeport.chat.Api.OLLAMA_EMBEDDINGS;
import static dev.homeport.chat.Api.OLLAMA_GENERATE;
import static dev.homeport.dialect.ollama.Ask.hear;
import static dev.homeport.dialect.ollama.Ask.heard;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Heard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HearingTest {
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

  @Test
  void whatIsNotSaidIsNotMadeUp() {
    ChatRequest request = heard(OLLAMA_CHAT, chat(""));

    assertThat(request.sampling()).isEqualTo(Sampling.UNSAID);
    assertThat(request.reasoning()).isNull();
    assertThat(request.topLogprobs()).isNull();
    assertThat(request.context()).isNull();
    assertThat(request.format()).isEqualTo(new Format.Free());
    assertThat(request.tooling()).isEqualTo(Tooling.NONE);
  }

  /// wire.md G.8, cases.md H8.
  @Test
  void streamIsOnUnlessItIsSwitchedOff() {
    assertThat(heard(OLLAMA_CHAT, chat("")).stream()).isTrue();
    assertThat(heard(OLLAMA_CHAT, chat(",\"stream\":null")).stream()).isTrue();
    assertThat(heard(OLLAMA_CHAT, chat(",\"stream\":false")).stream()).isFalse();
  }

  @Test
  void namesFoldAsInGo() {
    ChatRequest request =
        heard(
            OLLAMA_CHAT,
            "{\"MODEL\":\"m\",\"\u017ftream\":false,\"Messages\":[{\"ROLE\":\"USER\",\"Content\":\"x\"}]}");

    assertThat(request.model()).isEqualTo("m");
    assertThat(request.stream()).isFalse();
    assertThat(request.prompt().messages()).containsExactly(Message.User.saying("x"));
  }

  /// wire.md G.59.
  @Test
  void theLastOfTwoEqualNamesCountsAndTextAfterTheValueDoesNot() {
    String body = chat(",\"model\":\"last\"") + " {\"model\":\"other\"} trailing";

    assertThat(heard(OLLAMA_CHAT, body).model()).isEqualTo("last");
  }

  /// clients.md 5: all of these are really sent.
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"tools\":[]",
        ",\"tools\":null,\"format\":null,\"options\":null,\"keep_alive\":null,\"think\":null",
        ",\"options\":{\"stop\":[],\"temperature\":null}",
        ",\"options\":{\"reasoning_effort\":\"high\",\"whatever\":[1]}",
        ",\"name\":\"\",\"zzz\":{\"a\":[1]}",
        ",\"format\":\"\"",
        ",\"options\":{}",
        ",\"keep_alive\":\"10m\"",
        ",\"keep_alive\":-1",
      })
  void emptyAndUnknownThingsAreAccepted(String more) {
    assertThat(heard(OLLAMA_CHAT, chat(more)).sampling()).isEqualTo(Sampling.UNSAID);
  }

  @Test
  void emptyListsInMessagesAreAccepted() {
    ChatRequest request =
        heard(
            OLLAMA_CHAT,
            """
            {"model":"m","messages":[
              {"role":"user","content":"a","images":[],"tool_calls":[],"thinking":null},
              {"role":"assistant","content":null,"tool_calls":[]},
              {"role":"user"}]}""");

    assertThat(request.prompt().messages())
        .containsExactly(
            Message.User.saying("a"), Message.Assistant.saying(""), Message.User.saying(""));
  }

  /// wire.md G.10, G.12.
  @Test
  void optionsAreTakenAsTheyAreSaid() {
    ChatRequest request =
        heard(
            OLLAMA_CHAT,
            chat(
                """
                ,"options":{"temperature":0,"top_p":0.5,"top_k":40.9,"min_p":0.1,"seed":0,
                 "num_predict":7,"stop":["a","b"],"num_ctx":8192,"presence_penalty":1,
                 "frequency_penalty":2,"repeat_penalty":1.1}"""));

    assertThat(request.sampling())
        .isEqualTo(new Sampling(0.0, 0.5, 40, 0.1, 1.0, 2.0, 1.1, 0L, 7L, List.of("a", "b")));
    assertThat(request.context()).isEqualTo(8192);
  }

  @Test
  void negativeLengthsAndSeedsAreTheDefault() {
    for (String none : List.of("-1", "-2")) {
      ChatRequest request =
          heard(
              OLLAMA_CHAT,
              chat(",\"options\":{\"num_predict\":%s,\"seed\":%s}".formatted(none, none)));
      assertThat(request.sampling()).isEqualTo(Sampling.UNSAID);
    }
  }

  @Test
  void thinkingIsAWishOfThreeKinds() {
    assertThat(heard(OLLAMA_CHAT, chat(",\"think\":true")).reasoning()).isEqualTo(Reasoning.ON);
    assertThat(heard(OLLAMA_CHAT, chat(",\"think\":false")).reasoning()).isEqualTo(Reasoning.OFF);
    assertThat(heard(OLLAMA_CHAT, chat(",\"think\":\"low\"")).reasoning())
        .isEqualTo(new Reasoning(true, "low", null));
  }

  @Test
  void formatIsJsonOrASchema() {
    assertThat(heard(OLLAMA_CHAT, chat(",\"format\":\"json\"")).format())
        .isEqualTo(new Format.Json());
    assertThat(heard(OLLAMA_CHAT, chat(",\"format\":{\"type\":\"object\",\"a\":1.0}")).format())
        .isEqualTo(new Format.Schema(null, "{\"type\":\"object\",\"a\":1.0}", null));
  }

  @Test
  void chancesAreWantedOnlyWhereTheyAreAskedFor() {
    assertThat(heard(OLLAMA_CHAT, chat(",\"logprobs\":true")).topLogprobs()).isZero();
    assertThat(heard(OLLAMA_CHAT, chat(",\"logprobs\":true,\"top_logprobs\":3")).topLogprobs())
        .isEqualTo(3);
    assertThat(heard(OLLAMA_CHAT, chat(",\"top_logprobs\":3")).topLogprobs()).isNull();
  }

  /// wire.md G.16, G.20: order and numbers of arguments survive, results find their calls.
  @Test
  void aHistoryWithToolsKeepsItsTexts() {
    ChatRequest request =
        heard(
            OLLAMA_CHAT,
            """
            {"model":"m","messages":[
             {"role":"Assistant","content":"","thinking":"t","tool_calls":[
               {"id":"c1","function":{"name":"f","arguments":{"z":10000000000000001,"a":1.0}}},
               {"function":{"name":"g"}}]},
             {"role":"tool","content":"one","tool_call_id":"c1"},
             {"role":"tool","content":"two","tool_name":"g"}],
             "tools":[{"type":"function","function":{"name":"f","description":"d",
               "parameters":{"type":"object","properties":{"z":{}},"x-y":1}}},
               {"type":"web_search"}]}""");

    assertThat(request.prompt().messages())
        .containsExactly(
            new Message.Assistant(
                List.of(
                    new Part.Thought("t", null),
                    new Part.Call("c1", "f", "{\"z\":10000000000000001,\"a\":1.0}"),
                    new Part.Call("", "g", "{}"))),
            new Message.Result("c1", "f", List.of(new Part.Text("one")), false),
            new Message.Result("", "g", List.of(new Part.Text("two")), false));
    assertThat(request.tooling().tools()).hasSize(1);
    assertThat(request.tooling().tools().getFirst().parameters())
        .isEqualTo("{\"type\":\"object\",\"properties\":{\"z\":{}},\"x-y\":1}");
  }

  @Test
  void resultsWithoutIdsAreTheOpenCallsInTurn() {
    ChatRequest request =
        heard(
            OLLAMA_CHAT,
            """
            {"model":"m","messages":[
             {"role":"assistant","tool_calls":[
               {"id":"c1","function":{"name":"f","arguments":{}}},
               {"id":"c2","function":{"name":"f","arguments":{}}}]},
             {"role":"tool","content":"one","tool_name":"f"},
             {"role":"tool","content":"two"}]}""");

    assertThat(request.prompt().messages().subList(1, 3))
        .extracting(message -> ((Message.Result) message).call())
        .containsExactly("c1", "c2");
  }

  @Test
  void whatIsNoFunctionIsLeftOut() {
    var heard = (Heard.Chat) hear(OLLAMA_CHAT, chat(",\"tools\":[{\"type\":\"web_search\"}]"));

    assertThat(heard.leftOut()).containsExactly("web_search");
    assertThat(heard.request().tooling().tools()).isEmpty();
  }

  /// cases.md H5, wire.md G.30, G.32.
  @Test
  void picturesAreKnownByTheirBytes() {
    assertThat(media(PNG)).isEqualTo(new Part.Picture("image/png", PNG));
    assertThat(media("data:image/gif;base64," + PNG)).isEqualTo(new Part.Picture("image/png", PNG));
    assertThat(media("/9j/4AAQ")).isEqualTo(new Part.Picture("image/jpeg", "/9j/4AAQ"));
    assertThat(media("R0lGODlh")).isEqualTo(new Part.Picture("image/gif", "R0lGODlh"));
    assertThat(media("UklGRiIAAABXRUJQ"))
        .isEqualTo(new Part.Picture("image/webp", "UklGRiIAAABXRUJQ"));
    assertThat(media("UklGRiIAAABXQVZF")).isEqualTo(new Part.Sound("wav", "UklGRiIAAABXQVZF"));
    assertThat(media("AAAA")).isEqualTo(new Part.Picture("", "AAAA"));
    assertThat(media("AAAA\\nAAA=")).isEqualTo(new Part.Picture("", "AAAAAAA="));
  }

  @Test
  void aPictureThatIsAnAddressIsRefused() {
    assertObjection(
        OLLAMA_CHAT,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"images\":[\"http://127.0.0.1/x.png\"]}]}",
        400,
        "illegal base64 data at input byte 4");
  }

  @ParameterizedTest
  @CsvSource({"AAA,0", "AAAAA,4", "A=AA,1", "AAAA=AAA,4", "AA=A,3", "AAAA AAA,4", "=AAA,0"})
  void brokenBase64IsRefusedWhereGoRefusesIt(String base64, int at) {
    assertObjection(
        OLLAMA_CHAT,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"images\":[\"%s\"]}]}"
            .formatted(base64),
        400,
        "illegal base64 data at input byte " + at);
  }

  @Test
  void aPromptToContinueIsPlain() {
    ChatRequest request =
        heard(
            OLLAMA_GENERATE,
            """
            {"model":"m","prompt":"p","system":"s","suffix":"x","images":["%s"]}"""
                .formatted(PNG));

    assertThat(request.prompt())
        .isEqualTo(
            new Prompt.Plain(
                "p", "s", List.of(new Part.Picture("image/png", PNG)), "x", false, false));
  }

  @Test
  void aTemplateOrAnOldContextIsLocal() {
    assertThat(plain(",\"template\":\"{{ .Prompt }}\"").local()).isTrue();
    assertThat(plain(",\"context\":[1,2]").local()).isTrue();
    assertThat(plain(",\"context\":[],\"template\":\"\"").local()).isFalse();
    assertThat(plain(",\"raw\":true").raw()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"m\"} | false",
        "{\"model\":\"m\",\"messages\":[],\"keep_alive\":-1} | false",
        "{\"model\":\"m\",\"messages\":[],\"keep_alive\":0} | true",
        "{\"model\":\"m\",\"keep_alive\":\"0s\"} | true",
        "{\"model\":\"m\",\"keep_alive\":\"0\"} | true",
        "{\"model\":\"m\",\"keep_alive\":\"0h0m\"} | true",
        "{\"model\":\"m\",\"keep_alive\":\"1m0.5s\"} | false",
      })
  void nothingToAnswerIsAWishToLoadOrUnload(String body, boolean unload) {
    for (Api api : List.of(OLLAMA_CHAT, OLLAMA_GENERATE)) {
      var load = (Heard.Load) hear(api, body);
      assertThat(load.model()).isEqualTo("m");
      assertThat(load.unload()).isEqualTo(unload);
    }
  }

  /// basics/unload-chat, load-generate.
  @Test
  void aLoadIsAnsweredAsOllamaAnswersIt() {
    var chat = (Heard.Load) hear(OLLAMA_CHAT, "{\"model\":\"m\",\"keep_alive\":0}");
    var generate = (Heard.Load) hear(OLLAMA_GENERATE, "{\"model\":\"m\"}");

    assertThat(new String(chat.done().apply(Ask.stamp()), UTF_8))
        .isEqualTo(
            "{\"model\":\"m\",\"created_at\":\"2026-11-25T18:00:00.000000001Z\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"unload\"}");
    assertThat(new String(generate.done().apply(Ask.stamp()), UTF_8))
        .isEqualTo(
            "{\"model\":\"m\",\"created_at\":\"2026-11-25T18:00:00.000000001Z\",\"response\":\"\","
                + "\"done\":true,\"done_reason\":\"load\"}");
  }

  @Test
  void textsToEmbedComeAloneOrTogether() {
    assertThat(inputs("\"a\"")).containsExactly("a");
    assertThat(inputs("[\"a\",\"\",\"b\"]")).containsExactly("a", "", "b");
    assertThat(inputs("\"\"")).isEmpty();
    assertThat(inputs("[]")).isEmpty();
    assertThat(inputs("null")).isEmpty();
    var old = (Heard.Embed) hear(OLLAMA_EMBEDDINGS, "{\"model\":\"m\",\"prompt\":\"a\"}");
    assertThat(old.request().inputs()).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",\"_debug_render_only\":true | _debug_render_only is not available here",
        ",\"keep_alive\":\"5x\" | time: unknown unit \"x\" in duration \"5x\"",
        ",\"keep_alive\":\"\" | time: invalid duration \"\"",
        ",\"keep_alive\":\"m\" | time: invalid duration \"m\"",
        ",\"keep_alive\":true | Unsupported type: 'bool'",
        ",\"options\":{\"num_ctx\":\"4096\"} | option \"num_ctx\" must be of type integer",
        ",\"options\":{\"use_mmap\":1} | option \"use_mmap\" must be of type boolean",
        ",\"options\":{\"stop\":[1]} | option \"stop\" must be of an array of strings",
        ",\"top_logprobs\":1.5 | json: cannot unmarshal number 1.5 into Go struct field ChatRequest.top_logprobs of type int",
        ",\"tools\":[5] | json: cannot unmarshal number 5 into Go struct field ChatRequest.tools of type api.Tool",
      })
  void whatIsWrongIsSaidInOllamasWords(String more, String text) {
    assertObjection(OLLAMA_CHAT, chat(more), 400, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":tru} | invalid character '}' in literal true (expecting 'e')",
        "{\"a\":01} | invalid character '1' after object key:value pair",
        "{\"a\":-} | invalid character '}' in numeric literal",
        "{\"a\":1.} | invalid character '}' after decimal point in numeric literal",
        "{\"a\":1e+} | invalid character '}' in exponent of numeric literal",
        "{\"a\":[1 2]} | invalid character '2' after array element",
        "{\"a\" 1} | invalid character '1' after object key",
        "{\"a\":\"\\q\"} | invalid character 'q' in string escape code",
        "{\"a\":\"\\u12\"} | invalid character '\"' in \\u hexadecimal character escape",
        "{\"a\":{\"b\":[],}} | invalid character '}' looking for beginning of object key string",
        "{\"a\":nul | unexpected EOF",
        "{\"a\":\"\\ | unexpected EOF",
        "<html> | invalid character '<' looking for beginning of value",
      })
  void whatIsNoJsonIsSaidInGosWords(String body, String text) {
    assertObjection(OLLAMA_CHAT, body, 400, text);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(20_000);
    assertObjection(OLLAMA_CHAT, "{\"x\":" + deep, 400, "invalid character '[' exceeded max depth");
  }

  private static String chat(String more) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]" + more + "}";
  }

  private static Prompt.Plain plain(String more) {
    ChatRequest request = heard(OLLAMA_GENERATE, "{\"model\":\"m\",\"prompt\":\"p\"" + more + "}");
    return (Prompt.Plain) request.prompt();
  }

  private static Part media(String image) {
    ChatRequest request =
        heard(
            OLLAMA_CHAT,
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"images\":[\"%s\"]}]}"
                .formatted(image));
    return request.prompt().messages().getFirst().parts().getFirst();
  }

  private static List<String> inputs(String input) {
    var heard = (Heard.Embed) hear(OLLAMA_EMBED, "{\"model\":\"m\",\"input\":%s}".formatted(input));
    return heard.request().inputs();
  }

  private static void assertObjection(Api api, String body, int status, String text) {
    assertThat(hear(api, body)).isEqualTo(new Heard.Objection(status, text, null));
  }
}
