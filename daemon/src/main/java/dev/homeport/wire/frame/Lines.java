package dev.homeport.wire.frame;

import dev.homeport.wire.ByteRuns;

/// Bytes that come in pieces, cut into lines again. A line that lies whole in one piece is told
/// where it lies; only one that was cut is copied.
final class Lines {
  /// How long a line, and what is made of several, may be.
  static final int LONGEST = 8 * 1024 * 1024;

  /// Hears of the lines.
  interface Taker {
    /// A line without its end. The bytes are good until [#pieceEnds()].
    void line(byte[] bytes, int from, int count);

    /// The bytes of all lines told so far are somebody else's from now on.
    void pieceEnds();

    /// A line is longer than it may be: nothing more is told.
    void tooLong();
  }

  private static final byte FEED = '\n';

  private final Taker taker;

  /// What ends a line besides a line feed: a carriage return, or just the line feed again.
  private final byte other;

  /// The beginning of the line that is not over yet.
  private final Bytes held = new Bytes();

  private boolean afterReturn;
  private boolean stopped;

  /// @param returns whether a carriage return ends a line too, alone or before a line feed
  Lines(Taker taker, boolean returns) {
    this.taker = taker;
    this.other = returns ? (byte) '\r' : FEED;
  }

  /// Reads on.
  void feed(byte[] piece, int from, int count) {
    int end = from + count;
    int at = from;
    while (at < end && !stopped) {
      if (afterReturn) {
        afterReturn = false;
        if (piece[at] == '\n') {
          at++;
          continue;
        }
      }
      int stop = ByteRuns.until(FEED, other, piece, at, end);
      if (stop - at > LONGEST - held.length()) {
        stop();
        taker.tooLong();
      } else if (stop < end) {
        line(piece, at, stop - at);
        afterReturn = piece[stop] == '\r';
        at = stop + 1;
      } else {
        break;
      }
    }
    if (!stopped) {
      taker.pieceEnds();
      held.append(piece, at, end - at);
    }
  }

  /// No more comes: the last line needs no end.
  void end() {
    if (!held.isEmpty() && !stopped) {
      taker.line(held.array(), 0, held.length());
      held.clear();
    }
  }

  /// Tells nothing more.
  void stop() {
    stopped = true;
    held.clear();
  }

  private void line(byte[] piece, int from, int count) {
    if (held.isEmpty()) {
      taker.line(piece, from, count);
    } else {
      held.append(piece, from, count);
      taker.line(held.array(), 0, held.length());
      held.clear();
    }
  }
}
