package dev.homeport.server;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Which web pages may ask, by their origin. Ollama's own opinion is not asked: it would let every
/// page on localhost in.
final class Cors {
  private static final String METHODS = "GET, HEAD, POST, DELETE";
  private static final String REMEMBERED_SECONDS = "600";

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
