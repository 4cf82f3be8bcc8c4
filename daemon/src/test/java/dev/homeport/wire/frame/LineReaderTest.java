package dev.homeport.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// wire.md G.1, G.2 and G.4.
class LineReaderTest {
  /// Writes down what it hears.
  static final class Heard implements LineReader.Listener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void line(byte[] bytes, int from, int count) {
      heard.add(new String(bytes, from, count, UTF_8));
    }

    @Override
    public void tooLong() {
      heard.add("!");
    }
  }

  static List<String> heard(byte[] bytes, int step) {
    var heard = new Heard();
    var reader = new LineReader(heard);
    for (int at = 0; at < bytes.length; at += step) {
      reader.feed(bytes, at, Math.min(step, bytes.length - at));
    }
    reader.end();
    return heard.heard;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}/          | {}",
        "{}/{}        | {},{}",
        "   {\"a\":1}/| {\"a\":1}",
        "/ / \t/{}//  | {}",
        "{\"a\": 1 }~/| {\"a\": 1 }",
        "{}~{}/       | {}~{}",
        "{\"a\":\"\u0085\u2028ä\"}/1 | {\"a\":\"\u0085\u2028ä\"},1",
        "/ /          |",
      })
  void onlyTheLineFeedEndsALine(String lines, String told) {
    byte[] bytes = lines.replace('/', '\n').replace('~', '\r').getBytes(UTF_8);
    for (int step = 1; step <= bytes.length; step++) {
      assertThat(String.join(",", heard(bytes, step)).replace('\r', '~'))
          .isEqualTo(told == null ? "" : told);
    }
  }

  @Test
  void lineInOnePieceIsToldWhereItLies() {
    byte[] bytes = " {\"a\":1}\n[2]\r\n".getBytes(UTF_8);
    var places = new ArrayList<Integer>();
    var reader =
        new LineReader(
            (told, from, _) -> {
              assertThat(told).isSameAs(bytes);
              places.add(from);
            });
    reader.feed(bytes, 0, bytes.length);
    assertThat(places).containsExactly(1, 9);
  }

  @Test
  void whatIsTooLongEndsIt() {
    var heard = new Heard();
    var reader = new LineReader(heard);
    byte[] bytes = "1\n".getBytes(UTF_8);
    reader.feed(bytes, 0, bytes.length);
    byte[] much = "x".repeat(Lines.LONGEST / 2 + 1).getBytes(UTF_8);
    reader.feed(much, 0, much.length);
    assertThat(heard.heard).containsExactly("1");
    reader.feed(much, 0, much.length);
    reader.feed(bytes, 0, bytes.length);
    reader.end();
    assertThat(heard.heard).containsExactly("1", "!");
  }
}
