package dev.homeport.tunnel.tailscale.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the tailnet lets this machine publish. Taking it away changes nothing else that can be seen
/// on the machine, so it is looked at by itself.
///
/// @param ports what is allowed, such as `443` or `8000-9000`
public record Grants(boolean https, boolean funnel, List<String> ports) {
  /// The ports that a funnel has in life. The command takes any, and nobody outside reaches others.
  public static final List<Integer> PUBLIC_PORTS = List.of(443, 8443, 10000);

  private static final String PORTS = "https://tailscale.com/cap/funnel-ports?ports=";

  /// Copies the list.
  public Grants {
    ports = List.copyOf(ports);
  }

  /// By the names of the capabilities.
  static Grants of(Collection<String> capabilities) {
    var ports = new ArrayList<String>();
    for (String capability : capabilities) {
      if (capability.startsWith(PORTS)) {
        for (String port : capability.substring(PORTS.length()).split(",", -1)) {
          if (!port.isBlank()) {
            ports.add(port.strip());
          }
        }
      }
    }
    return new Grants(capabilities.contains("https"), capabilities.contains("funnel"), ports);
  }

  /// Whether a funnel may use that port, and would be reached there.
  public boolean allows(int port) {
    return PUBLIC_PORTS.contains(port) && ports.stream().anyMatch(range -> covers(range, port));
  }

  private static boolean covers(String range, int port) {
    int dash = range.indexOf('-');
    Integer from = number(dash < 0 ? range : range.substring(0, dash));
    Integer to = number(dash < 0 ? range : range.substring(dash + 1));
    return from != null && to != null && from <= port && port <= to;
  }

  private static @Nullable Integer number(String text) {
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
