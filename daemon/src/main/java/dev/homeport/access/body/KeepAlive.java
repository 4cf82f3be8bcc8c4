package dev.homeport.access.body;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a request wants its model to stay loaded, as Ollama understands `keep_alive`: a number
/// is seconds, a text is a duration of Go's, and below zero is for ever.
///
/// What is less than a second counts as zero, because older versions cut numbers down to whole
/// seconds, and because the model goes with the answer anyway.
enum KeepAlive {
  /// The model goes when the request is over.
  UNLOADS,
  /// The model stays for a while.
  STAYS,
  /// The model never goes by itself.
  PINS;

  /// From here on a number of seconds does not fit Go's durations, and what it becomes depends on
  /// the machine.
  private static final double TOO_LONG = 9.2e9;

  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  /// By a JSON number, as it is written.
  static KeepAlive ofNumber(String number) {
    double seconds = Double.parseDouble(number);
    return seconds < 0 || seconds >= TOO_LONG ? PINS : seconds < 1 ? UNLOADS : STAYS;
  }

  /// By a text. One that is no duration stays, because Ollama refuses it; unless it would be zero
  /// or negative, should a later version take it.
  static KeepAlive ofText(String text) {
    if (text.chars().noneMatch(c -> c >= '1' && c <= '9')) {
      return text.indexOf('0') >= 0 ? UNLOADS : STAYS;
    }
    if (text.startsWith("-")) {
      return PINS;
    }
    double seconds = 0;
    int at = text.startsWith("+") ? 1 : 0;
    Matcher part = PART.matcher(text);
    while (at < text.length()) {
      part.region(at, text.length());
      if (!part.lookingAt()) {
        return STAYS;
      }
      seconds += Double.parseDouble(part.group(1)) * secondsOf(part.group(2));
      at = part.end();
    }
    return seconds < 1 ? UNLOADS : STAYS;
  }

  private static double secondsOf(String unit) {
    return switch (unit) {
      case "ns" -> 1e-9;
      case "ms" -> 1e-3;
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3600;
      default -> 1e-6;
    };
  }
}
