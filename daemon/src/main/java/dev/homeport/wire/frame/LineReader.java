package dev.homeport.wire.frame;

/// Reads lines of JSON that come in pieces, cut anywhere, and tells each as soon as it is over.
///
/// Only a line feed ends a line (wire.md G.1, G.2, G.4). Blanks around a line are not told of, nor
/// is a line of nothing else: they keep a connection alive. A line of more than 8 MiB is told as
/// too long, and then nothing more.
public final class LineReader {
  /// Hears of the lines.
  public interface Listener {
    /// A line without its end and the blanks around it. The bytes are the reader's or the feeder's
    /// own and good for the call only.
    void line(byte[] bytes, int from, int count);

    /// A line is longer than it may be: nothing more is told.
    default void tooLong() {}
  }

  private final Lines lines;

  public LineReader(Listener listener) {
    this.lines = new Lines(new Trimmed(listener), false);
  }

  /// Reads on.
  public void feed(byte[] bytes, int from, int count) {
    lines.feed(bytes, from, count);
  }

  /// No more comes: the last line needs no line feed.
  public void end() {
    lines.end();
  }

  private record Trimmed(Listener listener) implements Lines.Taker {
    @Override
    public void line(byte[] bytes, int from, int count) {
      int first = from;
      int end = from + count;
      while (first < end && isBlank(bytes[first])) {
        first++;
      }
      while (end > first && isBlank(bytes[end - 1])) {
        end--;
      }
      if (first < end) {
        listener.line(bytes, first, end - first);
      }
    }

    private static boolean isBlank(byte next) {
      return next == ' ' || next == '\r' || next == '\t';
    }

    @Override
    public void pieceEnds() {}

    @Override
    public void tooLong() {
      listener.tooLong();
    }
  }
}
