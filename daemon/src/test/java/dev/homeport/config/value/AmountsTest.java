package dev.homeport.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.value.One.Judged;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Durations, sizes, rates and counts, right and wrong.
class AmountsTest {
  private static final One<Duration> DURATION =
      Amounts.duration(Duration.ZERO, Duration.ofDays(365));
  private static final One<Duration> SECONDS = Amounts.seconds(Duration.ZERO, Duration.ofDays(1));
  private static final One<Long> SIZE = Amounts.size(0, Long.MAX_VALUE);
  private static final One<Long> RATE = Amounts.rate(0, Long.MAX_VALUE);
  private static final One<Integer> COUNT = Amounts.count(1, 1000);

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "10s, PT10S",
    "10 s, PT10S",
    "5m, PT5M",
    "1h, PT1H",
    "7d, PT168H",
    "0s, PT0S",
    "365d, PT8760H",
  })
  void durationIsRead(String text, Duration meant) {
    assertThat(DURATION.judge(text)).isEqualTo(new Judged.Right<>(meant));
  }

  @ParameterizedTest
  @CsvSource({
    "10, PT10S",
    "2.5, PT2.5S",
    "0.0005, PT0S",
    "10s, PT10S",
    "1500ms, PT1.5S",
    "5m, PT5M",
  })
  void secondsMayDoWithoutTheirUnit(String text, Duration meant) {
    assertThat(SECONDS.judge(text)).isEqualTo(new Judged.Right<>(meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          soon       | is no number of seconds        | write seconds, such as 10 or 2.5
          -1         | is no number of seconds        | write seconds, such as 10 or 2.5
          1.         | is no number of seconds        | write seconds, such as 10 or 2.5
          1e3        | is no number of seconds        | write seconds, such as 10 or 2.5
          10 parsecs | has the unknown unit parsecs   | the units are ms, s, m, h and d
          86401      | is too much                    | write at most 1d
          """)
  void otherSecondsAreExplained(String text, String why, String right) {
    assertThat(SECONDS.judge(text)).isEqualTo(new Judged.Wrong<>(why, right));
  }

  @ParameterizedTest
  @CsvSource({
    "1B, 1",
    "1KB, 1000",
    "1KiB, 1024",
    "32MB, 32000000",
    "32MiB, 33554432",
    "32 MiB, 33554432",
    "1GB, 1000000000",
    "1GiB, 1073741824",
    "0B, 0",
  })
  void sizeIsRead(String text, long meant) {
    assertThat(SIZE.judge(text)).isEqualTo(new Judged.Right<>(meant));
  }

  @ParameterizedTest
  @CsvSource({"1KiB/s, 1024", "5MB/s, 5000000", "0B/s, 0"})
  void rateIsRead(String text, long meant) {
    assertThat(RATE.judge(text)).isEqualTo(new Judged.Right<>(meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30      | is a number without a unit       | write one such as 250ms, 10s, 5m, 1h or 7d
          soon    | is not a duration                | write one such as 250ms, 10s, 5m, 1h or 7d
          -1s     | is not a duration                | write one such as 250ms, 10s, 5m, 1h or 7d
          1.5h    | is no whole number of its unit   | write one such as 250ms, 10s, 5m, 1h or 7d
          1h30m   | has the unknown unit h30m        | the units are ms, s, m, h and d
          10S     | has the unknown unit S           | write 10s
          10 sec  | has the unknown unit sec         | the units are ms, s, m, h and d
          366d    | is too much                      | write at most 365d
          999999999999d | is too much                | write at most 365d
          9999999999999s | is not a duration         | write one such as 250ms, 10s, 5m, 1h or 7d
          """)
  void wrongDurationIsExplained(String text, String why, String right) {
    assertThat(DURATION.judge(text)).isEqualTo(new Judged.Wrong<>(why, right));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          33554432 | is a number without a unit | write one such as 32MiB or 500MB
          lots     | is not a size              | write one such as 32MiB or 500MB
          32mib    | has the unknown unit mib   | write 32MiB
          32M      | has the unknown unit M     | write 32MiB or 32MB
          32k      | has the unknown unit k     | write 32KiB or 32KB
          32TB     | has the unknown unit TB    | the units are B, KiB, MiB, GiB, KB, MB and GB
          """)
  void wrongSizeIsExplained(String text, String why, String right) {
    assertThat(SIZE.judge(text)).isEqualTo(new Judged.Wrong<>(why, right));
  }

  @ParameterizedTest
  @CsvSource({
    "0, is too little",
    "-3, is too little",
    "1001, is too much",
    "99999999999999, is too much",
    "two, is not a whole number",
    "1.5, is not a whole number",
    "'', is not a whole number",
    "99999999999999999999, is not a whole number",
  })
  void wrongCountIsExplained(String text, String why) {
    assertThat(COUNT.judge(text))
        .isEqualTo(new Judged.Wrong<>(why, "write a whole number from 1 to 1000"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsPrintedIsReadAsTheSame(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Duration duration =
          Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 34)) * power(random));
      if (duration.compareTo(Duration.ofDays(365)) <= 0) {
        assertThat(DURATION.judge(DURATION.print(duration)))
            .isEqualTo(new Judged.Right<>(duration));
      }
      long size = random.nextLong(1L << random.nextInt(1, 39)) * power(random) % 1_000_000_000_000L;
      assertThat(SIZE.judge(SIZE.print(size))).isEqualTo(new Judged.Right<>(size));
      assertThat(RATE.judge(RATE.print(size))).isEqualTo(new Judged.Right<>(size));
    }
  }

  private static long power(Random random) {
    return new long[] {1, 1000, 1024, 60_000}[random.nextInt(4)];
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
