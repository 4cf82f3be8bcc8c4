package dev.homeport.config.daemon;

import static dev.homeport.config.daemon.DaemonTable.DOOR;
import static dev.homeport.config.daemon.DaemonTable.LINK_KEY;
import static dev.homeport.config.daemon.DaemonTable.LINK_ROUTER;
import static dev.homeport.config.daemon.DaemonTable.PUBLIC_PORT;
import static dev.homeport.config.daemon.DaemonTable.TUNNEL;
import static dev.homeport.config.daemon.DaemonTable.TUNNEL_URL;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Listen;
import java.net.URI;
import java.util.Set;

/// What the settings of a tunnel mean to one another.
record TunnelChecks(Values values, Findings findings) {
  /// The ports that Tailscale takes in from the Internet.
  private static final Set<Integer> FUNNELLED = Set.of(443, 8443, 10_000);

  void apply() {
    TunnelKind kind = values.maybe(TUNNEL).orElse(null);
    switch (kind) {
      case null -> {}
      case TAILSCALE -> {
        values
            .maybe(PUBLIC_PORT)
            .filter(port -> !FUNNELLED.contains(port))
            .ifPresent(
                port ->
                    problem(
                        PUBLIC_PORT,
                        port + " is no port that Tailscale's Funnel takes in",
                        "write 443, 8443 or 10000; the local port may be any"));
        values.maybe(DOOR.listen()).ifPresent(this::reachedByTailscale);
      }
      case DIRECT -> {
        if (values.maybe(TUNNEL_URL).isEmpty()) {
          problem(
              TUNNEL,
              "a direct way has to be told where it begins",
              "write daemon.tunnel.url: https://home.example.com");
        }
      }
      case TWINGATE -> {
        if (values.maybe(LINK_ROUTER).isEmpty()) {
          findings.warning(
              values.problem(
                  TUNNEL,
                  "only a router can see whether a way through Twingate leads here",
                  "write daemon.link.router: wss://router.example.com/link, and daemon.link.key"));
        }
      }
      case LINK ->
          findings.warning(
              values.problem(
                  TUNNEL,
                  "this version has no link of its own yet, so nothing is watched",
                  "write tailscale, twingate or direct"));
    }
    halfALink();
  }

  /// A funnel leads to 127.0.0.1 and nowhere else. Where we do not listen there, somebody else may,
  /// whom nobody wanted to publish.
  private void reachedByTailscale(Listen listen) {
    boolean there = listen.isEverywhere() || (listen.isLoopback() && !listen.host().contains(":"));
    if (!there) {
      problem(
          DOOR.listen(),
          "Tailscale leads to 127.0.0.1, where nothing of ours listens then",
          "write 127.0.0.1:" + listen.port());
    }
  }

  private void halfALink() {
    boolean router = values.maybe(LINK_ROUTER).isPresent();
    boolean key = values.maybe(LINK_KEY).isPresent();
    if (router && !key) {
      findings.warning(
          values.problem(
              LINK_ROUTER,
              "without a key the router is not asked what it sees",
              "make one there, homeport keys add mac --scope link, and write daemon.link.key"));
    }
    if (router && key && isReadable(values.of(LINK_ROUTER))) {
      findings.warning(
          values.problem(
              LINK_ROUTER,
              "ws:// shows the key to everybody on the way",
              "write wss://, unless the way is your own"));
    }
  }

  private static boolean isReadable(URI router) {
    String host = String.valueOf(router.getHost());
    return "ws".equalsIgnoreCase(router.getScheme())
        && !host.startsWith("127.")
        && !host.equals("localhost")
        && !host.equals("[::1]");
  }

  private void problem(Setting<?> setting, String what, String right) {
    findings.problem(values.problem(setting, what, right));
  }
}
