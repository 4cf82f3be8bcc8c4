package dev.homeport.store;

import dev.homeport.store.Facts.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A file that only its owner may read, written whole or not at all.
public final class PrivateFile {
  private PrivateFile() {}

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
