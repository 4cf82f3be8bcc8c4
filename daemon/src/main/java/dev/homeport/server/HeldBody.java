package dev.homeport.server;

import dev.homeport.resilience.ByteBudget;
import dev.homeport.wire.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A request's body, held until its request may go to Ollama: never on disk, and off the heap but
/// for its beginning, so that neither a picture nor a crowd of slow senders fills the heap.
///
/// It takes memory for what has come, never for what is announced, and from the budget whatever it
/// takes. Filled by one thread, read by those for whom its memory is made. Closing frees the memory
/// and gives the budget back at once.
final class HeldBody implements Payload, AutoCloseable {
  private static final int SMALL = 8 * 1024;
  private static final int FIRST = 56 * 1024;
  private static final int SEGMENT = 256 * 1024;
  private static final int PIECE = 64 * 1024;

  private final ByteBudget budget;
  private final long expected;
  private final Supplier<Arena> memory;
  private byte[] head = {};
  private int headLength;
  private @Nullable Arena arena;
  private final List<MemorySegment> segments = new ArrayList<>(0);

  /// How much of the last segment is filled.
  private long within;

  private long length;
  private long taken;

  /// @param expected the length by the request's head, negative where it does not say
  /// @param memory makes the memory beyond the beginning, for one thread or for several
  HeldBody(ByteBudget budget, long expected, Supplier<Arena> memory) {
    this.budget = budget;
    this.expected = expected;
    this.memory = memory;
  }

  /// Adds a piece; false when the budget has no room for it.
  boolean add(byte[] from, int offset, int count) {
    if (head.length == 0) {
      if (!reserve(SMALL)) {
        return false;
      }
      head = new byte[atMost(SMALL)];
    }
    int small = Math.min(count, head.length - headLength);
    System.arraycopy(from, offset, head, headLength, small);
    headLength += small;
    length += small;
    return addLarge(from, offset + small, count - small);
  }

  private boolean addLarge(byte[] from, int offset, int count) {
    int left = count;
    int next = offset;
    while (left > 0) {
      if (segments.isEmpty() || within == segments.getLast().byteSize()) {
        int size = atMost(segments.isEmpty() ? FIRST : SEGMENT);
        if (!reserve(size)) {
          return false;
        }
        if (arena == null) {
          arena = memory.get();
        }
        segments.add(arena.allocate(size));
        within = 0;
      }
      MemorySegment segment = segments.getLast();
      int part = (int) Math.min(left, segment.byteSize() - within);
      MemorySegment.copy(from, next, segment, ValueLayout.JAVA_BYTE, within, part);
      within += part;
      length += part;
      next += part;
      left -= part;
    }
    return true;
  }

  /// This much, or less where less is announced.
  private int atMost(int size) {
    return expected > length ? (int) Math.min(size, expected - length) : size;
  }

  private boolean reserve(int bytes) {
    if (!budget.take(bytes)) {
      return false;
    }
    taken += bytes;
    return true;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(head, 0, headLength);
    long left = length - headLength;
    if (left == 0) {
      return;
    }
    var piece = new byte[(int) Math.min(left, PIECE)];
    for (MemorySegment segment : segments) {
      long size = Math.min(left, segment.byteSize());
      for (long at = 0; at < size; at += piece.length) {
        int part = (int) Math.min(size - at, piece.length);
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, piece, 0, part);
        out.write(piece, 0, part);
        left -= part;
      }
    }
  }

  @Override
  public InputStream open() {
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int count) {
        int got = copy(at, into, offset, count);
        at += Math.max(got, 0);
        return got;
      }

      // At one go, where the usual way gathers pieces first and so holds all of it twice.
      @Override
      public byte[] readNBytes(int most) throws IOException {
        var all = new byte[(int) Math.min(most, length - at)];
        int got = readNBytes(all, 0, all.length);
        if (got != all.length) {
          throw new IOException("a body in memory is shorter than it was");
        }
        return all;
      }

      @Override
      public byte[] readAllBytes() throws IOException {
        return readNBytes(Integer.MAX_VALUE);
      }
    };
  }

  /// Copies what stands at a place, as far as it lies together; -1 behind the end.
  private int copy(long at, byte[] into, int offset, int count) {
    if (at >= length) {
      return -1;
    }
    if (at < headLength) {
      int part = (int) Math.min(count, headLength - at);
      System.arraycopy(head, (int) at, into, offset, part);
      return part;
    }
    long before = headLength;
    for (MemorySegment segment : segments) {
      long within = at - before;
      long filled = Math.min(segment.byteSize(), length - before);
      if (within < filled) {
        int part = (int) Math.min(count, filled - within);
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, within, into, offset, part);
        return part;
      }
      before += filled;
    }
    return -1;
  }

  @Override
  public void close() {
    if (arena != null) {
      arena.close();
      arena = null;
    }
    budget.giveBack(taken);
    taken = 0;
  }
}
