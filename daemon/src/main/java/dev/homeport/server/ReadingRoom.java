package dev.homeport.server;

import dev.homeport.resilience.ByteBudget;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Room in memory for the questions that are read.
///
/// A body is held off the heap. Whoever reads it holds it once more on the heap, and its texts for
/// as long as the question is out: a few pictures at once would fill the heap, and a heap that is
/// full ends the program for everybody. So only so much is read at once; and what a tree takes
/// besides its texts is gone when it is understood, so large ones are understood one by one.
final class ReadingRoom {
  private static final long LARGE = 256 * 1024;

  /// How often a body is held: as bytes, as the texts in it, and where texts are joined or written
  /// anew, a part of it once more.
  private static final int TIMES = 3;

  private final long size;

  /// Large ones have their own part of the room, so that they keep no small one out.
  private final ByteBudget large;

  private final ByteBudget small;

  /// Held by whoever understands a large one.
  private final ReentrantLock alone = new ReentrantLock(true);

  /// A room of this many bytes.
  ReadingRoom(long size) {
    this.size = size;
    this.large = new ByteBudget(largePart());
    this.small = new ByteBudget(size - largePart());
  }

  /// The room that there is here: half of the heap, so that the other half is everybody else's.
  static ReadingRoom ofThisMachine() {
    return new ReadingRoom(Runtime.getRuntime().maxMemory() / 2);
  }

  /// Understanding a body.
  @FunctionalInterface
  interface Reading<T extends @Nullable Object, X extends Exception> {
    /// Does it.
    T read() throws X;
  }

  /// Whether a body of this length does not fit into the heap however alone it is, as far as can be
  /// told without trying: to try would end the program for everybody.
  boolean isTooSmallFor(long length) {
    return length >= LARGE && TIMES * length > (2 * size) / 10 * 8;
  }

  /// How much heap there is, in MB, for whoever has to be told that it is too little.
  long heapMegabytes() {
    return (2 * size) >> 20;
  }

  /// Takes the room for a body of this length; false when there is none now. The largest one that
  /// may come is let in where it is alone.
  boolean enter(long length) {
    return partFor(length).take(needed(length));
  }

  /// Gives it back.
  void leave(long length) {
    partFor(length).giveBack(needed(length));
  }

  private ByteBudget partFor(long length) {
    return length < LARGE ? small : large;
  }

  private long largePart() {
    return size / 4 * 3;
  }

  private long needed(long length) {
    return Math.min(TIMES * length, largePart());
  }

  /// Understands a body of this length, a large one alone.
  <T extends @Nullable Object, X extends Exception> T understand(long length, Reading<T, X> reading)
      throws X, InterruptedException {
    if (length < LARGE) {
      return reading.read();
    }
    alone.lockInterruptibly();
    try {
      return reading.read();
    } finally {
      alone.unlock();
    }
  }
}
