package dev.homeport.config.value;

import java.util.List;

/// Lists as English writes them.
final class Words {
  private Words() {}

  /// `a, b or c`.
  static String or(List<String> words) {
    return joined(words, " or ");
  }

  /// `a, b and c`.
  static String and(List<String> words) {
    return joined(words, " and ");
  }

  private static String joined(List<String> words, String last) {
    int most = words.size() - 1;
    return most <= 0
        ? String.join("", words)
        : String.join(", ", words.subList(0, most)) + last + words.get(most);
  }
}
