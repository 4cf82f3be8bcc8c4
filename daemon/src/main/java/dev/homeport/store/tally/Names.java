package dev.homeport.store.tally;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// Ids unlike any other, here and in other processes: a start at random, and a number. Safe for all
/// threads.
public final class Names {
  private final String start;
  private final AtomicLong number = new AtomicLong();

  /// Names with a start of their own.
  public Names() {
    var bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    this.start = HexFormat.of().formatHex(bytes) + "-";
  }

  /// The next one.
  public String next() {
    return start + number.incrementAndGet();
  }

  /// Whether an id is one of these.
  public boolean isOurs(String id) {
    return id.startsWith(start);
  }
}
