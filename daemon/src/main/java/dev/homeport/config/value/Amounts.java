package dev.homeport.config.value;

import dev.homeport.config.value.One.Judged;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Durations, sizes, rates and counts.
public final class Amounts {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  private static final Amount DURATION =
      new Amount(
          "a duration",
          units("ms", 1, "s", 1000, "m", 60_000, "h", 3_600_000, "d", 86_400_000),
          "one such as 250ms, 10s, 5m, 1h or 7d");
  private static final Amount SIZE =
      new Amount(
          "a size",
          units(
              "B",
              1,
              "KiB",
              KIB,
              "MiB",
              MIB,
              "GiB",
              GIB,
              "KB",
              1000,
              "MB",
              1_000_000,
              "GB",
              1_000_000_000),
          "one such as 32MiB or 500MB");
  private static final Amount RATE =
      new Amount(
          "a rate",
          units(
              "B/s",
              1,
              "KiB/s",
              KIB,
              "MiB/s",
              MIB,
              "GiB/s",
              GIB,
              "KB/s",
              1000,
              "MB/s",
              1_000_000,
              "GB/s",
              1_000_000_000),
          "one such as 1KiB/s");

  private Amounts() {}

  /// A duration between two others, in whole milliseconds.
  public static One<Duration> duration(Duration least, Duration most) {
    return new One<>(
        "write " + DURATION.example(),
        text -> mapped(DURATION.judge(text, least.toMillis(), most.toMillis()), Duration::ofMillis),
        duration -> DURATION.print(duration.toMillis()));
  }

  /// A duration in seconds, without a unit and perhaps with a fraction, as variables have them;
  /// with one it is understood too.
  public static One<Duration> seconds(Duration least, Duration most) {
    One<Duration> withUnit = duration(least, most);
    String right = "write seconds, such as 10 or 2.5";
    return new One<>(
        right,
        text -> {
          if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return text.matches("\\d.*[a-z]")
                ? withUnit.judge(text)
                : new Judged.Wrong<>("is no number of seconds", right);
          }
          long millis = new BigDecimal(text).movePointRight(3).longValue();
          return withUnit.judge(millis + "ms");
        },
        withUnit::print);
  }

  /// A number of bytes.
  public static One<Long> size(long least, long most) {
    return of(SIZE, least, most);
  }

  /// A number of bytes per second.
  public static One<Long> rate(long least, long most) {
    return of(RATE, least, most);
  }

  /// A whole number.
  public static One<Integer> count(int least, int most) {
    String right = "write a whole number from " + least + " to " + most;
    return new One<>(
        right,
        text -> {
          if (!text.matches("[+-]?\\d{1,18}")) {
            return new Judged.Wrong<>("is not a whole number", right);
          }
          long number = Long.parseLong(text);
          if (number < least) {
            return new Judged.Wrong<>("is too little", right);
          }
          return number > most
              ? new Judged.Wrong<>("is too much", right)
              : new Judged.Right<>((int) number);
        },
        String::valueOf);
  }

  /// A whole number of percent.
  public static One<Integer> percent() {
    String right = "write one from 0% to 100%, such as 5%";
    return new One<>(
        right,
        text -> {
          if (text.matches("\\d{1,3}")) {
            return new Judged.Wrong<>("is a number without a unit", "write " + text + "%");
          }
          if (!text.matches("\\d{1,3} ?%")) {
            return new Judged.Wrong<>("is no whole number of percent", right);
          }
          int number = Integer.parseInt(text.replaceAll("\\D", ""));
          return number > 100
              ? new Judged.Wrong<>("is more than all", right)
              : new Judged.Right<>(number);
        },
        number -> number + "%");
  }

  private static One<Long> of(Amount amount, long least, long most) {
    return new One<>(
        "write " + amount.example(), text -> amount.judge(text, least, most), amount::print);
  }

  private static <A, B> Judged<B> mapped(Judged<A> judged, Function<A, B> to) {
    return switch (judged) {
      case Judged.Right<A>(A value) -> new Judged.Right<>(to.apply(value));
      case Judged.Wrong<A>(String why, String right) -> new Judged.Wrong<>(why, right);
    };
  }

  private static Map<String, Long> units(Object... pairs) {
    var units = new LinkedHashMap<String, Long>();
    for (int i = 0; i < pairs.length; i += 2) {
      units.put((String) pairs[i], ((Number) pairs[i + 1]).longValue());
    }
    return units;
  }
}
