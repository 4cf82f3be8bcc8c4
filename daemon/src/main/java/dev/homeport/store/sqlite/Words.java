package dev.homeport.store.sqlite;

import java.util.ArrayList;
import java.util.List;

/// Words in a column of text: each ends with a newline, and what is not text is escaped.
final class Words {
  private Words() {}

  static String of(Iterable<String> words) {
    var text = new StringBuilder();
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        switch (c) {
          case '\\' -> text.append("\\\\");
          case '\n' -> text.append("\\n");
          case '\0' -> text.append("\\0");
          default -> text.append(c);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  static List<String> in(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        words.add(word.toString());
        word.setLength(0);
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        char meant = text.charAt(i);
        word.append(meant == 'n' ? '\n' : meant == '0' ? '\0' : meant);
      } else {
        word.append(c);
      }
    }
    return words;
  }
}
