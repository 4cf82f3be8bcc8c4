package dev.homeport.probe;

import dev.homeport.upstream.Attempt;
import org.jspecify.annotations.Nullable;

/// The attempt that is out, of somebody who makes one at a time. One thread makes them; [#close]
/// may come from any, cuts the one that is out and lets no other begin.
public final class Outstanding implements AutoCloseable {
  /// Guarded by `this`, as is `closed`, so that none begins after the close.
  private @Nullable Attempt out;

  private boolean closed;

  /// An attempt is about to be made; false where it may not be.
  public synchronized boolean begin(Attempt attempt) {
    if (!closed) {
      out = attempt;
    }
    return !closed;
  }

  /// It is over.
  public synchronized void end() {
    out = null;
  }

  /// Cuts the one that is out; others may follow.
  public void cut() {
    Attempt cut;
    synchronized (this) {
      cut = out;
    }
    if (cut != null) {
      cut.cancel();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    cut();
  }
}
