package dev.homeport.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells whether an account shows the same key as before, without being good for anything else.
public final class KeyMark {
  private static final int BYTES = 4;

  private KeyMark() {}

  /// The mark of a key.
  public static String of(String provider, String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(provider.getBytes(UTF_8));
      digest.update((byte) 0);
      byte[] hash = digest.digest(key.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
