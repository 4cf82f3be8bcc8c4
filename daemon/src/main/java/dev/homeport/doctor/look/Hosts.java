package dev.homeport.doctor.look;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the name or number of a machine says by itself; nothing is looked up.
public final class Hosts {
  private static final Map<String, String> PLATFORMS =
      Map.of(
          "RENDER", "Render",
          "K_SERVICE", "Cloud Run",
          "FLY_APP_NAME", "Fly",
          "KUBERNETES_SERVICE_HOST", "Kubernetes",
          "RAILWAY_ENVIRONMENT", "Railway",
          "DYNO", "Heroku");

  private Hosts() {}

  /// Whether it is this one.
  public static boolean isThisMachine(String authority) {
    String host = host(authority);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || number(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /// Whether it stands in the same house: a private number, or a name that only that has.
  public static boolean isInTheHouse(String authority) {
    String host = host(authority);
    return host.endsWith(".local")
        || number(host)
            .filter(each -> each.isSiteLocalAddress() || each.isLinkLocalAddress())
            .isPresent();
  }

  /// Whose machines we run on, by what those put into the environment.
  public static Optional<String> platform(Map<String, String> env) {
    return PLATFORMS.entrySet().stream()
        .filter(entry -> env.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst();
  }

  /// The host and port of an address, as a header says them.
  public static String authority(URI uri) {
    return uri.getRawAuthority() == null ? "localhost" : uri.getRawAuthority();
  }

  private static String host(String authority) {
    String text = authority.toLowerCase(Locale.ROOT);
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }

  private static Optional<InetAddress> number(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
