package dev.homeport.tunnel.twingate;

import dev.homeport.tunnel.sight.Finding;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A Connector in one of the forms in which it may run.
interface Connector {
  /// What came of a look.
  sealed interface Look {
    /// It was found.
    record Seen(State state) implements Look {}

    /// It was not, for this reason.
    record Unseen(Finding why) implements Look {}
  }

  /// What was read of it.
  ///
  /// @param name the container's or the service's
  /// @param run whether it runs, in the word of whoever runs it
  /// @param started when it did, as far as that is known
  /// @param restarts how often it was started again by whoever runs it
  /// @param health what its own check says
  /// @param log what its log says
  /// @param drift how far its clock is ahead of ours; nothing where it was not looked at
  /// @param counted what its metrics say; nothing where there are none
  /// @param comesBack whether it is started again by itself after a reboot
  /// @param clockCure what sets its clock right
  record State(
      String name,
      boolean running,
      String run,
      @Nullable Instant started,
      int restarts,
      Health health,
      ConnectorLog.Word log,
      @Nullable Duration drift,
      @Nullable Counts counted,
      boolean comesBack,
      String clockCure) {}

  /// Its metrics, beside those of the look before.
  ///
  /// @param since how long the look before is ago; nothing where it was the first of this start
  record Counts(Metrics.Counted now, Metrics.@Nullable Counted before, @Nullable Duration since) {
    private static final Duration TELLING = Duration.ofSeconds(2);

    /// Whether its own clock stands still while ours goes on: then it answers for its numbers and
    /// does nothing else.
    boolean isStuck() {
      return before != null
          && since != null
          && since.compareTo(TELLING) >= 0
          && now.uptime().equals(before.uptime());
    }

    /// How many bytes came in since then.
    long fresh() {
      return before == null ? 0 : Math.max(0, now.bytes() - before.bytes());
    }
  }

  /// What its own health check says: only that the process runs.
  sealed interface Health {
    /// `OK`.
    record Fine() implements Health {}

    /// Something else, or nothing.
    record Ill(String said) implements Health {}

    /// It was not asked.
    record Unasked(String why) implements Health {}
  }

  /// Reads it, and changes nothing.
  Look look() throws InterruptedException;

  /// Starts it anew; nothing where that was done, else why not.
  @Nullable String restart(String name) throws InterruptedException;
}
