package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients write into `Homeport-Timeout`.
class TimeLimitTest {
  @Test
  void nothingIsNoLimit() {
    assertThat(TimeLimit.of(List.of())).isEqualTo(new TimeLimit.None());
  }

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "1500ms, PT1.5S",
    "1ms, PT0.001S",
    "12, PT12S",
    "2.5, PT2.5S",
    "0.001, PT0.001S",
    "012, PT12S",
    "5m, PT5M",
    "1d, PT24H",
    "86400, PT24H",
    "'  30s ', PT30S",
  })
  void timeIsUnderstood(String value, Duration time) {
    assertThat(TimeLimit.of(List.of(value))).isEqualTo(new TimeLimit.Of(time));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                   | \"\" is no number of seconds",
        "soon                 | \"soon\" is no number of seconds",
        "0                    | \"0\" is too little",
        "0s                   | \"0s\" is too little",
        "0.0001               | \"0.0001\" is too little",
        "-1                   | \"-1\" is no number of seconds",
        "+5                   | \"+5\" is no number of seconds",
        "1e3                  | \"1e3\" is no number of seconds",
        "1,5                  | \"1,5\" is no number of seconds",
        ".5                   | \".5\" is no number of seconds",
        "86401                | \"86401\" is too much",
        "2d                   | \"2d\" is too much",
        "99999999999999999999 | \"99999999999999999999\" is no number of seconds",
        "10 s s               | \"10 s s\" has the unknown unit s s",
        "30S                  | \"30S\" is no number of seconds",
        "30sec                | \"30sec\" has the unknown unit sec",
        "1.5s                 | \"1.5s\" is no whole number of its unit",
        "PT30S                | \"PT30S\" is no number of seconds",
        "Infinity             | \"Infinity\" is no number of seconds",
        "٣٠                   | \"٣٠\" is no number of seconds",
      })
  void whatIsNoTimeIsSaidAgainWithWhatIsRight(String value, String says) {
    assertThat(TimeLimit.of(List.of(value)))
        .isInstanceOfSatisfying(
            TimeLimit.Wrong.class,
            wrong ->
                assertThat(wrong.text())
                    .startsWith("Homeport-Timeout " + says)
                    .endsWith(
                        "; write a time from 1ms to 1d, such as 30s, 1500ms or plain seconds, as 12"
                            + " or 2.5"));
  }

  @Test
  void twoTimesAreNone() {
    assertThat(TimeLimit.of(List.of("30s", "5s")))
        .isInstanceOfSatisfying(
            TimeLimit.Wrong.class, wrong -> assertThat(wrong.text()).contains("\"30s, 5s\""));
  }

  @Test
  void longValueIsNotSaidAgainWhole() {
    assertThat(TimeLimit.of(List.of("9".repeat(5000))))
        .isInstanceOfSatisfying(
            TimeLimit.Wrong.class, wrong -> assertThat(wrong.text()).hasSizeLessThan(200));
  }
}
