package dev.homeport.tunnel.twingate;

import dev.homeport.tunnel.Tunnel.Local;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.twingate.Connector.Health;
import dev.homeport.tunnel.twingate.Connector.State;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from what was read of a Connector. Pure.
///
/// What no start can mend is told first: revoked tokens, then the clock, by which tokens seem
/// wrong. That nothing is wrong here is no proof that it leads here.
final class ConnectorVerdict {
  /// Twingate takes no tokens of a machine whose clock is further off.
  static final Duration LARGEST_DRIFT = Duration.ofSeconds(5);

  private ConnectorVerdict() {}

  /// What is wrong; nothing where nothing is.
  static @Nullable Finding trouble(State state) {
    if (state.log() == ConnectorLog.Word.REVOKED) {
      return new Finding(
          Cause.TOKENS_REVOKED,
          "the tokens of the connector " + state.name() + " were revoked (Gone, code 410)",
          "make new tokens for it in Twingate's admin console and run it anew with them");
    }
    Duration drift = state.drift();
    if (isWrong(drift)) {
      return new Finding(
          Cause.CLOCK_WRONG,
          "the clock of the connector's machine is " + words(drift),
          state.clockCure());
    }
    if (!state.running()) {
      return new Finding(
          Cause.CONTAINER_STOPPED,
          "the connector " + state.name() + " does not run: " + state.run(),
          "run: docker start " + state.name());
    }
    if (state.health() instanceof Health.Ill(String said)) {
      return new Finding(
          Cause.CONNECTOR_SICK,
          "the connector " + state.name() + " is not well: " + said,
          "run: docker restart " + state.name());
    }
    if (state.log() == ConnectorLog.Word.OFFLINE) {
      return new Finding(
          Cause.CONNECTOR_SICK,
          "the connector " + state.name() + " says that it is offline",
          "see that this machine reaches Twingate: TCP 443 and 30000 to 31000 outward");
    }
    return null;
  }

  private static boolean isWrong(@Nullable Duration drift) {
    return drift != null && drift.abs().compareTo(LARGEST_DRIFT) > 0;
  }

  private static String words(@Nullable Duration drift) {
    Duration by = drift == null ? Duration.ZERO : drift;
    return by.abs().toSeconds() + " s " + (by.isNegative() ? "behind" : "ahead of") + " ours";
  }

  /// All that is read here of a tunnel.
  static Local local(State state, @Nullable URI url) {
    Finding trouble = trouble(state);
    var evidence = new ArrayList<Evidence>();
    evidence.add(running(state));
    evidence.add(health(state));
    Duration drift = state.drift();
    if (drift != null) {
      evidence.add(
          isWrong(drift)
              ? Evidence.fails(Layer.TAILNET, "clock: " + words(drift))
              : Evidence.fine(Layer.TAILNET, "clock: as ours"));
    }
    switch (state.log()) {
      case NOTHING -> {}
      case OFFLINE -> evidence.add(Evidence.fails(Layer.TAILNET, "log: sdwan_state: Offline"));
      case REVOKED -> evidence.add(Evidence.fails(Layer.CONFIG, "log: Gone, code 410"));
    }
    Connector.Counts counted = state.counted();
    if (counted != null) {
      evidence.add(metrics(counted));
    }
    return new Local(evidence, trouble, url, true, notices(state));
  }

  /// Nothing that comes in is no bad sign: nobody may have asked.
  private static Evidence metrics(Connector.Counts counted) {
    String up = "metrics: up for " + counted.now().uptime().toSeconds() + " s";
    Duration since = counted.since();
    if (since == null) {
      return Evidence.fine(Layer.TAILNET, up);
    }
    return counted.isStuck()
        ? Evidence.warns(
            Layer.TAILNET, up + ", as " + since.toSeconds() + " s ago: its clock stands still")
        : Evidence.fine(
            Layer.TAILNET,
            up + ", " + counted.fresh() + " bytes came in within " + since.toSeconds() + " s");
  }

  private static Evidence running(State state) {
    String what =
        state.name()
            + ": "
            + state.run()
            + (state.started() == null ? "" : ", since " + state.started())
            + (state.restarts() == 0 ? "" : ", started again " + state.restarts() + " times");
    return state.running()
        ? Evidence.fine(Layer.TAILNET, what)
        : Evidence.fails(Layer.TAILNET, what);
  }

  private static Evidence health(State state) {
    return switch (state.health()) {
      case Health.Fine _ ->
          Evidence.fine(Layer.TAILNET, "connectorctl health: OK, which says that it runs");
      case Health.Ill(String said) -> Evidence.fails(Layer.TAILNET, "connectorctl health: " + said);
      case Health.Unasked(String why) -> Evidence.unseen(Layer.TAILNET, why);
    };
  }

  private static List<Notice> notices(State state) {
    return state.comesBack()
        ? List.of()
        : List.of(
            new Notice(
                "connector-restart-policy",
                "the connector " + state.name() + " is not started again after a reboot",
                "run: docker update --restart unless-stopped " + state.name()));
  }
}
