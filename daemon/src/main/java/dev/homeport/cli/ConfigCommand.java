package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.Loader;
import dev.homeport.config.Starter;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Values.Line;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.PrivateFile;
import dev.homeport.wire.JsonText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
      out().print(Starter.text());
      out().flush();
      return Exit.OK;
    }
    Path file = Starter.place(where.in(inputs));
    if (Files.exists(file) && !force) {
      err().println(file + " is there already; --force replaces it, --stdout prints the new one");
      return Exit.FAILED;
    }
    if (PrivateFile.write(file, Starter.text()) instanceof Written.Failed(String why)) {
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
      @Option(names = "--json", description = "As JSON.") boolean json) {
    Loaded loaded = Loader.load(where.in(inputs));
    List<Problem> problems =
        switch (loaded) {
          case Loaded.Good _ -> List.of();
          case Loaded.Bad bad -> bad.problems();
        };
    if (json) {
      out()
          .println(
              "{\"ok\":"
                  + problems.isEmpty()
                  + ",\"problems\":"
                  + json(problems)
                  + ",\"warnings\":"
                  + json(loaded.warnings())
                  + "}");
    } else {
      problems.forEach(problem -> out().println("error: " + problem.text()));
      loaded.warnings().forEach(warning -> out().println("warning: " + warning.text()));
      out().println(summary(loaded));
    }
    return problems.isEmpty() ? Exit.OK : Exit.BAD_CONFIGURATION;
  }

  private static String summary(Loaded loaded) {
    return switch (loaded) {
      case Loaded.Good good when good.file() == null ->
          "The configuration is right; there is no file.";
      case Loaded.Good good -> "The configuration is right: " + good.file();
      case Loaded.Bad bad ->
          bad.problems().size() == 1 ? "1 problem." : bad.problems().size() + " problems.";
    };
  }

  @Command(description = "Shows the values that hold, each with its source. Secrets are masked.")
  int show(
      @Mixin Help help,
      @Mixin ConfigOptions where,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    return switch (Loader.load(where.in(inputs))) {
      case Loaded.Good good -> {
        List<Line> lines = Loader.lines(good);
        out().println(json ? jsonLines(lines, good.warnings()) : table(lines));
        if (!json) {
          good.warnings().forEach(warning -> err().println("warning: " + warning.text()));
        }
        yield Exit.OK;
      }
      case Loaded.Bad bad -> {
        bad.problems().forEach(problem -> err().println("error: " + problem.text()));
        yield Exit.BAD_CONFIGURATION;
      }
    };
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
