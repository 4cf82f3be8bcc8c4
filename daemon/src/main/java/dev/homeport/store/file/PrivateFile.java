package dev.homeport.store.file;

import dev.homeport.store.Facts.Written;
import dev.homeport.store.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file that only its owner may read, written whole or not at all.
public final class PrivateFile {
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /// Makes an empty file where there is none; an old one is closed to others.
  public static void made(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name a file in it");
    }
    SafeDisk.madeFolderOf(file);
    if (!Files.exists(file)) {
      try {
        SafeDisk.create(file).close();
      } catch (FileAlreadyExistsException _) {
        // Another process was faster, and the file is as good as ours.
      }
    } else if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && !Files.getPosixFilePermissions(file).equals(OURS)) {
      Files.setPosixFilePermissions(file, OURS);
    }
  }

  /// Writes the file, over an old one if there is one; its folder is made where it is missing.
  public static Written write(Path file, String text) {
    try {
      SafeDisk.madeFolderOf(file);
      Disk.real().replace(file, text.getBytes(StandardCharsets.UTF_8));
      return new Written.Done();
    } catch (IOException e) {
      return new Written.Failed("cannot write " + file + ": " + Trouble.in(e));
    }
  }
}
