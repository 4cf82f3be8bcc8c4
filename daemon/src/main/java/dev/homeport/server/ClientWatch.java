package dev.homeport.server;

import org.jspecify.annotations.Nullable;

/// Tells one request, once, that its client has left.
final class ClientWatch {
  /// When the request was taken up.
  private final long sinceNanos;

  /// What to do; guarded by this, as are the flags.
  private @Nullable Runnable onLeaving;

  private boolean left;
  private boolean over;

  ClientWatch(long sinceNanos) {
    this.sinceNanos = sinceNanos;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /// Sets what to do when the client leaves; done at once where it has.
  void onLeaving(Runnable action) {
    synchronized (this) {
      if (over) {
        return;
      }
      onLeaving = action;
      if (!left) {
        return;
      }
    }
    action.run();
  }

  /// The client is gone; false when that is no news, or nobody's business any more.
  boolean left() {
    Runnable action;
    synchronized (this) {
      if (left || over) {
        return false;
      }
      left = true;
      action = onLeaving;
    }
    if (action != null) {
      action.run();
    }
    return true;
  }

  /// The last of the answer is about to go out: whoever leaves now has had it.
  synchronized void over() {
    over = true;
    onLeaving = null;
  }
}
