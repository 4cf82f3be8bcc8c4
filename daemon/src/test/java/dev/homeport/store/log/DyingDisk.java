package dev.homeport.store.log;

import dev.homeport.store.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A disk under a process that is killed after so many bytes, counted over all it writes; the last
/// steps of a replacement count as a byte each. Once dead it does nothing more.
final class DyingDisk implements Disk {
  private final Disk real = Disk.real();
  private int left;

  DyingDisk(int bytesToLive) {
    this.left = bytesToLive;
  }

  @Override
  public void append(Path file, long at, byte[] bytes) throws IOException {
    if (bytes.length <= left) {
      left -= bytes.length;
      real.append(file, at, bytes);
      return;
    }
    real.append(file, at, Arrays.copyOf(bytes, left));
    throw die();
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    if (bytes.length + 1 <= left) {
      left -= bytes.length + 1;
      real.replace(file, bytes);
      return;
    }
    Files.write(
        file.resolveSibling(file.getFileName() + ".new"),
        Arrays.copyOf(bytes, Math.min(left, bytes.length)),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    throw die();
  }

  private IOException die() {
    left = 0;
    return new IOException("killed");
  }
}
