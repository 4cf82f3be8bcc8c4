package dev.homeport.ledger.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Somebody's name as a part of a pot's name: letters, figures and a few signs as they are,
/// everything else by its bytes. What is too long is cut and told from others by its hash.
final class PotName {
  private static final int LONGEST = 120;
  private static final int KEPT = 40;

  private PotName() {}

  /// The name as a part. Two names never have the same one.
  static String part(String name) {
    var part = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      if (isPlain((char) (b & 0xff))) {
        part.append((char) b);
      } else {
        part.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
      if (part.length() > LONGEST) {
        return part.substring(0, KEPT) + "~" + hash(name);
      }
    }
    return part.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '@';
  }

  private static String hash(String name) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
