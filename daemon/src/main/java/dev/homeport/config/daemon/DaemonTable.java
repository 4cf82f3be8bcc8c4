package dev.homeport.config.daemon;

import static dev.homeport.config.table.Setting.Trait.RESTART;
import static dev.homeport.config.table.Setting.Trait.SECRET;

import dev.homeport.config.daemon.DaemonSettings.Allowed;
import dev.homeport.config.daemon.DaemonSettings.CloudNames;
import dev.homeport.config.daemon.DaemonSettings.KeepAwake;
import dev.homeport.config.daemon.DaemonSettings.Repair;
import dev.homeport.config.door.AlertRows;
import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.Door;
import dev.homeport.config.door.GivenKeys;
import dev.homeport.config.door.StateUrl;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.value.Addresses;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.Many;
import dev.homeport.config.value.One;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The daemon's settings, each declared once; those of its door for both roles.
final class DaemonTable {
  private static final int MANY = 100_000;

  static final Door DOOR = Door.of("daemon", "127.0.0.1:8888");
  static final Setting<URI> OLLAMA =
      Setting.of("daemon.ollama", Addresses.OLLAMA, "http://127.0.0.1:11434", "where Ollama is")
          .being(RESTART)
          .named("OLLAMA_BASE_URL", "OLLAMA_URL");
  static final Setting<Secret> OLLAMA_KEY =
      Setting.of("daemon.ollama-key", Texts.SECRET, "", "a key for that host, where it wants one")
          .being(RESTART)
          .being(SECRET)
          .named("OLLAMA_API_KEY")
          .like("${OLLAMA_API_KEY}");
  static final Setting<Integer> CONCURRENT =
      Setting.of(
              "daemon.limits.concurrent",
              Amounts.count(1, 1024),
              "2",
              "requests at once; by default OLLAMA_NUM_PARALLEL, else 2")
          .hinted("OLLAMA_NUM_PARALLEL");
  static final Setting<Integer> QUEUE =
      Setting.of("daemon.limits.queue", Amounts.count(0, MANY), "32", "requests that may wait");
  static final Setting<Duration> QUEUE_WAIT =
      Setting.of("daemon.limits.queue-wait", upToADay(Duration.ZERO), "30s", "how long they wait");

  static final Setting<Integer> NUM_CTX =
      Setting.of(
          "daemon.policy.num-ctx",
          Amounts.count(1, Integer.MAX_VALUE),
          "131072",
          "the largest num_ctx that needs no admin key");
  static final Setting<Allowed> LOAD_OPTIONS =
      Setting.of(
          "daemon.policy.load-options",
          Texts.choice(Allowed.class),
          "admin",
          "admin | infer: who may send num_gpu and the like");
  static final Setting<Allowed> UNLOAD =
      Setting.of(
          "daemon.policy.unload",
          Texts.choice(Allowed.class),
          "admin",
          "admin | infer: who may unload and pin models");
  static final Setting<CloudNames> CLOUD_NAMES =
      Setting.of(
          "daemon.policy.cloud-names",
          Texts.choice(CloudNames.class),
          "refuse",
          "refuse | allow: names that Ollama sends to its cloud");
  static final Setting<Allowed> WEB_SEARCH =
      Setting.of(
          "daemon.policy.web-search",
          Texts.choice(Allowed.class),
          "admin",
          "admin | infer: who may have Ollama search the web");
  static final Setting<KeepAwake> KEEP_AWAKE =
      Setting.of(
          "daemon.power.keep-awake",
          Texts.choice(KeepAwake.class),
          "while-serving",
          "never | while-serving | on-ac");
  static final Setting<List<String>> WARM =
      Setting.of(
          "daemon.warm",
          new Many<>(Texts.TEXT, "[ \"qwen2.5:7b\" ]"),
          "[]",
          "models to load after start and wake");

