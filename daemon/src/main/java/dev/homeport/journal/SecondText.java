package dev.homeport.journal;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The time of a line as text. Lines come many a second, so the text of a second is made once and
/// only its milliseconds are written anew.
final class SecondText {
  private final DateTimeFormatter toTheSecond;

  /// What was made last, replaced by whoever comes first in a new second.
  private volatile @Nullable Made last;

  private record Made(long second, String text) {}

  SecondText(DateTimeFormatter toTheSecond) {
    this.toTheSecond = toTheSecond;
  }

  void append(long epochMillis, StringBuilder line) {
    long second = Math.floorDiv(epochMillis, 1000L);
    int millis = Math.floorMod(epochMillis, 1000);
    Made made = last;
    if (made == null || made.second() != second) {
      made = new Made(second, toTheSecond.format(Instant.ofEpochSecond(second)));
      last = made;
    }
    line.append(made.text()).append('.');
    line.append((char) ('0' + millis / 100));
    line.append((char) ('0' + millis / 10 % 10));
    line.append((char) ('0' + millis % 10));
  }
}
