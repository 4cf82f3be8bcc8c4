package dev.homeport.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of wire.md G.6, and whose bytes are told.
class EventReaderTest {
  /// Writes down what it hears; line feeds are shown as `/`.
  static final class Heard implements EventReader.Listener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      heard.add((name == null ? "" : name) + "=" + new String(bytes, from, count, UTF_8));
    }

    @Override
    public void stray(byte[] bytes, int from, int count) {
      heard.add("?" + new String(bytes, from, count, UTF_8));
    }

    @Override
    public void comment() {
      heard.add(":");
    }

    @Override
    public void tooLong() {
      heard.add("!");
    }
  }

  static List<String> heard(byte[] bytes, int step) {
    var heard = new Heard();
    var reader = new EventReader(heard);
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
        "data: a//                         | =a",
        "data:a//data: b//                 | =a,=b",
        "data:  a b//                      | = a b",
        "data: a                           | =a",
        "data: a/data: b//                 | =a~b",
        "data: a/data/data:/data: b//      | =a~~~b",
        "data/data//                       | =~",
        "data//                            | ",
        "data:///event: x/data://data: 1// | =1",
        "event: x//data: 1//               | =1",
        "event: x/data: 1//data: 2//       | x=1,=2",
        "data: 1/event:x//                 | x=1",
        "event: x/event: y/data: 1//       | y=1",
        "event: x/event:/data: 1//         | =1",
        ": hi//data: 1//                   | :,=1",
        "data: 1/: hi/data: 2//            | :,=1~2",
        "id: 7/retry: 10/data: 1/id/retry//| =1",
        "///data: 1////                    | =1",
        "{/  \"error\": 1/}/data: 1//      | ?{~  \"error\": 1~},=1",
        "data: 1/{/}//x                    | ?{~},=1,?x",
        "datax: 1/ data: 2/Data: 3//       | ?datax: 1~ data: 2~Data: 3",
        "<html>/:/event: x                 | ?<html>,:",
      })
  void linesBecomeEvents(String lines, String events) {
    for (String end : List.of("\n", "\r\n", "\r")) {
      byte[] bytes = ("\ufeff" + lines.stripTrailing().replace("/", end)).getBytes(UTF_8);
      for (byte[] each : List.of(bytes, new String(bytes, UTF_8).substring(1).getBytes(UTF_8))) {
        for (int step = 1; step <= each.length; step++) {
          assertThat(String.join(",", heard(each, step)).replace('\n', '~'))
              .isEqualTo(events == null ? "" : events);
        }
      }
    }
  }

  @Test
  void eventIsToldAtTheFirstByteOfItsBlankLine() {
    var heard = new Heard();
    var reader = new EventReader(heard);
    byte[] bytes = "data: 1\r\n\r\n".getBytes(UTF_8);
    reader.feed(bytes, 0, bytes.length - 1);
    assertThat(heard.heard).containsExactly("=1");
    reader.feed(bytes, bytes.length - 1, 1);
    reader.end();
    assertThat(heard.heard).containsExactly("=1");
  }

  @Test
  void eventInOnePieceIsToldWhereItLies() {
    byte[] bytes = "event: x\ndata: {\"a\":1}\n\ndata: 2\n\n".getBytes(UTF_8);
    var places = new ArrayList<Integer>();
    var reader =
        new EventReader(
            (_, told, from, _) -> {
              assertThat(told).isSameAs(bytes);
              places.add(from);
            });
    reader.feed(bytes, 0, bytes.length);
    assertThat(places).containsExactly(15, 30);
  }

  @Test
  void nameThatComesAgainIsTheSame() {
    var names = new ArrayList<@Nullable String>();
    var reader = new EventReader((name, _, _, _) -> names.add(name));
    byte[] bytes = "event: content_block_delta\ndata: 1\n\n".repeat(2).getBytes(UTF_8);
    reader.feed(bytes, 0, bytes.length);
    assertThat(names.getFirst()).isEqualTo("content_block_delta").isSameAs(names.getLast());
  }

  @ParameterizedTest
  @CsvSource({"1, 'data: '", "1, '{'", "9, 'data: '", "9, 'x'", "1, 'event: '", "1, ': '"})
  void whatIsTooLongEndsIt(int lines, String beginning) {
    var heard = new Heard();
    var reader = new EventReader(heard);
    byte[] first = "data: 1\n\n".getBytes(UTF_8);
    reader.feed(first, 0, first.length);
    byte[] line = (beginning + "x".repeat(Lines.LONGEST / lines)).getBytes(UTF_8);
    for (int i = 0; i < lines + 1; i++) {
      reader.feed(line, 0, line.length);
      reader.feed(new byte[] {'\n'}, 0, 1);
    }
    reader.feed(first, 0, first.length);
    reader.end();
    assertThat(heard.heard).containsExactly("=1", "!");
  }
}
