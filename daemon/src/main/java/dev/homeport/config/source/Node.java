package dev.homeport.config.source;

import java.util.List;
import java.util.regex.Pattern;

/// One value as it was written, with its dotted path and its place.
public sealed interface Node {
  /// The dotted path, with `[2]` for the second of a list.
  String place();

  /// Where it is written.
  Origin origin();

  /// A problem with this value.
  default Problem problem(String what, String right) {
    return new Problem(origin().text(), place(), what, right);
  }

  /// A single text.
  ///
  /// @param text what is meant
  /// @param shown how messages call it; never more than what its author wrote, and less for a
  ///   secret
  record Text(String place, Origin origin, String text, String shown) implements Node {
    private static final int LONGEST_SHOWN = 60;
    private static final Pattern USER_OF_URL = Pattern.compile("//[^\\s]*@");

    /// A text that means what it says.
    public Text(String place, Origin origin, String text) {
      this(place, origin, text, quoted(text));
    }

    /// The same value with its references replaced; messages go on showing what was written.
    public Text meaning(String resolved) {
      return new Text(place, origin, resolved, shown);
    }

    /// The same value, not shown.
    public Text hidden() {
      return new Text(place, origin, text, "the value");
    }

    /// A problem with this value, whose name is put before the words.
    public Problem isWrong(String why, String right) {
      return problem(shown + " " + why, right);
    }

    private static String quoted(String text) {
      String plain = USER_OF_URL.matcher(text).replaceAll("//••••@");
      var out = new StringBuilder("\"");
      plain
          .codePoints()
          .limit(LONGEST_SHOWN)
          .map(c -> Character.isISOControl(c) ? '�' : c)
          .forEach(out::appendCodePoint);
      if (plain.codePointCount(0, plain.length()) > LONGEST_SHOWN) {
        out.append('…');
      }
      return out.append('"').toString();
    }
  }

  /// A list.
  record Items(String place, Origin origin, List<Node> items) implements Node {}

  /// Named values, in their order.
  record Fields(String place, Origin origin, List<Field> fields) implements Node {}

  /// Nothing: a name with no value behind it.
  record Nothing(String place, Origin origin) implements Node {}

  /// One name of [Fields], and what stands behind it.
  ///
  /// @param origin where the name is written
  record Field(String name, Origin origin, Node value) {}
}
