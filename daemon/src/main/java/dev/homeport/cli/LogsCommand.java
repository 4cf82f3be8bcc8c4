package dev.homeport.cli;

import dev.homeport.journal.HumanLine;
import dev.homeport.time.Pause;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport logs`: the last lines of the daemon's log, and those that come.
@Command(name = "logs", description = "Prints the daemon's log.")
final class LogsCommand implements Callable<Integer> {
  private static final Duration GLANCE = Duration.ofMillis(250);

  private static final Set<String> FIRST = Set.of("time", "level", "event");

  private final Path file;
  private final Pause pause;

  @Spec private CommandSpec spec;

  @Mixin final Help help = new Help();

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

  LogsCommand(Path file, Pause pause) {
    this.file = file;
    this.pause = pause;
    this.spec = CommandSpec.create();
  }

  static LogsCommand of(Surroundings around) {
    return new LogsCommand(around.logFile(), Pause.real());
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.exists(file) && !follow) {
      spec.commandLine()
          .getErr()
          .println("there is no log at " + file + " yet; homeport daemon writes it");
      return 1;
    }
    try {
      long end = tail(out);
      while (follow && !out.checkError()) {
        pause.last(GLANCE);
        end = more(out, end);
      }
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("cannot read " + file + ": " + e.getMessage());
      return 1;
    }
  }

  private long tail(PrintWriter out) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    var kept = new ArrayDeque<String>();
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      lines.forEach(
          line -> {
            kept.add(line);
            if (kept.size() > last) {
              kept.remove();
            }
          });
    }
    kept.forEach(line -> out.println(shown(line)));
    out.flush();
    return Files.size(file);
  }

  /// Prints what came since; a file that is shorter than before was rotated and begins anew.
  private long more(PrintWriter out, long from) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      long start = log.length() < from ? 0 : from;
      var bytes = new byte[Math.toIntExact(Math.min(log.length() - start, 1 << 20))];
      log.seek(start);
      log.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      if (end > 0) {
        new String(bytes, 0, end, StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> out.println(shown(line)));
        out.flush();
      }
      return start + end;
    }
  }

  private String shown(String line) {
    return json ? line : forPeople(line, ZoneId.systemDefault());
  }

  /// A line of the file as the daemon would have written it on a terminal; what is no such line, as
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
