package dev.homeport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeWall;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways of wire.md G.48 to say when to ask again.
class RetryHintTest {
  private final RetryHint hint = new RetryHint(new FakeWall());

  private static UnaryOperator<String> headers(String... pairs) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i].toLowerCase(Locale.ROOT), pairs[i + 1]);
    }
    return name -> fields.getOrDefault(name, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Retry-After                    | 20                            | PT20S",
        "Retry-After                    | 0                             | PT0S",
        "Retry-After                    | 1.5                           | PT1.5S",
        "Retry-After                    | 2m59.56s                      | PT2M59.56S",
        "Retry-After                    | Tue, 24 Nov 2026 12:00:30 GMT | PT30S",
        "Retry-After                    | Tue, 24 Nov 2026 11:00:00 GMT | PT0S",
        "Retry-After                    | soon                          | -",
        "Retry-After                    | -5                            | -",
        "Retry-After                    | 99999999                      | PT8784H",
        "retry-after-ms                 | 1250                          | PT1.25S",
        "x-ratelimit-reset-requests     | 6m0s                          | PT6M",
        "x-ratelimit-reset-tokens       | 120ms                         | PT0.12S",
        "x-ratelimit-reset              | 1795521660000                 | PT1M",
        "x-ratelimit-reset              | 1795521605                    | PT5S",
        "x-ratelimit-reset-requests     | 2026-11-24T12:00:07Z          | PT7S",
      })
  void headerIsUnderstood(String name, String value, String expected) {
    assertThat(hint.of(headers(name, value), ""))
        .isEqualTo(expected == null ? null : Duration.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Rate limit reached for gpt-4. Please try again in 1m3.5s. Visit … | PT1M3.5S",
        "Please try again in 20s.                                          | PT20S",
        "Please try again in 6ms.                                          | PT0.006S",
        "Please retry in 37.2s.                                            | PT37.2S",
        "Please retry after 30 seconds                                     | PT30S",
        "Try again in 2 hours, 5 minutes                                   | PT2H5M",
        "Your limit resets in 3 days                                       | PT72H",
        "try again in 1h2m3s                                               | PT1H2M3S",
        "wait 10 sec.                                                      | PT10S",
        "in 5 months                                                       | -",
        "Limit 30000, Used 28900, Requested 2500                           | -",
        "in 2026 there are 20 requests per day                             | -",
      })
  void textIsUnderstood(String text, String expected) {
    assertThat(RetryHint.said(text)).isEqualTo(expected == null ? null : Duration.parse(expected));
  }

  @Test
  void dateIsMeasuredByTheProvidersOwnClock() {
    var fields =
        headers(
            "Date", "Mon, 23 Nov 2026 00:00:00 GMT",
            "Retry-After", "Mon, 23 Nov 2026 00:00:10 GMT");
    assertThat(hint.of(fields, "")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void onlyTheLimitWithNothingRemainingCounts() {
    var fields =
        headers(
            "x-ratelimit-remaining-requests", "12",
            "x-ratelimit-reset-requests", "1h",
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-reset-tokens", "4s");
    assertThat(hint.of(fields, "")).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void clearWordsComeBeforeResets() {
    assertThat(hint.of(headers("x-ratelimit-reset-requests", "1h"), "try again in 2s"))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(hint.of(headers("Retry-After", "3"), "try again in 2s"))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void endlessNumbersAreNoTrouble() {
    assertThat(RetryHint.said("try again in " + "1s ".repeat(100_000))).isNotNull();
    assertThat(hint.of(headers("Retry-After", "9".repeat(1_000)), "")).isNull();
  }
}
