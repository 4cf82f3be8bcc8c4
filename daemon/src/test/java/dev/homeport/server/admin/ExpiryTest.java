package dev.homeport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ends as people write them.
class ExpiryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.5Z");

  @ParameterizedTest
  @CsvSource({
    "30d,                       2026-12-24T12:00:00Z",
    "12h,                       2026-11-25T00:00:00Z",
    "90m,                       2026-11-24T13:30:00Z",
    "99999d,                    2300-09-08T12:00:00Z",
    "2027-01-31,                2027-01-31T00:00:00Z",
    "2028-02-29,                2028-02-29T00:00:00Z",
    "2027-01-31T18:00:00Z,      2027-01-31T18:00:00Z",
    "2027-01-31T18:00:00+01:00, 2027-01-31T17:00:00Z",
  })
  void endIsRead(String text, Instant end) {
    assertThat(Expiry.parse(text, NOW)).isEqualTo(new Expiry.Parsed.At(end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "d",
        "-1d",
        "1.5h",
        "30 d",
        "2027-02-30",
        "2027-1-1",
        "31.01.2027",
        "2027-01-31T18:00:00",
        "999999d",
        "never",
        "+99999-01-01T00:00:00Z"
      })
  void whatIsNoTimeSaysWhatWouldBeRight(String text) {
    assertThat(Expiry.parse(text, NOW).toString()).contains("30d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "2026-11-24", "2026-11-24T12:00:00Z", "1999-01-01"})
  void whatIsOverIsToldSo(String text) {
    assertThat(Expiry.parse(text, NOW).toString()).contains("is not in the future");
  }
}
