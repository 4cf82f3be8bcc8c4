package dev.homeport.doctor.config;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether the variables of the process and of the `.env` file are written as they are meant.
///
/// @param file the `.env`; need not be there
public record VariablesCheck(Path file, Map<String, String> env) implements Check {
  private static final int LARGEST = 1 << 20;

  /// Copies the variables.
  public VariablesCheck {
    env = Map.copyOf(env);
  }

  /// They hold secrets, so they are not printed.
  @Override
  public String toString() {
    return "VariablesCheck[" + file + "]";
  }

  /// Whether a file of variables holds a secret.
  public static boolean holdsSecrets(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
      return text.lines().anyMatch(EnvLines::isSecret);
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public String id() {
    return "config.env";
  }

  @Override
  public Outcome look() {
    var doubts = new ArrayList<Outcome>();
    boolean there = Files.isRegularFile(file);
    if (there) {
      try (InputStream in = Files.newInputStream(file)) {
        String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        doubts.addAll(EnvLines.doubts(file, text));
      } catch (IOException e) {
        doubts.add(Outcome.fail(file + " cannot be read", "chmod u+r '" + file + "'"));
      }
    }
    doubts.addAll(ofProcess());
    return Outcome.of(
        doubts,
        there ? file + " is written as others read it, too" : "there is no " + file.getFileName());
  }

  /// Docker and service files hand on quotes and placeholders as they stand.
  private List<Outcome> ofProcess() {
    var doubts = new ArrayList<Outcome>();
    new TreeMap<>(env)
        .forEach(
            (name, text) -> {
              if (KnownNames.isOurs(name) && !text.isBlank()) {
                String where = "environment " + name;
                if (EnvLines.isQuoted(text.strip())) {
                  doubts.add(
                      Outcome.fail(
                          where + " keeps its quotes as a part of its value",
                          "set " + name + " without quotes"));
                } else {
                  EnvLines.value(where, name, text).ifPresent(doubts::add);
                }
              }
            });
    return doubts;
  }
}
