package dev.homeport.ledger.desk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.store.Facts.Written;
import dev.homeport.store.Trouble;
import dev.homeport.store.file.PrivateFile;
import dev.homeport.store.file.Seat;
import dev.homeport.store.ledger.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file for rows that cannot be written into the book at the moment: a line each, at most 64 MiB
/// of them, read back from its beginning and removed when all of it was read. One process has it;
/// others on the same folder have others beside it.
///
/// Used by one thread at a time. No handle stays open on it, and none that an interrupt could close
/// is used.
public final class Spool implements AutoCloseable {
  static final long ROOM = 64L * 1024 * 1024;
  private static final int PIECE = 256 * 1024;
  private static final int MOST = 16;

  private final Path file;
  private final Seat seat;
  private final long room;

  /// Up to where it was read.
  private long from;

  /// Up to where there are whole lines, or what a crash has left of one.
  private long end;

  /// Lines in it that are still to be read.
  private long waiting;

  private long torn;

  /// A part of it.
  ///
  /// @param text its lines, as far as they were read
  /// @param start where it begins
  /// @param next where the next one does
  public record Piece(String text, long lines, long start, long next) {
    /// The rows that its lines tell of; a line that tells of none is left out.
    List<Row> rows() {
      return text.lines().map(RowText::row).flatMap(Optional::stream).toList();
    }
  }

  private Spool(Path file, Seat seat, long room) throws IOException {
    this.file = file;
    this.seat = seat;
    this.room = room;
    if (Files.exists(file)) {
      end = Files.size(file);
      waiting = lines();
    }
  }

  /// The first one in the folder that nobody has.
  public static Spool in(Path folder) throws IOException {
    return in(folder, ROOM);
  }

  static Spool in(Path folder, long room) throws IOException {
    for (int number = 0; number < MOST; number++) {
      Path file = folder.resolve(number == 0 ? "ledger.spool" : "ledger-" + number + ".spool");
      Optional<Seat> seat = Seat.take(file.resolveSibling(file.getFileName() + ".lock"));
      if (seat.isPresent()) {
        return opened(file, seat.get(), room);
      }
    }
    throw new IOException(folder + ": " + MOST + " others keep rows there already");
  }

  private static Spool opened(Path file, Seat seat, long room) throws IOException {
    boolean done = false;
    try {
      var spool = new Spool(file, seat, room);
      done = true;
      return spool;
    } finally {
      if (!done) {
        seat.close();
      }
    }
  }

  private long lines() throws IOException {
    try (var lines = Files.lines(file, ISO_8859_1)) {
      return lines.count();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// How many rows are in it.
  public long count() {
    return waiting;
  }

  /// How many lines could not be read so far.
  public long torn() {
    return torn;
  }

  /// Puts rows at its end, as many of the first ones as there is room for; says which. A kill takes
  /// nothing of them then; a power cut may, as it may from the book.
  public Piece add(List<Row> rows) throws IOException {
    var text = new ByteArrayOutputStream(rows.size() * 400);
    int fit = 0;
    try {
      if (!Files.exists(file)
          && PrivateFile.write(file, "") instanceof Written.Failed(String why)) {
        throw new IOException(why);
      }
      try (var out = new RandomAccessFile(file.toFile(), "rw")) {
        endLine(out, text);
        for (Row row : rows) {
          byte[] line = (RowText.of(row) + "\n").getBytes(UTF_8);
          if (end + text.size() + line.length > room) {
            break;
          }
          text.write(line);
          fit++;
        }
        write(out, text.toByteArray());
      }
    } catch (IOException e) {
      throw new IOException("rows cannot be kept in " + file + ": " + Trouble.in(e), e);
    }
    waiting += fit;
    return new Piece("", fit, end - text.size(), end);
  }

  /// What a crash has left of a line gets an end, so that it does not spoil the next one.
  private void endLine(RandomAccessFile out, ByteArrayOutputStream text) throws IOException {
    end = out.length();
    if (end > 0) {
      out.seek(end - 1);
      if (out.read() != '\n') {
        text.write('\n');
      }
    }
  }

  private void write(RandomAccessFile out, byte[] bytes) throws IOException {
    out.seek(end);
    boolean done = false;
    try {
      out.write(bytes);
      done = true;
    } finally {
      if (!done) {
        out.setLength(end);
      }
    }
    end += bytes.length;
  }

  /// The next lines, so many or less; nothing where it is empty. What they tell of is for another
  /// thread to find out, because that takes longer.
  public @Nullable Piece next(int most) throws IOException {
    if (from >= end) {
      return null;
    }
    byte[] bytes;
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      bytes = new byte[(int) Math.min(PIECE, end - from)];
      in.readFully(bytes);
    }
    long lines = 0;
    int whole = 0;
    for (int i = 0; i < bytes.length && lines < most; i++) {
      if (bytes[i] == '\n') {
        lines++;
        whole = i + 1;
      }
    }
    boolean toTheEnd = from + bytes.length >= end && lines < most;
    if (whole == 0 || (toTheEnd && whole < bytes.length)) {
      lines++;
      whole = bytes.length;
    }
    return new Piece(new String(bytes, 0, whole, UTF_8), lines, from, from + whole);
  }

  /// This piece is in the book. One before which there are others comes again all the same. The
  /// file is removed with the last one.
  ///
  /// @param rows of how many rows it told
  public void done(Piece piece, long rows) throws IOException {
    if (piece.start() != from) {
      return;
    }
    from = piece.next();
    waiting = Math.max(0, waiting - piece.lines());
    torn += piece.lines() - rows;
    if (from >= end) {
      Files.deleteIfExists(file);
      from = 0;
      end = 0;
      waiting = 0;
    }
  }

  /// Gives it free for others. What is in it stays.
  @Override
  public void close() throws IOException {
    seat.close();
  }
}
