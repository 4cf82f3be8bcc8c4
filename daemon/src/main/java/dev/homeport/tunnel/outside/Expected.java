package dev.homeport.tunnel.outside;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Whose answer it must be, and the number that shows that it is an answer to this question.
///
/// @param instance who has to answer; nothing where anybody may
record Expected(@Nullable String instance, String nonce) {
  static final String NONCE = "Homeport-Nonce";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BAD_GATEWAY = 502;

  /// What an answer means.
  sealed interface Meaning {
    /// It is the one.
    record Proven() implements Meaning {}

    /// Nothing answers behind the tunnel.
    record Empty(String what) implements Meaning {}

    /// Somebody else answers.
    record Other(String what) implements Meaning {}
  }

  /// A number that was never used before.
  static String fresh() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// What a whole answer means.
  Meaning of(Answer answer) {
    String by = answer.field(LocalDoorstep.INSTANCE);
    String echoed = answer.field(NONCE);
    if (by == null) {
      if (answer.status() == BAD_GATEWAY && answer.body().isEmpty()) {
        return new Meaning.Empty("the tunnel answers HTTP 502 itself: nothing answers behind it");
      }
      return instance == null
          ? new Meaning.Proven()
          : new Meaning.Other("something that is not Homeport answers HTTP " + answer.status());
    }
    if (instance != null && !instance.equals(by)) {
      return new Meaning.Other(Words.plain(by) + " answers, and not " + instance);
    }
    // Where anybody may answer, an older Homeport may, which knows of no nonce.
    if (echoed == null ? instance != null : !echoed.equals(nonce)) {
      return new Meaning.Other(
          "an answer of " + Words.plain(by) + " came that is not to this question: an old one");
    }
    return new Meaning.Proven();
  }
}
