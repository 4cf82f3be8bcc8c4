package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is wrong with this machine as a node of its tailnet.
///
/// Its state is believed before anything else that it says: the texts of its health speak of
/// logging in where only the network is away, and of starting where a person is waited for.
public final class NodeTrouble {
  private static final String WAIT = "nothing: it goes on by itself";
  private static final String ADMIN = "https://login.tailscale.com/admin/";

  private NodeTrouble() {}

  /// What keeps it from being in its tailnet; nothing where it is.
  ///
  /// @param mayUp whether it may be switched on where it is off
  public static @Nullable Finding tailnet(Node node, Instant now, boolean mayUp) {
    return switch (node.backend()) {
      case NO_STATE ->
          new Finding(
              Cause.NO_CONTROL,
              "Tailscale's service (state NoState) has not heard its control server since it"
                  + " began",
              "nothing: it goes on by itself when the Internet is back");
      case STARTING -> new Finding(Cause.STARTING, "Tailscale is starting", WAIT);
      case STOPPED ->
          mayUp
              ? new Finding(
                  Cause.LEFT_DOWN,
                  "Tailscale is switched off",
                  "nothing: it is switched on again; by hand: tailscale up")
              : new Finding(Cause.STOPPED, "Tailscale is switched off", "tailscale up");
      case NEEDS_LOGIN -> login(node, now);
      case NEEDS_MACHINE_AUTH ->
          new Finding(
              Cause.NEEDS_APPROVAL,
              "an administrator of the tailnet has to approve this machine",
              "approve it at " + ADMIN + "machines");
      case IN_USE_OTHER_USER ->
          new Finding(
              Cause.OTHER_USER,
              "another user of this machine uses Tailscale",
              "switch to that user, or log that user out of Tailscale");
      case UNKNOWN ->
          new Finding(
              Cause.STARTING,
              "Tailscale says that its state is \"" + node.state() + "\", which is not known here",
              "upgrade Homeport, if this stays");
      case RUNNING -> running(node, now);
    };
  }

  /// What the tailnet does not let it publish; nothing where it may.
  public static @Nullable Finding grants(Node node, int publicPort) {
    Grants grants = node.grants();
    if (!Grants.PUBLIC_PORTS.contains(publicPort)) {
      return new Finding(
          Cause.PORT_NOT_GRANTED,
          "a funnel has no port " + publicPort + ", whatever tailscale takes",
          "set daemon.tunnel.public-port to 443, 8443 or 10000");
    }
    if (grants == null) {
      return null;
    }
    if (!grants.https()) {
      return new Finding(
          Cause.HTTPS_OFF, "HTTPS is off in the tailnet", "turn HTTPS on at " + ADMIN + "dns");
    }
    if (!grants.funnel()) {
      return new Finding(
          Cause.FUNNEL_NOT_GRANTED,
          "the tailnet does not let this machine use a funnel: it lacks the node attribute"
              + " \"funnel\"",
          "give it the attribute at " + ADMIN + "acls/file; see https://tailscale.com/s/no-funnel");
    }
    if (!grants.allows(publicPort)) {
      return new Finding(
          Cause.PORT_NOT_GRANTED,
          "the tailnet does not let this machine use a funnel on port "
              + publicPort
              + (grants.ports().isEmpty()
                  ? ", or on any"
                  : ", only on " + String.join(", ", grants.ports())),
          "set daemon.tunnel.public-port to an allowed one of 443, 8443 and 10000, or allow it at "
              + ADMIN
              + "acls/file");
    }
    return null;
  }

  /// A key that has ended leaves the machine its name and its expiry; logging out takes both.
  private static Finding login(Node node, Instant now) {
    String url = node.authUrl();
    if (node.hasKey() && node.name() != null && node.keyEnded(now)) {
      return expired(node);
    }
    return new Finding(
        Cause.LOGGED_OUT,
        "nobody is logged in to Tailscale on this machine",
        url == null ? "log in: tailscale up" : "log in: " + url);
  }

  private static Finding expired(Node node) {
    String url = node.authUrl();
    return new Finding(
        Cause.KEY_EXPIRED,
        "the Tailscale key of this machine has expired"
            + (node.keyExpiry() == null ? "" : ", at " + node.keyExpiry()),
        url == null
            ? "log in again in the Tailscale app, or: tailscale up --force-reauth, and if it wants"
                + " more flags, the command that it prints"
            : "log in: " + url);
  }

  private static @Nullable Finding running(Node node, Instant now) {
    if (node.keyEnded(now)) {
      // The service notices it up to ten seconds late.
      return expired(node);
    }
    if (node.name() == null) {
      return new Finding(Cause.STARTING, "Tailscale runs and does not know its own name yet", WAIT);
    }
    if (Versions.isBad(node.shortVersion())) {
      return new Finding(
          Cause.BAD_VERSION,
          "Tailscale "
              + node.shortVersion()
              + " is known to refuse every funnel connection while its status looks well",
          "upgrade Tailscale's service to 1.102.2 or newer");
    }
    return null;
  }
}
