package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.FirstKey;
import dev.homeport.access.KeyRing;
import dev.homeport.cli.FakeMac.Ran;
import dev.homeport.store.log.FactLog;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `homeport install` and `homeport uninstall` on a Mac, as typed.
class InstallCommandTest {
  @TempDir Path folder = Path.of("");
  private FakeMac mac;

  @BeforeEach
  void build() {
    mac = new FakeMac(folder);
  }

  @Test
  void oneCommandInstallsAndSaysWhatABackendNeeds() throws IOException {
    mac.publicUrl = URI.create("https://my-mac.tail1234.ts.net");
    Ran ran = mac.install();
    assertThat(ran.err())
        .contains("The key is shown once", "public Internet")
        .as("nothing is called up before somebody outside has seen it")
        .contains("Nobody outside has asked", "curl https://my-mac.tail1234.ts.net/health")
        .contains("homeport status", "homeport doctor", "HOMEPORT_KEY=$OLLAMA_API_KEY");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .matches(
            """
            export OLLAMA_BASE_URL=https://my-mac\\.tail1234\\.ts\\.net
            export OLLAMA_API_KEY=hp_[0-9A-Za-z]{40}
            export OLLAMA_TUNNEL_TYPE=tailscale
            """);
    assertThat(mac.launchd.runs(FakeMac.DAEMON)).isTrue();
    assertThat(mac.launchd.listOf(FakeMac.DAEMON)).isEqualTo(Files.readString(mac.list()));
    assertThat(Files.readString(mac.list()))
        .contains("<string>" + FakeMac.APP + "</string>", home() + "/Library");
    assertThat(mac.support().resolve("homeport.yaml")).content().contains("kind: tailscale");
    String secret = ran.out().lines().toList().get(1).replace("export OLLAMA_API_KEY=", "");
    assertThat(String.join("\n", mac.tree().values())).as("hashed").doesNotContain(secret);
    assertThat(ran.err()).doesNotContain(secret);
    assertThat(mac.launchd.calls())
        .contains("bootstrap gui/501 " + mac.list(), "kickstart " + FakeMac.DAEMON)
        .noneMatch(call -> call.startsWith("load") || call.startsWith("unload"));
  }

  private String home() {
    return mac.home.toString();
  }

  @Test
  void secondTimeIsAnUpgradeThatKeepsKeysAndState() throws IOException {
    mac.install();
    var tree = mac.tree();
    mac.launchd.slowToEnd(2);
    Ran again = mac.install();
    assertThat(again.exit()).isZero();
    assertThat(mac.tree()).isEqualTo(tree);
    assertThat(again.out())
        .isEqualTo(
            "export OLLAMA_BASE_URL=http://127.0.0.1:8888\nexport OLLAMA_TUNNEL_TYPE=tailscale\n");
    assertThat(again.err()).contains("keys are kept", "homeport keys add NAME");

    mac.launcher = "/opt/homebrew/Cellar/homeport/2.0/bin/homeport";
    assertThat(mac.install().exit()).isZero();
    assertThat(mac.launchd.listOf(FakeMac.DAEMON)).contains("/opt/homebrew/opt/homeport/bin");
  }

  /// Its owner has seen the path of it in the log, and may have read it.
  @Test
  void keyThatADaemonByHandHasMadeIsNotShown() throws Exception {
    Path state = mac.support().resolve("state");
    String key =
        switch (FactLog.open(state, Ticker.system(), _ -> {})) {
          case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
          case FactLog.Opened.Open(var log) -> {
            var ring = new KeyRing(log, List.of(), WallClock.system());
            assertThat(FirstKey.make(ring, false, state, Ticker.system()))
                .isInstanceOf(FirstKey.Outcome.Made.class);
            yield Files.readString(state.resolve(FirstKey.FILE)).strip();
          }
        };
    Ran installed = mac.install();
    assertThat(installed.exit()).isZero();
    assertThat(installed.out()).doesNotContain(key).doesNotContain("OLLAMA_API_KEY");
    assertThat(installed.err()).contains("The keys are kept; the first is in ").doesNotContain(key);
    assertThat(state.resolve(FirstKey.FILE)).hasContent(key);
  }

  @Test
  void dryRunShowsEverythingAndDoesNothing() throws IOException {
    var before = mac.tree();
    Ran ran = mac.install("--dry-run");
    assertThat(ran.exit()).isZero();
    assertThat(mac.tree()).isEqualTo(before);
    assertThat(mac.launchd.calls()).allMatch(call -> call.startsWith("print "));
    Path golden = Path.of("src/test/resources/dev/homeport/cli/install-dry-run.txt");
    assertThat(mac.plain(ran.out())).isEqualTo(Files.readString(golden));
  }

  @Test
  void failureLeavesTheOldOneRunning() {
    mac.install();
    var tree = mac.tree();
    String list = mac.launchd.listOf(FakeMac.DAEMON);
    mac.launcher = "/Applications/new.app/Contents/MacOS/homeport";
    mac.launchd.failOnce("bootstrap", 125);
    Ran ran = mac.install();
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("failed  start", "125", "undone  stop", "what ran before runs on");
    assertThat(ran.out()).isEmpty();
    assertThat(mac.tree()).isEqualTo(tree);
    assertThat(mac.launchd.listOf(FakeMac.DAEMON)).isEqualTo(list);
    assertThat(mac.launchd.runs(FakeMac.DAEMON)).isTrue();
  }

