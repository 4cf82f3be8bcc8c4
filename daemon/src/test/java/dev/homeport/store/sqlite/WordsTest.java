package dev.homeport.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Words in a column.
class WordsTest {
  @Test
  void wordsAreWhatWasPutIn() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      List<String> words = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        var word = new StringBuilder();
        for (int j = random.nextInt(6); j > 0; j--) {
          word.append("ab\\n\n0\0 ö".charAt(random.nextInt(9)));
        }
        words.add(word.toString());
      }
      assertThat(Words.in(Words.of(words))).describedAs("seed %d", seed).isEqualTo(words);
    }
  }
}
