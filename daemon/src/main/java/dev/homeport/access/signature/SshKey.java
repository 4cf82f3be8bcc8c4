package dev.homeport.access.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// An Ed25519 public key as OpenSSH writes it.
public final class SshKey {
  private static final String KIND = "ssh-ed25519";
  private static final byte[] FRAME =
      ByteBuffer.allocate(19)
          .putInt(KIND.length())
          .put(KIND.getBytes(StandardCharsets.US_ASCII))
          .putInt(32)
          .array();

  /// What stands before the 32 bytes in the encoding that Java reads.
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String blob;
  private final PublicKey key;

  private SshKey(String blob, PublicKey key) {
    this.blob = blob;
    this.key = key;
  }

  /// What came of reading a `.pub` file.
  public sealed interface Parsed {
    /// A key.
    record Good(SshKey key) implements Parsed {}

    /// None, and what would be right.
    record Bad(String why) implements Parsed {}
  }

  /// Reads the text of a `.pub` file: `ssh-ed25519 AAAA… comment`.
  public static Parsed parse(String text) {
    if (text.contains("PRIVATE KEY")) {
      return new Parsed.Bad("this is the private key, which nobody else may have; give its .pub");
    }
    String[] words = text.strip().split("\\s+", -1);
    if (words.length < 2 || text.strip().lines().count() != 1) {
      return new Parsed.Bad("this is no public key; right is one line: ssh-ed25519 AAAA… comment");
    }
    if (!words[0].equals(KIND)) {
      return new Parsed.Bad(
          "only ssh-ed25519 keys can be used, such as ~/.ollama/id_ed25519.pub; this is another");
    }
    return of(words[1])
        .<Parsed>map(Parsed.Good::new)
        .orElseGet(() -> new Parsed.Bad("the ssh-ed25519 key is damaged or cut; copy it whole"));
  }

  /// The key of a blob, which is the middle word of a `.pub` line.
  public static Optional<SshKey> of(String blob) {
    try {
      byte[] bytes = Base64.getDecoder().decode(blob);
      if (bytes.length != FRAME.length + 32
          || !Arrays.equals(FRAME, Arrays.copyOf(bytes, FRAME.length))) {
        return Optional.empty();
      }
      byte[] encoded = Arrays.copyOf(X509, X509.length + 32);
      System.arraycopy(bytes, FRAME.length, encoded, X509.length, 32);
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      return Optional.of(new SshKey(Base64.getEncoder().encodeToString(bytes), key));
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /// The middle word of its `.pub` line.
  public String blob() {
    return blob;
  }

  /// Whether the owner of this key signed the message.
  boolean signed(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java verifies Ed25519", e);
    }
  }
}
