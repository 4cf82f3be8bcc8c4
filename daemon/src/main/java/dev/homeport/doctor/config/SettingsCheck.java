package dev.homeport.doctor.config;

import dev.homeport.config.Loaded;
import dev.homeport.config.source.Problem;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Whether a role's configuration can be used, with all that is wrong or doubtful in it and the
/// files that had a say. What other checks look at more closely is left to them.
///
/// @param section the role's
public record SettingsCheck(String section, Loaded<?> loaded) implements Check {
  /// How the remedy for a file that others may read begins.
  static final String EXPOSED = "run: chmod";

  @Override
  public String id() {
    return "config." + section;
  }

  @Override
  public Outcome look() {
    if (loaded instanceof Loaded.Bad<?> bad) {
      return Outcome.fail(
          words(bad.problems()) + "\nwhat follows goes by what is built in",
          remedies(bad.problems()));
    }
    List<Problem> doubts =
        loaded.warnings().stream().filter(doubt -> !isLookedAtElsewhere(doubt)).toList();
    return doubts.isEmpty() ? Outcome.ok(read()) : Outcome.warn(words(doubts), remedies(doubts));
  }

  private boolean isLookedAtElsewhere(Problem doubt) {
    return doubt.right().startsWith(EXPOSED) || doubt.place().equals(section + ".auth");
  }

  private String read() {
    String files =
        loaded.files().entrySet().stream()
            .filter(entry -> entry.getValue().modified() != null)
            .map(entry -> entry.getKey().toString())
            .sorted()
            .collect(Collectors.joining(", "));
    Path file = loaded instanceof Loaded.Good<?> good ? good.file() : null;
    return (file == null ? "no homeport.yaml; what is built in holds" : "read")
        + (files.isEmpty() ? "" : file == null ? ", with " + files : " " + files);
  }

  private static String words(List<Problem> problems) {
    return problems.stream()
        .map(
            each ->
                (each.source().endsWith(each.place())
                        ? each.source()
                        : each.source() + ": " + each.place())
                    + ": "
                    + each.what())
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static String remedies(List<Problem> problems) {
    return problems.stream().map(Problem::right).distinct().collect(Collectors.joining("\n"));
  }
}
