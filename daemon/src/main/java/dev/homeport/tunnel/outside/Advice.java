package dev.homeport.tunnel.outside;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;

/// What a person may do about what is seen outside.
final class Advice {
  private Advice() {}

  /// The finding of this cause at this address.
  static Finding on(Cause cause, String what, Target target) {
    return new Finding(cause, what, next(cause, target));
  }

  private static String next(Cause cause, Target target) {
    String host = target.host();
    boolean funnel = host.endsWith(".ts.net");
    return switch (cause) {
      case NO_ADDRESS ->
          "wait: a new name takes minutes, at times hours, to be known; see: dig +short "
              + host
              + " @1.1.1.1";
      case EDGE_UNREACHABLE ->
          "wait; if it stays, look from another network: curl -v " + target + target.path();
      case INGRESS_DEAD, NODE_UNREACHABLE ->
          funnel
              ? "where it stays: tailscale funnel --https="
                  + target.port()
                  + " --set-path=/ off, wait a minute, then publish it again; then restart"
                  + " Tailscale"
              : "restart the tunnel on this side";
      case NO_CERTIFICATE ->
          funnel
              ? "wait, or see why: tailscale cert --cert-file=- --key-file=/dev/null " + host
              : "give " + host + " a certificate";
      case NOT_TRUSTED ->
          "find out who stands in between: openssl s_client -connect "
              + host
              + ":"
              + target.port()
              + " -servername "
              + host;
      case EMPTY_ANSWER -> "look at what listens here: homeport logs";
      case SOMEBODY_ELSE -> "find out who answers: curl -i " + target + target.path();
      default -> "look at it by hand: curl -v " + target + target.path();
    };
  }
}
