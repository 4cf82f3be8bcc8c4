package dev.homeport.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.dialect.Heard;
import dev.homeport.fake.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What makes no sense is objected to, in OpenAI's words and with its name for the parameter.
class ObjectionTest {
  private static Heard.Objection objection(Api api, String body) {
    return switch (Told.heard(api, Told.json(body))) {
      case Heard.Objection objection -> objection;
      case Heard other -> throw new AssertionError("no objection but " + other);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "{", "[]", "null", "5", "\"x\"", "{\"a\":}", "<html>"})
  void bodyMustBeAnObject(String body) {
    for (Api api : List.of(Api.OPENAI_CHAT, Api.OPENAI_COMPLETIONS, Api.OPENAI_EMBEDDINGS)) {
      assertThat(objection(api, body))
          .isEqualTo(
              new Heard.Objection(400, "We could not parse the JSON body of your request.", null));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'messages':[]           | messages    | Invalid 'messages': empty array.",
        "'x':1                   | messages    | Missing required parameter: 'messages'.",
        "'messages':null         | messages    | Missing required parameter: 'messages'.",
        "'messages':{}           | messages    | Invalid type for 'messages': expected an array, but got an object instead.",
        "'messages':['a']        | messages[0] | Invalid type for 'messages[0]': expected an object, but got a string instead.",
        "'messages':[{}]         | messages[0].role | Missing required parameter: 'messages[0].role'.",
        "'messages':[{'role':'u','content':'x'}] | messages[0].role | Invalid value: 'u'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
        "'messages':[{'role':'user'}] | messages[0].content | Invalid value for 'content': expected a string, got null.",
        "'messages':[{'role':'user','content':5}] | messages[0].content | Invalid type for 'messages[0].content': expected one of a string or array of objects, but got an integer instead.",
        "'messages':[{'role':'user','content':[{'type':'file','file':{}}]}] | messages[0].content[0].type | Invalid Value: 'file'. This model does not support file content types.",
        "'messages':[{'role':'user','content':[{'type':'zip'}]}] | messages[0].content[0].type | Invalid value: 'zip'.",
        "'messages':[{'role':'user','content':[{'type':'text'}]}] | messages[0].content[0].text | Missing required parameter",
        "'messages':[{'role':'user','content':[{'type':'image_url'}]}] | messages[0].content[0].image_url | Missing required parameter",
        "'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'http://127.0.0.1:9/x.png'}}]}] | messages[0].content[0].image_url.url | image URLs are not currently supported",
        "'messages':[{'role':'user','content':[{'type':'image_url','image_url':'HTTPS://a/x.png'}]}] | messages[0].content[0].image_url | image URLs are not currently supported",
        "'messages':[{'role':'user','content':[{'type':'image_url','image_url':'data:image/heic;base64,AAAA'}]}] | messages[0].content[0].image_url | You uploaded an unsupported image.",
        "'messages':[{'role':'user','content':[{'type':'image_url','image_url':'data:image/png;base64,A!A'}]}] | messages[0].content[0].image_url | You uploaded an unsupported image.",
        "'messages':[{'role':'user','content':[{'type':'image_url','image_url':'file:///etc/passwd'}]}] | messages[0].content[0].image_url | You uploaded an unsupported image.",
        "'messages':[{'role':'system','content':[{'type':'image_url','image_url':'data:image/png;base64,AAAA'}]}] | messages[0].content | Invalid value for 'messages[0].content': only text",
        "'messages':[{'role':'tool','tool_call_id':'c','content':'x'}] | messages[0].role | Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        "'messages':[{'role':'tool','content':'x'}] | messages[0].tool_call_id | Missing required parameter: 'messages[0].tool_call_id'.",
        "'messages':[{'role':'function','name':'f','content':'x'}] | messages[0].role | Invalid parameter: messages with role 'function'",
        "'messages':[{'role':'assistant','tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{'}}]}] | messages[0].tool_calls[0].function.arguments | invalid tool call arguments",
        "'messages':[{'role':'assistant','tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'[1]'}}]}] | messages[0].tool_calls[0].function.arguments | invalid tool call arguments",
        "'messages':[{'role':'assistant','tool_calls':[{'id':'a'}]}] | messages[0].tool_calls[0].function | Missing required parameter",
      })
  void messagesMustMakeSense(String fields, String parameter, String text) {
    var objection = objection(Api.OPENAI_CHAT, "{'model':'m'," + fields + "}");
    assertThat(objection.status()).isEqualTo(400);
    assertThat(objection.text()).startsWith(text);
    assertThat(objection.parameter()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model':5                  | model       | Invalid type for 'model': expected a string, but got an integer instead.",
        "'stream':'yes'             | stream      | Invalid type for 'stream': expected a boolean, but got a string instead.",
        "'temperature':'hot'        | temperature | Invalid type for 'temperature': expected a number, but got a string instead.",
        "'temperature':1e999        | temperature | Invalid type for 'temperature'",
        "'max_tokens':1.5           | max_tokens  | Invalid type for 'max_tokens': expected an integer, but got a decimal number instead.",
        "'max_tokens':1e300         | max_tokens  | Invalid type for 'max_tokens'",
        "'max_tokens':0             | max_tokens  | Invalid 'max_tokens': integer below minimum value.",
        "'max_completion_tokens':0  | max_completion_tokens | Invalid 'max_completion_tokens': integer below minimum value.",
        "'seed':99999999999999999999| seed        | Invalid type for 'seed'",
        "'stop':[1]                 | stop[0]     | Invalid type for 'stop[0]': expected a string, but got an integer instead.",
        "'stop':{}                  | stop        | Invalid type for 'stop'",
        "'n':2                      | n           | Unsupported value: 'n' does not support 2 with this model.",
        "'top_logprobs':3           | top_logprobs| The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
        "'logprobs':true,'top_logprobs':21 | top_logprobs | Invalid 'top_logprobs': integer above maximum value. Expected a value <= 20, but got 21 instead.",
        "'reasoning_effort':'wild'  | reasoning_effort | Invalid value: 'wild'. Supported values are:",
        "'reasoning':{'effort':'x'} | reasoning.effort | Invalid value: 'x'.",
        "'reasoning':'x'            | reasoning   | Invalid type for 'reasoning': expected an object",
        "'response_format':'json'   | response_format | Invalid type for 'response_format'",
        "'response_format':{}       | response_format.type | Missing required parameter: 'response_format.type'.",
        "'response_format':{'type':'xml'} | response_format.type | Invalid value: 'xml'. Supported values are: 'json_object', 'json_schema', and 'text'.",
        "'response_format':{'type':'json_schema'} | response_format.json_schema | Missing required parameter: 'response_format.json_schema'.",
        "'response_format':{'type':'json_schema','json_schema':{'name':'x'}} | response_format.json_schema.schema | Missing required parameter",
        "'tools':{}                 | tools       | Invalid type for 'tools': expected an array, but got an object instead.",
        "'tools':[5]                | tools[0]    | Invalid type for 'tools[0]': expected an object",
        "'tools':[{'type':'function'}] | tools[0].function | Missing required parameter: 'tools[0].function'.",
        "'tools':[{'type':'function','function':{}}] | tools[0].function.name | Missing required parameter",
        "'tools':[{'type':'function','function':{'name':''}}] | tools[0].function.name | Invalid 'tools[0].function.name': empty string.",
        "'tools':[{'type':'function','function':{'name':'f','parameters':'x'}}] | tools[0].function.parameters | Invalid type for",
        "'tools':[{'type':'custom','custom':{'name':'f'}}] | tools[0].type | Invalid value: 'custom'. Supported values are: 'function'.",
        "'tool_choice':'required'   | tool_choice | Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
        "'tool_choice':'maybe'      | tool_choice | Invalid value: 'maybe'. Supported values are: 'none', 'auto', and 'required'.",
        "'tool_choice':5            | tool_choice | Invalid type for 'tool_choice'",
        "'tools':[{'function':{'name':'f'}}],'tool_choice':{'type':'function','function':{'name':'g'}} | tool_choice | Invalid value for 'tool_choice': no function named 'g'",
        "'user':{}                  | user        | Invalid type for 'user'",
        "'stream_options':5         | stream_options | Invalid type for 'stream_options'",
      })
  void optionsMustMakeSense(String fields, String parameter, String text) {
    var objection =
        objection(Api.OPENAI_CHAT, "{'messages':[{'role':'user','content':'x'}]," + fields + "}");
    assertThat(objection.status()).isEqualTo(400);
    assertThat(objection.text()).startsWith(text);
    assertThat(objection.parameter()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OPENAI_COMPLETIONS | {'model':'m'}                        | prompt",
        "OPENAI_COMPLETIONS | {'model':'m','prompt':['a','b']}     | prompt",
        "OPENAI_COMPLETIONS | {'model':'m','prompt':[1,2]}         | prompt",
        "OPENAI_COMPLETIONS | {'model':'m','prompt':'a','echo':true} | echo",
        "OPENAI_COMPLETIONS | {'model':'m','prompt':'a','best_of':3} | best_of",
        "OPENAI_COMPLETIONS | {'model':'m','prompt':'a','logprobs':true} | logprobs",
        "OPENAI_EMBEDDINGS  | {'model':'m'}                        | input",
        "OPENAI_EMBEDDINGS  | {'model':'m','input':[]}             | input",
        "OPENAI_EMBEDDINGS  | {'model':'m','input':[[1,2]]}        | input[0]",
        "OPENAI_EMBEDDINGS  | {'model':'m','input':5}              | input",
        "OPENAI_EMBEDDINGS  | {'model':'m','input':'a','encoding_format':'int8'} | encoding_format",
        "OPENAI_EMBEDDINGS  | {'model':'m','input':'a','dimensions':0} | dimensions",
      })
  void otherApisObjectToo(Api api, String body, String parameter) {
    assertThat(objection(api, body).parameter()).isEqualTo(parameter);
  }

