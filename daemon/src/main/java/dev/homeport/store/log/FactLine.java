package dev.homeport.store.log;

import dev.homeport.store.Fact;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A line of the log: a checksum, a blank, words in ASCII. Readable with `cat`, and found again
/// after a damaged neighbour because a line ends where a newline is.
final class FactLine {
  private static final HexFormat HEX = HexFormat.of();
  private static final int CHECKSUM = 8;
  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/+*@,";

  private FactLine() {}

  /// One change of the facts.
  sealed interface Change {
    record Put(Fact fact) implements Change {}

    record Gone(String kind, String name) implements Change {}
  }

  /// The line that tells a change, its newline included.
  static String of(Change change) {
    var words = new StringBuilder(200);
    switch (change) {
      case Change.Put(Fact fact) -> {
        words.append("put ");
        escape(fact.kind(), words);
        escape(fact.name(), words.append(' '));
        fact.fields()
            .forEach(
                (field, value) -> {
                  escape(field, words.append(' '));
                  escape(value, words.append('='));
                });
      }
      case Change.Gone(String kind, String name) -> {
        escape(kind, words.append("gone "));
        escape(name, words.append(' '));
      }
    }
    return sealed(words.toString());
  }

  /// Words with their checksum in front and a newline behind.
  static String sealed(String words) {
    return HEX.toHexDigits(checksum(words)) + ' ' + words + '\n';
  }

  /// The words of a line without its newline; empty when it is not what was once written.
  static Optional<String> unsealed(byte[] bytes, int from, int to) {
    if (to - from <= CHECKSUM + 1 || bytes[from + CHECKSUM] != ' ') {
      return Optional.empty();
    }
    String sum = new String(bytes, from, CHECKSUM, StandardCharsets.ISO_8859_1);
    int start = from + CHECKSUM + 1;
    String words = new String(bytes, start, to - start, StandardCharsets.ISO_8859_1);
    return sum.equals(HEX.toHexDigits(checksum(words))) ? Optional.of(words) : Optional.empty();
  }

  /// The change that words tell; empty when they tell none.
  static Optional<Change> change(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 3 && words[0].equals("gone")) {
      return Optional.of(new Change.Gone(unescape(words[1]), unescape(words[2])));
    }
    if (words.length < 3 || !words[0].equals("put")) {
      return Optional.empty();
    }
    Map<String, String> fields = HashMap.newHashMap(words.length);
    for (int i = 3; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      fields.put(unescape(words[i].substring(0, equals)), unescape(words[i].substring(equals + 1)));
    }
    String kind = unescape(words[1]);
    String name = unescape(words[2]);
    return kind.isEmpty() || name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Change.Put(new Fact(kind, name, fields)));
  }

  private static int checksum(String words) {
    var crc = new CRC32C();
    crc.update(words.getBytes(StandardCharsets.ISO_8859_1));
    return (int) crc.getValue();
  }

  private static void escape(String text, StringBuilder out) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (PLAIN.indexOf(c) >= 0) {
        out.append(c);
      } else {
        HEX.toHexDigits(out.append('%'), b);
      }
    }
  }

  private static String unescape(String word) {
    if (word.indexOf('%') < 0) {
      return word;
    }
    var bytes = new byte[word.length()];
    int length = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '%' && i + 2 < word.length() && isHex(word, i + 1)) {
        bytes[length++] = (byte) HexFormat.fromHexDigits(word, i + 1, i + 3);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isHex(String word, int at) {
    return HexFormat.isHexDigit(word.charAt(at)) && HexFormat.isHexDigit(word.charAt(at + 1));
  }
}
