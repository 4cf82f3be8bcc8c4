package dev.homeport.config.value;

import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.One.Judged.Right;
import dev.homeport.config.value.One.Judged.Wrong;
import java.net.Inet6Address;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Addresses to listen on, base URLs, and origins of web pages.
public final class Addresses {
  private static final String LISTEN_RIGHT =
      "write HOST:PORT, such as 127.0.0.1:8888 or [::1]:8888";
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern BARE_PORT = Pattern.compile(":?\\d+");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");
  private static final int LARGEST_PORT = 65_535;
  private static final String V1 = "/v1";

  /// Where to listen.
  public static final One<Listen> LISTEN =
      new One<>(LISTEN_RIGHT, Addresses::listen, Listen::toString);

  /// Where Ollama is: a base URL, whose `/v1` at the end is understood and dropped.
  public static final One<URI> OLLAMA =
      new One<>(
          urlRight(List.of("http", "https")),
          text -> base(text, List.of("http", "https"), true),
          URI::toString);

  /// An origin of web pages, or `*` for all.
  public static final One<String> ORIGIN =
      new One<>(
          "write SCHEME://HOST, such as https://chat.example.com, or *",
          Addresses::origin,
          text -> text);

  /// A name server by its address, or `system` for those of the machine.
  public static final One<String> NAME_SERVER =
      new One<>(
          "write system, or a name server's address, such as 1.1.1.1 or 1.1.1.1:53",
          Addresses::nameServer,
          text -> text);

  private Addresses() {}

  /// A URL of one of these schemes.
  public static One<URI> url(List<String> schemes) {
    return new One<>(urlRight(schemes), text -> base(text, schemes, false), URI::toString);
  }

  private static Judged<Listen> listen(String text) {
    if (BARE_PORT.matcher(text).matches()) {
      String port = text.replace(":", "");
      return new Wrong<>(
          "is a port without a host",
          "write 127.0.0.1:" + port + " for this machine alone, 0.0.0.0:" + port + " for all");
    }
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (text.contains("://")) {
      return new Wrong<>("is a URL", LISTEN_RIGHT);
    }
    if (colon < 0 || text.endsWith("]")) {
      return new Wrong<>("has no port", LISTEN_RIGHT);
    }
    if (!bracketed && host.indexOf(':') >= 0) {
      return new Wrong<>("is an IPv6 address without brackets", LISTEN_RIGHT);
    }
    String port = text.substring(colon + 1);
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > LARGEST_PORT) {
      return new Wrong<>("has no port between 0 and 65535", LISTEN_RIGHT);
    }
    String plain = bracketed ? host.substring(1, host.length() - 1) : host;
    return isHost(plain, bracketed)
        ? new Right<>(new Listen(plain, Integer.parseInt(port)))
        : new Wrong<>("has no host that could be", LISTEN_RIGHT);
  }

  private static Judged<String> nameServer(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon >= 0 && (text.indexOf(':') == colon || text.contains("]:"));
    String host = hasPort ? text.substring(0, colon) : text;
    boolean rightPort = !hasPort || isPort(text.substring(colon + 1));
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String plain = bracketed ? host.substring(1, host.length() - 1) : host;
    boolean literal = IPV4.matcher(plain).matches() || plain.indexOf(':') >= 0;
    return lower.equals("system") || (literal && rightPort && isHost(plain, plain.contains(":")))
        ? new Right<>(lower)
        : new Wrong<>(
            "is no name server's address",
            "write system, or an address such as 1.1.1.1 or 1.1.1.1:53");
  }

  private static boolean isPort(String text) {
    return PORT.matcher(text).matches()
        && Integer.parseInt(text) > 0
        && Integer.parseInt(text) <= LARGEST_PORT;
  }

  /// Whether a host could be called so.
  ///
  /// @param bracketed whether it stood in brackets, as an IPv6 address does
  public static boolean isHost(String host, boolean bracketed) {
    if (bracketed) {
      try {
        return Inet6Address.ofLiteral(host) != null;
      } catch (IllegalArgumentException _) {
        return false;
      }
    }
    if (IPV4.matcher(host).matches()) {
      return List.of(host.split("\\.")).stream().allMatch(octet -> Integer.parseInt(octet) < 256);
    }
    return HOST_NAME.matcher(host).matches() && !DIGITS.matcher(host.replace(".", "")).matches();
  }

  private static Judged<URI> base(String text, List<String> schemes, boolean dropsV1) {
    String right = urlRight(schemes);
    if (!text.contains("://")) {
      return new Wrong<>(
          "has no scheme", "write " + schemes.getFirst() + "://" + withoutUser(text));
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException _) {
      return new Wrong<>("is not a URL", right);
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!schemes.contains(scheme)) {
      return new Wrong<>("is not a URL of " + Words.or(schemes), right);
    }
    if (url.getRawUserInfo() != null) {
      return new Wrong<>("holds a user or a password", "leave them out; a key has its own setting");
    }
    if (url.getHost() == null || url.getPort() > LARGEST_PORT) {
      return new Wrong<>("has no host that could be", right);
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return new Wrong<>("holds a query or a fragment", "leave away what begins with ? or #");
    }
    String path = withoutSlash(url.getRawPath());
    if (dropsV1 && path.endsWith(V1)) {
      path = withoutSlash(path.substring(0, path.length() - V1.length()));
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return new Right<>(
        URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + path));
  }

  private static String withoutUser(String text) {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  private static String withoutSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static Judged<String> origin(String text) {
    String right = "write SCHEME://HOST or SCHEME://HOST:PORT, such as https://chat.example.com";
    if (text.equals("*")) {
      return new Right<>(text);
    }
    try {
      var url = new URI(text);
      if (url.getScheme() == null || url.getHost() == null || url.getRawUserInfo() != null) {
        return new Wrong<>("is not an origin", right);
      }
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      String origin = (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT) + port;
      return text.length() > origin.length()
          ? new Wrong<>("is more than an origin", "write " + origin)
          : new Right<>(origin);
    } catch (URISyntaxException _) {
      return new Wrong<>("is not an origin", right);
    }
  }

  private static String urlRight(List<String> schemes) {
    return "write one such as "
        + (schemes.contains("http")
            ? "http://127.0.0.1:11434"
            : schemes.getFirst() + "://router.example.com/link");
  }
}
