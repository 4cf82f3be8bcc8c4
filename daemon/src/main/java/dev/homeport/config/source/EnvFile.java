package dev.homeport.config.source;

import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Origin.EnvLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a `.env` file: `NAME=VALUE`, with `export` before and a comment behind if need be, in
/// single quotes as it stands, in double quotes with `\n`, `\"` and `\\`, and over several lines in
/// either.
public final class EnvFile {
  /// What was read.
  ///
  /// @param doubts lines that were passed over
  public record Lines(List<Variable> variables, List<Problem> doubts) {}

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=[ \\t]*(.*)");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");

  private final Path file;
  private final List<String> lines;
  private final List<Variable> variables = new ArrayList<>();
  private final List<Problem> doubts = new ArrayList<>();
  private int next;

  private EnvFile(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /// Reads the text of a file.
  public static Lines read(Path file, String text) {
    var reading = new EnvFile(file, text.lines().toList());
    while (reading.next < reading.lines.size()) {
      reading.line();
    }
    return new Lines(reading.variables, reading.doubts);
  }

  private void line() {
    int number = ++next;
    String line = lines.get(number - 1);
    if (line.isBlank() || line.stripLeading().startsWith("#")) {
      return;
    }
    Matcher match = LINE.matcher(line);
    if (!match.matches()) {
      doubt(number, "is not NAME=VALUE", "begin a comment with #");
      return;
    }
    String name = match.group(1);
    String rest = match.group(2);
    char quote = rest.isEmpty() ? ' ' : rest.charAt(0);
    if (quote != '"' && quote != '\'') {
      add(name, COMMENT.matcher(rest).replaceFirst("").strip(), number);
      return;
    }
    StringBuilder whole = new StringBuilder(rest.substring(1));
    int end = closing(whole, quote, 0);
    int after = next;
    while (end < 0 && after < lines.size()) {
      int from = whole.length();
      whole.append('\n').append(lines.get(after++));
      end = closing(whole, quote, from);
    }
    if (end < 0) {
      doubt(number, "opens a quote that is never closed", "close it");
      return;
    }
    next = after;
    String inner = whole.substring(0, end);
    add(name, quote == '"' ? unescaped(inner) : inner, number);
  }

  private static int closing(CharSequence text, char quote, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote == '"') {
        i++;
      } else if (c == quote) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case '"', '\\', '$' -> out.append(escaped);
        default -> out.append(c).append(escaped);
      }
    }
    return out.toString();
  }

  private void add(String name, String value, int line) {
    variables.add(new Variable(name, value, new EnvLine(file, line, name)));
  }

  private void doubt(int line, String what, String right) {
    doubts.add(new Problem(file + ":" + line, "", what + " and is passed over", right));
  }
}
