package dev.homeport.store.file;

import java.io.IOException;
import java.nio.file.Path;

/// The two ways in which the log reaches the disk. Tests have one that dies in the middle.
public interface Disk {
  /// Cuts the file at this place, writes there, and returns when it is safe.
  void append(Path file, long at, byte[] bytes) throws IOException;

  /// Puts a file with these bytes in the place of the old one, if any, in one step that a crash
  /// either has not begun or has finished.
  void replace(Path file, byte[] bytes) throws IOException;

  /// The machine's own.
  static Disk real() {
    return new SafeDisk();
  }
}
