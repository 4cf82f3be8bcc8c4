package dev.homeport.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.fake.Signal;
import dev.homeport.lifecycle.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process and what it says. Nothing is waited for longer than twenty seconds.
final class Program implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Process process;
  private final Lines out;
  private final Lines err;

  Program(Process process) {
    this.process = process;
    this.out = new Lines(process.getInputStream());
    this.err = new Lines(process.getErrorStream());
  }

  /// The lines of a stream as they come.
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private boolean over;
    private final Thread reader;

    Lines(InputStream stream) {
      reader = Threads.virtual("lines of a program", () -> read(stream));
    }

    private void read(InputStream stream) {
      try (var text = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
        for (String line = text.readLine(); line != null; line = text.readLine()) {
          add(line);
        }
      } catch (IOException _) {
        // It was closed under us, which is an end, too.
      } finally {
        end();
      }
    }

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    private synchronized void end() {
      over = true;
      notifyAll();
    }

    synchronized String await(String part) throws InterruptedException {
      long deadline = System.nanoTime() + LONGEST.toNanos();
      for (int next = 0; ; next++) {
        while (next == lines.size()) {
          long left = deadline - System.nanoTime();
          if (over || left <= 0) {
            throw new AssertionError("it never said " + part + ", but:\n" + text());
          }
          TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (lines.get(next).contains(part)) {
          return lines.get(next);
        }
      }
    }

    synchronized String text() {
      return String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    }

    String whole() throws InterruptedException {
      reader.join(LONGEST);
      return text();
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Waits for a line with this in it on standard output.
  String says(String part) {
    return awaited(out, part);
  }

  /// Waits for a line with this in it on standard error.
  String complains(String part) {
    return awaited(err, part);
  }

  private static String awaited(Lines lines, String part) {
    try {
      return lines.await(part);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Everything it has said until now.
  String said() {
    return out.text() + err.text();
  }

  /// Sends a signal by its name, such as `TERM`.
  void signal(String name) {
    Signal.send(pid(), name);
  }

  /// Waits until it has ended by itself.
  Ran end() {
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it still runs; it said:\n" + said());
      }
      return new Ran(process.exitValue(), out.whole(), err.whole());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Kills it if it runs, with those it started, and returns when it is gone. A daemon takes the
  /// end of its terminal for a wish to reload, so it must be ended by itself.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
      out.whole();
      err.whole();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
