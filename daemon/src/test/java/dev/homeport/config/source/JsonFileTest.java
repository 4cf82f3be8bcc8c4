package dev.homeport.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Node.Items;
import dev.homeport.config.source.Node.Text;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// JSON with the places of all that is in it.
class JsonFileTest {
  private static final Path FILE = Path.of("a.json");
  private static final String WHOLE =
      """
      {\t"a": [ {"b": "x\\u00e9\\n\\/\\"", "c": -1.5e3},
        null, true, [] ], "d": {} }
      """;

  private static JsonFile.Tree read(String text) {
    return JsonFile.read(FILE, text);
  }

  @Test
  void everyValueKnowsItsPlace() {
    JsonFile.Tree tree = read(WHOLE);
    assertThat(tree.problems()).isEmpty();
    var root = (Fields) Objects.requireNonNull(tree.root());
    var list = (Items) root.fields().getFirst().value();
    var first = (Fields) list.items().getFirst();
    var text = (Text) first.fields().getFirst().value();
    assertThat(text.place()).isEqualTo("a[1].b");
    assertThat(text.text()).isEqualTo("xé\n/\"");
    assertThat(text.origin().text()).isEqualTo("a.json:1:16");
    assertThat(((Text) first.fields().getLast().value()).text()).isEqualTo("-1.5e3");
    assertThat(list.items().get(1)).isInstanceOf(Node.Nothing.class);
    assertThat(list.items().get(1).origin().text()).isEqualTo("a.json:2:3");
    assertThat(((Text) list.items().get(2)).text()).isEqualTo("true");
    assertThat(((Items) list.items().get(3)).items()).isEmpty();
    assertThat(((Fields) root.fields().getLast().value()).fields()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"a": 1,}          | 1:8: a comma stands before }; leave out the last comma
          {"a": [1 2]}       | 1:10: a comma or ] should stand here; put a comma between two of them
          {a: 1}             | 1:2: a name in " " should stand here; write "NAME": VALUE
          {"a" 1}            | 1:6: a colon should stand here; write "NAME": VALUE
          {'a': 1}           | 1:2: a name in " " should stand here; write "NAME": VALUE
          {"a": 'x'}         | 1:7: a single quote stands where JSON has none; write " for it
          {"a": x}           | 1:7: no JSON value begins here; put texts in " "
          {"a": 012}         | 1:7: no JSON value begins here; put texts in " "
          {"a": "x           | 1:7: the text that begins here does not end in its line; close it with "
          {"a": "\\d"}       | 1:7: the text that begins here has an unknown \\ in it; write \\\\ for \\
          {"a": 1            | 1:8: is only the beginning of JSON; see to its last bracket
          {"a": 1} {}        | 1:10: something follows the JSON; keep one value, in { }
          // hello           | 1:1: a comment stands here, and JSON has none; remove it
          {"a": 1 # b        | 1:9: a comment stands here, and JSON has none; remove it
          {"a": 1, "a": 2}   | 1:10: a: is written twice; first at a.json:1:2; keep one of them
          """)
  void whatIsWrongIsExplained(String text, String problem) {
    assertThat(read(text).problems())
        .extracting(Problem::text)
        .map(told -> told.replace(": : ", ": "))
        .containsExactly("a.json:" + problem);
  }

  @Test
  void nothingIsNoJson() {
    assertThat(read(" \n").problems())
        .extracting(Problem::text)
        .map(told -> told.replace(": : ", ": "))
        .containsExactly("a.json:2:1: is empty; see to its last bracket");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenFileNeverBreaksTheReader(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var text = new StringBuilder(WHOLE);
      for (int j = random.nextInt(3); j >= 0; j--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "{}[]\",:\\#".charAt(random.nextInt(9)));
          default -> text.setLength(at + 1);
        }
      }
      JsonFile.Tree tree = read(text.toString());
      assertThat(tree.root() != null || !tree.problems().isEmpty()).isTrue();
    }
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(read("[".repeat(100_000)).problems())
        .extracting(Problem::what)
        .containsExactly("is nested deeper than any such file");
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }
}
