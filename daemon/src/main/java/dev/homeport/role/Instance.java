package dev.homeport.role;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/// The name of this installation: made once, the same after every restart, so that whoever asks
/// over a tunnel knows whom it reached.
public final class Instance {
  private static final String NAME = "instance";
  private static final String ID = "id";

  private Instance() {}

  /// The stored name; a new one where there is none, which lasts as long as the process where
  /// nothing can be stored.
  ///
  /// @param role what it is the name of: two roles may share their facts
  public static String of(Facts facts, String role) {
    Fact known = facts.shelf(role).facts().get(NAME);
    String id = known == null ? null : known.fields().get(ID);
    if (id != null) {
      return id;
    }
    String made = made();
    if (facts.add(new Fact(role, NAME, Map.of(ID, made))) instanceof Written.Unmet) {
      facts.freshenNow();
      Fact other = facts.shelf(role).facts().get(NAME);
      return other == null ? made : other.fields().getOrDefault(ID, made);
    }
    return made;
  }

  private static String made() {
    var bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return "hp-" + HexFormat.of().formatHex(bytes);
  }
}
