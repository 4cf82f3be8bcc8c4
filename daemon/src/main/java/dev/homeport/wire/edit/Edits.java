package dev.homeport.wire.edit;

import java.io.IOException;
import java.io.OutputStream;

/// The changes that were found for one text: they are made while it is written, as often as it is.
public final class Edits {
  private final Spans changes;
  private final long until;
  private final long length;

  Edits(Spans changes, long until) {
    this.changes = changes;
    this.until = until;
    long bytes = until;
    for (int i = 0; i < changes.count(); i++) {
      byte[] instead = changes.instead(i);
      bytes += (instead == null ? 0 : instead.length) - (changes.until(i) - changes.from(i));
    }
    this.length = bytes;
  }

  /// How many bytes the changed text has.
  public long length() {
    return length;
  }

  /// Writes the text changed.
  ///
  /// @param source the text for which the changes were found
  public void write(Source source, OutputStream out) throws IOException {
    source.writeTo(new Through(out));
  }

  /// Lets through what stays.
  private final class Through extends OutputStream {
    private final OutputStream out;

    /// The place in the text of the byte that comes next, and the change that does.
    private long place;

    private int next;
    private long cutUntil;

    Through(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int at = from;
      int end = from + count;
      while (at < end && place < until) {
        int part = (int) Math.min(end - at, untilChange() - place);
        if (place >= cutUntil) {
          out.write(bytes, at, part);
        }
        at += part;
        place += part;
      }
    }

    /// Up to where all bytes share a fate, after making the change that is due.
    private long untilChange() throws IOException {
      if (place < cutUntil) {
        return cutUntil;
      }
      while (next < changes.count() && changes.from(next) == place) {
        byte[] instead = changes.instead(next);
        if (instead != null) {
          out.write(instead);
        }
        cutUntil = changes.until(next);
        next++;
        if (cutUntil > place) {
          return cutUntil;
        }
      }
      return next < changes.count() ? changes.from(next) : until;
    }
  }
}