  static final Setting<Boolean> MONITOR =
      Setting.of(
              "daemon.monitor",
              Texts.SWITCH,
              "on",
              "on | off: whether this process watches the tunnel")
          .being(RESTART);
  static final Setting<TunnelKind> TUNNEL =
      Setting.of(
              "daemon.tunnel.kind",
              Texts.choice(TunnelKind.class),
              "",
              "tailscale | twingate | direct: kept up and watched from outside")
          .like("tailscale");
  static final Setting<URI> TUNNEL_URL =
      Setting.of(
              "daemon.tunnel.url",
              Addresses.url(List.of("http", "https")),
              "",
              "where this Mac is reached; tailscale finds it out itself")
          .like("https://home.example.com");
  static final Setting<Integer> PUBLIC_PORT =
      Setting.of(
          "daemon.tunnel.public-port",
          Amounts.count(1, 65_535),
          "443",
          "its public port: 443, 8443 or 10000");
  static final Setting<String> RESOLVER =
      Setting.of(
          "daemon.tunnel.resolver",
          Addresses.NAME_SERVER,
          "system",
          "who looks up its public name: system, or 1.1.1.1");
  static final Setting<URI> CAPTIVE_URL =
      Setting.of(
              "daemon.tunnel.captive-url",
              Addresses.url(List.of("http", "https")),
              "",
              "answers 204 on an open network")
          .like("http://connectivity.example.com/generate_204");
  static final Setting<List<Repair>> ALLOW =
      Setting.of(
          "daemon.tunnel.allow",
          new Many<>(Texts.choice(Repair.class), "[ down-and-up, restart ]"),
          "[]",
          "repairs that cut more than the tunnel: down-and-up, restart");
  static final Setting<Boolean> KEEP_UP =
      Setting.of(
          "daemon.tunnel.keep-up",
          Texts.SWITCH,
          "off",
          "on | off: start Tailscale again when somebody stopped it");
  static final Setting<String> COMMAND =
      Setting.of(
              "daemon.tunnel.command",
              Texts.TEXT,
              "",
              "the tailscale or docker command, where in no usual place")
          .like("/opt/tailscale/bin/tailscale");
  static final Setting<String> CONNECTOR =
      Setting.of(
              "daemon.tunnel.connector",
              Texts.TEXT,
              "",
              "the name of Twingate's container, where there are several")
          .like("twingate-connector");
  static final Setting<URI> LINK_ROUTER =
      Setting.of(
              "daemon.link.router",
              Addresses.url(List.of("wss", "ws")),
              "",
              "the router that looks at this Mac from outside")
          .like("wss://router.example.com/link");
  static final Setting<Secret> LINK_KEY =
      Setting.of("daemon.link.key", Texts.SECRET, "", "a key of the router with scope link")
          .being(SECRET)
          .like("${LINK_KEY}");
  static final Setting<List<AlertSettings>> ALERTS =
      AlertRows.of("daemon.alerts", true, "[ { notify: macos, on: [ tunnel ] } ]");

  static final Table TABLE =
      new Table(
          List.of(
              DOOR.listen(),
              OLLAMA,
              OLLAMA_KEY,
              DOOR.auth(),
              DOOR.pathKeys(),
              DOOR.cors(),
              DOOR.metrics(),
              DOOR.logFormat(),
              DOOR.logLevel(),
              CONCURRENT,
              QUEUE,
              QUEUE_WAIT,
              DOOR.body(),
              DOOR.bodies(),
              DOOR.header(),
              DOOR.headerWait(),
              DOOR.bodyRate(),
              NUM_CTX,
              LOAD_OPTIONS,
              UNLOAD,
              CLOUD_NAMES,
              WEB_SEARCH,
              KEEP_AWAKE,
              WARM,
              MONITOR,
              TUNNEL,
              TUNNEL_URL,
              PUBLIC_PORT,
              RESOLVER,
              CAPTIVE_URL,
              ALLOW,
              KEEP_UP,
              COMMAND,
              CONNECTOR,
              LINK_ROUTER,
              LINK_KEY,
              ALERTS,
              StateUrl.STATE,
              StateUrl.ANY_LEDGER,
              StateUrl.KEEP,
              GivenKeys.KEYS),
          Set.of("router"));

  private DaemonTable() {}

  private static One<Duration> upToADay(Duration least) {
    return Amounts.duration(least, Duration.ofDays(1));
  }
}
