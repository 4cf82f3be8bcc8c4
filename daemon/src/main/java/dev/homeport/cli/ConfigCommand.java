package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.Starter;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Values.Line;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.file.PrivateFile;
import dev.homeport.wire.JsonText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes a configuration to begin with, judges the one there is, and shows what holds.
@Command(
    name = "config",
    description = "The configuration: a file to begin with, what is wrong with it, what holds.",
    synopsisSubcommandLabel = "(init | check | show)")
public final class ConfigCommand {
  private static final String ROLE_SAYS =
      "Whose: by default all that the file has a section for, else the daemon's.";

  private final Inputs inputs;

  @Spec private @Nullable CommandSpec spec;

  @Mixin final Help help = new Help();

  /// A command that reads from these inputs.
  public ConfigCommand(Inputs inputs) {
    this.inputs = inputs;
  }

  @Command(description = "Writes a file with every setting, commented. It is for its owner alone.")
  int init(
      @Mixin Help help,
      @Mixin ConfigOptions where,
      @Option(names = "--force", description = "Replaces a file that is there.") boolean force,
      @Option(names = "--stdout", description = "Prints it instead.") boolean stdout) {
    if (stdout) {
      out().print(ConfiguredRole.starter());
      out().flush();
      return Exit.OK;
    }
    Path file = Starter.place(where.in(inputs));
    if (Files.exists(file) && !force) {
      err().println(file + " is there already; --force replaces it, --stdout prints the new one");
      return Exit.FAILED;
    }
    if (PrivateFile.write(file, ConfiguredRole.starter()) instanceof Written.Failed(String why)) {
      err().println(why);
      return Exit.FAILED;
    }
    out().println("Wrote " + file + ". Change it, then: homeport config check");
    return Exit.OK;
  }

  @Command(
      description =
          "Says everything that is wrong or doubtful. Exit code 78 if something is wrong.")
  int check(
      @Mixin Help help,
      @Mixin ConfigOptions where,
      @Option(
              names = ConfiguredRole.OPTION,
              paramLabel = ConfiguredRole.LABEL,
              description = ROLE_SAYS)
          @Nullable ConfiguredRole role,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    List<Loaded<?>> loaded = load(role, where);
    List<Problem> problems = problems(loaded);
    List<Problem> warnings = warnings(loaded);
    if (json) {
      out()
          .println(
              "{\"ok\":"
                  + problems.isEmpty()
                  + ",\"problems\":"
                  + json(problems)
                  + ",\"warnings\":"
                  + json(warnings)
                  + "}");
    } else {
      problems.forEach(problem -> out().println("error: " + problem.text()));
      warnings.forEach(warning -> out().println("warning: " + warning.text()));
      out().println(summary(loaded, problems, role));
    }
    return problems.isEmpty() ? Exit.OK : Exit.BAD_CONFIGURATION;
  }

  private List<Loaded<?>> load(@Nullable ConfiguredRole role, ConfigOptions where) {
    Inputs given = where.in(inputs);
    return ConfiguredRole.asked(role, given).stream()
        .<Loaded<?>>map(asked -> asked.load(given))
        .toList();
  }

  /// What is wrong for any of them; what is for all stands there once.
  private static List<Problem> problems(List<Loaded<?>> loaded) {
    var problems = new LinkedHashSet<Problem>();
    for (Loaded<?> one : loaded) {
      if (one instanceof Loaded.Bad<?> bad) {
        problems.addAll(bad.problems());
      }
    }
    return List.copyOf(problems);
  }

  private static List<Problem> warnings(List<Loaded<?>> loaded) {
    return loaded.stream().flatMap(one -> one.warnings().stream()).distinct().toList();
  }

  private static String summary(
      List<Loaded<?>> loaded, List<Problem> problems, @Nullable ConfiguredRole role) {
    if (!problems.isEmpty()) {
      return problems.size() == 1 ? "1 problem." : problems.size() + " problems.";
    }
    if (loaded.getFirst() instanceof Loaded.Good<?> good && good.file() != null) {
      return "The configuration is right: " + good.file();
    }
    return role == null
        ? "The daemon's configuration is right; there is no file."
            + " A router's: homeport config check --role router"
        : "The " + role + "'s configuration is right; there is no file.";
  }

  @Command(description = "Shows the values that hold, each with its source. Secrets are masked.")
  int show(
      @Mixin Help help,
      @Mixin ConfigOptions where,
      @Option(
              names = ConfiguredRole.OPTION,
              paramLabel = ConfiguredRole.LABEL,
              description = ROLE_SAYS)
          @Nullable ConfiguredRole role,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    List<Loaded<?>> loaded = load(role, where);
    List<Problem> problems = problems(loaded);
    if (!problems.isEmpty()) {
      problems.forEach(problem -> err().println("error: " + problem.text()));
      return Exit.BAD_CONFIGURATION;
    }
    List<Line> lines = lines(loaded);
    List<Problem> warnings = warnings(loaded);
    out().println(json ? jsonLines(lines, warnings) : table(lines));
    if (!json) {
      warnings.forEach(warning -> err().println("warning: " + warning.text()));
    }
    return Exit.OK;
  }

  private static List<Line> lines(List<Loaded<?>> loaded) {
    var lines = new LinkedHashSet<Line>();
    for (Loaded<?> one : loaded) {
      if (one instanceof Loaded.Good<?> good) {
        lines.addAll(good.lines());
      }
    }
    return List.copyOf(lines);
  }

  private static String table(List<Line> lines) {
    int path = lines.stream().mapToInt(line -> line.path().length()).max().orElse(0);
    int value = lines.stream().mapToInt(line -> shown(line).length()).max().orElse(0);
    String row = "%-" + path + "s  %-" + Math.min(value, 48) + "s  %s%s";
    return lines.stream()
        .map(
            line ->
                String.format(
                    row,
                    line.path(),
                    shown(line),
                    line.source(),
                    line.used() ? "" : " (not used yet)"))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String shown(Line line) {
    return line.value() == null ? "–" : line.value();
  }

  private static String jsonLines(List<Line> lines, List<Problem> warnings) {
    return lines.stream()
            .map(
                line ->
                    "{\"path\":"
                        + JsonText.quoted(line.path())
                        + ",\"value\":"
                        + (line.value() == null ? "null" : JsonText.quoted(line.value()))
                        + ",\"source\":"
                        + JsonText.quoted(line.source())
                        + ",\"used\":"
                        + line.used()
                        + "}")
            .collect(Collectors.joining(",", "{\"settings\":[", "],\"warnings\":"))
        + json(warnings)
        + "}";
  }

  private static String json(List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                "{\"source\":"
                    + JsonText.quoted(problem.source())
                    + ",\"place\":"
                    + JsonText.quoted(problem.place())
                    + ",\"what\":"
                    + JsonText.quoted(problem.what())
                    + ",\"right\":"
                    + JsonText.quoted(problem.right())
                    + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec");
    }
    return spec;
  }
}
