package dev.homeport.doctor.look;

import dev.homeport.time.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// What the clocks of others said in their answers, beside ours at that moment.
public final class Clocks {
  private final WallClock wall;
  private final Queue<Reading> readings = new ConcurrentLinkedQueue<>();

  /// One clock that was read.
  ///
  /// @param behind how much ours is behind it; negative where ours is ahead
  public record Reading(String host, Duration behind) {}

  /// Readings against this clock of ours.
  public Clocks(WallClock wall) {
    this.wall = wall;
  }

  /// Takes the `Date` of an answer. Its half second of rounding counts for nobody.
  public void heard(String host, @Nullable String date) {
    if (date == null) {
      return;
    }
    try {
      Instant theirs =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .plusMillis(500);
      readings.add(new Reading(host, Duration.between(wall.now(), theirs)));
    } catch (DateTimeException _) {
      // No date, no reading.
    }
  }

  /// Those of other machines: what runs on this one has our own clock.
  public List<Reading> ofOthers() {
    return readings.stream().filter(reading -> !Hosts.isThisMachine(reading.host())).toList();
  }
}
