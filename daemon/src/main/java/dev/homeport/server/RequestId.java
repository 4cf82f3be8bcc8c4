package dev.homeport.server;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The name of one request in headers and logs: the client's own where it is harmless, else one
/// made here. It is no secret.
final class RequestId {
  private static final int LONGEST = 128;

  private RequestId() {}

  static String of(@Nullable String offered) {
    return offered != null && isHarmless(offered) ? offered : made();
  }

  private static boolean isHarmless(String id) {
    if (id.isEmpty() || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '-' && c != '_' && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }

  /// One of letters and digits that nobody chose, for what must be told apart.
  static String unique() {
    return made() + made().substring(0, 8);
  }

  private static String made() {
    long random = ThreadLocalRandom.current().nextLong();
    var text = new char[16];
    for (int i = 0; i < text.length; i++) {
      text[i] = Character.forDigit((int) ((random >>> (i * 4)) & 0xf), 16);
    }
    return new String(text);
  }
}
