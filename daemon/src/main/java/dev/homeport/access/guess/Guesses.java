package dev.homeport.access.guess;

import dev.homeport.journal.Event.KeysGuessed;
import dev.homeport.journal.Journal;
import dev.homeport.resilience.Pace;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts wrong keys per source. It only ever says how to refuse, never whether: a right key is
/// looked for first, so nobody can be locked out by another's guesses.
///
/// The memory is bounded and nobody is pushed out of it: while it is full of sources that guess,
/// all further ones share one place.
public final class Guesses {
  /// Wrong keys per minute and source that are still told apart.
  private static final int PER_MINUTE = 5;

  private static final int MOST = 1024;
  private static final String MANY = "many addresses";
  private static final Duration BETWEEN_TELLINGS = Duration.ofMinutes(1);

  /// How often room is looked for while there is none.
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);

  private final Journal journal;
  private final Ticker ticker;

  /// Who guesses. Guarded by itself, and so are the rows.
  private final Map<String, Row> rows = new HashMap<>();

  /// When the rows were last gone through.
  private final AtomicLong sweptAt;

  /// One source.
  private static final class Row {
    private Pace pace;

    /// Wrong keys of which the journal has not heard.
    private long untold;

    /// Whether the journal has heard of this source, and when it last did.
    private boolean told;

    private long toldAt;

    Row(long now) {
      this.pace = Pace.full(now);
    }

    /// Tells, unless that was done within the minute.
    @Nullable KeysGuessed telling(String name, long now) {
      if (untold == 0 || (told && now - toldAt < BETWEEN_TELLINGS.toNanos())) {
        return null;
      }
      var event = new KeysGuessed(name, untold);
      untold = 0;
      told = true;
      toldAt = now;
      return event;
    }

    /// Whether forgetting it changes nothing.
    boolean isIdle(long now) {
      return pace.isFull(now)
          && (!told || (untold == 0 && now - toldAt >= BETWEEN_TELLINGS.toNanos()));
    }
  }

  /// Nobody has guessed yet.
  public Guesses(Journal journal, Ticker ticker) {
    this.journal = journal;
    this.ticker = ticker;
    this.sweptAt = new AtomicLong(ticker.nanoTime());
  }

  /// Counts a wrong key.
  ///
  /// @return how many seconds the source should wait; zero while it is not too fast
  public int wrong(String address) {
    String source = Source.group(address);
    long now = ticker.nanoTime();
    sweepAfter(BETWEEN_TELLINGS);
    if (isFullFor(source)) {
      sweepAfter(BETWEEN_SWEEPS);
    }
    int wait;
    @Nullable KeysGuessed event = null;
    synchronized (rows) {
      String name = rows.size() >= MOST && !rows.containsKey(source) ? MANY : source;
      Row row = rows.computeIfAbsent(name, _ -> new Row(now));
      row.untold++;
      wait = row.pace.secondsToWait(PER_MINUTE, now);
      if (wait == 0) {
        row.pace = row.pace.taken(PER_MINUTE, now);
      } else {
        event = row.telling(name, now);
      }
    }
    if (event != null) {
      journal.tell(event);
    }
    return wait;
  }

  /// Tells what was left untold a minute after the last telling, for the guesser may have stopped.
  /// Cheap enough to be called with every request.
  public void tellDue() {
    sweepAfter(BETWEEN_TELLINGS);
  }

  private boolean isFullFor(String source) {
    synchronized (rows) {
      return rows.size() >= MOST && !rows.containsKey(source);
    }
  }

  private void sweepAfter(Duration rest) {
    long now = ticker.nanoTime();
    long last = sweptAt.get();
    if (now - last < rest.toNanos() || !sweptAt.compareAndSet(last, now)) {
      return;
    }
    List<KeysGuessed> events = new ArrayList<>();
    synchronized (rows) {
      rows.entrySet()
          .removeIf(
              entry -> {
                Row row = entry.getValue();
                KeysGuessed event = row.told ? row.telling(entry.getKey(), now) : null;
                if (event != null) {
                  events.add(event);
                }
                return row.isIdle(now);
              });
    }
    events.forEach(journal::tell);
  }

  /// How many sources are remembered.
  int size() {
    synchronized (rows) {
      return rows.size();
    }
  }
}
