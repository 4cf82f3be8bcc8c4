package dev.homeport.tunnel.outside;

import java.util.Objects;

/// What may stand in a message, though others wrote it: one short line without control characters.
final class Words {
  private static final int LONGEST = 300;

  private Words() {}

  /// What an exception says, or at least what it is.
  static String of(Exception trouble) {
    return plain(Objects.requireNonNullElse(trouble.getMessage(), trouble.getClass().getName()));
  }

  /// A text of somebody else's.
  static String plain(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
