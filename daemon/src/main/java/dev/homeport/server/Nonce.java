package dev.homeport.server;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number that a question carries and its answer repeats, so that whoever asks knows that the
/// answer is to this question, and none that somebody in between has kept.
final class Nonce {
  static final String HEADER = "Homeport-Nonce";

  private static final String NAME = "nonce=";
  private static final Pattern RIGHT = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private Nonce() {}

  /// The nonce of a query as it came, still encoded: what needs decoding is none. Nothing where
  /// there is none that may stand in a header.
  static @Nullable String in(@Nullable String query) {
    if (query == null) {
      return null;
    }
    for (String part : query.split("&", -1)) {
      if (part.startsWith(NAME)) {
        String value = part.substring(NAME.length());
        return RIGHT.matcher(value).matches() ? value : null;
      }
    }
    return null;
  }
}
