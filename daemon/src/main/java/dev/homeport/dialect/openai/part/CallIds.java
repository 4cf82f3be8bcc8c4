package dev.homeport.dialect.openai.part;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// Ids of calls. Those of a history may have been made by anybody; a provider takes only its own
/// kind. One id always becomes the same, so that calls and results still fit together.
public final class CallIds {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int MADE = 24;
  private static final int NINE = 9;

  /// OpenAI takes at most 40 characters.
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private static final Pattern LEGAL_NINE = Pattern.compile("[A-Za-z0-9]{9}");

  private CallIds() {}

  /// The id as the provider takes it.
  public static String legal(String id, boolean nine) {
    if ((nine ? LEGAL_NINE : LEGAL).matcher(id).matches()) {
      return id;
    }
    String digest = digest(id);
    return nine ? digest.substring(0, NINE) : "call_" + digest.substring(0, MADE);
  }

  private static String digest(String id) {
    try {
      byte[] bytes = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
      var digits = new StringBuilder(bytes.length);
      for (byte each : bytes) {
        digits.append(DIGITS.charAt((each & 0xff) % DIGITS.length()));
      }
      return digits.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
