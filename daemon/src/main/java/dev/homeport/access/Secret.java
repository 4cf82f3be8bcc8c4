package dev.homeport.access;

import java.security.SecureRandom;

/// What a client shows to be let in.
final class Secret {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 40;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  /// A new one.
  static String make() {
    var text = new StringBuilder("hp_");
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
