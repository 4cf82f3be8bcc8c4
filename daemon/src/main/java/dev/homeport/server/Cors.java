package dev.homeport.server;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Which web pages may ask, by their origin. Ollama's own opinion is not asked: it would let every
/// page on localhost in.
final class Cors {
  private static final String METHODS = "GET, HEAD, POST, DELETE";
  private static final String REMEMBERED_SECONDS = "600";

  private static final Pattern HOST_PORT = Pattern.compile(":[0-9]*$");
  private static final Pattern IP_LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

  /// The ends of names that are this machine's, its network's or its tailnet's to give.
  private static final List<String> UNOWNED =
      List.of(".localhost", ".local", ".internal", ".ts.net");

  private Cors() {}

  /// Whether a request may come: one that no page made, one of a page that we served, or one from
  /// an origin that is listed.
  ///
  /// @param open whether no key is needed; then even a page of ours must be listed, because any
  ///   page can pretend to be one by a name that it points here
  static boolean admits(
      @Nullable String origin, @Nullable String host, List<String> origins, boolean open) {
    return origin == null || isListed(origin, origins) || (!open && isOwn(origin, host));
  }

  static boolean isListed(String origin, List<String> origins) {
    return origins.contains(origin) || origins.contains("*");
  }

  /// Whether a request that needs no key may be addressed so. A page of anybody can be served under
  /// a name that its owner then points at this machine, and its `GET`s bring no origin; so the name
  /// must be one that nobody can point here, or belong to a listed origin.
  static boolean admitsHost(@Nullable String host, List<String> origins) {
    if (host == null || origins.contains("*")) {
      return true;
    }
    String name = HOST_PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
    return IP_LITERAL.matcher(name).matches()
        || name.equals("localhost")
        || UNOWNED.stream().anyMatch(name::endsWith)
        || origins.stream()
            .anyMatch(origin -> name.equals(URI.create(origin.toLowerCase(Locale.ROOT)).getHost()));
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }

  /// Lets the page read the answer.
  static void grant(String origin, HttpFields.Mutable answer) {
    answer.put(new HttpField("Access-Control-Allow-Origin", origin));
    answer.put(
        new HttpField(
            "Access-Control-Expose-Headers", "X-Request-Id, Homeport-Instance, Retry-After"));
    answer.add(HttpHeader.VARY, "Origin");
  }

  /// Answers a preflight of a listed origin.
  static void preflight(String origin, HttpFields request, HttpFields.Mutable answer) {
    grant(origin, answer);
    answer.put(new HttpField("Access-Control-Allow-Methods", METHODS));
    String wanted = request.get("Access-Control-Request-Headers");
    if (wanted != null) {
      answer.put(new HttpField("Access-Control-Allow-Headers", wanted));
    }
    answer.put(new HttpField("Access-Control-Max-Age", REMEMBERED_SECONDS));
  }
}
