package dev.homeport.config.source;

import java.nio.file.Path;
import java.util.Optional;

/// Where a value was written.
public sealed interface Origin {
  /// The place, for a person.
  String text();

  /// Whether a value there is one line of text, so that a list is written with commas.
  default boolean isOneLine() {
    return true;
  }

  /// The variable that it is, if it is one.
  default Optional<String> variable() {
    return Optional.empty();
  }

  /// A flag of the command that runs.
  record CommandLine() implements Origin {
    @Override
    public String text() {
      return "command line";
    }
  }

  /// A variable of this process.
  record Environment(String name) implements Origin {
    @Override
    public Optional<String> variable() {
      return Optional.of(name);
    }

    @Override
    public String text() {
      return "environment " + name;
    }
  }

  /// A line of a `.env` file.
  record EnvLine(Path file, int line, String name) implements Origin {
    @Override
    public Optional<String> variable() {
      return Optional.of(name);
    }

    @Override
    public String text() {
      return file + ":" + line + " " + name;
    }
  }

  /// A place in a YAML file; lines and columns count from one.
  record InFile(Path file, int line, int column) implements Origin {
    @Override
    public String text() {
      return file + ":" + line + ":" + column;
    }

    @Override
    public boolean isOneLine() {
      return false;
    }
  }

  /// A whole file.
  record Whole(Path file) implements Origin {
    @Override
    public String text() {
      return file.toString();
    }
  }

  /// Nowhere: the default.
  record BuiltIn() implements Origin {
    @Override
    public String text() {
      return "default";
    }
  }
}
