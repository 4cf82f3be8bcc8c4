package dev.homeport.dialect.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Piece;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Thoughts between tags that come in pieces (wire.md G.27).
class InlineThinkingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      emptyValue = "",
      value = {
        "<think>a < b</think>\\n\\nc|a < b|c",
        "\\n <think>a</think>c|a|c",
        "no <think>a</think>|''|no <think>a</think>",
        "<thin|''|<thin",
        "<think>a</thi|a</thi|''",
        "<think></think>c|''|c",
        "<think>a</think>b</think>|a|b</think>",
        "<thinking>a|''|<thinking>a",
        "  a|''|  a",
      })
  void thoughtsAreKeptApartHoweverTheyAreCut(String escaped, String thought, String text) {
    String said = escaped.translateEscapes();
    for (int cut = 1; cut <= said.length(); cut++) {
      var thoughts = new StringBuilder();
      var texts = new StringBuilder();
      var pieces = new ArrayList<Piece>();
      var thinking = new InlineThinking();
      for (int from = 0; from < said.length(); from += cut) {
        thinking.feed(said.substring(from, Math.min(from + cut, said.length())), pieces::add);
      }
      thinking.end(pieces::add);
      for (Piece piece : pieces) {
        switch (piece) {
          case Piece.Thought(String more) -> thoughts.append(more);
          case Piece.Text(String more) -> texts.append(more);
          default -> throw new AssertionError(piece);
        }
        assertThat(piece.isContent()).isTrue();
      }
      assertThat(thoughts).hasToString(thought);
      assertThat(texts).hasToString(text);
    }
  }
}
