package dev.homeport.dialect.responses;

import static dev.homeport.dialect.responses.Exchange.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dialect.Heard;
import dev.homeport.fake.Recording;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What makes no sense is refused as the real API refuses it.
class ObjectionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | | Invalid type for the body: expected an object, but got an array instead.",
        "{'input':'x'} | model | Missing required parameter: 'model'.",
        "{'model':5,'input':'x'} | model"
            + " | Invalid type for 'model': expected a string, but got an integer instead.",
        "{'model':'m'} | input | Missing required parameter: 'input'.",
        "{'model':'m','input':{}} | input"
            + " | Invalid type for 'input': expected an array, but got an object instead.",
        "{'model':'m','input':[]} | input | Invalid 'input': empty array. Expected an array with"
            + " minimum length 1, but got an empty array instead.",
        "{'model':'m','input':'x','stream':'yes'} | stream"
            + " | Invalid type for 'stream': expected a boolean, but got a string instead.",
        "{'model':'m','input':'x','temperature':'hot'} | temperature"
            + " | Invalid type for 'temperature': expected a decimal, but got a string instead.",
        "{'model':'m','input':'x','temperature':1e999} | temperature"
            + " | Invalid type for 'temperature': expected a decimal, but got a decimal instead.",
        "{'model':'m','input':'x','max_output_tokens':0} | max_output_tokens | Invalid"
            + " 'max_output_tokens': integer below minimum value. Expected a value >= 1, but got 0"
            + " instead.",
        "{'model':'m','input':'x','max_output_tokens':1.5} | max_output_tokens | Invalid type for"
            + " 'max_output_tokens': expected an integer, but got a decimal instead.",
        "{'model':'m','input':'x','reasoning':{'effort':'huge'}} | reasoning.effort | Invalid value:"
            + " 'huge'. Supported values are: 'none', 'minimal', 'low', 'medium', 'high', 'xhigh'.",
        "{'model':'m','input':'x','text':{'format':{'type':'json_schema','schema':{}}}}"
            + " | text.format.name | Missing required parameter: 'text.format.name'.",
        "{'model':'m','input':'x','tools':[{'type':'function'}]} | tools[0].name"
            + " | Missing required parameter: 'tools[0].name'.",
        "{'model':'m','input':'x','tools':[{'type':'function','name':''}]} | tools[0].name"
            + " | Invalid 'tools[0].name': empty string. Expected a string with minimum length 1,"
            + " but got an empty string instead.",
        "{'model':'m','input':'x','tool_choice':{'type':'function','name':'f'}} | tool_choice"
            + " | Tool choice 'f' not found in 'tools' parameter.",
        "{'model':'m','input':'x','previous_response_id':'resp_1'} | previous_response_id"
            + " | This server keeps no state between requests: 'previous_response_id' cannot be"
            + " used. Send all items of the conversation in 'input'.",
        "{'model':'m','input':'x','conversation':{'id':'c'}} | conversation | This server keeps no"
            + " state between requests: 'conversation' cannot be used. Send all items of the"
            + " conversation in 'input'.",
        "{'model':'m','input':'x','background':true} | background | This server keeps no state"
            + " between requests: 'background' cannot be used. Use 'stream' for long answers.",
        "{'model':'m','input':'x','prompt':{'id':'p'}} | prompt | This server keeps no state"
            + " between requests: 'prompt' cannot be used. Send its text in 'instructions'.",
      })
  void badFieldIsNamed(String body, @Nullable String parameter, String objection) {
    assertThat(refused(body)).isEqualTo(new Heard.Objection(400, objection, parameter));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7 | input[0] | Invalid type for 'input[0]': expected an object, but got an integer instead.",
        "{} | input[0].type | Missing required parameter: 'input[0].type'.",
        "{'role':'tool','content':'x'} | input[0].role | Invalid value: 'tool'. Supported values"
            + " are: 'assistant', 'system', 'developer', 'user'.",
        "{'role':'user'} | input[0].content | Missing required parameter: 'input[0].content'.",
        "{'role':'user','content':[{'type':'input_file','file_id':'f'}]}"
            + " | input[0].content[0].type | Invalid value: 'input_file'. Supported values are:"
            + " 'input_text', 'input_image', 'input_audio', 'output_text', and 'refusal'.",
        "{'role':'user','content':[{'type':'input_image','image_url':'https://h/x.png'}]}"
            + " | input[0].content[0].image_url | Invalid 'image_url'. Images are not fetched:"
            + " expected a base64-encoded data URL with an image MIME type"
            + " (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU=').",
        "{'role':'user','content':[{'type':'input_image','image_url':'data:text/html;base64,AA'}]}"
            + " | input[0].content[0].image_url | Invalid MIME type. Only image types are"
            + " supported: png, jpeg, gif and webp.",
        "{'role':'user','content':[{'type':'input_image','file_id':'f'}]}"
            + " | input[0].content[0].file_id | Files are not kept here. Send the image itself as a"
            + " data URL in 'image_url'.",
        "{'type':'function_call_output','call_id':'k','output':'1'} | input[0]"
            + " | No tool call found for function call output with call_id k.",
        "{'type':'function_call','name':'f','arguments':'{}'} | input[0].call_id"
            + " | Missing required parameter: 'input[0].call_id'.",
        "{'type':'local_shell_call','call_id':'k','action':{}} | input[0].type | Invalid value:"
            + " 'local_shell_call'. Items of this type cannot be used here. Supported values are:"
            + " 'message', 'reasoning', 'function_call', 'function_call_output',"
            + " 'custom_tool_call', and 'custom_tool_call_output'.",
        "{'type':'item_reference','id':'msg_1'} | input[0] | This server keeps no state between"
            + " requests: 'item_reference' cannot be used. Send the item itself.",
      })
  void badItemIsNamed(String item, String parameter, String objection) {
    assertThat(refused("{'model':'m','input':[" + item + "]}"))
        .isEqualTo(new Heard.Objection(400, objection, parameter));
  }

  @Test
  void whatIsNoJsonIsSaidToBeNone() {
    assertThat(refused("{'model':").text()).startsWith("We could not parse the JSON body");
    assertThat(refused("[".repeat(5_000)).text()).contains("nested more than 512 deep");
    assertThat(refused("").text()).startsWith("Invalid type for the body");
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenBodiesNeverBreakTheListener(int seed) {
    var random = new Random(seed);
    List<Recording> recordings = Recording.group("responses");
    for (int i = 0; i < 50; i++) {
      byte[] request = recordings.get(random.nextInt(recordings.size())).request();
      for (int j = random.nextInt(8); j >= 0; j--) {
        int at = random.nextInt(request.length);
        request[at] = (byte) "{}[]\",:0123nulltrue\\u\u0000\u00ff ".charAt(random.nextInt(24));
      }
      int body = Math.max(0, new String(request, UTF_8).indexOf("{\"model"));
      assertThat(Exchange.hear(Arrays.copyOfRange(request, body, request.length))).isNotNull();
    }
  }

  private static Heard.Objection refused(String body) {
    Heard heard = Exchange.hear(json(body).getBytes(UTF_8));
    assertThat(heard).isInstanceOf(Heard.Objection.class);
    return (Heard.Objection) heard;
  }
}
