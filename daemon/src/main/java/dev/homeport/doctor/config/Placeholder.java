package dev.homeport.doctor.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// Tells a secret from the words that stand in its place in somebody's example.
public final class Placeholder {
  private static final Pattern WORDS =
      Pattern.compile(
          "<.*>|\\{\\{.*|.*(\\.\\.\\.|…)|x{3,}|\\*{3,}|.*x{6,}.*|.*changeme.*|.*change[-_ ]me.*"
              + "|.*replace[-_ ]?(me|this).*|.*place[-_ ]?holder.*|(your|my|insert|enter)[-_ ].*"
              + "|.*your[-_ ]?(api[-_ ]?)?(key|token|secret|id)\\b.*|.*(key|token|secret)[-_ ]here.*"
              + "|(todo|tbd|none|null|dummy|test|example|secret|token|key|api[-_]?key|password)"
              + "|sk-|sk-or-|sk-or-v1-?|sk-proj-?|aiza|hp_|client_id:client_secret");

  private Placeholder() {}

  /// Whether a value is no secret, but only says where one belongs.
  public static boolean is(String value) {
    return WORDS.matcher(value.strip().toLowerCase(Locale.ROOT)).matches();
  }
}
