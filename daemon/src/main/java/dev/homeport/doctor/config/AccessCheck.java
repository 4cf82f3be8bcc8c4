package dev.homeport.doctor.config;

import dev.homeport.config.door.Auth;
import dev.homeport.config.value.Listen;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether anybody may come in.
///
/// @param section the role's
/// @param tunnel the word of the tunnel that leads here; nothing where none does
public record AccessCheck(String section, Auth auth, Listen listen, @Nullable String tunnel)
    implements Check {
  @Override
  public String id() {
    return section + ".access";
  }

  @Override
  public Outcome look() {
    if (!auth.open()) {
      return Outcome.ok("keys are needed");
    }
    String fix = "take auth: none out of the " + section + " section (or unset " + variable() + ")";
    if (tunnel != null) {
      return Outcome.fail(
          "ANYBODY ON THE INTERNET may use this machine's models: auth is none, and a "
              + tunnel
              + " tunnel leads here",
          fix);
    }
    return listen.isLoopback()
        ? Outcome.warn("every program on this machine may use its models: auth is none", fix)
        : Outcome.fail("ANYBODY who reaches " + listen + " may use its models: auth is none", fix);
  }

  private String variable() {
    return "HOMEPORT_" + section.toUpperCase(Locale.ROOT) + "_AUTH";
  }
}
