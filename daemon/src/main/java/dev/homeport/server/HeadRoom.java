package dev.homeport.server;

import dev.homeport.resilience.ByteBudget;

/// The memory that the head of one connection's request takes from what all heads may have
/// together. Who asks needs no key for it, so without a limit a crowd of large heads that never end
/// would be the end of us.
final class HeadRoom {
  /// What a header costs besides its letters.
  private static final int FIELD = 150;

  private final ByteBudget all;

  /// Taken for bytes as they came, which are freed when the head is read; guarded by this, as are
  /// the others.
  private long raw;

  /// Taken for what was read of them, which is freed when the request is over.
  private long read;

  private boolean closed;

  HeadRoom(ByteBudget all) {
    this.all = all;
  }

  /// Bytes of a head came; false where there is no room for them.
  synchronized boolean came(int bytes) {
    if (closed || !all.take(bytes)) {
      return false;
    }
    raw += bytes;
    return true;
  }

  /// A header was read, or the address; false where there is no room for it.
  synchronized boolean read(int letters) {
    long bytes = (long) FIELD + letters;
    if (closed || !all.take(bytes)) {
      return false;
    }
    read += bytes;
    return true;
  }

  /// The head is whole.
  synchronized void whole() {
    all.giveBack(raw);
    raw = 0;
  }

  /// The request is over.
  synchronized void over() {
    all.giveBack(raw + read);
    raw = 0;
    read = 0;
  }

  /// The connection is over.
  synchronized void close() {
    over();
    closed = true;
  }
}