  @Test
  void depthIsAnObjection() {
    assertThat(objection(Api.OPENAI_CHAT, "{'messages':" + "[".repeat(100_000)).status())
        .isEqualTo(400);
  }

  static Stream<byte[]> recordedBodies() {
    return Stream.of("openai", "embed", "unicode")
        .flatMap(group -> Recording.group(group).stream())
        .map(Recording::request)
        .map(request -> new String(request, UTF_8))
        .filter(request -> request.startsWith("POST /v1/"))
        .map(request -> request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(UTF_8))
        .filter(body -> body.length > 0);
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  /// Mutated recordings: objected to or understood, never an exception.
  @ParameterizedTest
  @MethodSource("seeds")
  void garbageIsNeverATrouble(long seed) throws IOException {
    var random = new Random(seed);
    var client = new OpenAiClient();
    for (byte[] body : recordedBodies().toList()) {
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        switch (random.nextInt(3)) {
          case 0 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
          case 1 ->
              body[random.nextInt(body.length)] = (byte) "{}[]\":,0n-e".charAt(random.nextInt(11));
          default -> {
            int from = random.nextInt(body.length);
            int to = random.nextInt(body.length);
            int count = random.nextInt(body.length - Math.max(from, to));
            System.arraycopy(body, from, body, to, count);
          }
        }
      }
      for (Api api : List.of(Api.OPENAI_CHAT, Api.OPENAI_COMPLETIONS, Api.OPENAI_EMBEDDINGS)) {
        assertThat(client.hear(api, new ByteArrayInputStream(body))).isNotNull();
      }
    }
  }
}
