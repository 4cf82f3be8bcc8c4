package dev.homeport.config.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.GivenKey;
import dev.homeport.config.daemon.DaemonSettings.KeepAwake;
import dev.homeport.config.daemon.DaemonSettings.Limits;
import dev.homeport.config.daemon.DaemonSettings.Policy;
import dev.homeport.config.door.Auth;
import dev.homeport.config.door.Log;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.value.Listen;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which source counts, and what the settings become.
class DaemonRoleTest {
  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
  }

  @Test
  void withNothingAtAllTheDefaultsHold() {
    DaemonSettings settings = desk.good().settings();
    assertThat(settings.listen()).isEqualTo(new Listen("127.0.0.1", 8888));
    assertThat(settings.ollama()).isEqualTo(URI.create("http://127.0.0.1:11434"));
    assertThat(settings.ollamaKey()).isNull();
    assertThat(settings.auth()).isEqualTo(new Auth(false, false));
    assertThat(settings.cors()).isEmpty();
    assertThat(settings.metrics()).isNull();
    assertThat(settings.log()).isEqualTo(new Log(Log.Format.AUTO, Log.Level.INFO));
    assertThat(settings.limits())
        .isEqualTo(
            new Limits(
                2,
                32,
                Duration.ofSeconds(30),
                32 << 20,
                128 << 20,
                32 << 10,
                Duration.ofSeconds(10),
                1 << 10));
    assertThat(settings.policy()).isEqualTo(new Policy(131_072, true, true, true, true));
    assertThat(settings.keepAwake()).isEqualTo(KeepAwake.WHILE_SERVING);
    assertThat(settings.warm()).isEmpty();
    assertThat(settings.state()).isEqualTo(folder.resolve("state"));
    assertThat(settings.keys()).isEmpty();
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void strongerSourceCounts() {
    desk.file("etc/homeport.yaml", "daemon: { limits: { queue: 1 } }");
    assertThat(queue()).isEqualTo(1);
    desk.file("platform/homeport.yaml", "daemon: { limits: { queue: 2 } }");
    assertThat(queue()).isEqualTo(2);
    desk.yaml("daemon: { limits: { queue: 3 } }");
    assertThat(queue()).isEqualTo(3);
    assertThat(desk.source("daemon.limits.queue")).isEqualTo("homeport.yaml:1:28");
    desk.file("named.yaml", "daemon: { limits: { queue: 4 } }")
        .env("HOMEPORT_CONFIG", "named.yaml");
    assertThat(queue()).isEqualTo(4);
    desk.file("other.yaml", "daemon: { limits: { queue: 5 } }");
    assertThat(
            Desk.good(desk.inputs().withConfig(Path.of("other.yaml"))).settings().limits().queue())
        .isEqualTo(5);
    desk.file(".env", "HOMEPORT_DAEMON_LIMITS_QUEUE=6\n");
    assertThat(queue()).isEqualTo(6);
    assertThat(desk.source("daemon.limits.queue")).isEqualTo(".env:1 HOMEPORT_DAEMON_LIMITS_QUEUE");
    desk.env("HOMEPORT_DAEMON_LIMITS_QUEUE", "7");
    assertThat(queue()).isEqualTo(7);
    assertThat(desk.source("daemon.limits.queue"))
        .isEqualTo("environment HOMEPORT_DAEMON_LIMITS_QUEUE");
    desk.flag("daemon.limits.queue", "8");
    assertThat(queue()).isEqualTo(8);
    assertThat(desk.source("daemon.limits.queue")).isEqualTo("command line");
  }

  private int queue() {
    return desk.good().settings().limits().queue();
  }

  @Test
  void namedEnvFileReplacesTheOneInTheFolder() {
    desk.file(".env", "HOMEPORT_DAEMON_LIMITS_QUEUE=1").file("x.env", "OLLAMA_URL=http://a:1");
    DaemonSettings settings = Desk.good(desk.inputs().withEnvFile(Path.of("x.env"))).settings();
    assertThat(settings.limits().queue()).isEqualTo(32);
    assertThat(settings.ollama()).isEqualTo(URI.create("http://a:1"));
  }

  @Test
  void variableThatIsSetToNothingIsNotSet() {
    desk.env("HOMEPORT_DAEMON_LISTEN", "").env("OLLAMA_BASE_URL", " ");
    assertThat(desk.good().settings().listen().port()).isEqualTo(8888);
  }

  @Test
  void usersOldNamesAreHonoured() {
    desk.env("OLLAMA_URL", "http://127.0.0.1:9999/v1").env("OLLAMA_NUM_PARALLEL", "4");
    DaemonSettings settings = desk.good().settings();
    assertThat(settings.ollama()).isEqualTo(URI.create("http://127.0.0.1:9999"));
    assertThat(settings.limits().concurrent()).isEqualTo(4);
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void ollamasOwnParallelismIsOnlyADefault() {
    desk.env("OLLAMA_NUM_PARALLEL", "4").yaml("daemon: { limits: { concurrent: 3 } }");
    assertThat(desk.good().settings().limits().concurrent()).isEqualTo(3);
  }

  @Test
  void ollamasOwnParallelismIsNotOursToComplainAbout() {
    desk.env("OLLAMA_NUM_PARALLEL", "0");
    assertThat(desk.good().settings().limits().concurrent()).isEqualTo(2);
    assertThat(desk.warnings()).isEmpty();
    desk.env("OLLAMA_NUM_PARALLEL", "many");
    assertThat(desk.good().settings().limits().concurrent()).isEqualTo(2);
    assertThat(desk.warnings())
        .containsExactly(
            "environment OLLAMA_NUM_PARALLEL: daemon.limits.concurrent: \"many\" is not a whole"
                + " number; write a whole number from 1 to 1024");
  }

  @Test
  void listInAVariableIsSeparatedByCommas() {
    desk.env("HOMEPORT_DAEMON_WARM", "qwen2.5:7b, llama3 ,");
    assertThat(desk.good().settings().warm()).containsExactly("qwen2.5:7b", "llama3");
  }

  @Test
  void authMayBeAWordOrASection() {
    desk.yaml("daemon: { auth: none }");
    assertThat(desk.good().settings().auth()).isEqualTo(new Auth(true, false));
    desk.yaml("daemon: { auth: { path-keys: true } }");
    assertThat(desk.good().settings().auth()).isEqualTo(new Auth(false, true));
    desk.yaml("daemon: { auth: { kind: keys, path-keys: yes } }");
    assertThat(desk.good().settings().auth()).isEqualTo(new Auth(false, true));
  }

  @Test
  void everythingCanBeSet() {
    desk.yaml(
        """
        daemon:
          listen: "[::1]:9000"
          ollama: http://ollama.local:11434/
          ollama-key: k
          cors: [ https://chat.example.com ]
          metrics: { listen: 127.0.0.1:9888 }
          log: { format: json, level: debug }
          limits: { concurrent: 1, queue: 0, queue-wait: 0s, body: 1MB, bodies: 2MB,
                    header: 8KiB, header-wait: 1s, body-rate: 0B/s }
          policy: { num-ctx: 4096, load-options: infer, unload: infer, cloud-names: allow,
                    web-search: infer }
          power: { keep-awake: on-ac }
          warm: [ "qwen2.5:7b" ]
        state: { url: file:facts }
        """);
    DaemonSettings settings = desk.good().settings();
    assertThat(settings.listen()).isEqualTo(new Listen("::1", 9000));
    assertThat(settings.cors()).containsExactly("https://chat.example.com");
    assertThat(settings.metrics()).isEqualTo(new Listen("127.0.0.1", 9888));
    assertThat(settings.log()).isEqualTo(new Log(Log.Format.JSON, Log.Level.DEBUG));
    assertThat(settings.limits())
        .isEqualTo(
            new Limits(1, 0, Duration.ZERO, 1_000_000, 2_000_000, 8192, Duration.ofSeconds(1), 0));
    assertThat(settings.policy()).isEqualTo(new Policy(4096, false, false, false, false));
    assertThat(settings.keepAwake()).isEqualTo(KeepAwake.ON_AC);
    assertThat(settings.state()).isEqualTo(folder.resolve("facts"));
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void folderOfStateBeginsWhereItIsWritten() {
    desk.file("platform/homeport.yaml", "state: { url: file:facts }");
    assertThat(desk.good().settings().state()).isEqualTo(folder.resolve("platform/facts"));
    desk.env("HOMEPORT_STATE_URL", "file:here");
    assertThat(desk.good().settings().state()).isEqualTo(folder.resolve("here"));
    desk.env("HOMEPORT_STATE_URL", "file:~/there").env("HOME", "/home/me");
    assertThat(desk.good().settings().state()).isEqualTo(Path.of("/home/me/there"));
    desk.env("HOMEPORT_STATE_URL", "file:/var/lib/homeport");
    assertThat(desk.good().settings().state()).isEqualTo(Path.of("/var/lib/homeport"));
  }

  @Test
  void anotherRolesSectionIsNotJudged() {
    desk.yaml("router: { listne: [ 1, { x: ${NOT_SET} } ] }\n")
        .env("HOMEPORT_ROUTER_PROVIDERS_OLLAMA_CLOUD_URL", "x");
    assertThat(desk.good().notes())
        .containsExactly(
            "HOMEPORT_ROUTER_PROVIDERS_OLLAMA_CLOUD_URL is the router's and was not judged",
            folder + "/homeport.yaml:1:1: router is another role's and was not judged");
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void keysOfTheEnvironmentAreRead() {
    desk.env("HOMEPORT_KEYS", "ci:abcdefghijklmnopqrstuvwxyz:infer+metrics");
    List<GivenKey> keys = desk.good().settings().keys();
    assertThat(keys).extracting(GivenKey::name).containsExactly("ci");
    assertThat(keys.getFirst().scopes()).containsExactlyInAnyOrder("infer", "metrics");
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void folderNamedLikeTheEnvFileIsSomethingElse() {
    desk.file(".env/bin/python", "");
    assertThat(desk.problems()).isEmpty();
  }

  @Test
  void emptySectionsSayNothing() {
    desk.yaml("daemon:\n  limits:\n  listen:\n  warm: []\nrouter:\n");
    assertThat(desk.good().settings().listen().port()).isEqualTo(8888);
  }

  @Test
  void noVariableFitsTwoOfTheDaemonsSettings() {
    for (Setting<?> setting : DaemonTable.TABLE.settings()) {
      assertThat(DaemonTable.TABLE.meantBy(Table.variableOf(setting.path())).size())
          .isLessThanOrEqualTo(1);
    }
  }
}
