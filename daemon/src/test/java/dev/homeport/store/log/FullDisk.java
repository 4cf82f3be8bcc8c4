package dev.homeport.store.log;

import dev.homeport.store.file.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A disk that can be full: half of what should be written gets there, then it says so.
final class FullDisk implements Disk {
  private final Disk real = Disk.real();
  volatile boolean full;

  @Override
  public void append(Path file, long at, byte[] bytes) throws IOException {
    real.append(file, at, full ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
    complain();
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    complain();
    real.replace(file, bytes);
  }

  private void complain() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }
}
