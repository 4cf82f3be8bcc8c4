package dev.homeport.config;

import dev.homeport.config.DaemonSettings.Allowed;
import dev.homeport.config.DaemonSettings.Auth;
import dev.homeport.config.DaemonSettings.AuthKind;
import dev.homeport.config.DaemonSettings.CloudNames;
import dev.homeport.config.DaemonSettings.Limits;
import dev.homeport.config.DaemonSettings.Link;
import dev.homeport.config.DaemonSettings.Log;
import dev.homeport.config.DaemonSettings.Policy;
import dev.homeport.config.DaemonSettings.Tunnel;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Listen;
import java.util.List;

/// Makes settings of values; all that can be wrong was found before.
final class Assembly {
  private Assembly() {}

  static DaemonSettings settings(Values values, Places places) {
    List<Listen> metrics = values.of(DaemonTable.METRICS_LISTEN);
    return new DaemonSettings(
        values.of(DaemonTable.LISTEN),
        values.of(DaemonTable.OLLAMA),
        values.maybe(DaemonTable.OLLAMA_KEY).orElse(null),
        new Auth(values.of(DaemonTable.AUTH) == AuthKind.NONE, values.of(DaemonTable.PATH_KEYS)),
        values.of(DaemonTable.CORS),
        metrics.isEmpty() ? null : metrics.getFirst(),
        new Log(values.of(DaemonTable.LOG_FORMAT), values.of(DaemonTable.LOG_LEVEL)),
        limits(values),
        policy(values),
        values.of(DaemonTable.KEEP_AWAKE),
        values.of(DaemonTable.WARM),
        new Tunnel(
            values.maybe(DaemonTable.TUNNEL).orElse(null),
            values.of(DaemonTable.PUBLIC_PORT),
            values.of(DaemonTable.RESOLVER),
            values.maybe(DaemonTable.CAPTIVE_URL).orElse(null)),
        new Link(
            values.maybe(DaemonTable.LINK_ROUTER).orElse(null),
            values.maybe(DaemonTable.LINK_KEY).orElse(null)),
        StateUrl.folder(values.of(DaemonTable.STATE), values.origin(DaemonTable.STATE), places),
        values.maybe(DaemonTable.KEYS).orElse(List.of()));
  }

  private static Limits limits(Values values) {
    return new Limits(
        values.of(DaemonTable.CONCURRENT),
        values.of(DaemonTable.QUEUE),
        values.of(DaemonTable.QUEUE_WAIT),
        values.of(DaemonTable.BODY),
        values.of(DaemonTable.BODIES),
        Math.toIntExact(values.of(DaemonTable.HEADER)),
        values.of(DaemonTable.HEADER_WAIT),
        values.of(DaemonTable.BODY_RATE));
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
