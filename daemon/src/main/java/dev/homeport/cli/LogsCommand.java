package dev.homeport.cli;

import dev.homeport.journal.HumanLine;
import dev.homeport.time.Pause;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `homeport logs`: the last lines of a role's log, and those that come.
@Command(name = "logs", description = "Prints the log of the daemon, the router or the monitor.")
final class LogsCommand implements Callable<Integer> {
  private static final Duration GLANCE = Duration.ofMillis(250);

  private static final int MOST_AT_ONCE = 1 << 20;

  private static final Set<String> FIRST = Set.of("time", "level", "event");

  private final Function<Logged, Path> files;
  private final Pause pause;

  @Spec private CommandSpec spec;

  @Mixin final Help help = new Help();

  @Option(
      names = ConfiguredRole.OPTION,
      paramLabel = ConfiguredRole.LABEL + "|monitor",
      description = "Whose: by default the daemon's, or the router's where only that has one.")
  private @Nullable Logged role;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with the lines that come, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "100",
      paramLabel = "N",
      description = "How many of the last lines (100).")
  private int last;

  @Option(names = "--json", description = "The lines as they are in the file.")
  private boolean json;

  LogsCommand(Function<Logged, Path> files, Pause pause) {
    this.files = files;
    this.pause = pause;
    this.spec = CommandSpec.create();
  }

  static LogsCommand of(Surroundings around) {
    return new LogsCommand(role -> around.logFile(role.toString()), Pause.real());
  }

  /// Who writes a log.
  enum Logged {
    /// The Mac's.
    DAEMON,
    /// The router's.
    ROUTER,
    /// That of a monitor which runs by itself.
    MONITOR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (last < 0) {
      throw new ParameterException(
          spec.commandLine(), "'" + last + "' is no number of lines; 0 and more are");
    }
    Logged whose = role != null ? role : usual();
    Path file = files.apply(whose);
    if (!Files.exists(file) && !follow) {
      spec.commandLine()
          .getErr()
          .println("there is no log at " + file + " yet; homeport " + whose + " writes it");
      return 1;
    }
    try {
      long end = tail(out, file);
      if (follow) {
        follow(out, file, end);
      }
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("cannot read " + file + ": " + e.getMessage());
      return 1;
    }
  }

  private Logged usual() {
    return !Files.exists(files.apply(Logged.DAEMON)) && Files.exists(files.apply(Logged.ROUTER))
        ? Logged.ROUTER
        : Logged.DAEMON;
  }

  /// Prints the last lines, as far as they are whole; returns where the next one begins.
  private long tail(PrintWriter out, Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    byte[] bytes = Files.readAllBytes(file);
    int end = wholeLines(bytes);
    int start = end;
    for (int lines = 0; start > 0; start--) {
      if (bytes[start - 1] == '\n' && lines++ == last) {
        break;
      }
    }
    print(out, bytes, start, end);
    return end;
  }

  /// Prints what comes until nobody listens. The file is held open, so that what was written last
  /// before a rotation is still read; only then the new one is begun.
  private void follow(PrintWriter out, Path file, long end)
      throws IOException, InterruptedException {
    long from = end;
    while (!out.checkError()) {
      if (Files.exists(file)) {
        Object held = key(file);
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
          do {
            from = more(out, log, from);
            pause.last(GLANCE);
          } while (!out.checkError() && Objects.equals(held, key(file)) && from <= log.length());
          more(out, log, from);
        }
        from = 0;
      } else {
        pause.last(GLANCE);
      }
    }
  }

  /// What tells the file from another that has its name later; nothing where it is gone.
  private static @Nullable Object key(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// Prints the whole lines from there on; returns where the next one begins.
  private long more(PrintWriter out, RandomAccessFile log, long from) throws IOException {
    long next = from;
    while (log.length() > next) {
      var bytes = new byte[Math.toIntExact(Math.min(log.length() - next, MOST_AT_ONCE))];
      log.seek(next);
      log.readFully(bytes);
      int end = wholeLines(bytes);
      if (end == 0) {
        break;
      }
      print(out, bytes, 0, end);
      next += end;
    }
    return next;
  }

  private static int wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void print(PrintWriter out, byte[] bytes, int start, int end) {
    new String(bytes, start, end - start, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> out.println(shown(line)));
    out.flush();
  }

  private String shown(String line) {
    return json ? line : forPeople(line, ZoneId.systemDefault());
  }

  /// A line of the file as its role would have written it on a terminal; what is no such line, as
  /// it is.
  static String forPeople(String line, ZoneId zone) {
    if (!(JsonObject.parse(line) instanceof JsonObject.Parsed.Good(JsonObject fields))
        || !fields.has("event")) {
      return line;
    }
    var text = new StringBuilder(line.length());
    try {
      Instant time = Instant.parse(fields.text("time", ""));
      HumanLine.begin(time, zone, fields.text("level", ""), fields.text("event", ""), text);
    } catch (DateTimeParseException _) {
      return line;
    }
    for (String name : fields.names()) {
      if (!FIRST.contains(name)) {
        HumanLine.pair(name, fields.plain(name), text);
      }
    }
    return text.toString();
  }
}
