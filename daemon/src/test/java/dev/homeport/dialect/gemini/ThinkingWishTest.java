package dev.homeport.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Reasoning;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Thinking in the measure of each generation (wire.md D.1, G.28).
class ThinkingWishTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "gemini-2.0-flash      | true  | high    | -    | -",
        "gemma-3-27b-it        | true  | -       | -    | -",
        "gemini-2.5-flash      | true  | -       | -    | {\"includeThoughts\":true}",
        "gemini-2.5-flash      | false | -       | -    | {\"thinkingBudget\":0}",
        "gemini-2.5-pro        | false | -       | -    | {\"thinkingBudget\":128}",
        "gemini-2.5-pro        | true  | max     | -    | {\"thinkingBudget\":32768,\"includeThoughts\":true}",
        "gemini-2.5-flash      | true  | low     | 9000 | {\"thinkingBudget\":9000,\"includeThoughts\":true}",
        "gemini-2.5-flash-lite | true  | -       | 1    | {\"thinkingBudget\":512,\"includeThoughts\":true}",
        "gemini-3-pro-preview  | true  | medium  | -    | {\"thinkingLevel\":\"high\",\"includeThoughts\":true}",
        "gemini-3-pro-preview  | false | -       | -    | {\"thinkingLevel\":\"low\"}",
        "gemini-3.1-pro        | true  | medium  | -    | {\"thinkingLevel\":\"medium\",\"includeThoughts\":true}",
        "gemini-3-flash        | true  | minimal | -    | {\"thinkingLevel\":\"minimal\",\"includeThoughts\":true}",
        "gemini-3-flash        | true  | -       | 500  | {\"thinkingLevel\":\"low\",\"includeThoughts\":true}",
        "gemini-3-flash        | true  | max     | -    | {\"thinkingLevel\":\"high\",\"includeThoughts\":true}",
        "gemini-flash-latest   | true  | -       | -    | {\"includeThoughts\":true}",
      })
  void modelIsToldInItsOwnMeasure(
      String model,
      boolean on,
      @Nullable String effort,
      @Nullable Integer budget,
      @Nullable String config) {
    var said = ThinkingWish.of(new Reasoning(on, effort, budget), Generation.of(model));
    assertThat(said == null ? null : Json.text(said)).isEqualTo(config);
  }
}
