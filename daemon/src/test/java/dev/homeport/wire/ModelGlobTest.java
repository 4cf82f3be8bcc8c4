package dev.homeport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which models a pattern means.
class ModelGlobTest {
  @ParameterizedTest
  @CsvSource({
    "qwen2.5:7b,    qwen2.5:7b,         true",
    "qwen2.5:7b,    qwen2x5:7b,         false",
    "qwen2.5:7b,    qwen2.5:7b-q4,      false",
    "Qwen*,         qwen2.5:7b,         true",
    "*,             anything:latest,    true",
    "*:7b,          qwen2.5:7b,         true",
    "*:7b,          qwen2.5:70b,        false",
    "llama?:8b,     llama3:8b,          true",
    "llama?:8b,     llama33:8b,         false",
    "llama3,        llama3:latest,      true",
    "llama3,        llama3:8b,          false",
    "*coder,        deepseek-coder:latest, true",
    "*coder,        deepseek-coder:7b,  false",
    "llama3:latest, llama3:latest,      true",
    "host:5000/me/m, host:5000/me/m:latest, true",
    "*a*b*:x,       zazbz:x,            true",
    "*a*b*:x,       zbza:x,             false",
  })
  void patternMeansWhatAPersonThinks(String glob, String model, boolean meant) {
    assertThat(ModelGlob.matches(glob, model)).isEqualTo(meant);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithRegularExpressions(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      String glob = word(random, "ab*?") + ":" + word(random, "ab*?");
      String model = word(random, "ab") + ":" + word(random, "ab");
      String regex = glob.replace("*", ".*").replace('?', '.');
      assertThat(ModelGlob.matches(glob, model))
          .as("%s against %s", glob, model)
          .isEqualTo(Pattern.matches(regex, model));
    }
  }

  private static String word(Random random, String letters) {
    var word = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  @Test
  void noPatternIsSlow() {
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> ModelGlob.matches("*a".repeat(100) + "b:x", "a".repeat(20_000) + ":x"));
  }
}
