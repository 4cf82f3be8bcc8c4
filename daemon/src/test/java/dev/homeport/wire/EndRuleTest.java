package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Recorded;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndRuleTest {
  private static final Map<String, EndRule> RULES =
      Map.of(
          "/api/chat", EndRule.OLLAMA,
          "/api/generate", EndRule.OLLAMA,
          "/v1/chat/completions", EndRule.OPENAI,
          "/v1/completions", EndRule.OPENAI,
          "/v1/responses", EndRule.RESPONSES,
          "/v1/messages", EndRule.MESSAGES);

  /// What is missing, and the recordings that lack it: engines that crash, are cut, fall silent,
  /// send rubbish or repeat themselves, cloud streams that are cut, clients that leave, and the
  /// debug page, which is no answer (the policy refuses to ask for it).
  private static final String INCOMPLETE =
      """
      no "done":true came
        chat/ debug-render-only
        cloud/ on-chat-mcut
        faults/ cancel-mid-stream cancel-mid-stream-native eof-in-thinking error-chat
          error-chat-nostream error-generate hang-then-cancel repeat-chat
          repeat-chat-nostream repeat-generate silent-eof-chat silent-eof-chat-nostream
          silent-eof-generate silent-eof-native silent-eof-native-nostream
        generate/ debug-render-only
      an error line came instead of "done":true
        cloud/ stub-chat-mcut
        faults/ after-crash cut-chat cut-generate cut-native error-native exit-chat
          exit-generate exit-native garbage-chat garbage-generate garbage-native
        oddhttp/ half-close-later-stream
      the stream ended without [DONE]
        cloud/ stub-v1-mcut
        faults/ cut-v1-chat cut-v1-chat-native cut-v1-completions error-v1-chat
          error-v1-chat-native error-v1-completions exit-v1-chat exit-v1-chat-native
          exit-v1-completions garbage-v1-chat garbage-v1-chat-native
          garbage-v1-completions hang-then-cancel-v1 repeat-v1-chat repeat-v1-completions
          silent-eof-v1-chat silent-eof-v1-chat-native silent-eof-v1-completions
      the stream ended without message_stop
        faults/ cut-v1-messages error-v1-messages exit-v1-messages garbage-v1-messages
          repeat-v1-messages silent-eof-v1-messages
      the stream ended without response.completed
        faults/ cut-v1-responses error-v1-responses exit-v1-responses garbage-v1-responses
          repeat-v1-responses silent-eof-v1-responses
      the answer is empty
        faults/ eof-in-tool-call
      a choice has no finish_reason
        faults/ error-v1-chat-nostream repeat-v1-chat-nostream silent-eof-v1-chat-nostream
      the message has no stop_reason
        faults/ error-v1-messages-nostream repeat-v1-messages-nostream
          silent-eof-v1-messages-nostream
      there is output, but nothing was counted
        faults/ error-v1-responses-nostream repeat-v1-responses-nostream
          silent-eof-v1-responses-nostream
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OLLAMA | {'message':{'content':'a','eval_count':7},'done':false}#{'done':true,'prompt_eval_count':26,'eval_count':9} | 26 | 9 | 2",
        "OLLAMA | {'done':true,'eval_count':9}           | -1 | 9  | 1",
        "OLLAMA | {'done':false,'eval_count':9}#{'response':'a','done':false} | -1 | -1 | 2",
        "OLLAMA | {'done':true,'prompt_eval_count':-1,'eval_count':1.5} | -1 | -1 | 1",
        "OLLAMA | {'done':true,'prompt_eval_count':'7','eval_count':99999999999999} | -1 | -1 | 1",
        "OPENAI | {'choices':[],'usage':{'prompt_tokens':11,'completion_tokens':5,'total_tokens':16,'prompt_tokens_details':{'input_tokens':3}}} | 11 | 5 | 1",
        "MESSAGES | {'usage':{'input_tokens':3,'output_tokens':0}} | 3 | 0 | 1",
        "OPENAI | data: {'a':1}##data: {'b':1}##data: [DONE]## | -1 | -1 | 3",
        "MESSAGES | event: ping#data: {}##event: message_stop#data: {}## | -1 | -1 | 2",
        "NONE   | {'prompt_eval_count':26}               | -1 | -1 | 0",
        "OLLAMA | ``                                     | -1 | -1 | 0",
      })
  void tokensAreToldAsFarAsTheAnswerSaysThem(
      EndRule rule, String answer, long prompt, long answered, long pieces) {
    byte[] bytes = answer.replace('\'', '"').replace('#', '\n').getBytes(UTF_8);
    var end = rule.watch(200, null);
    for (int i = 0; i < bytes.length; i++) {
      end.saw(bytes, i, 1);
    }
    assertThat(end.prompt()).isEqualTo(prompt);
    assertThat(end.answer()).isEqualTo(answered);
    assertThat(end.pieces()).isEqualTo(pieces);
  }

  @Test
  void recordedAnswersWithoutTheirEndAreExactlyThese() {
    var missing = new TreeMap<String, String>();
    for (Recorded recorded : Recorded.all()) {
      EndRule rule = RULES.getOrDefault(recorded.path(), EndRule.NONE);
      if (rule == EndRule.NONE || recorded.status() == 0) {
        continue;
      }
      String atOnce = missing(rule, recorded, recorded.body().length);
      assertThat(missing(rule, recorded, 1)).as(recorded.name()).isEqualTo(atOnce);
      assertThat(missing(rule, recorded, 7)).as(recorded.name()).isEqualTo(atOnce);
      if (atOnce != null) {
        missing.put(recorded.name(), atOnce);
      }
    }
    assertThat(missing).isEqualTo(incomplete());
  }

  private static Map<String, String> incomplete() {
    var incomplete = new TreeMap<String, String>();
    String reason = "";
    String group = "";
    for (String line : INCOMPLETE.lines().toList()) {
      if (!line.startsWith(" ")) {
        reason = line;
        continue;
      }
      for (String word : line.strip().split(" ", -1)) {
        if (word.endsWith("/")) {
          group = word;
        } else {
          incomplete.put(group + word, reason);
        }
      }
    }
    return incomplete;
  }

  private static @Nullable String missing(EndRule rule, Recorded recorded, int step) {
    return missing(
        rule.watch(recorded.status(), recorded.header("content-type")), recorded.body(), step);
  }

  private static @Nullable String missing(AnswerEnd end, byte[] body, int step) {
    for (int at = 0; at < body.length; at += Math.max(step, 1)) {
      end.saw(body, at, Math.min(Math.max(step, 1), body.length - at));
    }
    return end.missing();
  }

  private static @Nullable String missing(EndRule rule, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    String atOnce = missing(rule.watch(200, "application/json"), bytes, bytes.length);
    assertThat(missing(rule.watch(200, null), bytes, 1)).isEqualTo(atOnce);
    return atOnce;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"done\":false,\"message\":{\"content\":\"\\\"done\\\":true\"}}",
        "{\"done\":false,\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":{\"done\":true}}}]}}",
        "{\"message\":{\"done\":true}}",
        "{\"done\":\"true\"}",
        "{\"done\":true}\n{\"error\":\"late\"}",
        "{\"done\":true}\n{\"done\":fal",
        "{\"done\":true",
        "[{\"done\":true}]",
        "done",
        "",
        " \n ",
      })
  void onlyTheOutermostDoneOfTheLastObjectCounts(String body) {
    assertThat(missing(EndRule.OLLAMA, body)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"done\":true}",
        "{\"done\":false}\n{\"done\" : true }\n",
        "  {\"d\":{},\"done\":true,\"x\":[{}]}",
        "{\"message\":{\"content\":\"\\\\\\\"\"},\"done\":true}",
        "{\"done\":false,\"done\":true}",
      })
  void doneIsFoundWhereverItStands(String body) {
    assertThat(missing(EndRule.OLLAMA, body)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OPENAI    | true  | data: {}~~data: [DONE]~~",
        "OPENAI    | true  | data:[DONE]",
        "OPENAI    | true  | : keep-alive~~data: {}~~data: [DONE]~~",
        "OPENAI    | false | data: {\"x\":\"data: [DONE]\"}~~",
        "OPENAI    | false | data: {}~~",
        "OPENAI    | false | event: [DONE]~~",
        "OPENAI    | true  | {\"choices\":[{\"finish_reason\":\"stop\"}]}",
        "OPENAI    | false | {\"choices\":[{\"finish_reason\":\"stop\"},{\"finish_reason\":null}]}",
        "OPENAI    | false | {\"choices\":[{\"text\":\"x\"}]}",
        "OPENAI    | false | {\"choices\":[]}",
        "OPENAI    | false | {\"choices\":[{\"message\":{\"finish_reason\":\"stop\"}}]}",
        "OPENAI    | true  | {\"done\":false}~{\"done\":true}",
        "OPENAI    | false | {\"done\":true}~{\"done\":false}",
        "MESSAGES  | true  | event: message_stop~data: {\"type\":\"message_stop\"}~~",
        "MESSAGES  | true  | event: ping~data: {}~~event: message_stop~data: {}~~",
        "MESSAGES  | false | event: message_delta~data: {\"x\":\"event: message_stop\"}~~",
        "MESSAGES  | false | event: error~data: {}~~",
        "MESSAGES  | true  | {\"stop_reason\":\"end_turn\"}",
        "MESSAGES  | false | {\"stop_reason\":null}",
        "MESSAGES  | false | {\"content\":[{\"stop_reason\":\"end_turn\"}]}",
        "RESPONSES | true  | event: response.completed~data: {}~~",
        "RESPONSES | true  | event: response.failed~data: {}~~",
        "RESPONSES | true  | event: response.incomplete~data: {}~~",
        "RESPONSES | false | event: response.created~data: {}~~",
        "RESPONSES | false | event: error~data: {}~~",
      })
  void eachDialectHasItsMark(EndRule rule, boolean whole, String body) {
    assertThat(missing(rule, body.replace('~', '\n')) == null).isEqualTo(whole);
    assertThat(missing(rule, body.replace("~", "\r\n")) == null).isEqualTo(whole);
  }

  @Test
  void responseWithoutACountIsWholeOnlyWhenItSaysNothing() {
    String said = "{\"output\":[{\"content\":[{\"text\":\"w1\"}]}],\"usage\":{\"input_tokens\":0}}";
    assertThat(missing(EndRule.RESPONSES, said)).isNotNull();
    assertThat(missing(EndRule.RESPONSES, said.replace(":0", ":3"))).isNull();
    assertThat(missing(EndRule.RESPONSES, said.replace("w1", ""))).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 404, 429, 499, 500, 503})
  void bodyOfAnErrorIsWholeByItsFraming(int status) {
    assertThat(EndRule.OLLAMA.watch(status, "application/json").missing()).isNull();
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  /// Wherever the network cuts, the verdict is the same.
  @ParameterizedTest
  @MethodSource("seeds")
  void piecesDoNotMatter(long seed) {
    var random = new Random(seed);
    for (String name :
        new String[] {"chat/tools-two-native", "anthropic/text-stream", "faults/cut-chat"}) {
      Recorded recorded = Recorded.named(name);
      EndRule rule = RULES.getOrDefault(recorded.path(), EndRule.NONE);
      AnswerEnd end = rule.watch(200, recorded.header("content-type"));
      byte[] body = recorded.body();
      int at = 0;
      while (at < body.length) {
        int count = Math.min(random.nextInt(40), body.length - at);
        end.saw(body, at, count);
        at += count;
      }
      assertThat(end.missing()).isEqualTo(missing(rule, recorded, body.length));
    }
  }
}
