package dev.homeport.tunnel.sight;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// An end that comes nearer and is told ahead of: once at each of some distances, so that it is
/// heard and does not become noise.
///
/// @param days the distance that it is within, the nearest of them
/// @param left how long there is left, for people
public record Ahead(int days, String left) {
  /// Hours say more than "1 day" does of 47 of them.
  private static final int HOURS_BELOW_DAYS = 2;

  /// How near it is; nothing while it is further away than all the distances.
  ///
  /// @param distances in days, the nearest first
  public static Optional<Ahead> of(Instant end, Instant now, int... distances) {
    Duration left = Duration.between(now, end);
    return Arrays.stream(distances)
        .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
        .mapToObj(days -> new Ahead(days, words(left)))
        .findFirst();
  }

  private static String words(Duration left) {
    return left.toDays() < HOURS_BELOW_DAYS ? left.toHours() + " hours" : left.toDays() + " days";
  }
}
