package dev.homeport.host;

import dev.homeport.lifecycle.Threads;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Another program, run once and to its end. There is no shell in between, nothing to read for it,
/// and no way for it to keep us longer than its limit.
///
/// @param argv the program and its arguments, as it gets them
/// @param limit how long it may take; after it the program and what it started are killed
/// @param env what its environment holds besides ours without secrets
/// @param most how many bytes are kept of each of its two outputs; the rest is read and thrown away
public record Command(List<String> argv, Duration limit, Map<String, String> env, int most) {
  /// How much of what it prints is kept, unless more is asked for.
  static final int MOST_BYTES = 64 * 1024;

  private static final Pattern SECRETS = Pattern.compile("KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS");

  /// How long a child of the program may keep its output open after the program has ended.
  private static final Duration LINGER = Duration.ofSeconds(1);

  /// What came of it.
  public sealed interface Result {
    /// It ended by itself. What it printed may be a secret, so it does not print itself.
    record Ran(int exit, String out, String err) implements Result {
      @Override
      public String toString() {
        return "Ran[exit=" + exit + ", out=" + out.length() + ", err=" + err.length() + "]";
      }
    }

    /// It was still running at its limit and was killed.
    ///
    /// @param out what it had printed until then, which may say what it was waiting for
    record TimedOut(Duration limit, String out, String err) implements Result {
      /// One that had printed nothing.
      public TimedOut(Duration limit) {
        this(limit, "", "");
      }

      @Override
      public String toString() {
        return "TimedOut[limit=" + limit + ", out=" + out.length() + ", err=" + err.length() + "]";
      }
    }

    /// It could not be started.
    record NotFound(String why) implements Result {}
  }

  /// Copies the arguments and the environment.
  public Command {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
  }

  /// A program with nothing more in its environment, and as much output as most of them need.
  public Command(List<String> argv, Duration limit) {
    this(argv, limit, Map.of(), MOST_BYTES);
  }

  /// The program at that path with these arguments.
  public static Command of(Duration limit, Path program, String... arguments) {
    var argv = new ArrayList<String>();
    argv.add(program.toString());
    argv.addAll(List.of(arguments));
    return new Command(argv, limit);
  }

  /// The same with one more variable in its environment.
  public Command with(String variable, String value) {
    var more = new HashMap<>(env);
    more.put(variable, value);
    return new Command(argv, limit, more, most);
  }

  /// The same, of whose outputs that many bytes are kept.
  public Command keeping(int bytes) {
    return new Command(argv, limit, env, bytes);
  }

  /// Runs it and waits for its end.
  public Result run() throws InterruptedException {
    Process process;
    try {
      var builder = builder(argv);
      builder.environment().putAll(env);
      process = builder.start();
    } catch (IOException e) {
      return new Result.NotFound(argv.getFirst() + " could not be started: " + e.getMessage());
    }
    var out = new Output(process.getInputStream(), most, "output of " + argv.getFirst());
    var err = new Output(process.getErrorStream(), most, "errors of " + argv.getFirst());
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        kill(process);
        return new Result.TimedOut(limit, out.text(), err.text());
      }
      return new Result.Ran(process.exitValue(), out.text(), err.text());
    } finally {
      kill(process);
    }
  }

  /// What starts a program: with nothing to read, and without the secrets of our environment.
  public static ProcessBuilder builder(List<String> argv) {
    var builder = new ProcessBuilder(argv).redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().keySet().removeIf(Command::isSecret);
    return builder;
  }

  /// Whether a variable of that name is nobody else's business.
  static boolean isSecret(String variable) {
    return variable.startsWith("HOMEPORT_") || SECRETS.matcher(variable).find();
  }

  /// Ends a process and everything it started, and waits until it is gone.
  public static void kill(Process process) throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /// The first bytes of a stream, read to its end by a thread of its own, so that the program never
  /// waits for us.
  private static final class Output {
    /// Written by the reader, read when that has ended or was given up; guarded by itself.
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private final int most;
    private final Thread reader;

    Output(InputStream from, int most, String name) {
      this.most = most;
      this.reader = Threads.virtual(name, () -> drain(from));
    }

    private void drain(InputStream from) {
      byte[] piece = new byte[4096];
      try (from) {
        for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
          synchronized (kept) {
            kept.write(piece, 0, Math.min(count, most - kept.size()));
          }
        }
      } catch (IOException e) {
        // The program was killed; what it printed until then is what there is.
      }
    }

    String text() throws InterruptedException {
      reader.join(LINGER);
      synchronized (kept) {
        return kept.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
