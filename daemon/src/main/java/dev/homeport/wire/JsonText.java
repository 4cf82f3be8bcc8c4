package dev.homeport.wire;

/// Strings as JSON writes them, escaped so that every client's line splitter survives them.
public final class JsonText {
  private JsonText() {}

  /// Appends the text as a JSON string, quotes included.
  ///
  /// U+0085, U+2028 and U+2029 are escaped too: some clients take them for ends of lines.
  public static StringBuilder quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"');
  }

  /// The text as a JSON string, quotes included.
  public static String quoted(String text) {
    return quote(text, new StringBuilder(text.length() + 8)).toString();
  }
}
