package dev.homeport.config.router;

import dev.homeport.config.value.Listen;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The headless client of Twingate by which homes are reached.
///
/// @param key what it shows; nothing where it is set up already, or by somebody else
/// @param network the tenant, as `acme.twingate.com`; nothing where neither the settings nor the
///   key name it
/// @param proxy where its HTTP proxy is, or shall be
/// @param proxyGiven whether somebody wrote that address: then a proxy may be there that is not
///   ours to start
public record Twingate(
    Client client,
    @Nullable ServiceKey key,
    @Nullable String network,
    Listen proxy,
    boolean proxyGiven) {
  /// Which of the two ways there are is used.
  public enum Client {
    /// What is found on the machine.
    AUTO,
    /// Its HTTP proxy, which needs no rights.
    USERSPACE,
    /// Its network interface, which is the system's.
    SYSTEM,
    /// None of ours: addresses lead there somehow, and nobody looks after it.
    OFF
  }

  /// The tenant by its short name or by its whole one.
  static String whole(String network) {
    String plain = network.strip().toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
    String host = plain.replaceFirst("/+$", "");
    return host.indexOf('.') < 0 ? host + ".twingate.com" : host;
  }
}
