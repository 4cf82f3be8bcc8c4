package dev.homeport.doctor.standing;

import dev.homeport.access.FirstKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a role that runs is asked, and with which key: the one that was given, else one that this
/// machine knows because it is the role's own. That goes nowhere else.
///
/// @param section the role's
/// @param given by whoever looks
/// @param configured a key of the role's own, out of its configuration
/// @param state the role's folder, where the first key may be; nothing where the role is elsewhere
/// @param start the command that starts it
public record RoleDoor(
    String section,
    URI base,
    @Nullable String given,
    @Nullable String configured,
    @Nullable Path state,
    String start) {
  /// It holds keys, so it does not print them.
  @Override
  public String toString() {
    return "RoleDoor[" + section + " at " + base + "]";
  }

  /// The key, where one is known.
  Optional<String> key() {
    if (given != null && !given.isBlank()) {
      return Optional.of(given.strip());
    }
    if (state == null) {
      return Optional.empty();
    }
    try {
      String first = Files.readString(state.resolve(FirstKey.FILE)).strip();
      return first.isEmpty() ? Optional.ofNullable(configured) : Optional.of(first);
    } catch (IOException _) {
      return Optional.ofNullable(configured);
    }
  }
}
