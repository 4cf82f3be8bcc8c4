package dev.homeport.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What we keep of a secret: its SHA-256. There are 238 random bits in a secret that we make, so
/// nobody finds it by trying, and a slow hash would only slow us down.
///
/// Two are compared in constant time. That a map finds one by its first bytes tells something about
/// the hash of a guess, which the guesser knows anyway; from there to a secret he would have to
/// turn SHA-256 round.
final class Digest {
  private static final int LENGTH = 32;

  /// Copied for every secret: to look the algorithm up each time cost more than to hash with it.
  private static final MessageDigest SHA_256 = sha256();

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The digest of a secret.
  static Digest of(String secret) {
    try {
      var sha = (MessageDigest) SHA_256.clone();
      return new Digest(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java's own SHA-256 can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The digest that is written so.
  static Digest ofHex(String text) {
    byte[] bytes = HexFormat.of().parseHex(text);
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("no SHA-256");
    }
    return new Digest(bytes);
  }

  /// How it is written.
  String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest && MessageDigest.isEqual(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(bytes).getInt();
  }
}
