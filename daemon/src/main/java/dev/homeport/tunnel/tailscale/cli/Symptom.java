package dev.homeport.tunnel.tailscale.cli;

import static dev.homeport.tunnel.sight.Cause.BAD_VERSION;
import static dev.homeport.tunnel.sight.Cause.CONFIG_LOST;
import static dev.homeport.tunnel.sight.Cause.FOREIGN_ENTRY;
import static dev.homeport.tunnel.sight.Cause.FUNNEL_NOT_GRANTED;
import static dev.homeport.tunnel.sight.Cause.HTTPS_OFF;
import static dev.homeport.tunnel.sight.Cause.LOCKED;
import static dev.homeport.tunnel.sight.Cause.LOGGED_OUT;
import static dev.homeport.tunnel.sight.Cause.NEEDS_APPROVAL;
import static dev.homeport.tunnel.sight.Cause.NOT_ALLOWED;
import static dev.homeport.tunnel.sight.Cause.NOT_READY;
import static dev.homeport.tunnel.sight.Cause.NO_CONTROL;
import static dev.homeport.tunnel.sight.Cause.OTHER_USER;
import static dev.homeport.tunnel.sight.Cause.PORT_NOT_GRANTED;
import static dev.homeport.tunnel.sight.Cause.SERVICE_FROZEN;
import static dev.homeport.tunnel.sight.Cause.SERVICE_GONE;
import static dev.homeport.tunnel.sight.Cause.STARTING;
import static dev.homeport.tunnel.sight.Cause.STOPPED;

