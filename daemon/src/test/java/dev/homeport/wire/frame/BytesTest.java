package dev.homeport.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wire.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
  @Test
  void everythingStandsInItsOrder() throws IOException {
    var bytes = new Bytes();
    bytes.append("data: ").append('{').quoted("ä\n").append(":".getBytes(UTF_8)).number(42);
    bytes.append("x}\n\n".getBytes(UTF_8), 1, 3);
    assertThat(bytes).hasToString("data: {\"ä\\n\":42}\n\n");
    var out = new ByteArrayOutputStream();
    bytes.writeTo(out);
    assertThat(out.toByteArray()).isEqualTo(bytes.copy()).hasSize(bytes.length());
    assertThat(bytes.keep(4)).hasToString("data");
    assertThat(bytes.clear().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9, 10, 99, 100, 12345, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40})
  void numberIsWrittenInDigits(long number) {
    assertThat(new Bytes().number(number)).hasToString(Long.toString(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ascii", "ä", "aä", "€uro", "x😀y", "\ud83d", "a\ude00"})
  void textIsWrittenAsUtf8(String text) {
    assertThat(new Bytes().append(text).copy()).isEqualTo(text.getBytes(UTF_8));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quotedTextIsThatOfTheOtherWriter(long seed) {
    var random = new Random(seed);
    int[] starts = {0, 0x20, 0x70, 0x80, 0x7f0, 0x2020, 0xd7f0, 0xe000, 0xfff0, 0x1f600};
    var text = new StringBuilder();
    int points = random.nextInt(3000);
    for (int i = 0; i < points; i++) {
      int point = starts[random.nextInt(starts.length)] + random.nextInt(16);
      text.appendCodePoint(point);
    }
    String whole = text.toString();
    assertThat(new Bytes().quoted(whole)).hasToString(JsonText.quoted(whole));
  }

  @Test
  void loneHalvesAreEscapedWhereverTheyStand() {
    assertThat(new Bytes().quoted("\ud83d")).hasToString("\"\\ud83d\"");
    assertThat(new Bytes().quoted("\ude00a\ud83d\ud83d\ude00\ude00"))
        .hasToString("\"\\ude00a\\ud83d😀\\ude00\"");
  }

  @Test
  void largeOneGivesItsRoomBack() {
    var bytes = new Bytes();
    bytes.append(new byte[Bytes.KEPT + 1]).clear();
    assertThat(bytes.array()).hasSizeLessThanOrEqualTo(Bytes.KEPT);
    bytes.append(new byte[1000]);
    byte[] array = bytes.array();
    assertThat(bytes.clear().array()).isSameAs(array);
  }

  @Test
  void charactersTakenForEndsOfLinesAreEscapedFromAPlaceOn() {
    var bytes = new Bytes().append("\"a\u2028\"");
    int before = bytes.length();
    bytes.append("\"\u0085b\u2028\u2029é\ud83d\ude00\u2027\u0085\"").escapeBreaks(before);
    assertThat(bytes)
        .hasToString("\"a\u2028\"" + "\"\\u0085b\\u2028\\u2029é\ud83d\ude00\u2027\\u0085\"");
  }
}
