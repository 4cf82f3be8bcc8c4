package dev.homeport.wire;

import java.util.Locale;

/// Which models a pattern means: `*` stands for any characters, `?` for one, case does not matter,
/// and a pattern without a tag means `:latest` as everywhere in Ollama, unless it ends with `*`.
public final class ModelGlob {
  private ModelGlob() {}

  /// Whether the pattern means this model, whose name is lower case and has a tag.
  public static boolean matches(String pattern, String model) {
    String glob = pattern.toLowerCase(Locale.ROOT);
    boolean tagged = glob.indexOf(':', glob.lastIndexOf('/') + 1) >= 0;
    return fits(tagged || glob.endsWith("*") ? glob : glob + ":latest", model);
  }

  /// Walks both once; on a mismatch the last `*` takes one character more, which is enough because
  /// an earlier one could gain nothing that the last cannot. So no pattern is slow.
  private static boolean fits(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int taken = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        taken = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++taken;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
