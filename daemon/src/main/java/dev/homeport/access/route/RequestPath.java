package dev.homeport.access.route;

import org.jspecify.annotations.Nullable;

/// The path of a request, from any string to one that can be compared.
final class RequestPath {
  private RequestPath() {}

  /// The path decoded once; nothing where no route can have it.
  ///
  /// A route has printable ASCII alone, and neither a percent sign that is still there after
  /// decoding, nor a backslash, nor a semicolon, which parsers disagree about.
  static @Nullable String decoded(String raw) {
    if (!raw.startsWith("/")) {
      return null;
    }
    var path = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()) {
          return null;
        }
        int high = hex(raw.charAt(i + 1));
        int low = hex(raw.charAt(i + 2));
        if (high < 0 || low < 0) {
          return null;
        }
        c = (char) (high << 4 | low);
        i += 2;
      }
      if (c <= ' ' || c >= 0x7f || "%;\\?#".indexOf(c) >= 0) {
        return null;
      }
      path.append(c);
    }
    String decoded = path.toString();
    return hasDots(decoded) ? null : decoded;
  }

  /// Without doubled slashes and without one at the end.
  static String clean(String path) {
    var clean = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' || clean.isEmpty() || clean.charAt(clean.length() - 1) != '/') {
        clean.append(c);
      }
    }
    int last = clean.length() - 1;
    if (last > 0 && clean.charAt(last) == '/') {
      clean.setLength(last);
    }
    return clean.toString();
  }

  /// Whether this can stand for a model, a digest or a key in a path: all of it then means itself,
  /// encoded or not.
  static boolean isParameter(String segment) {
    if (segment.isEmpty()) {
      return false;
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "._:-@+=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether a query may be said again in a header.
  static boolean isPlain(@Nullable String query) {
    return query != null && query.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static boolean hasDots(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
