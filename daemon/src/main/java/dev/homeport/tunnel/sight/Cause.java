package dev.homeport.tunnel.sight;

import static dev.homeport.tunnel.sight.Cure.LADDER;
import static dev.homeport.tunnel.sight.Cure.PERSON;
import static dev.homeport.tunnel.sight.Cure.REAPPLY;
import static dev.homeport.tunnel.sight.Cure.RESTART;
import static dev.homeport.tunnel.sight.Cure.WAIT;
import static dev.homeport.tunnel.sight.HomeState.DAEMON_DOWN;
import static dev.homeport.tunnel.sight.HomeState.NEEDS_LOGIN;
import static dev.homeport.tunnel.sight.HomeState.OFFLINE;
import static dev.homeport.tunnel.sight.HomeState.TAILNET_DOWN;
import static dev.homeport.tunnel.sight.HomeState.TUNNEL_DOWN;
import static dev.homeport.tunnel.sight.HomeState.UNPROVEN;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Why a tunnel does not lead here: a closed set, each with the state it means and what may be done
/// about it at the most.
///
/// What something on this machine said is so ([#isSaid]). That somebody did not answer in time, or
/// what passes by itself within seconds, may be the mistake of one look; so may whatever was seen
/// outside ([#isOutside]).
public enum Cause {
  /// This machine has no network, or no Internet.
  NO_INTERNET(OFFLINE, WAIT),
  /// Somebody else answers for the Internet until a person has signed in there.
  CAPTIVE_PORTAL(OFFLINE, WAIT),

  /// Nothing takes connections on our port, or does not answer.
  NOTHING_LISTENS(DAEMON_DOWN, WAIT),

  /// The command of the tunnel is nowhere.
  NOT_INSTALLED(TAILNET_DOWN, PERSON),
  /// The command cannot talk yet: the app has not been opened, or is starting.
  NOT_READY(TAILNET_DOWN, WAIT),
  /// The command may not be run, or may not change anything.
  NOT_ALLOWED(TUNNEL_DOWN, PERSON),
  /// Its service does not run.
  SERVICE_GONE(TAILNET_DOWN, RESTART),
  /// Its service does not answer the command.
  SERVICE_FROZEN(TAILNET_DOWN, RESTART),
  /// Its service has begun and knows nothing yet.
  STARTING(TAILNET_DOWN, WAIT),
  /// Its service was started while its control server could not be reached, and waits for it.
  NO_CONTROL(OFFLINE, WAIT),
  /// A person has switched it off.
  STOPPED(TAILNET_DOWN, PERSON),
  /// It is switched off, and may be switched on again by us: we left it so, or the settings want it
  /// up. The gentlest rung does it.
  LEFT_DOWN(TAILNET_DOWN, REAPPLY),
  /// Nobody is logged in.
  LOGGED_OUT(NEEDS_LOGIN, PERSON),
  /// The key of this machine has expired.
  KEY_EXPIRED(NEEDS_LOGIN, PERSON),
  /// An administrator has to approve this machine.
  NEEDS_APPROVAL(NEEDS_LOGIN, PERSON),
  /// Another user of this machine uses it.
  OTHER_USER(NEEDS_LOGIN, PERSON),

  /// HTTPS is off in the tailnet.
  HTTPS_OFF(TUNNEL_DOWN, PERSON),
  /// The tailnet does not let this machine use a funnel, or no longer.
  FUNNEL_NOT_GRANTED(TUNNEL_DOWN, PERSON),
  /// It does, but not on this port.
  PORT_NOT_GRANTED(TUNNEL_DOWN, PERSON),
  /// A version that is known to refuse everybody although all looks well.
  BAD_VERSION(TUNNEL_DOWN, PERSON),
  /// Shields are up, or a configuration file locks it.
  LOCKED(TUNNEL_DOWN, PERSON),
  /// Our entry is not there.
  CONFIG_LOST(TUNNEL_DOWN, REAPPLY),
  /// Half of our entry is not there.
  CONFIG_HALF(TUNNEL_DOWN, REAPPLY),
  /// Something that is not ours stands in our place.
  FOREIGN_ENTRY(TUNNEL_DOWN, PERSON),

  /// The public name has no public address.
  NO_ADDRESS(TUNNEL_DOWN, WAIT),
  /// No public address takes a connection.
  EDGE_UNREACHABLE(TUNNEL_DOWN, WAIT),
  /// The edge takes it and ends it: it does not let it through to this machine.
  INGRESS_DEAD(TUNNEL_DOWN, LADDER),
  /// The edge takes it and nothing comes: it does not reach this machine.
  NODE_UNREACHABLE(TUNNEL_DOWN, LADDER),
  /// There is no certificate.
  NO_CERTIFICATE(TUNNEL_DOWN, WAIT),
  /// The certificate is not one that can be trusted: somebody stands in between.
  NOT_TRUSTED(TUNNEL_DOWN, WAIT),
  /// This machine is reached, and nothing on it answers on our port.
  EMPTY_ANSWER(DAEMON_DOWN, WAIT),
  /// Somebody answers, and it is not this machine's.
  SOMEBODY_ELSE(TUNNEL_DOWN, LADDER),
  /// Nothing comes back over the way to the router.
  NOT_REACHED(TUNNEL_DOWN, LADDER),
  /// Nothing is wrong here, and nobody outside could be asked.
  NOBODY_OUTSIDE(UNPROVEN, WAIT),

  /// Docker, in which the connector runs, does not run or does not answer.
  DOCKER_DOWN(TUNNEL_DOWN, PERSON),
  /// There is no container of the connector, or more than one.
  NO_CONTAINER(TUNNEL_DOWN, PERSON),
  /// The connector's container does not run.
  CONTAINER_STOPPED(TUNNEL_DOWN, RESTART),
  /// The connector says that it is not well.
  CONNECTOR_SICK(TUNNEL_DOWN, RESTART),
  /// The connector's tokens were revoked.
  TOKENS_REVOKED(NEEDS_LOGIN, PERSON),
  /// The clocks are too far apart for tokens to hold.
  CLOCK_WRONG(TUNNEL_DOWN, PERSON);

  /// What only a look beyond this machine shows.
  private static final Set<Cause> OUTSIDE =
      EnumSet.of(
          NO_INTERNET,
          CAPTIVE_PORTAL,
          NO_ADDRESS,
          EDGE_UNREACHABLE,
          INGRESS_DEAD,
          NODE_UNREACHABLE,
          NO_CERTIFICATE,
          NOT_TRUSTED,
          EMPTY_ANSWER,
          SOMEBODY_ELSE,
          NOT_REACHED,
          NOBODY_OUTSIDE);

  /// What was missed on this machine, which is not the same as being told that it is not there.
  private static final Set<Cause> MISSED =
      EnumSet.of(
          NOTHING_LISTENS,
          NOT_READY,
          SERVICE_GONE,
          SERVICE_FROZEN,
          STARTING,
          DOCKER_DOWN,
          CONNECTOR_SICK);

  private final HomeState state;
  private final Cure cure;

  Cause(HomeState state, Cure cure) {
    this.state = state;
    this.cure = cure;
  }

  /// The state that it means.
  public HomeState state() {
    return state;
  }

  /// What may be done about it at the most.
  public Cure cure() {
    return cure;
  }

  /// Whether only a look beyond this machine shows it.
  public boolean isOutside() {
    return OUTSIDE.contains(this);
  }

  /// Whether something on this machine said so: then one look is enough to know it.
  public boolean isSaid() {
    return !isOutside() && !MISSED.contains(this);
  }

  /// The word for people and programs.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
