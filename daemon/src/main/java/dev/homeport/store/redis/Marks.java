package dev.homeport.store.redis;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// Words unlike any others, here and elsewhere: a start at random, and a number.
final class Marks {
  private final String start;
  private final AtomicLong count = new AtomicLong();

  Marks() {
    var bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    this.start = HexFormat.of().formatHex(bytes);
  }

  /// The next one.
  String next() {
    return start + "-" + count.incrementAndGet();
  }
}
