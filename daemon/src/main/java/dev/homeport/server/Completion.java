package dev.homeport.server;

import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Waits for one write after another. Most are done before anybody has to wait.
///
/// Begun and awaited by one thread, completed by any.
final class Completion implements Callback {
  private static final int PENDING = 0;
  private static final int DONE = 1;
  private static final int FAILED = 2;

  private volatile int state = DONE;
  private volatile @Nullable Thread waiter;

  /// A write is about to be made.
  void begin() {
    state = PENDING;
  }

  /// Waits until the write is over; false when it failed, which means that the client is gone.
  boolean await() {
    if (state == PENDING) {
      waiter = Thread.currentThread();
      while (state == PENDING) {
        LockSupport.park(this);
      }
      waiter = null;
    }
    return state == DONE;
  }

  @Override
  public void succeeded() {
    finish(DONE);
  }

  @Override
  public void failed(Throwable cause) {
    finish(FAILED);
  }

  private void finish(int outcome) {
    state = outcome;
    Thread thread = waiter;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
