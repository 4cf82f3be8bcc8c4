package dev.homeport.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Node.Items;
import dev.homeport.config.source.Node.Nothing;
import dev.homeport.config.source.Node.Text;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// YAML with its places.
class YamlFileTest {
  private static final Path FILE = Path.of("c.yaml");

  @Test
  void scalarStaysTheTextThatWasWritten() {
    assertThat(text("a: off")).isEqualTo("off");
    assertThat(text("a: 22:22")).isEqualTo("22:22");
    assertThat(text("a: 0x10")).isEqualTo("0x10");
    assertThat(text("a: \"7\"")).isEqualTo("7");
    assertThat(text("a: 2026-11-25")).isEqualTo("2026-11-25");
    assertThat(text("a: 'null'")).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:", "a: ~", "a: null"})
  void nothingIsNothing(String yaml) {
    assertThat(first(yaml)).isInstanceOf(Nothing.class);
  }

  @Test
  void everyValueKnowsItsPathAndPlace() {
    Fields root = tree("one:\n  two: [ x, yy ]\n").root();
    Fields one = (Fields) root.fields().getFirst().value();
    Items two = (Items) one.fields().getFirst().value();
    assertThat(two.items())
        .extracting(Node::place, node -> node.origin().text())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one.two[1]", "c.yaml:2:10"),
            org.assertj.core.groups.Tuple.tuple("one.two[2]", "c.yaml:2:13"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: ${KEY}                | ${KEY}
          a: "x ${KEY} y"          | x ${KEY} y
          a: $${KEY}               | $${KEY}
          a: ${not a name}         | ${not a name}
          a: ${}                   | ${}
          a: '${A}${B}'            | ${A}${B}
          """)
  void referenceStaysAsWritten(String yaml, String text) {
    assertThat(text(yaml)).isEqualTo(text);
  }

  @Test
  void referenceMayStandBetweenTheBracesOfAMapping() {
    Fields map = (Fields) first("a: { k: ${KEY}, l: x${OTHER}y }");
    assertThat(map.fields())
        .extracting(field -> ((Text) field.value()).text())
        .containsExactly("${KEY}", "x${OTHER}y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: 1\\na: 2'     | c.yaml:2:1: a: is written twice; first at c.yaml:1:1; keep one of them
          '- a\\n- b'       | c.yaml:1:1: the file is a list; begin with a section such as `daemon:`
          'hello'          | c.yaml:1:1: the file is a single value; begin with a section such as `daemon:`
          'a:\\n\\tb: 1'     | c.yaml:2:1: a tab stands where blanks should; indent with blanks
          'a: [ 1'         | c.yaml:1:7: not YAML: expected ',' or ']', but got <stream end>; see to the brackets, quotes and indentation around here
          'a: 1\\n---\\nb: 2' | c.yaml:3:1: a second document begins; keep one, without `---` in between
          'a: &x 1\\nb: *y' | c.yaml:2:4: not YAML: found undefined alias y; see to the brackets, quotes and indentation around here
          'a: !env K'      | c.yaml:1:4: a: the tag !env means nothing here; remove it
          '? [a]\\n: 1'     | c.yaml:1:3: a name is not a text; write NAME: VALUE
          'b: &b {c: 1}\\na: {<<: *b}' | c.yaml:2:5: a: `<<` is not understood; write the settings out
          'a: "\\u0001"'    | c.yaml:1:5: holds the control character U+0001; remove it
          """)
  void wrongFormIsExplainedWithItsPlace(String yaml, String problem) {
    String text = yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001");
    assertThat(tree(text).problems()).extracting(Problem::text).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n"})
  void emptyFileSaysNothing(String yaml) {
    assertThat(tree(yaml).problems()).isEmpty();
    assertThat(tree(yaml).root().fields()).isEmpty();
  }

  @Test
  void aliasIsItsAnchor() {
    Fields root = tree("a: &x [ 1, 2 ]\nb: *x\n").root();
    assertThat(((Items) root.fields().getLast().value()).items()).hasSize(2);
  }

  @Test
  void laughsAreBounded() {
    var yaml = new StringBuilder("a0: &a0 [ ha, ha, ha ]\n");
    for (int i = 1; i < 16; i++) {
      yaml.append("a%d: &a%d [ *a%d, *a%d, *a%d ]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    assertThat(tree(yaml.toString()).problems())
        .extracting(Problem::what)
        .containsExactly("the file holds more than any configuration");
  }

  @Test
  void listThatHoldsItselfIsBounded() {
    assertThat(tree("a: &a [ *a ]\n").problems())
        .extracting(Problem::what)
        .containsExactly("the file holds more than any configuration");
  }

  @Test
  void deepNestIsBounded() {
    assertThat(tree("a: " + "[".repeat(5000)).problems()).hasSize(1);
  }

  private static YamlFile.Tree tree(String yaml) {
    return YamlFile.read(FILE, yaml);
  }

  private static Node first(String yaml) {
    YamlFile.Tree tree = tree(yaml);
    assertThat(tree.problems()).isEqualTo(List.of());
    return tree.root().fields().getFirst().value();
  }

  private static String text(String yaml) {
    return ((Text) first(yaml)).text();
  }
}
