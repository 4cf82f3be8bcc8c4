package dev.homeport.dialect.answer;

/// Knows where an object ends that comes in fragments: its brackets are closed again.
public final class Nesting {
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean whole;

  /// Reads on; where the object ended, or the length where it goes on.
  public int read(String fragment) {
    for (int i = 0; i < fragment.length() && !whole; i++) {
      char c = fragment.charAt(i);
      if (escaped) {
        escaped = false;
      } else if (inString) {
        escaped = c == '\\';
        inString = c != '"';
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        whole = depth <= 0;
        if (whole) {
          return i + 1;
        }
      }
    }
    return fragment.length();
  }

  /// Whether the end was read.
  public boolean isWhole() {
    return whole;
  }
}
