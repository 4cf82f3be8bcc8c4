package dev.homeport.access.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A call as the `ollama` program signs it: `METHOD,/path?ts=…` is what is signed, and nothing of
/// it may stand elsewhere in the query, where the signature would not cover it.
///
/// @param blob the public key that it names
/// @param signature over the message, in Base64 spelled in the one right way
/// @param message what was signed
/// @param seconds when, by the client's clock
public record SignedCall(String blob, String signature, String message, long seconds) {
  private static final Pattern TARGET = Pattern.compile("[^?]*\\?ts=([0-9]{1,12})");
  private static final int SIGNATURE = 64;

  /// Reads the `Authorization` of a call; empty when it is not such a signature.
  public static Optional<SignedCall> read(String method, String target, String authorization) {
    int colon = authorization.indexOf(':');
    Matcher stamp = TARGET.matcher(target);
    if (colon <= 0 || !stamp.matches()) {
      return Optional.empty();
    }
    byte[] signature;
    try {
      signature = Base64.getDecoder().decode(authorization.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return signature.length == SIGNATURE
        ? Optional.of(
            new SignedCall(
                authorization.substring(0, colon),
                Base64.getEncoder().encodeToString(signature),
                method + "," + target,
                Long.parseLong(stamp.group(1))))
        : Optional.empty();
  }

  /// Whether the owner of this key made it.
  public boolean isBy(SshKey key) {
    return key.signed(
        message.getBytes(StandardCharsets.UTF_8), Base64.getDecoder().decode(signature));
  }

  /// Whether the program itself makes this call more than once in a second. Ed25519 signs equal
  /// texts alike and `ts` counts seconds, so the two `/api/show` at the start of `ollama run` bear
  /// one signature. Asking again tells nothing that the first answer did not.
  boolean comesTwice() {
    return message.startsWith("POST,/api/show?");
  }
}
