package dev.homeport.config;

import dev.homeport.config.judge.Candidates;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.EnvFile;
import dev.homeport.config.source.Environment;
import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Node.Nothing;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.Seen;
import dev.homeport.config.source.TextFile;
import dev.homeport.config.source.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The environment and the file that count, found and read.
///
/// @param environment the process's variables and those of the `.env` file
/// @param tree what the file says; empty where there is none
public record Sources(Environment environment, Fields tree) {
  private static final String FILE_NAME = "homeport.yaml";
  private static final String ENV_NAME = ".env";

  /// A file that somebody named, so that it must be there.
  private record Named(Path file, String source) {}

  /// Finds and reads them.
  static Sources read(Inputs inputs, Seen files, Findings findings) {
    var environment = new Environment(inputs.env(), envFile(inputs, findings, files));
    return new Sources(environment, tree(inputs, environment, findings, files));
  }

  private static List<Variable> envFile(Inputs inputs, Findings findings, Seen files) {
    Path named = inputs.envFile();
    Path file = inputs.folder().resolve(named == null ? Path.of(ENV_NAME) : named).normalize();
    files.look(file);
    if (named == null && Files.isDirectory(file)) {
      // Python's virtual environments are folders of that name.
      return List.of();
    }
    switch (TextFile.read(file)) {
      case TextFile.Read.Whole(String text) -> {
        EnvFile.Lines lines = EnvFile.read(file, text);
        findings.warnings(lines.doubts());
        return lines.variables();
      }
      case TextFile.Read.Missing _ -> {
        if (named != null) {
          findings.problem(missing(new Named(file, "--env-file")));
        }
      }
      case TextFile.Read.Unreadable(Problem problem) -> findings.problem(problem);
    }
    return List.of();
  }

  private static Fields tree(
      Inputs inputs, Environment environment, Findings findings, Seen files) {
    Named named = named(inputs, environment);
    Path file = named != null ? named.file() : firstOf(candidates(inputs), files);
    var nothing = new Fields("", new Origin.BuiltIn(), List.of());
    if (file == null) {
      return nothing;
    }
    files.look(file);
    switch (TextFile.read(file)) {
      case TextFile.Read.Whole(String text) -> {
        YamlFile.Tree tree = YamlFile.read(file, text);
        findings.problems(tree.problems());
        return tree.root();
      }
      case TextFile.Read.Missing _ -> {
        if (named != null) {
          findings.problem(missing(named));
        }
      }
      case TextFile.Read.Unreadable(Problem problem) -> findings.problem(problem);
    }
    return nothing;
  }

  private static @Nullable Named named(Inputs inputs, Environment environment) {
    if (inputs.config() != null) {
      return new Named(inputs.folder().resolve(inputs.config()).normalize(), "--config");
    }
    return environment
        .variable(Candidates.CONFIG_VARIABLE)
        .map(
            variable ->
                new Named(
                    inputs.places().resolve(variable.text(), variable.origin()),
                    variable.origin().text()))
        .orElse(null);
  }

  /// Where a file may be that nobody named, the strongest first.
  private static List<Path> candidates(Inputs inputs) {
    var places = new LinkedHashSet<Path>();
    places.add(inputs.folder().resolve(FILE_NAME));
    inputs.configFolders().forEach(folder -> places.add(folder.resolve(FILE_NAME)));
    return List.copyOf(places);
  }

  /// Where a starter file belongs: where somebody named it, else the platform's own folder.
  static Path placeOfStarter(Inputs inputs) {
    Named named = named(inputs, new Environment(inputs.env(), List.of()));
    if (named != null) {
      return named.file();
    }
    return inputs.configFolders().stream().findFirst().orElse(inputs.folder()).resolve(FILE_NAME);
  }

  /// The first that is there; those before it are remembered, because they would be stronger.
  private static @Nullable Path firstOf(List<Path> candidates, Seen looked) {
    for (Path candidate : candidates) {
      looked.look(candidate);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static Problem missing(Named named) {
    return new Problem(
        named.source(), "", "there is no file " + named.file(), "name one that exists");
  }

  /// Whether the file has a section of that name with something in it.
  public boolean has(String section) {
    return tree.fields().stream()
        .anyMatch(field -> field.name().equals(section) && !(field.value() instanceof Nothing));
  }

  /// The file that was read, if there was one.
  public Optional<Path> file() {
    return switch (tree.origin()) {
      case Origin.InFile in -> Optional.of(in.file());
      case Origin.Whole whole -> Optional.of(whole.file());
      default -> Optional.empty();
    };
  }
}
