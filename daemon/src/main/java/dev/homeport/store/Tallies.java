package dev.homeport.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Amounts that many draw from at once, in this process and in others on the same state: what may
/// be spent, and how much a minute holds. Nothing here waits for longer than 50 ms.
public interface Tallies {
  /// A pot: an amount of one window of time, such as the money of a key in November.
  ///
  /// @param name one pot bears it, on all of the state; it names the window too
  /// @param limit more than this is never in it; nothing where it is only counted
  /// @param over when the window is over; some days later the pot is forgotten
  record Pot(String name, @Nullable Long limit, Instant over) {}

  /// How much is in a pot.
  ///
  /// @param spent what was settled, and what is presumed of those who never came back
  /// @param reserved what is out at the moment
  record Level(long spent, long reserved) {
    /// Both.
    public long all() {
      return spent + reserved;
    }
  }

  /// What is reserved, until it is settled. Its id is unlike any other.
  ///
  /// @param amounts what is reserved in each pot
  /// @param presumed what is taken for spent in each, should it not be settled in time
  record Hold(String id, Map<Pot, Long> amounts, long presumed) {
    public Hold {
      amounts = Map.copyOf(amounts);
    }
  }

  /// What came of a wish to reserve.
  sealed interface Reserved {
    /// It is reserved in all of the pots, and how they stand with it.
    record Granted(Hold hold, Map<Pot, Level> levels) implements Reserved {}

    /// It is reserved in none, because of this pot.
    record Over(Pot pot, Level level) implements Reserved {}
  }

  /// Reserves an amount in each of these pots, or in none where one of them would hold more than
  /// its limit: exact, however many try at the same moment and in however many processes.
  ///
  /// @param presumed what is taken for spent when the lease is over; no more than the amount, of
  ///   which the rest is then free again
  /// @param lease who has not settled by then is taken for dead; one who settles later all the same
  ///   puts it right
  Reserved reserve(List<Pot> pots, long amount, long presumed, Duration lease);

  /// What was really used takes the place of what was reserved, also where that is more than the
  /// limit leaves. A hold is settled once; the second time does nothing, a lease that is over is
  /// put right. Does not wait for a disk or a network.
  void settle(Hold hold, long used);

  /// How these pots stand, as of a moment ago.
  Map<Pot, Level> levels(List<Pot> pots);

  /// Takes from what a minute holds: `perMinute` at most at once, and as many again in each minute.
  /// What is not there is not taken, and the answer is how long it takes until it is. Zero where it
  /// was taken.
  ///
  /// Nothing, as an amount, is a look: it takes nothing, and waits only where more was used than
  /// there was. An amount larger than a whole minute needs one that is full, and then takes all of
  /// it: it is never refused for ever, and those who come next wait the longer.
  ///
  /// @param meter whose minute it is
  /// @param perMinute one at least; less is taken for one
  Duration take(String meter, int perMinute, int amount);

  /// Takes what was used already, however little is left: those who come next wait the longer. Does
  /// not wait for a disk or a network.
  void took(String meter, int perMinute, int amount);
}
