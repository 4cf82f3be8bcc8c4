package dev.homeport.doctor.config;

import dev.homeport.config.source.Nearest;
import dev.homeport.doctor.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is doubtful in the lines of a `.env` file: what Homeport reads otherwise than it was meant,
/// and what Homeport understands while a shell or Docker, which read the same file, do not. Pure;
/// of a value it says only how it is written.
final class EnvLines {
  private static final Pattern LINE =
      Pattern.compile("(\\s*)(export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)(\\s*)=(\\s*)(.*)");
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final String QUOTES = "\"'`“”‘’«»";

  private final Path file;
  private final List<Outcome> doubts = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();

  private EnvLines(Path file) {
    this.file = file;
  }

  /// What is doubtful in a text.
  static List<Outcome> doubts(Path file, String text) {
    var lines = new EnvLines(file);
    lines.read(text);
    return lines.doubts;
  }

  private void read(String text) {
    String rest = text;
    if (!rest.isEmpty() && rest.charAt(0) == BYTE_ORDER_MARK) {
      rest = rest.substring(1);
      doubt(
          file + " begins with a byte order mark: others than Homeport do not know its first name",
          "perl -pi -e 's/^\\xEF\\xBB\\xBF//' " + quoted());
    }
    if (rest.contains("\r")) {
      doubt(
          file + " has the line ends of Windows: Docker makes them a part of every value",
          "perl -pi -e 's/\\r$//' " + quoted());
    }
    List<String> lines = rest.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches() && !lines.get(i).stripLeading().startsWith("#")) {
        line(i + 1, line);
      }
    }
  }

  private void line(int number, Matcher line) {
    String name = line.group(3);
    String where = file + ":" + number + ": " + name;
    Integer before = seen.put(name, number);
    if (before != null) {
      doubt(
          where + " stands in line " + before + " already; the last one counts",
          "take line " + before + " out of " + file);
    }
    boolean ours = KnownNames.isOurs(name);
    if (!ours && !KnownNames.isAnothers(name)) {
      meant(name)
          .ifPresent(
              near ->
                  doubt(
                      where + " means nothing; " + near + " does",
                      "write " + near + " in line " + number + " of " + file));
      return;
    }
    if (line.group(2) != null) {
      doubt(
          where + " has export before it, which Docker's --env-file refuses",
          "take export out of line " + number + " of " + file);
    }
    if (!line.group(4).isEmpty() || (!line.group(5).isEmpty() && !line.group(6).isEmpty())) {
      doubt(
          where + " has blanks around its =, which no shell reads",
          "write " + name + "=… without blanks in line " + number + " of " + file);
    }
    value(where, name, line.group(6).strip()).ifPresent(doubts::add);
  }

  /// What is doubtful in a value, wherever it is written.
  ///
  /// @param where it is, which the name ends
  static Optional<Outcome> value(String where, String name, String written) {
    String inner = unquoted(written);
    if (inner.isEmpty()) {
      return KnownNames.isSecret(name)
          ? Optional.of(
              Outcome.warn(
                  where + " is empty, which counts as not set",
                  "give " + name + " its value, or take the line out"))
          : Optional.empty();
    }
    if (isQuoted(inner)) {
      return Optional.of(
          Outcome.fail(
              where + " keeps its quotes as a part of its value",
              "write " + name + "=… without quotes"));
    }
    if (KnownNames.isSecret(name) && Placeholder.is(inner)) {
      return Optional.of(
          Outcome.fail(
              where + " holds a placeholder, not a secret",
              "put the real one into " + name + ", or take it out"));
    }
    return Optional.empty();
  }

  /// The value that a shell takes it for.
  private static String unquoted(String text) {
    String bare = text.replaceFirst("\\s+#.*$", "");
    boolean quoted =
        bare.length() > 1
            && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
            && bare.charAt(bare.length() - 1) == bare.charAt(0);
    return (quoted ? bare.substring(1, bare.length() - 1) : bare).strip();
  }

  static boolean isQuoted(String text) {
    String inner = text.startsWith("\\") ? text.substring(1) : text;
    return inner.length() > 1
        && QUOTES.indexOf(inner.charAt(0)) >= 0
        && QUOTES.indexOf(inner.charAt(inner.length() - 1)) >= 0;
  }

  /// Whether a line gives a secret its value.
  static boolean isSecret(String text) {
    Matcher line = LINE.matcher(text);
    return line.matches()
        && KnownNames.isSecret(line.group(3))
        && !unquoted(line.group(6).strip()).isEmpty();
  }

  private static Optional<String> meant(String name) {
    return KnownNames.OURS.stream().filter(known -> Nearest.isSlip(name, known)).findFirst();
  }

  private void doubt(String what, String fix) {
    doubts.add(Outcome.warn(what, fix));
  }

  private String quoted() {
    return "'" + file + "'";
  }
}