  @Test
  void daemonThatDoesNotAnswerIsTakenBackWithItsLastWords() {
    var before = mac.tree();
    mac.launchd.lastExit(78 << 8);
    mac.launchd.fail("kickstart", 78);
    assertThat(mac.install().exit()).isEqualTo(1);
    assertThat(mac.tree()).isEqualTo(before);
    assertThat(mac.launchd.loaded()).isEmpty();
  }

  @Test
  void unhealthyDaemonIsInstalledAndSaysWhy() {
    mac.health = "{\"status\":\"unhealthy\",\"reason\":\"Ollama does not answer\"}";
    Ran ran = mac.install();
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("not healthy yet", "Ollama does not answer");
  }

  @Test
  void brokenConfigurationInstallsNothing() {
    mac.configure("daemon:\n  listn: 1\n");
    var before = mac.tree();
    Ran ran = mac.install();
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err()).contains("listn", "homeport.yaml:2");
    assertThat(mac.tree()).isEqualTo(before);
  }

  @Test
  void ownConfigurationIsObeyedAndLeftAlone() {
    mac.configure("daemon:\n  listen: 127.0.0.1:9000\n");
    Ran ran = mac.install("--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .matches(
            "\\{\"role\":\"daemon\",\"url\":\"http://127.0.0.1:9000\","
                + "\"local_url\":\"http://127.0.0.1:9000\",\"key\":\"hp_\\w{40}\"}\n");
    assertThat(ran.err()).contains("left alone, and has no tunnel", "kind: tailscale");
    assertThat(mac.support().resolve("homeport.yaml"))
        .hasContent("daemon:\n  listen: 127.0.0.1:9000\n");
  }

  @Test
  void openDaemonGetsNoKey() {
    mac.configure("daemon:\n  auth: none\n");
    Ran ran = mac.install("--no-tunnel");
    assertThat(ran.out()).isEqualTo("export OLLAMA_BASE_URL=http://127.0.0.1:8888\n");
    assertThat(ran.err()).contains("everybody who reaches the daemon may use it");
  }

  @Test
  void purgeLeavesTheMacAsItWas() {
    var before = mac.tree();
    mac.install();
    assertThat(mac.uninstall("--dry-run").out()).contains("stop " + FakeMac.DAEMON, "--purge");
    assertThat(mac.launchd.runs(FakeMac.DAEMON)).isTrue();
    Ran ran = mac.uninstall("--purge");
    assertThat(ran.exit()).isZero();
    assertThat(mac.tree()).isEqualTo(before);
    assertThat(mac.launchd.loaded()).isEmpty();
    assertThat(mac.closed).as("our entry in the tunnel").isEqualTo(1);
    Ran nothing = mac.uninstall("--purge");
    assertThat(nothing.exit()).isZero();
    assertThat(nothing.err()).contains("No service of Homeport's is installed here");
    assertThat(ran.err()).doesNotContain("No service");
  }

  @Test
  void dataOutliveAnUninstall() {
    mac.install();
    Ran ran = mac.uninstall();
    assertThat(ran.err()).contains("--purge deletes them");
    assertThat(mac.list()).doesNotExist();
    assertThat(mac.support().resolve("state/facts.log")).exists();
    Ran again = mac.install();
    assertThat(again.exit()).isZero();
    assertThat(again.out()).doesNotContain("hp_");
  }

  @Test
  void headlessDaemonBelongsToTheOneWhoTypedSudo() throws IOException {
    assertThat(mac.install("--headless").err()).contains("sudo homeport install --headless");
    mac.launchd.asRoot();
    mac.env.put("SUDO_USER", "ann");
    assertThat(mac.install().err()).contains("without sudo");

    Ran ran = mac.install("--headless");
    assertThat(ran.err()).contains("before anybody logs in");
    assertThat(ran.exit()).isZero();
    Path list = mac.slash.resolve("Library/LaunchDaemons/dev.homeport.daemon.plist");
    assertThat(Files.readString(list)).contains("<key>UserName</key>\n  <string>ann</string>");
    assertThat(mac.launchd.runs("system/dev.homeport.daemon")).isTrue();
    assertThat(mac.list()).doesNotExist();

    assertThat(mac.uninstall("--headless", "--purge").exit()).isZero();
    assertThat(list).doesNotExist();
    assertThat(mac.given)
        .contains(
            "ann Users/ann/Library/Application Support/Homeport",
            "ann Users/ann/Library/Application Support/Homeport/state")
        .noneMatch(each -> each.contains("LaunchDaemons"));
  }

  @Test
  void wordsThatExcludeOneAnotherAreWrongUsage() {
    assertThat(mac.install("--tunnel", "tailscale", "--no-tunnel").exit()).isEqualTo(2);
    assertThat(mac.install("--tunnel", "ngrok").exit()).isEqualTo(2);
    assertThat(mac.install("--role", "router").err()).contains("homeport router");
  }
}
