package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.JsonText;

/// How long a model shall stay loaded. All that matters here is whether it is a time at all, and
/// whether it is none.
final class KeepAlive {
  private static final double NANOS = 1e9;

  private KeepAlive() {}

  /// Whether the model shall go at once.
  static boolean isNone(JsonNode value) throws Wrong {
    return switch (value.getNodeType()) {
      case MISSING, NULL -> false;
      case NUMBER -> (long) (value.doubleValue() * NANOS) == 0;
      case STRING -> isNone(value.textValue());
      case BOOLEAN -> throw unsupported("bool");
      case ARRAY -> throw unsupported("[]interface {}");
      case OBJECT, BINARY, POJO -> throw unsupported("map[string]interface {}");
    };
  }

  private static Wrong unsupported(String type) {
    return Wrong.because("Unsupported type: '" + type + "'");
  }

  /// Reads what Go's `time.ParseDuration` reads: numbers with units, one after the other.
  private static boolean isNone(String text) throws Wrong {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return true;
    }
    double nanos = 0;
    int at = 0;
    do {
      int unit = at;
      while (unit < rest.length() && isOfNumber(rest.charAt(unit))) {
        unit++;
      }
      int next = unit;
      while (next < rest.length() && !isOfNumber(rest.charAt(next))) {
        next++;
      }
      nanos += number(text, rest.substring(at, unit)) * nanos(text, rest.substring(unit, next));
      at = next;
    } while (at < rest.length());
    return (long) nanos == 0;
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static double number(String text, String digits) throws Wrong {
    if (digits.chars().filter(c -> c == '.').count() > 1
        || digits.chars().allMatch(c -> c == '.')) {
      throw Wrong.because("time: invalid duration " + quoted(text));
    }
    return Double.parseDouble(digits);
  }

  private static double nanos(String text, String unit) throws Wrong {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> NANOS;
      case "m" -> 60 * NANOS;
      case "h" -> 3600 * NANOS;
      case "" -> throw Wrong.because("time: missing unit in duration " + quoted(text));
      default ->
          throw Wrong.because(
              "time: unknown unit " + quoted(unit) + " in duration " + quoted(text));
    };
  }

  private static String quoted(String text) {
    return JsonText.quoted(text);
  }
}
