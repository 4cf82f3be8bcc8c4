package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.wire.JsonObject;
import dev.homeport.wire.JsonObject.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// This machine as a node of its tailnet.
///
/// @param version of the service, which is the one that matters; the command's own may differ
/// @param state what the service calls its state
/// @param hasKey whether it has a key, valid or not
/// @param authUrl where a person logs it in, where it waits for that
/// @param name its full name in the DNS, without the dot at the end; nothing where it has none
/// @param online whether the control server is heard. It says nothing of the funnel, which goes on
///   without
/// @param keyExpiry when its key ends; nothing where it does not
/// @param expired whether it says itself that its key has ended. Usually it does not say so
/// @param grants what it may publish; nothing where it does not say
/// @param health what the service has to say, in its own words: to be shown, never to be matched
/// @param relay the region of its relay
public record Node(
    String version,
    Backend backend,
    String state,
    boolean hasKey,
    @Nullable String authUrl,
    @Nullable String name,
    boolean online,
    @Nullable Instant keyExpiry,
    boolean expired,
    @Nullable Grants grants,
    List<String> health,
    @Nullable String relay) {
  /// What can be a part of an address.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  /// Copies the list.
  public Node {
    health = List.copyOf(health);
  }

  /// Reads the answer to [dev.homeport.tunnel.tailscale.cli.Call.Status]; nothing where it is not
  /// one. Its format may change, so only the state must be there.
  public static Optional<Node> read(String stdout) {
    if (!(JsonObject.parse(stdout) instanceof Parsed.Good(JsonObject root))) {
      return Optional.empty();
    }
    String state = root.text("BackendState");
    if (state == null) {
      return Optional.empty();
    }
    JsonObject self = root.object("Self");
    return Optional.of(
        new Node(
            root.text("Version", ""),
            Backend.of(state),
            state,
            root.flag("HaveNodeKey", false),
            filled(root.text("AuthURL")),
            name(self.text("DNSName")),
            self.flag("Online", false),
            instant(self.text("KeyExpiry")),
            self.flag("Expired", false),
            grants(self),
            root.texts("Health"),
            filled(self.text("Relay"))));
  }

  /// The version as people know it.
  public String shortVersion() {
    int dash = version.indexOf('-');
    return dash < 0 ? version : version.substring(0, dash);
  }

  /// Whether its key has ended, by our clock.
  public boolean keyEnded(Instant now) {
    return expired || (keyExpiry != null && !now.isBefore(keyExpiry));
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String name(@Nullable String dnsName) {
    String name = filled(dnsName);
    if (name != null && name.endsWith(".")) {
      name = filled(name.substring(0, name.length() - 1));
    }
    return name == null || !NAME.matcher(name).matches() ? null : name.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(text);
      return instant.isAfter(Instant.EPOCH) ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// The map is what counts; versions before it had a list.
  private static @Nullable Grants grants(JsonObject self) {
    Collection<String> names = self.object("CapMap").names();
    if (names.isEmpty()) {
      names = self.texts("Capabilities");
    }
    return names.isEmpty() ? null : Grants.of(names);
  }
}
