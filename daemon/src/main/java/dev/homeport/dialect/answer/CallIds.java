package dev.homeport.dialect.answer;

import java.util.UUID;

/// Ids for calls of providers that give none, or none that a client may see.
public final class CallIds {
  private CallIds() {}

  /// One that nobody has: of letters, digits and a line, and short enough for every API.
  public static String fresh() {
    return "call_" + UUID.randomUUID().toString().replace("-", "");
  }
}
