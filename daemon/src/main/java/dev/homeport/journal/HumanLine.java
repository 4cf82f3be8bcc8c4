package dev.homeport.journal;

import dev.homeport.wire.JsonText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// How people see a log line, as it is written or when it is read back from its file.
public final class HumanLine {
  static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter TO_THE_MILLISECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  private HumanLine() {}

  /// Begins one, before its pairs.
  public static void begin(
      Instant time, ZoneId zone, String level, String event, StringBuilder line) {
    line.append(TO_THE_MILLISECOND.withZone(zone).format(time)).append(' ');
    level(level, line);
    line.append(' ').append(harmless(event));
  }

  /// Appends a name and its value, which is quoted where its end would not be seen.
  public static void pair(String name, String value, StringBuilder line) {
    line.append(' ').append(name).append('=');
    if (value.isEmpty() || !value.chars().allMatch(HumanLine::isPlain)) {
      int from = line.length();
      JsonText.quote(harmless(value), line);
      Counted.disguise(line, from);
    } else {
      line.append(value);
    }
  }

  /// The text without what could order a terminal about: names come from clients.
  static String harmless(String text) {
    if (text.chars().noneMatch(HumanLine::isTerminals)) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(isTerminals(c) ? '\ufffd' : (char) c));
    return out.toString();
  }

  /// Whether it can stand without quotes.
  private static boolean isPlain(int c) {
    return c > ' ' && c != '"' && c != 0x7f && !isTerminals(c);
  }

  /// Whether a terminal could take it for an order, or turn the line's direction by it.
  private static boolean isTerminals(int c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || Character.getType(c) == Character.FORMAT
        || c == 0x2028
        || c == 0x2029;
  }

  static void level(String level, StringBuilder line) {
    line.append(level).repeat(' ', Math.max(0, 5 - level.length()));
  }
}
