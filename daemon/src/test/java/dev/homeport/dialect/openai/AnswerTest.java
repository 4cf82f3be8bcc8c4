package dev.homeport.dialect.openai;

import static dev.homeport.chat.Api.OPENAI_CHAT;
import static dev.homeport.chat.Api.OPENAI_COMPLETIONS;
import static dev.homeport.chat.Api.OPENAI_EMBEDDINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.Embeddings;
import dev.homeport.chat.Finish;
import dev.homeport.chat.ModelCard;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Heard;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients are told, frame by frame: wire.md B.1 and B.3, clients.md 1, 2 and 6.
class AnswerTest {
  private static final String PLAIN = "{'model':'m','messages':[{'role':'user','content':'hi'}]}";
  private static final String STREAM = PLAIN.replace("'model'", "'stream':true,'model'");
  private static final String USAGE =
      STREAM.replace("'model'", "'stream_options':{'include_usage':true},'model'");
  private static final String HEAD =
      "data: {'id':'chatcmpl-7abc','object':'chat.completion.chunk','created':1795521600,'model':'m','choices':";

  private static final Piece STOP = new Piece.Finished(Finish.STOP, null);
  private static final Piece USED = new Piece.Counted(new Usage(3, 2, 1L, null, 0.5));

  private static String chunks(String... choices) {
    var all = new StringBuilder();
    for (String choice : choices) {
      all.append(HEAD).append(choice).append("}\n\n");
    }
    return Told.json(all.toString());
  }

  private static String delta(String delta) {
    return "[{'index':0,'delta':{" + delta + "},'finish_reason':null}]";
  }

  private static String finish(String reason) {
    return "[{'index':0,'delta':{},'finish_reason':'" + reason + "'}]";
  }

  private static final String ROLE = delta("'role':'assistant','content':''");
  private static final String DONE = "data: [DONE]\n\n";

  @Test
  void textComesInChunks() {
    assertThat(
            Told.answer(
                OPENAI_CHAT, STREAM, new Piece.Text("a\u2028"), new Piece.Text("😀"), USED, STOP))
        .isEqualTo(
            chunks(ROLE, delta("'content':'a\\u2028'"), delta("'content':'😀'"), finish("stop"))
                + DONE);
  }

  /// B.3 rule 2: the counts last, in a chunk of their own, `null` before.
  @Test
  void countsComeLastWhereTheyAreWanted() {
    String answer = Told.answer(OPENAI_CHAT, USAGE, new Piece.Text("a"), USED, STOP);
    assertThat(answer)
        .isEqualTo(
            chunks(
                    ROLE + ",'usage':null",
                    delta("'content':'a'") + ",'usage':null",
                    finish("stop") + ",'usage':null",
                    "[],'usage':{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5,"
                        + "'prompt_tokens_details':{'cached_tokens':1}}")
                + DONE);
  }

  @Test
  void callsComeInFragments() {
    assertThat(
            Told.answer(
                OPENAI_CHAT,
                STREAM,
                new Piece.Thought("hm"),
                new Piece.CallBegun(0, "c1", "f"),
                new Piece.CallGoesOn(0, "{\"a\""),
                new Piece.CallBegun(1, "c2", "g"),
                new Piece.CallGoesOn(0, ":1}"),
                new Piece.CallGoesOn(1, "{}"),
                STOP))
        .isEqualTo(
            chunks(
                    ROLE,
                    delta("'reasoning':'hm','reasoning_content':'hm'"),
                    delta(
                        "'tool_calls':[{'index':0,'id':'c1','type':'function','function':"
                            + "{'name':'f','arguments':''}}]"),
                    delta("'tool_calls':[{'index':0,'function':{'arguments':'{\\'a\\''}}]"),
                    delta(
                        "'tool_calls':[{'index':1,'id':'c2','type':'function','function':"
                            + "{'name':'g','arguments':''}}]"),
                    delta("'tool_calls':[{'index':0,'function':{'arguments':':1}'}}]"),
                    delta("'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]"),
                    finish("tool_calls"))
                + DONE);
  }

  @Test
  void oldClientsGetOneCallInTheOldWay() {
    String old = "'functions':[{'name':'f'}],'model'";
    assertThat(
            Told.answer(
                OPENAI_CHAT,
                STREAM.replace("'model'", old),
                new Piece.CallBegun(0, "c1", "f"),
                new Piece.CallGoesOn(0, "{}"),
                new Piece.CallBegun(1, "c2", "f"),
                new Piece.Finished(Finish.CALLS, null)))
        .isEqualTo(
            chunks(
                    ROLE,
                    delta("'function_call':{'name':'f','arguments':''}"),
                    delta("'function_call':{'arguments':'{}'}"),
                    finish("function_call"))
                + DONE);
    assertThat(
            plain(
                    PLAIN.replace("'model'", old),
                    new Piece.CallBegun(0, "c1", "f"),
                    new Piece.Finished(Finish.CALLS, null))
                .at("/choices/0")
                .toString())
        .contains("\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}")
        .contains("\"finish_reason\":\"function_call\"")
        .doesNotContain("tool_calls");
  }

