package dev.homeport.fake;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A signal to a process.
public final class Signal {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final long BETWEEN_LOOKS_NANOS = 200_000;

  private Signal() {}

  /// Sends the one of this name, such as `TERM`. One that stops it, or lets it go on, is heeded
  /// when this returns, where the system shows that: on a busy machine its threads run for a while
  /// yet.
  public static void send(long pid, String name) {
    try {
      int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (status != 0) {
        throw new AssertionError("kill -" + name + " " + pid + " gave " + status);
      }
      if (name.equals("STOP") || name.equals("CONT")) {
        awaitHeeded(pid, name.equals("STOP"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitHeeded(long pid, boolean stops) throws IOException {
    Path threads = Path.of("/proc", Long.toString(pid), "task");
    var deadline = Deadline.in(LONGEST, Ticker.system());
    while (Files.isDirectory(threads) && !isHeeded(threads, stops)) {
      if (deadline.hasPassed()) {
        throw new AssertionError(pid + " does not heed a signal");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private static boolean isHeeded(Path threads, boolean stops) throws IOException {
    try (Stream<Path> all = Files.list(threads)) {
      return all.allMatch(thread -> isStopped(thread, stops) == stops);
    }
  }

  /// @param gone what counts for a thread that has ended
  private static boolean isStopped(Path thread, boolean gone) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    } catch (IOException e) {
      return gone;
    }
  }
}
