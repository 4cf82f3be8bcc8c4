package dev.homeport.dialect.anthropic;

import static dev.homeport.dialect.anthropic.Talk.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.homeport.chat.Api;
import dev.homeport.dialect.Heard;
import dev.homeport.fake.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What makes no sense is refused as the real API refuses it.
class ObjectionTest {
  private static final String TURN = "{'role':'user','content':'x'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | Input should be a valid dictionary",
        "7 | Input should be a valid dictionary",
        "{'max_tokens':5,'messages':[TURN]} | model: Field required",
        "{'model':5,'max_tokens':5,'messages':[TURN]} | model: Input should be a valid string",
        "{'model':'','max_tokens':5,'messages':[TURN]}"
            + " | model: String should have at least 1 character",
        "{'model':'m','messages':[TURN]} | max_tokens: Field required",
        "{'model':'m','max_tokens':null,'messages':[TURN]} | max_tokens: Field required",
        "{'model':'m','max_tokens':0,'messages':[TURN]}"
            + " | max_tokens: Input should be greater than or equal to 1",
        "{'model':'m','max_tokens':1.5,'messages':[TURN]}"
            + " | max_tokens: Input should be a valid integer",
        "{'model':'m','max_tokens':1e99999,'messages':[TURN]}"
            + " | max_tokens: Input should be a finite number",
        "{'model':'m','max_tokens':'5','messages':[TURN]}"
            + " | max_tokens: Input should be a valid number",
        "{'model':'m','max_tokens':5} | messages: Field required",
        "{'model':'m','max_tokens':5,'messages':[]} | messages: at least one message is required",
        "{'model':'m','max_tokens':5,'messages':{}} | messages: Input should be a valid list",
        "{'model':'m','max_tokens':5,'messages':['x']}"
            + " | messages.0: Input should be a valid dictionary",
        "{'model':'m','max_tokens':5,'messages':[TURN],'thread':{'type':'continue'}}"
            + " | thread: no thread is kept here: send the whole conversation",
        "{'model':'m','max_tokens':5,'messages':[TURN],'stream':'yes'}"
            + " | stream: Input should be a valid boolean",
        "{'model':'m','max_tokens':5,'messages':[TURN],'temperature':'hot'}"
            + " | temperature: Input should be a valid number",
        "{'model':'m','max_tokens':5,'messages':[TURN],'stop_sequences':'a'}"
            + " | stop_sequences: Input should be a valid list",
        "{'model':'m','max_tokens':5,'messages':[TURN],'stop_sequences':[1]}"
            + " | stop_sequences.0: Input should be a valid string",
        "{'model':'m','max_tokens':5,'messages':[TURN],'tools':[{'input_schema':{}}]}"
            + " | tools.0.name: Field required",
        "{'model':'m','max_tokens':5,'messages':[TURN],'tools':[{'name':'f'}]}"
            + " | tools.0.input_schema: Field required",
        "{'model':'m','max_tokens':5,'messages':[TURN],'tool_choice':{'type':'tool','name':'f'}}"
            + " | tool_choice: Tool 'f' not found in provided tools",
        "{'model':'m','max_tokens':5,'messages':[TURN],'tool_choice':{'type':'all'}}"
            + " | tool_choice.type: Input should be one of 'auto', 'any', 'tool', 'none'",
        "{'model':'m','max_tokens':5,'messages':[TURN],'thinking':{'type':'enabled'}}"
            + " | thinking.budget_tokens: Field required",
        "{'model':'m','max_tokens':5,'messages':[TURN],'output_config':{'effort':'huge'}}"
            + " | output_config.effort: Input should be one of"
            + " 'low', 'medium', 'high', 'xhigh', 'max'",
        "{'model':'m','max_tokens':5,'messages':[TURN],'system':5}"
            + " | system: Input should be a valid list",
      })
  void badFieldIsNamed(String body, String objection) {
    assertThat(refused(body.replace("TURN", TURN)).text()).isEqualTo(objection);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'content':'x'} | messages.0.role: Field required",
        "{'role':'tool','content':'x'} | messages.0.role: Input should be 'user' or 'assistant'",
        "{'role':'system','content':'x'} | messages: Unexpected role \"system\". The Messages API"
            + " accepts a top-level `system` parameter, not \"system\" as an input message role.",
        "{'role':'user'} | messages.0.content: Field required",
        "{'role':'user','content':7} | messages.0.content: Input should be a valid list",
        "{'role':'user','content':[]} | messages.0: user messages must have non-empty content",
        "{'role':'user','content':[{'text':'x'}]} | messages.0.content.0.type: Field required",
        "{'role':'user','content':[{'type':'text'}]} | messages.0.content.0.text: Field required",
        "{'role':'user','content':[{'type':'song'}]} | messages.0.content.0: Input tag 'song' found"
            + " using 'type' does not match any of the expected tags",
        "{'role':'user','content':[{'type':'document','source':{}}]} | messages.0.content.0: blocks"
            + " of type 'document' cannot be read here. Send their text in a block of type 'text'.",
        "{'role':'user','content':[{'type':'image','source':{'type':'url','url':'http://h/x.png'}}]}"
            + " | messages.0.content.0.source: invalid image source type: url. Only base64 images"
            + " are supported.",
        "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t9','content':'1'}]}"
            + " | messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t9."
            + " Each `tool_result` block must have a corresponding `tool_use` block in the previous"
            + " message.",
        "{'role':'assistant','content':[{'type':'tool_use','name':'f','input':{}}]}"
            + " | messages.0.content.0.id: Field required",
        "{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':'{}'}]}"
            + " | messages.0.content.0.input: Input should be a valid dictionary",
        "{'role':'assistant','content':[{'type':'image'}]} | messages.0.content.0: Input tag 'image'"
            + " found using 'type' does not match any of the expected tags",
      })
  void badTurnIsNamed(String turn, String objection) {
    Heard.Objection refused = refused("{'model':'m','max_tokens':5,'messages':[" + turn + "]}");
    assertThat(refused.text()).isEqualTo(objection);
    assertThat(refused.parameter()).startsWith("messages.0");
  }

  @Test
  void whatIsNoJsonIsSaidToBeNone() {
    assertThat(refused("{'model':").text())
        .matches("The request body is not valid JSON: .+ at byte 9");
    assertThat(refused("").text()).isEqualTo("Input should be a valid dictionary");
    assertThat(refused("[".repeat(5_000)).text()).contains("nested more than 512 deep");
  }

  @Test
  void failureToReadIsNoObjection() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    assertThatIOException()
        .isThrownBy(() -> new AnthropicClient().hear(Api.ANTHROPIC_MESSAGES, broken))
        .withMessage("Stream closed");
  }

  @Test
  void tokensAreCountedWithoutALimitOfThem() throws IOException {
    TokenCount count =
        count(
            "{'model':'m','messages':[{'role':'user','content':'%s'}]}"
                .formatted("abcd".repeat(100)));
    assertThat(count).isEqualTo(new TokenCount.Estimated("m", 100));
    assertThat(((TokenCount.Estimated) count).body())
        .asString()
        .isEqualTo("{\"input_tokens\":100}");
    assertThat(count("{'messages':[]}"))
        .isEqualTo(
            new TokenCount.Refused(new Heard.Objection(400, "model: Field required", "model")));
    assertThat(count("{")).isInstanceOf(TokenCount.Refused.class);
  }

  private static TokenCount count(String body) throws IOException {
    return new AnthropicClient().countTokens(new ByteArrayInputStream(json(body).getBytes(UTF_8)));
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenBodiesNeverBreakTheListener(int seed) {
    var random = new Random(seed);
    List<Recording> recordings = Recording.group("anthropic");
    for (int i = 0; i < 50; i++) {
      byte[] request = recordings.get(random.nextInt(recordings.size())).request();
      for (int j = random.nextInt(8); j >= 0; j--) {
        int at = random.nextInt(request.length);
        request[at] = (byte) "{}[]\",:0123nulltrue\\u\u0000\u00ff ".charAt(random.nextInt(24));
      }
      int from = random.nextInt(request.length);
      assertThat(Talk.hear(Arrays.copyOfRange(request, from, request.length))).isNotNull();
      int body = Math.max(0, new String(request, UTF_8).indexOf("{\"model"));
      assertThat(Talk.hear(Arrays.copyOfRange(request, body, request.length))).isNotNull();
    }
  }

  private static Heard.Objection refused(String body) {
    Heard heard = Talk.hear(json(body).getBytes(UTF_8));
    assertThat(heard).isInstanceOf(Heard.Objection.class);
    assertThat(((Heard.Objection) heard).status()).isEqualTo(400);
    return (Heard.Objection) heard;
  }
}
