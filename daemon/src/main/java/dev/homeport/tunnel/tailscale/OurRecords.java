package dev.homeport.tunnel.tailscale;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.time.WallClock;
import java.util.HashMap;
import java.util.Map;

/// What we did to Tailscale and may therefore undo: which entries we wrote, and that we switched it
/// off. They outlive us, because a crash in between must not turn what is ours into somebody
/// else's.
///
/// Where nothing can be stored, they last as long as we do. One thread asks at a time.
final class OurRecords {
  static final String ENTRY = "tailscale-entry";
  static final String OFF = "tailscale-off";
  private static final String NETWORK = "network";
  private static final String PORT = "port";
  private static final String SINCE = "since";

  private final Facts facts;
  private final WallClock wall;

  /// The port that an entry leads to, by its `host:port`, where it could not be stored.
  private final Map<String, Integer> unstored = new HashMap<>();

  private boolean offUnstored;

  OurRecords(Facts facts, WallClock wall) {
    this.facts = facts;
    this.wall = wall;
  }

  /// Whether we once made that `host:port` lead to that port of this machine.
  boolean wrote(String hostPort, int localPort) {
    Integer remembered = unstored.get(hostPort);
    if (remembered != null && remembered == localPort) {
      return true;
    }
    facts.freshenNow();
    Fact fact = facts.shelf(ENTRY).facts().get(hostPort);
    return fact != null && Integer.toString(localPort).equals(fact.fields().get(PORT));
  }

  /// Whether we once made it lead to any port of this machine.
  boolean wroteAt(String hostPort) {
    facts.freshenNow();
    return unstored.containsKey(hostPort) || facts.shelf(ENTRY).facts().containsKey(hostPort);
  }

  /// We wrote it.
  void written(String hostPort, int localPort) {
    if (wrote(hostPort, localPort)) {
      return;
    }
    var fields = Map.of(PORT, Integer.toString(localPort), SINCE, wall.now().toString());
    if (!(facts.put(new Fact(ENTRY, hostPort, fields)) instanceof Written.Done)) {
      unstored.put(hostPort, localPort);
    }
  }

  /// It is gone.
  void takenAway(String hostPort) {
    unstored.remove(hostPort);
    facts.remove(ENTRY, hostPort);
  }

  /// Whether it was us who switched Tailscale off.
  boolean switchedOff() {
    facts.freshenNow();
    return offUnstored || facts.shelf(OFF).facts().containsKey(NETWORK);
  }

  /// We are about to switch it off.
  void switchingOff() {
    var fields = Map.of(SINCE, wall.now().toString());
    offUnstored = !(facts.put(new Fact(OFF, NETWORK, fields)) instanceof Written.Done);
  }

  /// It is on.
  void isOn() {
    if (switchedOff()) {
      offUnstored = false;
      facts.remove(OFF, NETWORK);
    }
  }
}
