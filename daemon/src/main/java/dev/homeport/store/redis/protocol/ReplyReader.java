package dev.homeport.store.redis.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;

/// Reads replies, one after the other. Takes nothing that is not of the protocol to the letter, and
/// nothing that is larger than any reply we can ask for: who sends that is no Redis, or no friend.
///
/// One thread reads.
public final class ReplyReader {
  /// How large replies may be.
  ///
  /// @param line bytes of a line without its end
  /// @param text bytes of one text
  /// @param parts parts of one list
  /// @param depth lists within lists
  /// @param whole bytes of one reply with all of its parts
  public record Bounds(int line, int text, int parts, int depth, int whole) {
    /// Enough for all the facts of a state.
    public static final Bounds USUAL = new Bounds(64 << 10, 16 << 20, 1 << 20, 8, 64 << 20);
  }

  private static final int CHUNK = 16 << 10;

  private final InputStream in;
  private final Bounds bounds;
  private final byte[] buffer = new byte[CHUNK];
  private int at;
  private int end;

  /// How much more this reply may hold.
  private int left;

  /// Reads from there.
  public ReplyReader(InputStream in, Bounds bounds) {
    this.in = in;
    this.bounds = bounds;
  }

  /// Waits for the next reply.
  public Reply next() throws IOException {
    left = bounds.whole();
    return reply(0);
  }

  private Reply reply(int depth) throws IOException {
    int type = read();
    String line = line();
    return switch (type) {
      case '+' -> new Reply.Word(line);
      case '-' -> new Reply.Fault(line);
      case ':' -> new Reply.Whole(number(line));
      case '$' -> text(line);
      case '*' -> many(line, depth);
      default -> throw new ProtocolException("this is no Redis: a reply began with byte " + type);
    };
  }

  private Reply text(String line) throws IOException {
    long length = number(line);
    if (length == -1) {
      return new Reply.Nothing();
    }
    if (length < 0 || length > bounds.text() || length > left) {
      throw new ProtocolException("a text of " + length + " bytes is too long");
    }
    var text = new ByteArrayOutputStream((int) Math.min(length, CHUNK));
    while (text.size() < length) {
      fill();
      int part = (int) Math.min(end - at, length - text.size());
      text.write(buffer, at, part);
      at += part;
    }
    left -= (int) length;
    expect('\r');
    expect('\n');
    return new Reply.Text(text.toString(UTF_8));
  }

  private Reply many(String line, int depth) throws IOException {
    long count = number(line);
    if (count == -1) {
      return new Reply.Nothing();
    }
    if (count < 0 || count > bounds.parts()) {
      throw new ProtocolException("a list of " + count + " parts is too long");
    }
    if (depth == bounds.depth()) {
      throw new ProtocolException("lists within lists, too deep");
    }
    // No room is made for what is only announced.
    var parts = new ArrayList<Reply>();
    for (long i = 0; i < count; i++) {
      parts.add(reply(depth + 1));
    }
    return new Reply.Many(parts);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(32);
    for (int b = read(); b != '\r'; b = read()) {
      if (b == '\n' || line.size() == bounds.line()) {
        throw new ProtocolException("a line without an end, or a longer one than there can be");
      }
      line.write(b);
    }
    expect('\n');
    return line.toString(UTF_8);
  }

  private static long number(String line) throws ProtocolException {
    boolean plain = !line.isEmpty() && (line.charAt(0) == '-' || isDigit(line.charAt(0)));
    for (int i = 1; i < line.length() && plain; i++) {
      plain = isDigit(line.charAt(i));
    }
    if (plain) {
      try {
        return Long.parseLong(line);
      } catch (NumberFormatException _) {
        // A sign alone, or more than 64 bits.
      }
    }
    throw new ProtocolException("not a number, where one should be");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void expect(char what) throws IOException {
    if (read() != what) {
      throw new ProtocolException("a part of a reply does not end where it should");
    }
  }

  private int read() throws IOException {
    fill();
    if (--left < 0) {
      throw new ProtocolException("a reply is too long");
    }
    return buffer[at++] & 0xff;
  }

  private void fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
      if (end == 0) {
        throw new EOFException("it hung up");
      }
    }
  }
}
