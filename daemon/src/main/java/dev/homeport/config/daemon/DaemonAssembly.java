package dev.homeport.config.daemon;

import dev.homeport.config.daemon.DaemonSettings.Allowed;
import dev.homeport.config.daemon.DaemonSettings.CloudNames;
import dev.homeport.config.daemon.DaemonSettings.Limits;
import dev.homeport.config.daemon.DaemonSettings.Link;
import dev.homeport.config.daemon.DaemonSettings.Policy;
import dev.homeport.config.daemon.DaemonSettings.Tunnel;
import dev.homeport.config.door.Door;
import dev.homeport.config.door.GivenKeys;
import dev.homeport.config.door.StateUrl;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Values;
import java.util.List;
import java.util.Set;

/// Makes settings of values; all that can be wrong was found before.
final class DaemonAssembly {
  private DaemonAssembly() {}

  static DaemonSettings settings(Values values, Places places) {
    Door door = DaemonTable.DOOR;
    return new DaemonSettings(
        values.of(door.listen()),
        values.of(DaemonTable.OLLAMA),
        values.maybe(DaemonTable.OLLAMA_KEY).orElse(null),
        door.auth(values),
        values.of(door.cors()),
        door.metrics(values),
        door.log(values),
        limits(door, values),
        policy(values),
        values.of(DaemonTable.KEEP_AWAKE),
        values.of(DaemonTable.WARM),
        values.of(DaemonTable.MONITOR),
        new Tunnel(
            values.maybe(DaemonTable.TUNNEL).orElse(null),
            values.maybe(DaemonTable.TUNNEL_URL).orElse(null),
            values.of(DaemonTable.PUBLIC_PORT),
            values.of(DaemonTable.RESOLVER),
            values.maybe(DaemonTable.CAPTIVE_URL).orElse(null),
            Set.copyOf(values.of(DaemonTable.ALLOW)),
            values.of(DaemonTable.KEEP_UP),
            values.maybe(DaemonTable.COMMAND).orElse(null),
            values.maybe(DaemonTable.CONNECTOR).orElse(null)),
        new Link(
            values.maybe(DaemonTable.LINK_ROUTER).orElse(null),
            values.maybe(DaemonTable.LINK_KEY).orElse(null)),
        StateUrl.folder(values, places),
        values.maybe(DaemonTable.ALERTS).orElse(List.of()),
        values.maybe(GivenKeys.KEYS).orElse(List.of()));
  }

  private static Limits limits(Door door, Values values) {
    return new Limits(
        values.of(DaemonTable.CONCURRENT),
        values.of(DaemonTable.QUEUE),
        values.of(DaemonTable.QUEUE_WAIT),
        values.of(door.body()),
        values.of(door.bodies()),
        Math.toIntExact(values.of(door.header())),
        values.of(door.headerWait()),
        values.of(door.bodyRate()));
  }

  private static Policy policy(Values values) {
    return new Policy(
        values.of(DaemonTable.NUM_CTX),
        values.of(DaemonTable.LOAD_OPTIONS) == Allowed.ADMIN,
        values.of(DaemonTable.UNLOAD) == Allowed.ADMIN,
        values.of(DaemonTable.CLOUD_NAMES) == CloudNames.REFUSE,
        values.of(DaemonTable.WEB_SEARCH) == Allowed.ADMIN);
  }
}
