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
    line.append(' ').append(event);
  }

  /// Appends a name and its value, which is quoted where its end would not be seen.
  public static void pair(String name, String value, StringBuilder line) {
    line.append(' ').append(name).append('=');
    if (value.isEmpty() || value.indexOf(' ') >= 0 || value.indexOf('"') >= 0) {
      JsonText.quote(value, line);
    } else {
      line.append(value);
    }
  }

  static void level(String level, StringBuilder line) {
    line.append(level).repeat(' ', Math.max(0, 5 - level.length()));
  }
}