  @Test
  void answerWithoutAnythingIsWholeAllTheSame() {
    assertThat(Told.answer(OPENAI_CHAT, STREAM, STOP))
        .isEqualTo(chunks(ROLE, finish("stop")) + DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, false, stop",
    "STOP, true, tool_calls",
    "CALLS, true, tool_calls",
    "CALLS, false, stop",
    "LENGTH, true, length",
    "LENGTH, false, length",
    "FILTERED, false, content_filter",
  })
  void reasonSaysWhatTheClientMustDo(Finish finish, boolean called, String reason) {
    Piece first = called ? new Piece.CallBegun(0, "c", "f") : new Piece.Text("a");
    JsonNode body = plain(PLAIN, first, new Piece.Finished(finish, null));
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo(reason);
  }

  private static JsonNode plain(String request, Piece... pieces) {
    try {
      return Json.read(Told.answer(OPENAI_CHAT, request, pieces));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void plainAnswerHasAllThatClientsNeed() {
    assertThat(
            Told.answer(
                OPENAI_CHAT,
                PLAIN,
                new Piece.Thought("h"),
                new Piece.Thought("m"),
                new Piece.Text("a"),
                new Piece.Text("b"),
                new Piece.CallBegun(0, "c1", "f"),
                new Piece.CallGoesOn(0, "{\"x\":"),
                new Piece.CallGoesOn(0, "1}"),
                USED,
                STOP))
        .isEqualTo(
            Told.json(
                "{'id':'chatcmpl-7abc','object':'chat.completion','created':1795521600,'model':'m',"
                    + "'choices':[{'index':0,'message':{'role':'assistant','content':'ab','refusal':null,"
                    + "'reasoning':'hm','reasoning_content':'hm','tool_calls':[{'id':'c1','type':"
                    + "'function','function':{'name':'f','arguments':'{\\'x\\':1}'}}]},'logprobs':null,"
                    + "'finish_reason':'tool_calls'}],'usage':{'prompt_tokens':3,'completion_tokens':2,"
                    + "'total_tokens':5,'prompt_tokens_details':{'cached_tokens':1}}}"));
  }

  /// wire.md G.25.
  @Test
  void contentIsNullBesideCallsAndRefusalsOnly() {
    assertThat(plain(PLAIN, STOP).at("/choices/0/message/content").textValue()).isEmpty();
    JsonNode called = plain(PLAIN, new Piece.CallBegun(0, "c", "f"), STOP);
    assertThat(called.at("/choices/0/message/content").isNull()).isTrue();
    JsonNode refused = plain(PLAIN, new Piece.Refusal("no"), STOP).at("/choices/0/message");
    assertThat(refused.path("content").isNull()).isTrue();
    assertThat(refused.path("refusal").asText()).isEqualTo("no");
  }

  /// clients.md 6: the counts are needed, so they are estimated where nobody counted.
  @Test
  void countsAreEstimatedWhereNobodyCounted() {
    JsonNode usage = plain(PLAIN, new Piece.Text("12345678"), STOP).path("usage");
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(2);
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(1);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(3);
  }

  /// wire.md G.5.
  @Test
  void chancesComeWithTheirBytes() {
    var chances =
        new Piece.Chances(
            List.of(
                new TokenChance(
                    "\ufffd",
                    -0.25,
                    List.of(240, 159),
                    List.of(new TokenChance("x", Double.NEGATIVE_INFINITY, null, List.of())))));
    String wanted = "'logprobs':true,'top_logprobs':1,'model'";
    String logprobs =
        "{'content':[{'token':'\ufffd','logprob':-0.25,'bytes':[240,159],'top_logprobs':"
            + "[{'token':'x','logprob':-9999.0,'bytes':null}]}],'refusal':null}";
    assertThat(Told.answer(OPENAI_CHAT, PLAIN.replace("'model'", wanted), chances, STOP))
        .contains(Told.json("'logprobs':" + logprobs + ",'finish_reason'"));
    assertThat(Told.answer(OPENAI_CHAT, STREAM.replace("'model'", wanted), chances, STOP))
        .contains(
            Told.json(
                "[{'index':0,'delta':{'content':''},'logprobs':"
                    + logprobs
                    + ",'finish_reason':null}]"));
    assertThat(Told.answer(OPENAI_CHAT, STREAM, chances, STOP)).doesNotContain("logprobs");
  }

  private static final String TEXT = "{'model':'m','prompt':'p'}";
  private static final String TEXT_STREAM =
      "{'model':'m','prompt':'p','stream':true,'stream_options':{'include_usage':true}}";

  @Test
  void textIsContinuedInChunks() {
    String head =
        "data: {'id':'cmpl-7abc','object':'text_completion','created':1795521600,'model':'m','choices':";
    assertThat(
            Told.answer(
                OPENAI_COMPLETIONS,
                TEXT_STREAM,
                new Piece.Thought("hm"),
                new Piece.Text("a"),
                USED,
                STOP))
        .isEqualTo(
            Told.json(
                head
                    + "[{'text':'a','index':0,'logprobs':null,'finish_reason':null}],'usage':null}\n\n"
                    + head
                    + "[{'text':'','index':0,'logprobs':null,'finish_reason':'stop'}],'usage':null}\n\n"
                    + head
                    + "[],'usage':{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5,"
                    + "'prompt_tokens_details':{'cached_tokens':1}}}\n\n"
                    + DONE));
  }

  @Test
  void textIsContinuedAtOnce() {
    assertThat(
            Told.answer(OPENAI_COMPLETIONS, TEXT, new Piece.Text("a"), new Piece.Text("b"), STOP))
        .isEqualTo(
            Told.json(
                "{'id':'cmpl-7abc','object':'text_completion','created':1795521600,'model':'m',"
                    + "'choices':[{'text':'ab','index':0,'logprobs':null,'finish_reason':'stop'}],"
                    + "'usage':{'prompt_tokens':1,'completion_tokens':1,'total_tokens':2}}"));
  }

  @Test
  void chancesOfATextCountItsLetters() {
    var one = new Piece.Chances(List.of(new TokenChance("ab", -1, null, List.of())));
    String body = TEXT_STREAM.replace("'prompt'", "'logprobs':1,'prompt'");
    assertThat(Told.answer(OPENAI_COMPLETIONS, body, one, one, STOP))
        .contains(
            Told.json(
                "{'tokens':['ab'],'token_logprobs':[-1.0],'top_logprobs':[{}],'text_offset':[0]}"))
        .contains("\"text_offset\":[2]");
  }

  /// B.3 rule 4, clients.md 1: an error frame, no `[DONE]`; nothing inside of a plain answer.
  @Test
  void failedStreamEndsWithItsError() {
    for (Api api : List.of(OPENAI_CHAT, OPENAI_COMPLETIONS)) {
      String stream = api == OPENAI_CHAT ? STREAM : TEXT_STREAM;
      assertThat(broken(api, stream))
          .isEqualTo(
              Told.json(
                  "data: {'error':{'message':'gone','type':'api_error','param':null,'code':null}}\n\n"));
      assertThat(broken(api, api == OPENAI_CHAT ? PLAIN : TEXT)).isEmpty();
    }
  }

  private static String broken(Api api, String request) {
    var out = new Bytes();
    Told.heardChat(api, request).writer().apply(Told.STAMP).broken(502, "gone", out);
    return out.toString();
  }

  /// clients.md 2.
  @Test
  void keepAliveIsAComment() {
    AnswerWriter stream = Told.heardChat(OPENAI_CHAT, STREAM).writer().apply(Told.STAMP);
    AnswerWriter plain = Told.heardChat(OPENAI_CHAT, PLAIN).writer().apply(Told.STAMP);
    assertThat(stream.keepAlive()).asString(UTF_8).isEqualTo(": keep-alive\n\n");
    assertThat(stream.contentType()).isEqualTo("text/event-stream");
    assertThat(plain.keepAlive()).asString(UTF_8).isEqualTo(" ");
    assertThat(plain.contentType()).isEqualTo("application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"float | [0.5,-2.0]", "base64 | \"AAAAPwAAAMA=\""})
  void vectorsAreNumbersOrBase64(String format, String vector) {
    String body = "{'model':'m','input':['a','b'],'encoding_format':'" + format + "'}";
    if (!(Told.heard(OPENAI_EMBEDDINGS, Told.json(body)) instanceof Heard.Embed embed)) {
      throw new AssertionError("no question for vectors");
    }
    assertThat(embed.request().inputs()).containsExactly("a", "b");
    var vectors = new Embeddings(List.of(new double[] {0.5, -2}, new double[] {0.5, -2}), 7);
    assertThat(embed.writer().write(vectors, Told.STAMP))
        .asString(UTF_8)
        .isEqualTo(
            Told.json("{'object':'list','data':[{'object':'embedding','embedding':")
                + vector
                + Told.json(",'index':0},{'object':'embedding','embedding':")
                + vector
                + Told.json(
                    ",'index':1}],'model':'m','usage':{'prompt_tokens':7,'total_tokens':7}}"));
  }

  /// wire.md A.3: never `null`; clients.md 6.
  @Test
  void modelsAreListed() {
    assertThat(ModelPages.list(List.of()))
        .asString(UTF_8)
        .isEqualTo("{\"object\":\"list\",\"data\":[]}");
    var known =
        new ModelCard(
            "team/x:v1",
            null,
            null,
            0,
            "",
            Instant.ofEpochSecond(17),
            ModelCard.Details.UNKNOWN,
            null);
    String one = "{\"id\":\"team/x:v1\",\"object\":\"model\",\"created\":17,\"owned_by\":\"team\"}";
    assertThat(ModelPages.one(known)).asString(UTF_8).isEqualTo(one);
    assertThat(ModelPages.list(List.of(known, ModelCard.named("y"))))
        .asString(UTF_8)
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + one
                + ",{\"id\":\"y\",\"object\":\"model\",\"created\":0,\"owned_by\":\"library\"}]}");
  }
}
