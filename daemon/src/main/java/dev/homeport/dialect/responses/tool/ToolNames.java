package dev.homeport.dialect.responses.tool;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the tools of a request are called on their way through, where only functions with one name
/// each are known, and what the client calls them.
///
/// A tool in a namespace gets the namespace before its name; no two tools get one name.
public final class ToolNames {
  /// The longest that every provider takes.
  private static final int LONGEST = 64;

  /// A tool as the client knows it.
  ///
  /// @param custom whether it takes a text instead of arguments
  public record Known(@Nullable String namespace, String name, boolean custom) {}

  private final Map<String, Known> byName = new HashMap<>();
  private final Map<Known, String> names = new HashMap<>();

  /// The name for a tool, the same each time.
  public String name(Known tool) {
    String known = names.get(tool);
    if (known != null) {
      return known;
    }
    String stem = stem(tool);
    String name = stem;
    for (int i = 2; byName.containsKey(name); i++) {
      name = stem + "_" + i;
    }
    byName.put(name, tool);
    names.put(tool, name);
    return name;
  }

  /// The tool of this name; one that was never offered is a function.
  public Known tool(String name) {
    return byName.getOrDefault(name, new Known(null, name, false));
  }

  private static String stem(Known tool) {
    String namespace = tool.namespace();
    if (namespace == null) {
      return tool.name();
    }
    String whole = namespace.endsWith("__") ? namespace : namespace + "__";
    String name = whole + tool.name();
    if (name.length() <= LONGEST) {
      return name;
    }
    String mark = "_" + Integer.toHexString(name.hashCode());
    return name.substring(0, LONGEST - mark.length()) + mark;
  }
}
