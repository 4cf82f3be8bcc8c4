package dev.homeport.contract.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.contract.Asked;
import dev.homeport.contract.Seen;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The views see every breach of a rule that some real client trips over; each is planted here
/// once.
class ViewsTest {
  private static final Asked ASKED = Asked.that("Hello?").of("m");

  private static final String CHUNKS =
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{"role":"assistant","content":"He"},"finish_reason":null}]}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{"content":"llo"},"finish_reason":null}]}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

      data: [DONE]

      """;

  private static final String LINES =
      """
      {"model":"m","created_at":"2026-11-21T09:38:53Z","message":{"role":"assistant","content":"He"},"done":false}
      {"model":"m","created_at":"2026-11-21T09:38:53Z","message":{"role":"assistant","content":"llo"},"done":false}
      {"model":"m","created_at":"2026-11-21T09:38:53Z","message":{"role":"assistant","content":""},"done":true,\
      "done_reason":"stop","total_duration":1,"load_duration":1,"prompt_eval_count":1,\
      "prompt_eval_duration":1,"eval_count":2,"eval_duration":1}
      """;

  private static final String EVENTS =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":1,"output_tokens":0}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
      "usage":{"input_tokens":1,"output_tokens":2}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private static void seesBreach(
      String good, String from, String to, BiFunction<byte[], Asked, Seen> view) {
    Seen seen = view.apply(good.getBytes(UTF_8), ASKED);
    assertThat(seen.text()).isEqualTo("Hello");
    assertThat(seen.why()).isEqualTo(Seen.Ended.STOP);
    String bad = good.replaceFirst(from, to);
    assertThat(bad).isNotEqualTo(good);
    assertThatThrownBy(() -> view.apply(bad.getBytes(UTF_8), ASKED))
        .as(bad)
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "role twice               | '\"content\":\"llo\"'          | '\"role\":\"assistant\",\"content\":\"llo\"'",
        "no role                  | '\"role\":\"assistant\",'      | ''",
        "another id               | 'chatcmpl-1(?=.*llo)'          | 'chatcmpl-2'",
        "another model            | '\"model\":\"m\"'              | '\"model\":\"x\"'",
        "a foreign field          | '\"created\":1'                | '\"created\":1,\"provider\":\"x\"'",
        "error null               | '\"created\":1'                | '\"created\":1,\"error\":null'",
        "finish beside content    | '\"delta\":\\{\\}'             | '\"delta\":{\"content\":\"!\"}'",
        "no such finish           | 'stop'                         | 'done'",
        "usage beside choices     | '\"choices\":\\[\\]'           | '\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}]'",
        "no end                   | 'data: .DONE.'                 | ': done'",
        "end twice                | 'data: .DONE.'                 | 'data: [DONE]\\\n\\\ndata: [DONE]'",
        "an id line               | 'data: \\{'                    | 'id: 1\\\ndata: {'",
        "a name                   | 'data: \\{'                    | 'event: x\\\ndata: {'",
        "index not 0              | '\"index\":0'                  | '\"index\":1'",
        "raw U+2028               | 'llo'                          | 'llo\u2028'",
        "raw U+0085               | 'llo'                          | 'llo\u0085'",
        "the provider's own words | 'llo'                          | 'foreign'",
      })
  void breachInChunksIsSeen(String breach, String from, String to) {
    assertThat(breach).isNotEmpty();
    seesBreach(CHUNKS, from, to, new OpenAiChatClient(true)::see);
  }

  @Test
  void usageThatNobodyAskedForIsSeen() {
    assertThatThrownBy(() -> new OpenAiChatClient(false).see(CHUNKS.getBytes(UTF_8), ASKED))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no role            | '\"role\":\"assistant\",'   | ''",
        "no content         | ',\"content\":\"\"'         | ''",
        "no count           | '\"eval_count\":2,'         | ''",
        "a blank line       | '\\n'                       | '\\\n\\\n'",
        "done twice         | '\"done\":false'            | '\"done\":true,\"done_reason\":\"stop\"'",
        "a foreign field    | '\"done\":false'            | '\"done\":false,\"remote_model\":\"x\"'",
        "thinking outside   | '\"done\":false'            | '\"done\":false,\"thinking\":\"x\"'",
        "no such reason     | '\"stop\"'                  | '\"load\"'",
        "no time            | '2026-11-21T09:38:53Z'      | 'now'",
        "error beside it    | '\"done\":false'            | '\"done\":false,\"error\":null'",
        "raw U+2029         | 'llo'                       | 'llo\u2029'",
      })
  void breachInLinesIsSeen(String breach, String from, String to) {
    assertThat(breach).isNotEmpty();
    seesBreach(LINES, from, to, new OllamaChatClient()::see);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "another name       | 'event: message_start'             | 'event: start'",
        "no usage           | ',\"usage\":\\{\"input_tokens\":1,\"output_tokens\":0\\}' | ''",
        "one count only     | '\"input_tokens\":1,\"output_tokens\":2' | '\"output_tokens\":2'",
        "index not 0        | '\"index\":0'                      | '\"index\":1'",
        "an open block      | 'event: content_block_stop\\n.*\\n\\n' | ''",
        "no such reason     | 'end_turn'                         | 'stop'",
        "no message_delta   | 'event: message_delta\\n.*\\n\\n'  | ''",
        "a wrong delta      | 'text_delta'                       | 'thinking_delta'",
        "no block's text    | '\"type\":\"text\",\"text\":\"\"'   | '\"type\":\"text\"'",
      })
  void breachInEventsIsSeen(String breach, String from, String to) {
    assertThat(breach).isNotEmpty();
    seesBreach(EVENTS, from, to, new AnthropicClient()::see);
  }

  @Test
  void streamThatOnlyStopsIsNotWhole() {
    String lines = LINES.substring(0, LINES.lastIndexOf("{\"model\""));
    assertThat(new OllamaChatClient().see(lines.getBytes(UTF_8), ASKED).why()).isNull();
    String chunks = CHUNKS.substring(0, CHUNKS.indexOf("data: {", 300));
    assertThat(new OpenAiChatClient(true).see(chunks.getBytes(UTF_8), ASKED).why()).isNull();
    String events = EVENTS.substring(0, EVENTS.indexOf("event: message_stop"));
    assertThat(new AnthropicClient().see(events.getBytes(UTF_8), ASKED).why()).isNull();
  }
}
