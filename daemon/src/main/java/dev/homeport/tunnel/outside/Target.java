package dev.homeport.tunnel.outside;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A public address as it is asked.
///
/// @param host the name, without brackets
/// @param path of its health
record Target(boolean secure, String host, int port, String authority, String path) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /// The target that an address means; nothing where it is none of HTTP.
  static Optional<Target> of(URI url) {
    String scheme = url.getScheme();
    String named = url.getHost();
    if (scheme == null || named == null) {
      return Optional.empty();
    }
    boolean secure = scheme.equalsIgnoreCase("https");
    if (!secure && !scheme.equalsIgnoreCase("http")) {
      return Optional.empty();
    }
    String host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
    int usual = secure ? HTTPS : HTTP;
    int port = url.getPort() < 0 ? usual : url.getPort();
    @Nullable String before = url.getRawPath();
    String path = (before == null ? "" : before.replaceAll("/+$", "")) + "/health";
    String authority = port == usual ? named : named + ":" + port;
    return Optional.of(new Target(secure, host, port, authority, path));
  }

  /// The address itself, where it is written as numbers.
  Optional<InetAddress> literal() {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority;
  }
}
