package dev.homeport.config.daemon;

import static dev.homeport.config.daemon.DaemonTable.DOOR;
import static dev.homeport.config.daemon.DaemonTable.OLLAMA;

import dev.homeport.config.door.DoorChecks;
import dev.homeport.config.door.StateUrl;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.Environment;
import dev.homeport.config.source.Origin;
import dev.homeport.config.table.Values;

/// What the daemon's settings mean to one another.
final class DaemonChecks {
  private static final DoorChecks.Words WORDS =
      new DoorChecks.Words(
          "this daemon",
          "this Mac's models",
          "any web page that is opened on this Mac may use its models");

  private DaemonChecks() {}

  /// Checks them all; the values that hold afterwards.
  ///
  /// @param hasRouter whether the file sets up a router too
  /// @param ownState the state that a daemon has unless told otherwise
  static Values apply(
      Values judged,
      Environment environment,
      boolean hasRouter,
      String ownState,
      Findings findings) {
    Values values = state(judged, hasRouter, ownState, findings);
    var door = new DoorChecks(DOOR, WORDS, values, findings);
    door.twoNames(DaemonTable.TABLE, environment);
    door.bodies();
    door.metrics();
    door.notItself(OLLAMA, "name Ollama's own address, such as " + OLLAMA.standard());
    door.openness();
    new TunnelChecks(values, findings).apply();
    ledger(values, hasRouter, findings);
    door.alerts(DaemonTable.ALERTS, true);
    return values;
  }

  private static void ledger(Values values, boolean hasRouter, Findings findings) {
    if (!hasRouter && values.origin(StateUrl.ANY_LEDGER) instanceof Origin.InFile) {
      findings.warning(
          values.problem(
              StateUrl.ANY_LEDGER, "is a router's; a daemon keeps no ledger", "leave it out"));
    }
  }

  private static Values state(
      Values values, boolean hasRouter, String ownState, Findings findings) {
    String url = values.maybe(StateUrl.STATE).orElse(ownState);
    if (StateUrl.isFolder(url)) {
      return values;
    }
    String scheme = StateUrl.scheme(url);
    if (hasRouter && values.origin(StateUrl.STATE) instanceof Origin.InFile) {
      findings.warning(
          values.problem(
              StateUrl.STATE,
              scheme + ": is the router's; this daemon keeps its state in " + ownState,
              "set HOMEPORT_STATE_URL=file:FOLDER for another place"));
      return StateUrl.instead(values, ownState);
    }
    findings.problem(
        values.problem(
            StateUrl.STATE, "a daemon cannot keep its state in " + scheme, "write file:FOLDER"));
    return values;
  }
}
