package dev.homeport.fake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/// The stock `ollama` program with a key of its own, as far as it signs calls.
public final class OllamaProgram {
  private final KeyPair pair;

  /// A program that has just made its key.
  public OllamaProgram() {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// The middle word of its `id_ed25519.pub`.
  public String blob() {
    byte[] encoded = pair.getPublic().getEncoded();
    ByteBuffer blob = ByteBuffer.allocate(51);
    blob.putInt(11).put("ssh-ed25519".getBytes(StandardCharsets.US_ASCII));
    blob.putInt(32).put(encoded, encoded.length - 32, 32);
    return Base64.getEncoder().encodeToString(blob.array());
  }

  /// What is in its `id_ed25519.pub`.
  public String publicLine() {
    return "ssh-ed25519 " + blob() + " user@my-mac\n";
  }

  /// The `Authorization` of a call, whose target ends with `?ts=` and the time.
  public String authorization(String method, String target) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update((method + "," + target).getBytes(StandardCharsets.UTF_8));
      return blob() + ":" + Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
