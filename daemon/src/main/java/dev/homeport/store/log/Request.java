package dev.homeport.store.log;

import dev.homeport.store.Facts.Written;
import dev.homeport.store.log.FactLine.Change;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A change that somebody waits to see written. Two that look alike are still two.
final class Request {
  private final Change change;
  private final boolean ifNew;
  private final CountDownLatch settled = new CountDownLatch(1);

  /// What became of it; the first word counts. Written before `settled`, read after it.
  private @Nullable Written written;

  /// A request for this change; with `ifNew` only where the name is not taken.
  Request(Change change, boolean ifNew) {
    this.change = change;
    this.ifNew = ifNew;
  }

  Change change() {
    return change;
  }

  boolean ifNew() {
    return ifNew;
  }

  /// Says what became of it, unless that was said.
  void settle(Written outcome) {
    if (settled.getCount() > 0) {
      written = outcome;
      settled.countDown();
    }
  }

  /// Waits for the outcome, which an interrupt does not change; it is kept for later.
  Written await() {
    boolean interrupted = false;
    while (true) {
      try {
        settled.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (written == null) {
      throw new IllegalStateException("settled without an outcome");
    }
    return written;
  }
}
