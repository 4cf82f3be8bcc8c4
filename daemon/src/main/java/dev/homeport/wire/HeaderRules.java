package dev.homeport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which headers go on to the other side, and which are ours or only for one hop.
public final class HeaderRules {
  private static final Set<String> ONE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /// What a client says to us, to a browser's server or to proxies, and not to Ollama.
  private static final Set<String> FOR_US =
      Set.of(
          "host",
          "origin",
          "referer",
          "cookie",
          "authorization",
          "x-api-key",
          "accept-encoding",
          "content-length",
          "expect",
          "forwarded",
          "x-real-ip",
          "via",
          "x-tg-user-id");

  private static final List<String> FOR_US_BEGINNINGS =
      List.of("x-forwarded-", "tailscale-", "tailscale_", "homeport-", "sec-", "access-control-");

  /// What an upstream says about its own hop, or what we say better.
  private static final Set<String> OF_UPSTREAM =
      Set.of("date", "server", "content-length", "homeport-instance", "x-request-id");

  private HeaderRules() {}

  /// The lower-case names that a message's own `Connection` headers list.
  public static List<String> listed(Iterable<String> connectionValues) {
    List<String> names = List.of();
    for (String value : connectionValues) {
      for (String name : value.split(",", -1)) {
        if (names.isEmpty()) {
          names = new ArrayList<>(4);
        }
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /// Whether a client's header goes to Ollama.
  public static boolean goesToUpstream(String name, List<String> listed) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (ONE_HOP.contains(lower) || FOR_US.contains(lower) || listed.contains(lower)) {
      return false;
    }
    for (String beginning : FOR_US_BEGINNINGS) {
      if (lower.startsWith(beginning)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a header of Ollama's answer goes to the client.
  public static boolean goesToClient(String name, List<String> listed) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !ONE_HOP.contains(lower)
        && !OF_UPSTREAM.contains(lower)
        && !listed.contains(lower)
        && !lower.startsWith("access-control-");
  }
}
