package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Pure: a page whose shape nobody has promised (cases.md E6).
class UsagePageTest {
  private static Map<String, Double> of(String json) {
    return UsagePage.fractions(json.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void fractionsAreFoundInEveryLikelyShape() {
    Map<String, Double> both = Map.of("session", 0.25, "weekly", 1.0);
    assertThat(of("{'session':0.25,'weekly':1}")).isEqualTo(both);
    assertThat(of("{'session_usage':0.25,'weekly_usage':1.0}")).isEqualTo(both);
    assertThat(of("{'usage':{'session':{'used':0.25,'limit':3},'week':{'used':1.0}}}"))
        .isEqualTo(both);
    assertThat(of("{'limits':[{'session':{'fraction':0.25}},{'weekly':{'fraction':1}}]}"))
        .isEqualTo(both);
    assertThat(of("{'monthly':{'utilization':0.5,'resets_at':'2026-12-01'}}"))
        .isEqualTo(Map.of("monthly", 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'session':87.5,'weekly':0.2}",
        "{'session':-1,'weekly':1}",
        "{'requests':1,'used':1}",
        "{'session':{'limit':1,'requests':2}}",
        "{'session':'1.0'}",
        "{'session':null}",
        "[]",
        "<html>",
        "{'session':",
        "1",
      })
  void anyOtherShapeSaysNothing(String json) {
    assertThat(of(json)).isEmpty();
  }

  @Test
  void nothingIsReadForEver() {
    assertThat(of("{'session':".repeat(400) + "1" + "}".repeat(400))).isEmpty();
    assertThat(of("[".repeat(100_000))).isEmpty();
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 20).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noBytesAreTooMuch(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] page = "{\"session\":{\"used\":0.5},\"weekly\":1}".getBytes(UTF_8);
      page[random.nextInt(page.length)] = (byte) random.nextInt();
      assertThat(UsagePage.fractions(page).values()).allMatch(each -> each >= 0 && each <= 2);
    }
  }
}
