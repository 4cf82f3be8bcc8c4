package dev.homeport.wire.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes, and however it is cut, the readers of frames tell what a reader tells that has
/// all of it before it (wire.md G.1 to G.6).
class FrameFuzzTest {
  private static final int TIMES = 40;

  private static final List<byte[]> BODIES = bodies();

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  private static List<byte[]> bodies() {
    var bodies = new ArrayList<byte[]>();
    for (Recorded recorded : Recorded.all()) {
      if (recorded.body().length > 0 && recorded.body().length < 20_000) {
        bodies.add(recorded.body());
      }
    }
    for (String end : List.of("\n", "\r\n", "\r")) {
      bodies.add(
          """
          \ufeff: OPENROUTER PROCESSING

          data: {"id":"1","choices":[{"delta":{"content":"a\u2028b😀"}}]}

          event: message_start
          data:{"a":1}
          data: {"b":

          id: 7
          retry: 10
          {
            "error": {"code": 429}
          }
          data

          event
          data: [DONE]"""
              .replace("\n", end)
              .getBytes(UTF_8));
    }
    return bodies;
  }

  private static byte[] spoilt(Random random) {
    return Mutation.of(BODIES.get(random.nextInt(BODIES.size())), random);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eventsAreTheSameHoweverTheyAreCut(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TIMES; i++) {
      byte[] bytes = spoilt(random);
      List<String> expected = events(bytes);
      assertThat(EventReaderTest.heard(bytes, Math.max(1, bytes.length))).isEqualTo(expected);
      var heard = new EventReaderTest.Heard();
      var reader = new EventReader(heard);
      Mutation.cut(bytes, random, reader::feed);
      reader.end();
      assertThat(heard.heard).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linesAreTheSameHoweverTheyAreCut(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TIMES; i++) {
      byte[] bytes = spoilt(random);
      List<String> expected = lines(bytes);
      assertThat(LineReaderTest.heard(bytes, Math.max(1, bytes.length))).isEqualTo(expected);
      var heard = new LineReaderTest.Heard();
      var reader = new LineReader(heard);
      Mutation.cut(bytes, random, reader::feed);
      reader.end();
      assertThat(heard.heard).isEqualTo(expected);
    }
  }

  @Test
  void everyByteMayBeTheLastOfItsPiece() {
    for (byte[] bytes : BODIES) {
      if (bytes.length < 2_000) {
        assertThat(EventReaderTest.heard(bytes, 1)).isEqualTo(events(bytes));
        assertThat(LineReaderTest.heard(bytes, 1)).isEqualTo(lines(bytes));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "data: x", "data:\n", "a\n", "data: x\n", ":", " ", "\r", "event:x"})
  void whatNeverEndsTakesNoMemoryToSpeakOf(String beginning) {
    var events = new EventReaderTest.Heard();
    var eventReader = new EventReader(events);
    var lines = new int[1];
    var lineReader = new LineReader((_, _, _) -> lines[0]++);
    byte[] piece = beginning.repeat(100_000).getBytes(UTF_8);
    for (int i = 0; i < 300; i++) {
      eventReader.feed(piece, 0, piece.length);
      lineReader.feed(piece, 0, piece.length);
    }
    eventReader.end();
    lineReader.end();
    assertThat(events.heard).hasSizeLessThanOrEqualTo(1);
    assertThat(lines[0]).isIn(0, 1, 30_000_000);
  }

  /// The events of bytes that are all there, by the letter of the rules.
  private static List<String> events(byte[] bytes) {
    var events = new ArrayList<String>();
    String text = new String(bytes, ISO_8859_1).replaceFirst("^\u00ef\u00bb\u00bf", "");
    String name = "";
    var data = new StringBuilder();
    var stray = new ArrayList<String>();
    for (String line : (text + "\n\n").split("\r\n|\r|\n", -1)) {
      boolean known = line.matches("(?s)|:.*|(data|event|id|retry)(:.*)?");
      if (!known) {
        stray.add(line);
        continue;
      }
      if (!stray.isEmpty()) {
        events.add("?" + utf8(String.join("\n", stray)));
        stray.clear();
      }
      String value = value(line);
      if (line.startsWith(":")) {
        events.add(":");
      } else if (line.startsWith("data")) {
        data.append('\n').append(value);
      } else if (line.startsWith("event")) {
        name = value;
      } else if (line.isEmpty()) {
        if (data.length() > 1) {
          events.add(utf8(name) + "=" + utf8(data.substring(1)));
        }
        data.setLength(0);
        name = "";
      }
    }
    return events;
  }

  private static String value(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
  }

  private static List<String> lines(byte[] bytes) {
    var lines = new ArrayList<String>();
    for (String line : new String(bytes, ISO_8859_1).split("\n", -1)) {
      String bare = line.replaceAll("^[ \t\r]+|[ \t\r]+$", "");
      if (!bare.isEmpty()) {
        lines.add(utf8(bare));
      }
    }
    return lines;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
