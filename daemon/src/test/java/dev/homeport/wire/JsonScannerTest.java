package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
  /// Writes down all that it hears.
  private static final class Hearing implements JsonScanner.Listener {
    private final StringBuilder heard = new StringBuilder();
    private final int kept;

    Hearing(int kept) {
      this.kept = kept;
    }

    @Override
    public int keeps(int depth, boolean name) {
      return kept;
    }

    @Override
    public void name(int depth, JsonString name) {
      heard.append(depth).append('<').append(name).append(name.isCut() ? "…>" : ">");
    }

    @Override
    public void string(int depth, JsonString value) {
      heard.append(depth).append('"').append(value).append(value.isCut() ? "…\"" : "\"");
    }

    @Override
    public void number(int depth, JsonString value) {
      heard.append(depth).append('#').append(value);
    }

    @Override
    public void literal(int depth, char first) {
      heard.append(depth).append(first);
    }

    @Override
    public void begin(int depth, boolean object) {
      heard.append(depth).append(object ? '{' : '[');
    }

    @Override
    public void end(int depth) {
      heard.append(depth).append('.');
    }
  }

  private static String heard(byte[] json, int step, int kept) {
    var hearing = new Hearing(kept);
    var scanner = new JsonScanner(hearing, false);
    for (int at = 0; at < json.length; at += step) {
      scanner.feed(json, at, Math.min(step, json.length - at));
    }
    scanner.finish();
    return scanner.problem() != null
        ? "!" + scanner.offset()
        : hearing.heard + (scanner.isComplete() ? "" : "?" + scanner.offset());
  }

  private static String heard(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    String atOnce = heard(bytes, Math.max(bytes.length, 1), 1000);
    for (int step = 1; step < bytes.length; step++) {
      assertThat(heard(bytes, step, 1000)).isEqualTo(atOnce);
    }
    return atOnce;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                        | 0{0.",
        "{ \"a\" : [ 1 , {} ] }    | 0{1<a>1[2#12{2.1.0.",
        "[[],[[]],true,null,false] | 0[1[1.1[2[2.1.1t1n1f0.",
        "-0.5e+10                  | 0#-0.5e+10",
        "0                         | 0#0",
        "1e400                     | 0#1e400",
        "{} trailing {             | 0{0.",
        "\"x\" \"y\"               | 0\"x\"",
        "\"\\u006d\\u00e4\\/\\n\"  | 0\"mä/`",
        "\"\\ud83d\\ude00\"        | 0\"😀\"",
        "\"\\ud83dx\"              | 0\"\uFFFDx\"",
        "\"\\ud83d\\n\"            | 0\"\uFFFD`",
        "\"\\ud83d\"               | 0\"\uFFFD\"",
        "\"\\ude00\\ud83d\"        | 0\"\uFFFD\uFFFD\"",
        "\"\\ud83d\\ud83d\\ude00\" | 0\"\uFFFD😀\"",
        "\"\\u212A\"               | 0\"\u212A\"",
      })
  void whatGoTakesIsTold(String json, String heard) {
    assertThat(heard(json))
        .isEqualTo(heard.replace("/`", "/\n\"").replace("\uFFFD`", "\uFFFD\n\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{,}                  | !1",
        "{\"a\":1,}           | !7",
        "[1,]                 | !3",
        "{\"a\" 1}            | !5",
        "{'a':1}              | !1",
        "{a:1}                | !1",
        "[01]                 | !2",
        "[+1]                 | !1",
        "[.5]                 | !1",
        "[1.]                 | !3",
        "[1e]                 | !3",
        "[--1]                | !2",
        "[NaN]                | !1",
        "[nul]                | !4",
        "[True]               | !1",
        "[\"\\x41\"]          | !3",
        "[\"\\u00g0\"]        | !6",
        "[1 2]                | !3",
        "[}                   | !1",
        "{\"a\":]             | !5",
        "]                    | !0",
        "/* x */ {}           | !0",
        "\uFEFF{}             | !0",
      })
  void whatGoRefusesIsBrokenAtItsByte(String json, String broken) {
    assertThat(heard(json)).isEqualTo(broken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "{\"a\"", "{\"a\":", "[1", "\"", "\"\\", "\"\\u12", "-", "1e", "tru"
      })
  void whatEndsTooEarlyIsNotComplete(String json) {
    assertThat(heard(json)).endsWith("?" + json.length());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x0a, 0x09, 0x1f})
  void controlCharactersBreakAString(int control) {
    assertThat(heard("[\"abcdefghij" + (char) control + "klmnop\"]")).isEqualTo("!12");
  }

  @ParameterizedTest
  @CsvSource({"10000, true", "10001, false", "100000, false"})
  void tenThousandBracketsMayBeOpen(int deep, boolean taken) {
    String json = "[".repeat(deep) + "]".repeat(deep);
    assertThat(heard(json.getBytes(UTF_8), 977, 0).startsWith("!")).isEqualTo(!taken);
    assertThat(
            heard(
                    "{\"a\":"
                        .repeat(deep - 1)
                        .concat("{}")
                        .concat("}".repeat(deep - 1))
                        .getBytes(UTF_8),
                    977,
                    0)
                .startsWith("!"))
        .isEqualTo(!taken);
  }

  @ParameterizedTest
  @CsvSource({"0, 0\"…\"", "3, 0\"abc…\"", "6, 0\"abcdef\"", "7, 0\"abcdef\""})
  void onlyWhatIsWantedIsKept(int kept, String heard) {
    assertThat(heard("\"abcdef\"".getBytes(UTF_8), 2, kept)).isEqualTo(heard);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "MODEL", "mOdEl"})
  void namesFoldAsInGo(String name) {
    assertThat(folds(name, "model")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "\u212Aeep_alive, keep_alive, true",
    "option\u017F, options, true",
    "\u017Ftream, stream, true",
    "\u212Aeep-alive, keep_alive, false",
    "ｍodel, model, false",
    "mödel, model, false",
    "models, model, false",
    "mode, model, false",
    "\u00DF, ss, false",
    "k\u0130nd, kind, false",
  })
  void onlyTheKelvinSignAndTheLongSAreLettersBesides(String name, String field, boolean folds) {
    assertThat(folds(name, field)).isEqualTo(folds);
  }

  private static boolean folds(String name, String field) {
    byte[] bytes = name.getBytes(UTF_8);
    var string = new JsonString();
    string.add(bytes, 0, bytes.length, 100);
    return string.folds(field);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// Any bytes at all, cut anywhere, are told the same way.
  @ParameterizedTest
  @MethodSource("seeds")
  void cutsDoNotMatter(long seed) {
    var random = new Random(seed);
    String letters = "{}[]\"\\,:0123.eE+-truefalsnu \n\tabcä\u0001\u00ff";
    var json = new StringBuilder(random.nextBoolean() ? "{\"a\":[\"" : "");
    for (int i = random.nextInt(60); i > 0; i--) {
      json.append(letters.charAt(random.nextInt(letters.length())));
    }
    byte[] bytes = json.toString().getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);
    String atOnce = heard(bytes, Math.max(1, bytes.length), 5);
    for (int step = 1; step < bytes.length; step++) {
      assertThat(heard(bytes, step, 5)).isEqualTo(atOnce);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\"\\ud83d", "[[[", "[1", "{\"a\" 1}", "tru", "{}"})
  void scannerReadsAnotherTextAfterAnyOther(String other) {
    var hearing = new Hearing(100);
    var scanner = new JsonScanner(hearing, false);
    byte[] bytes = other.getBytes(UTF_8);
    scanner.feed(bytes, 0, bytes.length);
    scanner.reset();
    hearing.heard.setLength(0);
    assertThat(scanner.isEmpty()).isTrue();
    assertThat(scanner.offset()).isZero();
    byte[] next = "[\"x\"]".getBytes(UTF_8);
    scanner.feed(next, 0, next.length);
    assertThat(scanner.isComplete()).isTrue();
    assertThat(hearing.heard).hasToString("0[1\"x\"0.");
  }

  @Test
  void valueIsToldAtItsFirstByte() {
    var places = new StringBuilder();
    var scanners = new JsonScanner[1];
    var scanner =
        new JsonScanner(
            new JsonScanner.Listener() {
              @Override
              public void value(int depth) {
                places.append(depth).append('@').append(scanners[0].offset()).append(' ');
              }

              @Override
              public void number(int depth, JsonString value) {
                places.append("until ").append(scanners[0].offset()).append(' ');
              }
            },
            false);
    scanners[0] = scanner;
    for (byte each : " { \"a\" : [ 12 ,-3],\"b\":true,\"c\": \"x\"}".getBytes(UTF_8)) {
      scanner.feed(new byte[] {each}, 0, 1);
    }
    assertThat(places).hasToString("0@1 1@9 2@11 until 13 2@15 until 17 1@23 1@33 ");
  }
}
