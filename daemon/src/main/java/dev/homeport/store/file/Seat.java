package dev.homeport.store.file;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place that one process of this machine holds as long as it runs: who finds it taken leaves the
/// work to the other. The operating system frees it, however its holder ends.
public final class Seat implements AutoCloseable {
  private final FileChannel channel;

  private Seat(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the place that is this file; nothing where somebody holds it.
  public static Optional<Seat> take(Path file) throws IOException {
    SafeDisk.madeFolderOf(file);
    FileChannel channel = opened(file);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new Seat(channel));
      }
    } catch (OverlappingFileLockException _) {
      // Somebody in this very process holds it.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /// The file, which is the folder's owner's even where root made it: else root would keep its
  /// owner from the place, or from seeing that it is taken.
  private static FileChannel opened(Path file) throws IOException {
    try {
      return SafeDisk.create(file);
    } catch (FileAlreadyExistsException _) {
      return FileChannel.open(file, WRITE);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
