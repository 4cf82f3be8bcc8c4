package dev.homeport.wire;

import java.util.Locale;

/// A model's name as Ollama understands it: case is nothing, a missing tag is `latest`, and what
/// everybody's models have in common need not be said.
public final class ModelName {
  private static final String REGISTRY = "registry.ollama.ai/";
  private static final String LIBRARY = "library/";

  private ModelName() {}

  /// The one spelling of all that mean the same model.
  public static String normalised(String name) {
    String text = withoutSource(strip(name)).toLowerCase(Locale.ROOT);
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      text = text.substring(scheme + 3);
    }
    if (text.startsWith(REGISTRY)) {
      text = text.substring(REGISTRY.length());
    }
    if (text.startsWith(LIBRARY) && text.indexOf('/', LIBRARY.length()) < 0) {
      text = text.substring(LIBRARY.length());
    }
    if (text.isEmpty()) {
      return text;
    }
    int colon = text.lastIndexOf(':');
    if (colon <= text.lastIndexOf('/')) {
      return text + ":latest";
    }
    return colon == text.length() - 1 ? text + "latest" : text;
  }

  /// Whether Ollama would send a question to this model to its cloud: the tag is `cloud`, or ends
  /// in `-cloud`, whatever the case and the blanks around it.
  public static boolean isCloud(String name) {
    String text = withoutSource(strip(name));
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return false;
    }
    String tag = strip(text.substring(colon + 1)).toLowerCase(Locale.ROOT);
    return tag.equals("cloud") || (tag.endsWith("-cloud") && tag.indexOf('/') < 0);
  }

  /// Without the `:local` that says where to look for it.
  private static String withoutSource(String name) {
    int colon = name.lastIndexOf(':');
    return colon >= 0 && strip(name.substring(colon + 1)).equalsIgnoreCase("local")
        ? strip(name.substring(0, colon))
        : name;
  }

  private static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /// What Go trims: Unicode's white space, which is not what Java calls so.
  private static boolean isBlank(char c) {
    return c == ' '
        || (c >= 0x09 && c <= 0x0d)
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }
}
