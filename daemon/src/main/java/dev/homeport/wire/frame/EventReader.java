package dev.homeport.wire.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/// Reads server-sent events that come in pieces, cut anywhere, and tells each as soon as it is
/// over.
///
/// An event that lies whole in one piece is told where it lies, because this runs for every token.
/// Lines end as they please, `data:` may lack its blank or come on several lines, and the last
/// event may lack its blank line (wire.md G.6). An event without a byte of data is none. A line or
/// an event of more than 8 MiB is told as too long, and then nothing more.
public final class EventReader {
  /// Hears of the events. Bytes are the reader's or the feeder's own and good for the call only.
  public interface Listener {
    /// An event with its data; the name is that of its `event:`, where it has one.
    void event(@Nullable String name, byte[] bytes, int from, int count);

    /// Lines in a row that are no part of any event, as one: the raw JSON of an error, or a page of
    /// HTML. The line feeds between them are kept, the one at the end is not.
    default void stray(byte[] bytes, int from, int count) {}

    /// A comment, which keeps the connection alive.
    default void comment() {}

    /// Something is longer than it may be: nothing more is told.
    default void tooLong() {}
  }

  private final Gatherer gatherer;

  public EventReader(Listener listener) {
    this.gatherer = new Gatherer(listener);
  }

  /// Reads on.
  public void feed(byte[] bytes, int from, int count) {
    gatherer.lines.feed(bytes, from, count);
  }

  /// No more comes: the last event needs no blank line.
  public void end() {
    gatherer.end();
  }

  /// Makes events of lines.
  private static final class Gatherer implements Lines.Taker {
    private static final byte[] DATA = "data".getBytes(US_ASCII);
    private static final byte[] EVENT = "event".getBytes(US_ASCII);
    private static final byte[] ID = "id".getBytes(US_ASCII);
    private static final byte[] RETRY = "retry".getBytes(US_ASCII);

    private final Listener listener;
    private final Lines lines = new Lines(this, true);
    private final EventNames names = new EventNames();

    private boolean beginning = true;
    private @Nullable String name;

    /// Where the event's only line of data lies, as long as it may stay there; else it is gathered.
    private byte @Nullable [] lying;

    private int lyingFrom;
    private int lyingCount;
    private final Bytes gathered = new Bytes();
    private boolean isGathered;

    private final Bytes stray = new Bytes();

    Gatherer(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void line(byte[] bytes, int from, int count) {
      int skipped = beginning && beginsWithMark(bytes, from, count) ? 3 : 0;
      beginning = false;
      field(bytes, from + skipped, count - skipped);
    }

    private static boolean beginsWithMark(byte[] bytes, int from, int count) {
      return count >= 3
          && bytes[from] == (byte) 0xef
          && bytes[from + 1] == (byte) 0xbb
          && bytes[from + 2] == (byte) 0xbf;
    }

    private void field(byte[] bytes, int from, int count) {
      if (count == 0) {
        strayEnds();
        eventEnds();
      } else if (bytes[from] == ':') {
        strayEnds();
        listener.comment();
      } else if (is(DATA, bytes, from, count)) {
        strayEnds();
        int skipped = skipped(DATA, bytes, from, count);
        data(bytes, from + skipped, count - skipped);
      } else if (is(EVENT, bytes, from, count)) {
        strayEnds();
        int skipped = skipped(EVENT, bytes, from, count);
        name = names.of(bytes, from + skipped, count - skipped);
      } else if (is(ID, bytes, from, count) || is(RETRY, bytes, from, count)) {
        strayEnds();
      } else {
        gather(stray, !stray.isEmpty(), bytes, from, count);
      }
    }

    private static boolean is(byte[] field, byte[] bytes, int from, int count) {
      int length = field.length;
      if (count < length || (count > length && bytes[from + length] != ':')) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (bytes[from + i] != field[i]) {
          return false;
        }
      }
      return true;
    }

    /// How much of the line is not the value: the name, the colon and one blank.
    private static int skipped(byte[] field, byte[] bytes, int from, int count) {
      int colon = field.length;
      if (count <= colon) {
        return count;
      }
      return count > colon + 1 && bytes[from + colon + 1] == ' ' ? colon + 2 : colon + 1;
    }

    private void data(byte[] bytes, int from, int count) {
      if (lying == null && !isGathered) {
        lying = bytes;
        lyingFrom = from;
        lyingCount = count;
      } else {
        pick();
        gather(gathered, true, bytes, from, count);
      }
    }

    /// Copies what must not lie where it does any longer.
    private void pick() {
      if (lying != null) {
        isGathered = true;
        gathered.append(lying, lyingFrom, lyingCount);
        lying = null;
      }
    }

    private void gather(Bytes into, boolean joined, byte[] bytes, int from, int count) {
      if (count + (joined ? 1 : 0) > Lines.LONGEST - into.length()) {
        lines.stop();
        tooLong();
        return;
      }
      if (joined) {
        into.append('\n');
      }
      into.append(bytes, from, count);
    }

    private void eventEnds() {
      if (lying != null && lyingCount > 0) {
        listener.event(name, lying, lyingFrom, lyingCount);
      } else if (!gathered.isEmpty()) {
        listener.event(name, gathered.array(), 0, gathered.length());
      }
      lying = null;
      isGathered = false;
      gathered.clear();
      name = null;
    }

    private void strayEnds() {
      if (!stray.isEmpty()) {
        listener.stray(stray.array(), 0, stray.length());
        stray.clear();
      }
    }

    @Override
    public void pieceEnds() {
      pick();
    }

    @Override
    public void tooLong() {
      lying = null;
      isGathered = false;
      gathered.clear();
      stray.clear();
      listener.tooLong();
    }

    void end() {
      lines.end();
      strayEnds();
      eventEnds();
    }
  }
}
