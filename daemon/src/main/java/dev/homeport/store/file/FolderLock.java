package dev.homeport.store.file;

import static java.nio.file.StandardOpenOption.WRITE;

import dev.homeport.time.Deadline;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Leave to change what a file guards, for one on this machine at a time.
///
/// The operating system gives the lock to a process, not to a thread, and takes it away when *any*
/// of the process's handles on the file is closed. So within the process a lock of our own comes
/// first, and the file is open only while that is held.
public final class FolderLock {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration GLANCE = Duration.ofMillis(2);

  /// One for each file, shared by all of this process.
  private static final ConcurrentHashMap<Path, ReentrantLock> OURS = new ConcurrentHashMap<>();

  private final Path file;
  private final Ticker ticker;
  private final Pause pause;

  /// The lock that is this file.
  public FolderLock(Path file, Ticker ticker, Pause pause) {
    this.file = file;
    this.ticker = ticker;
    this.pause = pause;
  }

  /// What is done with leave.
  @FunctionalInterface
  public interface Work {
    /// Does it.
    void run() throws IOException;
  }

  /// Does this while nobody else on this machine has the leave.
  public void holding(Work work) throws IOException, InterruptedException {
    Path real = SafeDisk.madeFolderOf(file).toRealPath().resolve(file.getFileName());
    ReentrantLock ours = OURS.computeIfAbsent(real, _ -> new ReentrantLock());
    ours.lock();
    try (var channel = open();
        var _ = taken(channel)) {
      work.run();
    } finally {
      ours.unlock();
    }
  }

  private FileChannel open() throws IOException {
    if (!Files.exists(file)) {
      try {
        return SafeDisk.create(file);
      } catch (FileAlreadyExistsException _) {
        // Another process was faster, and the file is as good as ours.
      }
    }
    return FileChannel.open(file, WRITE);
  }

  private FileLock taken(FileChannel channel) throws IOException, InterruptedException {
    var deadline = Deadline.in(PATIENCE, ticker);
    while (true) {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (deadline.hasPassed()) {
        throw new IOException(
            file + ": another process has been writing for " + PATIENCE.toSeconds() + " s");
      }
      pause.last(GLANCE);
    }
  }
}
