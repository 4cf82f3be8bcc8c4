package dev.homeport.config.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a file whole as UTF-8, or says in words why that cannot be.
public final class TextFile {
  private static final int LARGEST = 1 << 20;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TextFile() {}

  /// What came of it.
  public sealed interface Read {
    /// The text, without a byte order mark.
    record Whole(String text) implements Read {}

    /// There is no such file.
    record Missing() implements Read {}

    /// It is there and no use.
    record Unreadable(Problem problem) implements Read {}
  }

  /// Reads it.
  public static Read read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return wrong(file, "is a folder", "name the file in it");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        return wrong(file, "is not a regular file", "write it into one");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        return wrong(file, "is larger than 1 MiB", "name a configuration file");
      }
      return decoded(file, bytes);
    } catch (NoSuchFileException _) {
      return new Read.Missing();
    } catch (AccessDeniedException _) {
      return wrong(file, "cannot be read: permission denied", "let this user read it");
    } catch (IOException e) {
      return wrong(file, "cannot be read: " + e.getMessage(), "see to the disk or the path");
    }
  }

  private static Read decoded(Path file, byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (end.isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      return wrong(file, "is not UTF-8 in line " + line, "save it as UTF-8");
    }
    String text = out.flip().toString();
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return new Read.Whole(marked ? text.substring(1) : text);
  }

  private static Read wrong(Path file, String what, String right) {
    return new Read.Unreadable(new Problem(file.toString(), "", what, right));
  }
}
