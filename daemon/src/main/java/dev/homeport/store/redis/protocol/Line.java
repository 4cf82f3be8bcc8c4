package dev.homeport.store.redis.protocol;

import dev.homeport.lifecycle.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection that many share: who sends a command does not wait until it is written, nor for
/// those before it.
///
/// Two threads serve it, one that writes what has gathered in one go and one that hands out the
/// replies. They are threads of the platform: an interrupt of a request must not close the socket,
/// and a reply must not be late because all carriers are busy. Once lost it stays lost.
public final class Line {
  /// As many bytes may wait to be written, and as many commands for their replies.
  private static final int MOST_BYTES = 32 << 20;

  private static final int MOST_COMMANDS = 100_000;

  private final Socket socket;
  private final ReplyReader replies;
  private final OutputStream out;
  private final Ears ears;
  private final CountDownLatch ended = new CountDownLatch(2);

  /// Guards all that follows.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition more = lock.newCondition();

  /// What is to be written.
  private ByteArrayOutputStream gathered = new ByteArrayOutputStream();

  /// Who waits for a reply, in the order of their commands.
  private final Deque<Taker> waiting = new ArrayDeque<>();

  /// Why it is lost, once it is.
  private @Nullable String lost;

  /// Who hears of what nobody asked for, and of the end. Neither may wait for anything.
  public interface Ears {
    /// A message came.
    void message(Reply reply);

    /// It is lost, and those who waited know it.
    void lost(Line line, String why);
  }

  /// A line over this socket, which may be inside another one that encrypts.
  Line(Socket socket, ReplyReader replies, OutputStream out, Ears ears) {
    this.socket = socket;
    this.replies = replies;
    this.out = out;
    this.ears = ears;
  }

  /// Begins to serve.
  Line started() {
    var _ = Threads.loop("redis writer", this::write);
    var _ = Threads.loop("redis reader", this::read);
    return this;
  }

  /// Sends a command. Never waits.
  public void send(Command command, Taker taker) {
    String why;
    lock.lock();
    try {
      why = lost;
      if (why == null && (waiting.size() >= MOST_COMMANDS || gathered.size() >= MOST_BYTES)) {
        why = "it has more to do than it can";
      }
      if (why == null) {
        command.write(gathered);
        waiting.add(taker);
        more.signal();
      }
    } finally {
      lock.unlock();
    }
    if (why != null) {
      taker.lost(why);
    }
  }

  /// Sends a command that is answered by messages, such as SUBSCRIBE.
  public void say(Command command) {
    lock.lock();
    try {
      if (lost == null) {
        command.write(gathered);
        more.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether it is lost.
  public boolean isLost() {
    lock.lock();
    try {
      return lost != null;
    } finally {
      lock.unlock();
    }
  }

  /// Gives it up: whoever waits is told so.
  public void giveUp(String why) {
    Deque<Taker> forsaken;
    lock.lock();
    try {
      if (lost != null) {
        return;
      }
      lost = why;
      forsaken = new ArrayDeque<>(waiting);
      waiting.clear();
      gathered = new ByteArrayOutputStream();
      more.signalAll();
    } finally {
      lock.unlock();
    }
    hangUp();
    forsaken.forEach(taker -> taker.lost(why));
    ears.lost(this, why);
  }

  /// Gives it up and returns when its threads have ended.
  public void close() throws InterruptedException {
    giveUp("we hung up");
    ended.await();
  }

  /// Cuts it off, so that what still lies in the buffers on the way is not delivered later.
  private void hangUp() {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException _) {
      // It is about to be closed in any case.
    }
    try {
      socket.close();
    } catch (IOException _) {
      // There is nothing left to be done with it.
    }
  }

  private void write() {
    try {
      while (true) {
        byte[] bytes = next();
        if (bytes.length == 0) {
          return;
        }
        out.write(bytes);
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      giveUp(Dialer.words(e));
    } finally {
      ended.countDown();
    }
  }

  /// Waits for what is to be written; nothing once the line is lost.
  private byte[] next() throws InterruptedException {
    lock.lock();
    try {
      while (lost == null && gathered.size() == 0) {
        more.await();
      }
      byte[] bytes = gathered.toByteArray();
      gathered.reset();
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    try {
      while (!isLost()) {
        Reply reply = replies.next();
        Taker taker;
        lock.lock();
        try {
          taker = waiting.poll();
        } finally {
          lock.unlock();
        }
        if (taker == null) {
          ears.message(reply);
        } else {
          taker.took(reply);
        }
      }
    } catch (IOException | RuntimeException e) {
      giveUp(Dialer.words(e));
    } finally {
      ended.countDown();
    }
  }
}
