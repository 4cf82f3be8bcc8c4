package dev.homeport.config.source;

import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Node.Items;
import dev.homeport.config.source.Node.Nothing;
import dev.homeport.config.source.Node.Text;
import dev.homeport.config.source.Origin.InFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads JSON into nodes with their places, as [YamlFile] does YAML. Numbers and the words `true`
/// and `false` stay the text that was written. Nothing of the text is told.
public final class JsonFile {
  /// What was read; no root where it is no JSON.
  public record Tree(@Nullable Node root, List<Problem> problems) {}

  /// What ends the reading.
  private static final class Stop extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Stop(Problem problem) {
      super(problem.what(), null, false, false);
      this.problem = problem;
    }
  }

  private static final int DEEPEST = 20;
  private static final Pattern BLANK = Pattern.compile("[ \\t\\r\\n]*");
  private static final Pattern WORD = Pattern.compile("true|false|null");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?(?![\\w.])");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");

  private final Path file;
  private final String text;
  private final List<Problem> problems = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private JsonFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /// Reads the text of a file.
  public static Tree read(Path file, String text) {
    var reading = new JsonFile(file, text);
    try {
      return new Tree(reading.whole(), reading.problems);
    } catch (Stop stop) {
      reading.problems.add(stop.problem);
      return new Tree(null, reading.problems);
    }
  }

  private Node whole() throws Stop {
    Node root = value("", 0);
    blanks();
    if (at < text.length()) {
      throw stop("something follows the JSON", "keep one value, in { }");
    }
    return root;
  }

  private Node value(String place, int depth) throws Stop {
    blanks();
    InFile origin = origin();
    if (at >= text.length()) {
      throw stop(
          text.isBlank() ? "is empty" : "is only the beginning of JSON", "see to its last bracket");
    }
    if (depth > DEEPEST) {
      throw stop("is nested deeper than any such file", "see to its brackets");
    }
    return switch (text.charAt(at)) {
      case '{' -> fields(place, origin, depth);
      case '[' -> items(place, origin, depth);
      case '"' -> new Text(place, origin, string());
      case '\'' -> throw stop("a single quote stands where JSON has none", "write \" for it");
      default -> {
        String word = taken(WORD);
        if (word == null) {
          String number = taken(NUMBER);
          if (number == null) {
            throw stop("no JSON value begins here", "put texts in \" \"");
          }
          yield new Text(place, origin, number);
        }
        yield word.equals("null") ? new Nothing(place, origin) : new Text(place, origin, word);
      }
    };
  }

  private Fields fields(String place, InFile origin, int depth) throws Stop {
    var fields = new LinkedHashMap<String, Field>();
    at++;
    boolean first = true;
    while (!ends('}')) {
      if (!first) {
        comma('}');
      }
      first = false;
      blanks();
      InFile nameAt = origin();
      if (at >= text.length() || text.charAt(at) != '"') {
        throw stop("a name in \" \" should stand here", "write \"NAME\": VALUE");
      }
      String name = string();
      String path = place.isEmpty() ? name : place + "." + name;
      blanks();
      if (at >= text.length() || text.charAt(at) != ':') {
        throw stop("a colon should stand here", "write \"NAME\": VALUE");
      }
      at++;
      Node value = value(path, depth + 1);
      Field earlier = fields.putIfAbsent(name, new Field(name, nameAt, value));
      if (earlier != null) {
        problems.add(
            new Problem(
                nameAt.text(),
                path,
                "is written twice; first at " + earlier.origin().text(),
                "keep one of them"));
      }
    }
    return new Fields(place, origin, List.copyOf(fields.values()));
  }

  private Items items(String place, InFile origin, int depth) throws Stop {
    var items = new ArrayList<Node>();
    at++;
    while (!ends(']')) {
      if (!items.isEmpty()) {
        comma(']');
      }
      items.add(value(place + "[" + (items.size() + 1) + "]", depth + 1));
    }
    return new Items(place, origin, List.copyOf(items));
  }

  /// Whether a bracket closes here, which is passed then.
  private boolean ends(char bracket) throws Stop {
    blanks();
    if (at < text.length() && text.charAt(at) == bracket) {
      at++;
      return true;
    }
    return false;
  }

  private void comma(char bracket) throws Stop {
    if (at >= text.length()) {
      throw stop("is only the beginning of JSON", "see to its last bracket");
    }
    if (text.charAt(at) != ',') {
      throw stop("a comma or " + bracket + " should stand here", "put a comma between two of them");
    }
    InFile comma = origin();
    at++;
    blanks();
    if (at < text.length() && text.charAt(at) == bracket) {
      throw new Stop(
          new Problem(
              comma.text(), "", "a comma stands before " + bracket, "leave out the last comma"));
    }
  }

  private String string() throws Stop {
    var out = new StringBuilder();
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != '"' && text.charAt(i) >= ' ') {
      if (text.charAt(i) == '\\') {
        Matcher escape = ESCAPE.matcher(text).region(i, text.length());
        if (!escape.lookingAt()) {
          throw stop("the text that begins here has an unknown \\ in it", "write \\\\ for \\");
        }
        out.append(meant(escape.group()));
        i = escape.end();
      } else {
        out.append(text.charAt(i++));
      }
    }
    if (i >= text.length() || text.charAt(i) != '"') {
      throw stop("the text that begins here does not end in its line", "close it with \"");
    }
    at = i + 1;
    return out.toString();
  }

  private static String meant(String escape) {
    char letter = escape.charAt(1);
    return switch (letter) {
      case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> String.valueOf(letter);
    };
  }

  private void blanks() throws Stop {
    taken(BLANK);
    if (at < text.length() && (text.charAt(at) == '#' || text.startsWith("/", at))) {
      throw stop("a comment stands here, and JSON has none", "remove it");
    }
  }

  /// What the pattern fits here, which is passed then.
  private @Nullable String taken(Pattern pattern) {
    Matcher match = pattern.matcher(text).region(at, text.length());
    if (!match.lookingAt()) {
      return null;
    }
    at = match.end();
    return match.group();
  }

  private Stop stop(String what, String right) {
    return new Stop(new Problem(origin().text(), "", what, right));
  }

  /// Where it is; it only ever goes on, so that no line is counted twice.
  private InFile origin() {
    int end = text.indexOf('\n', lineStart);
    while (end >= 0 && end < at) {
      line++;
      lineStart = end + 1;
      end = text.indexOf('\n', lineStart);
    }
    return new InFile(file, line, at - lineStart + 1);
  }
}
