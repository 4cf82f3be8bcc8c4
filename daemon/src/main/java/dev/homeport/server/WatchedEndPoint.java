package dev.homeport.server;

import dev.homeport.time.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// A client's socket that notices when its client leaves, also while nothing is being sent.
///
/// Jetty does not read a socket while it handles a request, so a handler that waits for a silent
/// upstream would never learn that nobody waits for it. Here the read interest that lies idle in
/// that time is used: the end of input means that the client left; bytes are the next, pipelined
/// request and are stashed for whoever reads next. The interest cannot be taken back once it is
/// registered, so a reader that comes while it is out is remembered and served when it fires.
final class WatchedEndPoint extends SocketChannelEndPoint {
  /// As many pipelined bytes as are taken off the socket while a request is watched.
  private static final int STASH = 16 * 1024;

  private final Executor executor;
  private final Ticker ticker;

  /// Wakes the sweeper, where it sleeps.
  private final Runnable stir;

  /// What the head of its request takes of the memory for all heads.
  private final HeadRoom headRoom;

  private final Callback listener = new Listener();

  /// The request that is being handled, if it wants to know; written by its thread.
  private volatile @Nullable ClientWatch watch;

  /// Whether a request is being handled, so that what comes is its body; written by its thread.
  private volatile boolean handling;

  /// When the first byte of a request came whose head is not whole yet, zero while there is none.
  private volatile long headSinceNanos;

  /// Written by the sweeper when it waits for a head no longer.
  private volatile boolean givenUp;

  /// All below is guarded by this lock.
  private final Object lock = new Object();

  /// Whether the interest is out in the name of [#listener].
  private boolean listening;

  /// Who wants to read meanwhile.
  private @Nullable Callback reader;

  /// Bytes that came while nobody read, in reading state.
  private @Nullable ByteBuffer stash;

  WatchedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor,
      HeadRoom headRoom,
      Ticker ticker,
      Runnable stir) {
    super(channel, selector, key, scheduler);
    this.executor = executor;
    this.headRoom = headRoom;
    this.ticker = ticker;
    this.stir = stir;
  }

  /// The head of a request is whole: what comes now is its body.
  void beginRequest() {
    handling = true;
    headSinceNanos = 0;
    headRoom.whole();
    stir.run();
  }

  /// The head will not be waited for any longer.
  void giveUpHead() {
    givenUp = true;
    headSinceNanos = 0;
  }

  /// Whether it hears, or has heard, that its head came too slowly.
  boolean isGivenUp() {
    return givenUp;
  }

  /// Whether a request is on its way or being handled.
  boolean isActive() {
    return handling || headSinceNanos != 0;
  }

  /// The request is answered: what comes now is the head of the next. A departure that is noticed
  /// from here on is nobody's.
  void endRequest() {
    watch = null;
    handling = false;
    headRoom.over();
  }

  HeadRoom headRoom() {
    return headRoom;
  }

  /// From here on the request wants to know when its client leaves.
  void watch(ClientWatch next) {
    watch = next;
  }

  @Nullable ClientWatch watched() {
    return watch;
  }

  /// Registers the interest, unless it is out already. Called by the sweeper for requests that
  /// last.
  void listen() {
    synchronized (lock) {
      if (watch != null && !listening && !isStashFull()) {
        listening = true;
        if (!super.tryFillInterested(listener)) {
          listening = false;
        }
      }
    }
  }

  /// When the unfinished head began, zero where there is none.
  long headSinceNanos() {
    return headSinceNanos;
  }

  @Override
  public void fillInterested(Callback callback) {
    if (!tryFillInterested(callback)) {
      throw new ReadPendingException();
    }
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    synchronized (lock) {
      if (!listening) {
        return super.tryFillInterested(callback);
      }
      if (reader != null) {
        return false;
      }
      if (stash == null) {
        reader = callback;
        return true;
      }
    }
    executor.execute(callback::succeeded);
    return true;
  }

  /// Whether somebody waits to read; ours alone is no such interest, or Jetty would take it for a
  /// read that was left behind.
  @Override
  public boolean isFillInterested() {
    synchronized (lock) {
      return listening ? reader != null : super.isFillInterested();
    }
  }

  @Override
  protected void needsFillInterest() {
    boolean stashed;
    synchronized (lock) {
      stashed = !listening && stash != null;
    }
    if (stashed) {
      executor.execute(getFillInterest()::fillable);
    } else {
      super.needsFillInterest();
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    synchronized (lock) {
      if (stash != null) {
        int start = BufferUtil.flipToFill(buffer);
        int taken = BufferUtil.put(stash, buffer);
        BufferUtil.flipToFlush(buffer, start);
        if (!stash.hasRemaining()) {
          stash = null;
        }
        return taken;
      }
    }
    int count = super.fill(buffer);
    if (count > 0 && !handling) {
      if (headSinceNanos == 0 && !givenUp) {
        headSinceNanos = ticker.nanoTime() | 1;
        stir.run();
      }
      if (!headRoom.came(count)) {
        throw new EofException("too many heads at once");
      }
    }
    return count;
  }

  private boolean isStashFull() {
    return stash != null && stash.remaining() >= STASH;
  }

  /// Takes what came while a request is watched; true when it was the end of input.
  private boolean hasEnded() {
    try {
      ByteBuffer into = BufferUtil.allocate(STASH);
      if (stash != null) {
        BufferUtil.append(into, stash);
      }
      int count = super.fill(into);
      if (count < 0) {
        return true;
      }
      if (into.hasRemaining()) {
        stash = into;
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// Hears of the socket while the interest is out in our name. Runs on the selector's thread, so
  /// it only looks, and leaves work to others.
  private final class Listener implements Callback {
    @Override
    public void succeeded() {
      Callback waiting;
      ClientWatch left = null;
      synchronized (lock) {
        listening = false;
        waiting = reader;
        reader = null;
        if (waiting == null) {
          if (hasEnded()) {
            left = watch;
          } else {
            listen();
          }
        }
      }
      if (waiting != null) {
        executor.execute(waiting::succeeded);
      } else if (left != null && left.left()) {
        // One that shut only its sending side and does not read would hold our writer for ever.
        close();
      }
    }

    @Override
    public void failed(Throwable cause) {
      Callback waiting;
      ClientWatch left;
      synchronized (lock) {
        listening = false;
        waiting = reader;
        reader = null;
        left = waiting == null && !isOpen() ? watch : null;
      }
      if (waiting != null) {
        executor.execute(() -> waiting.failed(cause));
      } else if (left != null) {
        boolean _ = left.left();
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
