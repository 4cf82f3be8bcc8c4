package dev.homeport.config.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// By what one sees that a file is another than before, without reading it.
///
/// @param modified when it was written last, nothing where there is no file
/// @param identity which file it is, where the system tells; a replaced one is another
/// @param readable whether we may read it
public record Stamp(
    @Nullable FileTime modified, long size, @Nullable Object identity, boolean readable) {
  private static final Stamp ABSENT = new Stamp(null, 0, null, false);

  /// How the file looks now.
  public static Stamp of(Path file) {
    try {
      var seen = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          seen.lastModifiedTime(), seen.size(), seen.fileKey(), Files.isReadable(file));
    } catch (IOException _) {
      return ABSENT;
    }
  }
}
