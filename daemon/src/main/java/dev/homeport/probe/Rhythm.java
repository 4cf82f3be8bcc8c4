package dev.homeport.probe;

import dev.homeport.health.OllamaHealth.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long to wait before the next look: seldom on a laptop that does nothing, soon where somebody
/// waits for a recovery.
final class Rhythm {
  /// How often the lists that change seldom are asked for as well.
  static final Duration WHOLE = Duration.ofSeconds(60);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration DOUBTFUL = Duration.ofSeconds(3);
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(15);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration LEAST = Duration.ofMillis(500);

  private Rhythm() {}

  /// The rest after a look.
  ///
  /// @param lasting how long it has been in this state
  /// @param idle how long ago the last question came or was answered
  /// @param untilExpiry when Ollama drops the next model if nobody asks, where there is one
  static Duration rest(
      State state, Duration lasting, Duration idle, @Nullable Duration untilExpiry) {
    Duration rest =
        switch (state) {
          case UNKNOWN, DOWN -> lasting.toMinutes() < 5 ? SOON : DOUBTFUL;
          case SLOW, WEDGED -> DOUBTFUL;
          case FINE, LOADING -> idle.toMinutes() < 1 ? BUSY : idle.toMinutes() < 10 ? QUIET : IDLE;
        };
    if (untilExpiry != null && untilExpiry.compareTo(rest) < 0) {
      return untilExpiry.compareTo(LEAST) < 0 ? LEAST : untilExpiry;
    }
    return rest;
  }
}
