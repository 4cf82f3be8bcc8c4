package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Secret;
import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.look.Clocks;
import dev.homeport.doctor.look.Tools;
import dev.homeport.doctor.look.Web;
import dev.homeport.doctor.machine.ClockCheck;
import dev.homeport.doctor.machine.FirewallCheck;
import dev.homeport.doctor.machine.LaunchdCheck;
import dev.homeport.doctor.machine.LocalNetworkCheck;
import dev.homeport.doctor.machine.SecretFiles;
import dev.homeport.doctor.machine.SleepCheck;
import dev.homeport.doctor.machine.StateFolder;
import dev.homeport.doctor.machine.StateFolder.Holds;
import dev.homeport.doctor.machine.SystemdCheck;
import dev.homeport.doctor.machine.TwiceCheck;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Programs;
import dev.homeport.host.Platform;
import dev.homeport.host.Platform.Os;
import dev.homeport.time.Ticker;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is seen of a machine, which here is a folder of programs.
class MachineChecksTest {
  @TempDir private Path folder;
  private Path home = Path.of("");
  private Programs programs = new Programs(Path.of(""));

  @BeforeEach
  void build() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    programs = new Programs(Files.createDirectory(folder.resolve("bin")));
  }

  private Tools tools(String os, String... more) {
    var env = new HashMap<>(programs.env());
    env.put("HOME", home.toString());
    env.put("USER", "ann");
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return new Tools(Platform.of(env, os, home.toString(), "ann"));
  }

  private Tools mac() {
    return tools("Mac OS X");
  }

  private static Path chmod(Path path, String mode) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  // Files.

  @Test
  void secretsAreForTheirOwnerAndAreMadeSoOnce() throws IOException {
    Path state = chmod(Files.createDirectory(folder.resolve("state")), "rwxr-xr-x");
    Path key = chmod(Files.writeString(state.resolve("first-key.txt"), "x"), "rw-r-----");
    Path env = chmod(Files.writeString(folder.resolve(".env"), "x"), "rw----r--");
    var check = new SecretFiles("daemon", Set.of(env, folder.resolve("none")), List.of(state));
    Outcome open = check.look();
    assertThat(open.state()).isEqualTo(State.WARN);
    assertThat(open.what())
        .contains(
            "others on this machine may use " + state + " (rwxr-xr-x)",
            key + " (rw-r-----)",
            env + " (rw----r--)");
    assertThat(open.fix())
        .isEqualTo("chmod 700 '%s'\nchmod 600 '%s'\nchmod 600 '%s'".formatted(state, key, env));

    Repair repair = open.repair();
    assertThat(repair).isNotNull();
    assertThat(repair == null ? "" : repair.mend()).contains("made " + env + " 600");
    assertThat(check.look()).isEqualTo(Outcome.ok("3 files and folders, for their owner only"));
    assertThat(Files.getPosixFilePermissions(state))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void noSecretsAreNoneToClose() {
    assertThat(new SecretFiles("daemon", Set.of(), List.of(folder.resolve("none"))).look().what())
        .isEqualTo("there are none yet");
  }

  private Outcome state(Path path, Map<String, String> env, String disk) {
    return new StateFolder("router", path, Holds.STATE, env, _ -> disk).look();
  }

  @Test
  void stateIsThereWritableAndLasts() throws IOException {
    Path state = folder.resolve("a/state");
    Outcome missing = state(state, Map.of(), "ext4");
    assertThat(missing.state()).isEqualTo(State.WARN);
    assertThat(missing.fix()).isEqualTo("mkdir -p -m 700 '" + state + "'");
    Repair repair = missing.repair();
    assertThat(repair == null ? "" : repair.mend()).isEqualTo("made " + state);
    assertThat(state(state, Map.of(), "ext4"))
        .isEqualTo(Outcome.ok(state + " can be written, and lasts (ext4)"));

    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(state(file, Map.of(), "ext4").fix())
        .isEqualTo("mv '" + file + "' '" + file + ".old'");
  }

  @Test
  void diskOfAContainerIsGoneWithIt() {
    assertThat(state(folder, Map.of(), "overlay"))
        .satisfies(
            outcome -> {
              assertThat(outcome.state()).isEqualTo(State.WARN);
              assertThat(outcome.what()).contains("gone with this container (overlay)");
              assertThat(outcome.fix())
                  .contains("HOMEPORT_STATE_URL=file:/var/data/homeport", "HOMEPORT_KEYS");
            });
    assertThat(state(folder, Map.of("K_SERVICE", "x"), "ext4").what()).contains("Cloud Run");
    assertThat(state(folder, Map.of("RENDER", "true"), "ext4").state()).isEqualTo(State.OK);
  }

  private Outcome behind(StatePlace place, LedgerPlace ledger) {
    var holds = Holds.of(place, ledger, folder);
    return new StateFolder("router", folder, holds, Map.of(), _ -> "overlay").look();
  }

  @Test
  void folderOfARouterWhoseStateIsInARedisHoldsLess() {
    var redis = new StatePlace.Redis(new Secret("redis://r"));
    var inIt = new LedgerPlace.Sqlite(folder.resolve("ledger.db"));
    Outcome ledger = behind(redis, inIt);
    assertThat(ledger.state()).isEqualTo(State.WARN);
    assertThat(ledger.what()).contains("the ledger is lost").doesNotContain("keys");
    assertThat(ledger.fix()).contains("postgresql://");

    var elsewhere = new LedgerPlace.Sqlite(Path.of("/var/data/ledger.db"));
    var shared = new LedgerPlace.Postgres(new Secret("postgresql://p"));
    for (LedgerPlace place : List.of(elsewhere, shared, new LedgerPlace.Off())) {
      assertThat(behind(redis, place).state()).isEqualTo(State.OK);
      assertThat(behind(new StatePlace.Sqlite(folder.resolve("s.db")), place).what())
          .contains("keys and blocks are lost");
    }
  }

  // A Mac's power, firewall, network.

  private Outcome sleep(String mains, boolean kept) throws InterruptedException {
    programs.put(
        "pmset",
        "[ \"$*\" = '-g custom' ] || exit 1",
        "cat <<'E'\nBattery Power:\n sleep                1\n womp                 0\nAC Power:\n"
            + mains
            + "\nE");
    return new SleepCheck(mac(), kept).look();
  }

  @Test
  void macThatSleepsOnMainsIsAdvised() throws Exception {
    assertThat(sleep(" sleep 0\n womp 1\n powernap 1", false))
        .isEqualTo(Outcome.ok("on mains power it does not sleep (powernap 1)"));
    Outcome sleeps =
        sleep(" sleep 10 (sleep prevented by caffeinate)\n womp 0\n autorestart 0", false);
    assertThat(sleeps.state()).isEqualTo(State.WARN);
    assertThat(sleeps.fix())
        .isEqualTo(
            "sudo pmset -c sleep 0   # or daemon.power.keep-awake: on-ac\n"
                + "sudo pmset -c womp 1\nsudo pmset -c autorestart 1");
    assertThat(sleep(" sleep 10", true))
        .isEqualTo(
            Outcome.ok("on mains power it would sleep after 10 min; Homeport keeps it awake"));
    programs.put("pmset", "exit 1");
    assertThat(new SleepCheck(mac(), false).look().state()).isEqualTo(State.SKIP);
  }

  private Outcome firewall(String host) throws InterruptedException {
    return new FirewallCheck("daemon", mac(), new Listen(host, 8888), "/App/homeport").look();
  }

  private void firewall(int state, String apps) {
    programs.put(
        "socketfilterfw",
        "case $1 in",
        "--getglobalstate) echo 'Firewall is enabled. (State = " + state + ")';;",
        "--listapps) cat <<'E'\n" + apps + "\nE\n;;",
        "esac");
  }

  @Test
  void firewallHasASayOnlyBeyondLoopback() throws Exception {
    assertThat(firewall("127.0.0.1").state()).isEqualTo(State.OK);
    firewall(0, "");
    assertThat(firewall("0.0.0.0").what()).isEqualTo("it is off");
    String command = "sudo /usr/libexec/ApplicationFirewall/socketfilterfw";
    firewall(1, "1 : /App/homeport\n   ( Block incoming connections )");
    assertThat(firewall("0.0.0.0"))
        .isEqualTo(
            Outcome.fail(
                "it keeps others from 0.0.0.0:8888: /App/homeport is blocked",
                command + " --unblockapp '/App/homeport'"));
    firewall(1, "1 : /App/homeport\n   ( Allow incoming connections )");
    assertThat(firewall("0.0.0.0").state()).isEqualTo(State.OK);
    firewall(1, "1 : /App/other\n   ( Allow incoming connections )");
    assertThat(firewall("0.0.0.0"))
        .satisfies(
            outcome -> {
              assertThat(outcome.state()).isEqualTo(State.WARN);
              assertThat(outcome.fix())
                  .isEqualTo(
                      command
                          + " --add '/App/homeport' && "
                          + command
                          + " --unblockapp '/App/homeport'");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:11434,    true,  false, ok",
    "http://192.168.1.5:11434,  true,  false, fail",
    "http://192.168.1.5:11434,  true,  true,  ok",
    "http://192.168.1.5:11434,  false, false, ok",
    "http://studio.local:11434, true,  false, fail",
  })
  void privacyOfTheLocalNetworkIsSeenByWhatTheTerminalReachesAndTheDaemonDoesNot(
      URI ollama, boolean terminal, boolean daemon, String state) {
    var page = new Seen<JsonObject>();
    page.set(json("{\"ollama\":{\"reachable\":" + daemon + "}}"));
    var reached = new Seen<String>();
    if (terminal) {
      reached.set("0.33.0");
    }
    Outcome outcome = new LocalNetworkCheck(ollama, page, reached).look();
    assertThat(outcome.state().word()).isEqualTo(state);
    if (outcome.state() == State.FAIL) {
      assertThat(outcome.fix()).startsWith("System Settings → Privacy & Security → Local Network");
    }
  }

  static JsonObject json(String text) {
    if (JsonObject.parse(text) instanceof JsonObject.Parsed.Good(JsonObject object)) {
      return object;
    }
    throw new AssertionError(text);
  }

  // Who starts it.

  private LaunchdCheck launchd(String list) {
    programs.put("launchctl", "[ \"$*\" = 'list dev.homeport.daemon' ] || exit 113", list);
    return new LaunchdCheck(
        "daemon", mac(), List.of(folder.resolve("agents"), folder.resolve("daemons")));
  }

  private static String job(String inside) {
    return "printf '{\\n\\t\"Label\" = \"dev.homeport.daemon\";\\n\\t%s\\n};\\n' '" + inside + "'";
  }

  private static final String KICK = "launchctl kickstart -k gui/$(id -u)/dev.homeport.daemon";

  @Test
  void launchdIsSeenToKeepItRunningOrNot() throws Exception {
    assertThat(launchd("exit 113").look())
        .isEqualTo(Outcome.warn("nothing starts it when you log in", "homeport install"));
    assertThat(launchd(job("\"PID\" = 42;")).look())
        .isEqualTo(Outcome.ok("launchd keeps it running (dev.homeport.daemon, pid 42)"));
    assertThat(launchd(job("\"LastExitStatus\" = 0;")).look().fix()).isEqualTo(KICK);
    assertThat(launchd(job("")).look().state()).as("nothing is made up").isEqualTo(State.SKIP);
    Outcome bad = launchd(job("\"LastExitStatus\" = 19968;")).look();
    assertThat(bad.state()).isEqualTo(State.FAIL);
    assertThat(bad.what()).endsWith("it ended with 78: bad configuration");
    assertThat(bad.fix()).isEqualTo("homeport config check\n" + KICK);
    assertThat(launchd(job("\"LastExitStatus\" = 256;")).look().fix())
        .isEqualTo("homeport logs\n" + KICK);
  }

  @Test
  void plistThatIsNotLoadedIsNamedWithItsCommand() throws Exception {
    Path agents = Files.createDirectory(folder.resolve("agents"));
    Path plist = Files.writeString(agents.resolve("dev.homeport.daemon.plist"), "");
    assertThat(launchd("exit 113").look())
        .isEqualTo(
            Outcome.fail(
                plist + " is there, and not loaded",
                "launchctl bootstrap gui/$(id -u) '" + plist + "'"));
    Path daemons = Files.createDirectory(folder.resolve("daemons"));
    Path system = Files.writeString(daemons.resolve("dev.homeport.daemon.plist"), "");
    assertThat(launchd("exit 113").look().fix())
        .isEqualTo("sudo launchctl bootstrap system '" + system + "'");
    LaunchdCheck check = launchd("");
    programs.put("launchctl", "[ \"$*\" = 'print system/dev.homeport.daemon' ]");
    assertThat(check.look().state()).isEqualTo(State.OK);
  }

  private Outcome systemd(String shown, String... env) throws InterruptedException {
    programs.put("systemctl", "case \"$*\" in", shown, "*) echo LoadState=not-found;; esac");
    programs.put("loginctl", "echo Linger=no");
    return new SystemdCheck("router", tools("Linux", env), List.of("homeport-router.service"))
        .look();
  }

  private static String unit(String manager, String shown) {
    return manager + "*homeport-router.service) printf 'LoadState=loaded\\n" + shown + "\\n';;";
  }

  @Test
  void systemdIsSeenToKeepItRunningOrNot() throws Exception {
    assertThat(systemd("").fix()).isEqualTo("homeport install");
    assertThat(systemd("", "RENDER", "true")).isEqualTo(Outcome.ok("Render starts it"));
    assertThat(systemd(unit("--system", "ActiveState=active\\nMainPID=7\\nUnitFileState=enabled")))
        .isEqualTo(Outcome.ok("homeport-router.service runs, pid 7"));
    assertThat(systemd(unit("--system", "ActiveState=active\\nUnitFileState=disabled")).fix())
        .isEqualTo("sudo systemctl enable homeport-router.service");
    assertThat(systemd(unit("--system", "ActiveState=failed\\nExecMainStatus=78")))
        .isEqualTo(
            Outcome.fail(
                "homeport-router.service is failed, it ended with 78: bad configuration",
                "homeport config check\nsudo systemctl restart homeport-router.service"));
    assertThat(systemd(unit("--user", "ActiveState=active\\nMainPID=7")))
        .isEqualTo(
            Outcome.warn(
                "homeport-router.service runs, and ends when you log out (Linger=no)",
                "sudo loginctl enable-linger \"$USER\""));
  }

  private Outcome twice(String... labels) throws InterruptedException {
    var lines = new StringBuilder("PID\\tStatus\\tLabel\\n");
    for (String label : labels) {
      lines.append("42\\t0\\t").append(label).append("\\n");
    }
    programs.put(
        "launchctl",
        "[ $# = 1 ] && { printf '" + lines + "'; exit; }",
        "printf '{\\n\"PID\" = 42;\\n};\\n'");
    return new TwiceCheck(mac(), 8888).look();
  }

  @Test
  void twoWhoStartTheSameAreTold() throws Exception {
    programs.put("lsof", "printf 'p42\\nchomeport\\nn127.0.0.1:8888\\n'");
    assertThat(twice("dev.homeport.daemon", "homebrew.mxcl.ollama"))
        .isEqualTo(Outcome.ok("nothing is started by two"));
    assertThat(twice("dev.homeport.daemon", "homebrew.mxcl.homeport"))
        .isEqualTo(
            Outcome.fail(
                "launchd starts Homeport twice: dev.homeport.daemon and homebrew.mxcl.homeport",
                "brew services stop homeport   # or: homeport uninstall"));
    assertThat(twice("application.com.electron.ollama.1.2", "homebrew.mxcl.ollama").fix())
        .isEqualTo("brew services stop ollama");
    programs.put("lsof", "printf 'p77\\nchomeport\\nn127.0.0.1:8888\\n'");
    assertThat(twice("dev.homeport.daemon"))
        .isEqualTo(
            Outcome.fail(
                "a daemon that was started by hand (pid 77) holds port 8888,"
                    + " where dev.homeport.daemon belongs",
                "kill 77"));
    programs.put("launchctl", "exit 1");
    assertThat(new TwiceCheck(mac(), 8888).look().state()).isEqualTo(State.SKIP);
  }

  // The clock.

  private static Outcome clock(Duration ahead, boolean strict, Os os) {
    var wall = new FakeWall();
    var clocks = new Clocks(wall);
    wall.advance(ahead);
    clocks.heard("127.0.0.1:8888", "Thu, 01 Jan 1970 00:00:00 GMT");
    clocks.heard("router.example", "Tue, 24 Nov 2026 12:00:00 GMT");
    clocks.heard("other.example", "no date");
    return new ClockCheck("daemon", clocks, strict, os, List.of()).look();
  }

  @Test
  void clockIsComparedWithThoseThatWereAskedAnyhow() {
    assertThat(clock(Duration.ofSeconds(20), false, Os.LINUX).state()).isEqualTo(State.OK);
    assertThat(clock(Duration.ofSeconds(20), true, Os.MACOS))
        .isEqualTo(
            Outcome.warn(
                "it is 19 s ahead of router.example; Twingate's tokens bear 5 s",
                "sudo sntp -sS time.apple.com"));
    assertThat(clock(Duration.ofSeconds(-90), false, Os.LINUX))
        .satisfies(
            outcome -> {
              assertThat(outcome.what()).startsWith("it is 90 s behind router.example");
              assertThat(outcome.fix()).startsWith("sudo timedatectl set-ntp true");
            });
    var nobody = new Web(Ticker.system(), new Clocks(new FakeWall()));
    assertThat(new ClockCheck("daemon", nobody.clocks(), false, Os.LINUX, List.of()).look().state())
        .isEqualTo(State.SKIP);
  }
}