import dev.homeport.tunnel.sight.Cause;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text of `tailscale` that tells what is wrong. The first that fits counts.
///
/// Texts come with others before and after them, so only parts are looked for. In the next step,
/// `{start}` and `{restart}` stand for what that installation is started with, and `{url}` for the
/// address that the text names.
enum Symptom {
  // A wrong word is answered by a page of help, in which other texts may be found.
  OTHER_GRAMMAR(
      BAD_VERSION,
      "this version of Tailscale does not know the words that we use",
      "upgrade Tailscale to 1.102.2 or newer",
      "the cli for serve and funnel has changed",
      "flag provided but not defined",
      "invalid number of arguments",
      "invalid argument format",
      "unknown subcommand"),
  NO_SYMLINK(
      NOT_ALLOWED,
      "the app was started through a link, and aborts then",
      "set daemon.tunnel.command to /Applications/Tailscale.app/Contents/MacOS/Tailscale itself",
      "bundleidentifier is unknown to the registry"),
  APP_NOT_READY(
      NOT_READY,
      "the command of the Tailscale app cannot talk yet",
      "open the Tailscale app once and wait until it says Connected: {start}",
      "the tailscale gui failed to start",
      "the tailscale cli failed to start",
      "tailscale.clierror"),
  SOCKET_CLOSED(
      NOT_ALLOWED,
      "this user may not talk to Tailscale's service",
      "run Homeport as a user who may read its socket, or: sudo tailscale set --operator=$USER",
      "connect: permission denied"),
  SOCKET_DEAD(
      SERVICE_FROZEN,
      "Tailscale's service seems to run, and nobody answers for it",
      "{restart}",
      "which appears to be running as"),
  SERVICE_ABSENT(
      SERVICE_GONE,
      "Tailscale's service does not run",
      "{start}",
      "failed to connect to local tailscale",
      "is tailscale running?"),
  SERVICE_DIED(
      SERVICE_GONE,
      "Tailscale's service ended during the call",
      "{start}",
      "unexpected eof",
      "lost connection to tailscaled: eof",
      "connection reset by peer"),
  // The state goes before the texts of its health, which speak of logging in.
  NO_STATE(
      NO_CONTROL,
      "Tailscale's service waits for its control server",
      "nothing: it goes on by itself when the Internet is back",
      "unexpected state: nostate"),
  SOMEBODY_ELSES(
      OTHER_USER,
      "another user of this machine uses Tailscale",
      "switch to that user, or log that user out of Tailscale",
      "unexpected state: inuseotheruser"),
  SWITCHED_OFF(STOPPED, "Tailscale is switched off", "tailscale up", "tailscale is stopped."),
  APPROVAL(
      NEEDS_APPROVAL,
      "an administrator of the tailnet has to approve this machine",
      "approve it at https://login.tailscale.com/admin/machines",
      "machine is not yet approved",
      "to approve your machine"),
  NOBODY_IN(
      LOGGED_OUT,
      "nobody is logged in to Tailscale on this machine",
      "log in: {url}",
      "logged out.",
      "log in at:",
      "to authenticate, visit"),
  UP_GAVE_UP(
      STARTING,
      "Tailscale did not come up in time",
      "tailscale status",
      "timeout waiting for tailscale service to enter a running state"),
  UP_WANTS_ALL(
      STOPPED,
      "Tailscale was set up with flags, and wants to be given all of them",
      "run the command that `tailscale up` prints",
      "requires mentioning all",
      "without --force-reauth"),
  NO_HTTPS(
      HTTPS_OFF,
      "HTTPS is off in the tailnet",
      "turn HTTPS on at https://login.tailscale.com/admin/dns",
      "https must be enabled"),
  NO_ATTRIBUTE(
      FUNNEL_NOT_GRANTED,
      "the tailnet does not let this machine use a funnel",
      "give it the node attribute \"funnel\" at https://login.tailscale.com/admin/acls/file;"
          + " see https://tailscale.com/s/no-funnel",
      "node attribute not set"),
  NO_PORT(
      PORT_NOT_GRANTED,
      "the tailnet does not let this machine use a funnel on that port",
      "set daemon.tunnel.public-port to an allowed one: 443, 8443 or 10000",
      "is not allowed for funnel"),
  ASKS_A_PERSON(
      FUNNEL_NOT_GRANTED,
      "the tailnet wants a person to allow the funnel",
      "allow it: {url}",
      "https://login.tailscale.com/f/",
      "is not enabled on your tailnet"),
  NO_OPERATOR(
      NOT_ALLOWED,
      "this user may not change what Tailscale publishes",
      "sudo tailscale set --operator=$USER (a Mac's administrators need none)",
      "access denied",
      "must be root, or be an operator"),
  SHIELDS_UP(
      LOCKED,
      "shields are up, so nothing comes in from outside",
      "tailscale set --shields-up=false",
      "shields-up"),
  CONFIG_FILE(
      LOCKED,
      "a configuration file locks Tailscale",
      "publish the port in that file, or unlock it",
      "config file is locked",
      "when using a config file"),
  HELD_BY_A_PROGRAM(
      FOREIGN_ENTRY,
      "a `tailscale funnel` or `serve` that runs in some terminal holds the port",
      "end that program, or choose another daemon.tunnel.public-port: 443, 8443 or 10000",
      "foreground listener already exists"),
  HELD(
      FOREIGN_ENTRY,
      "something else is published on the port",
      "see `tailscale funnel status`; take it away, or choose another daemon.tunnel.public-port:"
          + " 443, 8443 or 10000",
      "listener already exists for port",
      "already serving tcp",
      "already serving web",
      "currently serving tcp"),
  NOTHING_THERE(
      CONFIG_LOST,
      "there was nothing to take away",
      "tailscale funnel status",
      "handler does not exist"),
  NO_NETMAP(
      STARTING,
      "Tailscale's service does not know its tailnet yet",
      "nothing: it goes on by itself",
      "netmap is nil",
      "no self node"),
  RACE(
      CONFIG_LOST,
      "somebody else changed what is published at the same moment",
      "nothing: it is tried again",
      "etag mismatch",
      "another client is changing the serve config");

  private final Cause cause;
  private final String what;
  private final String next;
  private final Pattern texts;

  Symptom(Cause cause, String what, String next, String... texts) {
    this.cause = cause;
    this.what = what;
    this.next = next;
    this.texts =
        Pattern.compile(Stream.of(texts).map(Pattern::quote).collect(Collectors.joining("|")));
  }

  Cause cause() {
    return cause;
  }

  String what() {
    return what;
  }

  String next() {
    return next;
  }

  /// The one that this output shows.
  static Optional<Symptom> in(String output) {
    String lower = output.toLowerCase(Locale.ROOT);
    for (Symptom symptom : values()) {
      if (symptom.texts.matcher(lower).find()) {
        return Optional.of(symptom);
      }
    }
    return Optional.empty();
  }
}
