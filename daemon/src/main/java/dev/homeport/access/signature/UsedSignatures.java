package dev.homeport.access.signature;

import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Remembers which signatures were used, so that whoever overheard one gains nothing.
///
/// Forgetting never makes one good again: what is forgotten goes together with everything signed
/// before, and from then on nothing so old is taken, wherever the clock jumps. Each public key has
/// a memory of its own, so that nobody's many calls push out another's. A restart forgets.
public final class UsedSignatures {
  /// How far a client's clock may be off, in either direction.
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /// How long after the first use the program may repeat what it asks twice.
  private static final Duration REPEAT = Duration.ofSeconds(2);

  private static final int MOST = 4096;

  private final Ticker ticker;
  private final WallClock wall;

  /// By the blob of the public key. Guarded by itself, and so is what it holds.
  private final Map<String, Memory> memories = new HashMap<>();

  /// Remembers nothing yet.
  public UsedSignatures(Ticker ticker, WallClock wall) {
    this.ticker = ticker;
    this.wall = wall;
  }

  /// Whether a verified signature may be used.
  public enum Use {
    /// It may, and now it is used.
    FIRST,
    /// It was used before.
    AGAIN,
    /// It is from another time than ours.
    OUT_OF_TIME
  }

  /// Uses a signature that was verified.
  public Use use(SignedCall call) {
    long now = wall.now().getEpochSecond();
    long oldest = now - WINDOW.toSeconds();
    if (call.seconds() < oldest || call.seconds() > now + WINDOW.toSeconds()) {
      return Use.OUT_OF_TIME;
    }
    synchronized (memories) {
      return memories
          .computeIfAbsent(call.blob(), _ -> new Memory())
          .use(call, oldest, ticker.nanoTime());
    }
  }

  /// What was used of one public key.
  private static final class Memory {
    /// By the second of their making: the signatures, with the ticker's reading of their first use.
    private final TreeMap<Long, Map<String, Long>> used = new TreeMap<>();

    private int size;

    /// Of this second and all before it, something may have been forgotten.
    private long forgotten = Long.MIN_VALUE;

    Use use(SignedCall call, long oldest, long nanos) {
      while (!used.isEmpty() && used.firstKey() < oldest) {
        forget();
      }
      if (call.seconds() <= forgotten) {
        return Use.AGAIN;
      }
      Map<String, Long> ofSecond = used.computeIfAbsent(call.seconds(), _ -> HashMap.newHashMap(4));
      Long first = ofSecond.putIfAbsent(call.signature(), nanos);
      if (first != null) {
        return call.comesTwice() && nanos - first <= REPEAT.toNanos() ? Use.FIRST : Use.AGAIN;
      }
      if (++size > MOST) {
        forget();
      }
      return Use.FIRST;
    }

    private void forget() {
      Map.Entry<Long, Map<String, Long>> first = used.pollFirstEntry();
      size -= first.getValue().size();
      forgotten = first.getKey();
    }
  }
}
