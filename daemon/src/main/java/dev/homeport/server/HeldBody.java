package dev.homeport.server;

import dev.homeport.resilience.ByteBudget;
import dev.homeport.upstream.Question.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request's body, held until its request may go to Ollama: never on disk, and off the heap when
/// it is large, so that a picture does not cost the heap its size.
///
/// Filled and sent by one thread. Closing frees the memory and gives the budget back at once.
final class HeldBody implements Payload, AutoCloseable {
  private static final int SMALL = 64 * 1024;
  private static final int SEGMENT = 256 * 1024;

  private final ByteBudget budget;
  private byte[] head;
  private int headLength;
  private @Nullable Arena arena;
  private final List<MemorySegment> segments = new ArrayList<>(0);
  private long length;
  private long taken;

  /// @param expected the length by the request's head, negative where it does not say
  HeldBody(ByteBudget budget, long expected) {
    this.budget = budget;
    this.head = new byte[Math.clamp(expected, 0, SMALL)];
  }

  /// Adds a piece; false when the budget has no room for it.
  boolean add(byte[] from, int offset, int count) {
    if (length + count > taken) {
      long more = Math.max(length + count - taken, SMALL / 4);
      if (!budget.take(more)) {
        return false;
      }
      taken += more;
    }
    int small = Math.min(count, SMALL - headLength);
    if (small > 0) {
      if (headLength + small > head.length) {
        head = Arrays.copyOf(head, Math.min(SMALL, Math.max(head.length * 2, headLength + small)));
      }
      System.arraycopy(from, offset, head, headLength, small);
      headLength += small;
    }
    addLarge(from, offset + small, count - small);
    length += count;
    return true;
  }

  private void addLarge(byte[] from, int offset, int count) {
    long at = Math.max(0, length - SMALL);
    int left = count;
    int next = offset;
    while (left > 0) {
      int within = (int) (at % SEGMENT);
      int index = (int) (at / SEGMENT);
      if (index == segments.size()) {
        if (arena == null) {
          arena = Arena.ofConfined();
        }
        segments.add(arena.allocate(SEGMENT));
      }
      int part = Math.min(left, SEGMENT - within);
      MemorySegment.copy(from, next, segments.get(index), ValueLayout.JAVA_BYTE, within, part);
      at += part;
      next += part;
      left -= part;
    }
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
    var piece = new byte[SMALL];
    for (MemorySegment segment : segments) {
      for (long at = 0; at < SEGMENT && left > 0; at += piece.length) {
        int part = (int) Math.min(left, piece.length);
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, piece, 0, part);
        out.write(piece, 0, part);
        left -= part;
      }
    }
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
