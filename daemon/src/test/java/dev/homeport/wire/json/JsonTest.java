package dev.homeport.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"\"",
        "{\"z\":1,\"a\":{\"c\":[1,2.50,true,false,null],\"b\":\"\"}}",
        "[1.0,0.10,-0.0001,10000000000000001,123456789012345678901234567890,0.1234567890123456789]",
        "[9223372036854775807,-9223372036854775808,0,-1,7,10,99,100]",
        "{\"a\":\"\\\"\\\\\\n\\r\\t\\u0000\\u007f\\u0085\\u2028\\u2029 ä€😀\"}",
        "\"\\ud83d\"",
        "[\"\\ude00\\ud83d\",\"a\\ud83d\\n\"]",
      })
  void whatIsReadIsWrittenAsItWas(String json) throws IOException {
    JsonNode value = Json.read(json);
    assertThat(Json.text(value)).isEqualTo(json);
    assertThat(Json.bytes(value)).isEqualTo(utf8(json));
    var out = new ByteArrayOutputStream();
    Json.write(value, out);
    assertThat(out.toString(UTF_8)).isEqualTo(json);
    assertThat(Json.read(utf8(json))).isEqualTo(value);
    assertThat(Json.read(new ByteArrayInputStream(utf8(json)))).isEqualTo(value);
  }

  @Test
  void characterThatEndsLinesForSomeClientsIsEscaped() {
    // wire.md B.3 rule 3
    assertThat(Json.text(Json.object().put("a\u2028", "\u0085\u2029")))
        .isEqualTo("{\"a\\u2028\":\"\\u0085\\u2029\"}");
  }

  @Test
  void largeTextIsWrittenInPiecesAndLosesNoPair() throws IOException {
    String text = "x" + "😀".repeat(50_000) + "\ud83d";
    var out = new ByteArrayOutputStream();
    Json.write(Json.array().add(text).add("y"), out);
    assertThat(out.toString(UTF_8))
        .isEqualTo("[\"x" + "😀".repeat(50_000) + "\\ud83d\",\"y\"]")
        .isEqualTo(Json.text(Json.array().add(text).add("y")));
  }

  @Test
  void numberThatIsNoneIsNull() {
    assertThat(Json.text(Json.array().add(Double.NaN).add(1.5).add(Float.POSITIVE_INFINITY)))
        .isEqualTo("[null,1.5,null]");
  }

  @Test
  void lastOfSeveralFieldsCounts() throws JsonProcessingException {
    // wire.md G.59
    assertThat(Json.text(Json.read("{\"model\":\"a\",\"b\":1,\"model\":\"c\"} trailing")))
        .isEqualTo("{\"model\":\"c\",\"b\":1}");
  }

  @Test
  void textAfterTheValueIsRefusedWhereTheWholeIsMeant() throws JsonProcessingException {
    byte[] good = utf8("x{\"a\":1} \n x");
    assertThat(Json.readWhole(good, 1, good.length - 2).path("a").intValue()).isEqualTo(1);
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.readWhole(good, 1, good.length - 1));
  }

  @Test
  void nothingIsMissingAndSoIsWhatIsNoJson() throws JsonProcessingException {
    assertThat(Json.read(" \n").isMissingNode()).isTrue();
    assertThat(Json.read(new byte[0]).isMissingNode()).isTrue();
    assertThat(Json.readOrMissing(utf8("<html>"), 0, 6).isMissingNode()).isTrue();
    assertThat(Json.readOrMissing(utf8("[1]"), 0, 3).isArray()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, INT",
    "-0, INT",
    "2147483647, INT",
    "2147483648, LONG",
    "-2147483648, INT",
    "-2147483649, LONG",
    "999999999999999999, LONG",
    "9223372036854775807, LONG",
    "-9223372036854775808, LONG",
    "9223372036854775808, BIG_INTEGER",
    "1.0, BIG_DECIMAL",
    "1e2, BIG_DECIMAL",
    "-0.0, BIG_DECIMAL"
  })
  void numberIsAsWideAsItMustBe(String number, JsonParser.NumberType type)
      throws JsonProcessingException {
    assertThat(Json.read(number).numberType()).isEqualTo(type);
    assertThat(Json.read(number).decimalValue()).isEqualByComparingTo(number);
  }

  @Test
  void escapesMeanWhatTheySay() throws JsonProcessingException {
    assertThat(
            Json.read("\"\\b\\f\\n\\r\\t\\\"\\\\\\/ä\\u00e4\\ud83d\\ude00\\uD83D.\"").textValue())
        .isEqualTo("\b\f\n\r\t\"\\/ää😀\ud83d.");
    assertThat(Json.read("{\"\\u0061\":1}").path("a").intValue()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNoTextBecomeReplacements() throws JsonProcessingException {
    var bytes = new byte[] {'"', (byte) 0xff, 'a', (byte) 0xe2, (byte) 0x82, '"'};
    assertThat(Json.read(bytes).textValue()).isEqualTo("\uFFFDa\uFFFD");
  }

  @Test
  void nestingHasItsLimit() throws JsonProcessingException {
    String deep = "[".repeat(Json.DEEPEST) + "]".repeat(Json.DEEPEST);
    assertThat(Json.text(Json.read(deep))).isEqualTo(deep);
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.read("[".repeat(Json.DEEPEST + 1)));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.read("{\"a\":".repeat(100_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999999999",
        "-1e-99999999999",
        "1e",
        "[01]",
        "\"\t\"",
        "{\"a\":1,}",
        "tru",
        "["
      })
  void whatIsNoJsonIsSaidByOneException(String text) {
    assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> Json.read(text));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.read(utf8(text)));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.read(new ByteArrayInputStream(utf8(text))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1", "{\"a\":", "{\"a\"", "\"abc", "\"abc\\", "\"\\u12", "tr", "-", "1."})
  void textThatJustEndsIsToldFromOneThatIsWrong(String text) {
    assertThatExceptionOfType(JsonEOFException.class).isThrownBy(() -> Json.read(text));
    assertThatExceptionOfType(JsonParseException.class)
        .isThrownBy(() -> Json.read(text + "\u0001x"))
        .withMessageEndingWith(" at byte " + text.length());
  }

  @Test
  void numberHasItsLimit() throws JsonProcessingException {
    assertThat(Json.text(Json.read("1e999999999"))).isEqualTo("1E+999999999");
    assertThat(Json.read("1e999999999").longValue()).isZero();
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.read("1".repeat(1001)));
  }

  @Test
  void pictureOfManyMebibytesIsRead() throws JsonProcessingException {
    byte[] json = new byte[41 * 1024 * 1024];
    Arrays.fill(json, (byte) 'A');
    json[0] = '"';
    json[json.length - 1] = '"';
    assertThat(Json.read(json).textValue()).hasSize(json.length - 2);
  }

  @Test
  void textIsWrittenAsTheOtherWriterWritesIt() {
    var all = new StringBuilder();
    for (char unit = 0; unit < 0x3000; unit++) {
      all.append(unit);
    }
    assertThat(Json.text(Json.array().add(all.toString())))
        .isEqualTo("[" + JsonText.quoted(all.toString()) + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "1.5", "\"\"", "{\"a\":{}}", "77"})
  void millionsOfSmallValuesDoNotFillTheMemory(String value) {
    String bomb = "[" + (value + ",").repeat(2_000_000 / value.length()) + value + "]";
    assertThatExceptionOfType(JsonParseException.class)
        .isThrownBy(() -> Json.read(bomb))
        .withMessageContaining("more values than can be held");
  }

  @Test
  void vectorsTakeNoMoreThanTheirNumbers() {
    String bomb = "[0.1" + ",1.5e-3".repeat(1_000_000) + "]";
    JsonNode read = Json.vectorsOrMissing(utf8("{\"data\":[{\"embedding\":" + bomb + "}]}"));
    double[] vector = Json.vector(read.path("data").path(0).path("embedding"));
    assertThat(vector).hasSize(1_000_001).startsWith(0.1, 0.0015);
    assertThat(Json.vectorsOrMissing(utf8("[1,null]")).isMissingNode()).isTrue();
    assertThat(Json.vectorsOrMissing(utf8("[1,")).isMissingNode()).isTrue();
    assertThat(Json.vector(Json.vectorsOrMissing(utf8("[]")))).isNull();
    assertThat(Json.vector(Json.vectorsOrMissing(utf8("[-0,1e999999999]"))))
        .containsExactly(-0.0, Double.POSITIVE_INFINITY);
  }

  @Test
  void longConversationOfShortMessagesIsRead() throws IOException {
    String message = "{\"role\":\"user\",\"content\":\"yes, please go on with it\"}";
    String history = "[" + (message + ",").repeat(20_000) + message + "]";
    assertThat(Json.read(history)).hasSize(20_001);
    String context = "[" + "128001,".repeat(200_000) + "1]";
    assertThat(Json.read(context)).hasSize(200_001);
  }
}
