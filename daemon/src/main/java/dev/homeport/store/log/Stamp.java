package dev.homeport.store.log;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// The marks by which a changed file is known without reading it.
record Stamp(@Nullable Object identity, long size, FileTime changed) {
  /// The marks of a file; nothing when there is none.
  static @Nullable Stamp of(Path file) throws IOException {
    try {
      var marks = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(marks.fileKey(), marks.size(), marks.lastModifiedTime());
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// The bytes of a file. Not through a channel: the caller may be interrupted, and that must not
  /// keep it from reading.
  static byte[] bytes(Path file) throws IOException {
    try (var in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }
}
