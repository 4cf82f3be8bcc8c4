package dev.homeport.install.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.PortHolder;
import dev.homeport.install.Asked;
import dev.homeport.install.Launcher;
import dev.homeport.install.Person;
import dev.homeport.install.Plan;
import dev.homeport.install.Served;
import dev.homeport.install.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is decided on a Mac, by what was seen.
class MacPlanTest {
  @TempDir Path folder = Path.of("");
  private MacMachine mac;

  @BeforeEach
  void build() {
    mac = new MacMachine(folder);
  }

  private void ask(boolean headless, boolean withOllama, String tunnel) {
    mac.asked = new Asked(Served.DAEMON, headless, withOllama, tunnel.isEmpty() ? null : tunnel);
    mac.person = new Person(501, "ann", mac.folders.home(), headless);
  }

  private Path list(boolean system, String label, String text) throws IOException {
    Path list = mac.folders.list(system, label);
    Files.createDirectories(list.getParent());
    return Files.writeString(list, text);
  }

  private String config() {
    return mac.plan().steps().stream()
        .filter(step -> step instanceof Step.Text text && text.path().endsWith("homeport.yaml"))
        .map(step -> ((Step.Text) step).text())
        .findFirst()
        .orElse("");
  }

  @Test
  void titlesSayWhatIsDoneInWhichOrder() {
    mac.launchd.loaded.put(MacMachine.DAEMON, "old");
    String home = mac.folders.home().toString();
    assertThat(mac.plan().steps().stream().map(step -> step.title().replace(home, "~")))
        .containsExactly(
            "make the folder ~/Library/Application Support/Homeport (rwx------)",
            "make the folder ~/Library/Application Support/Homeport/state (rwx------)",
            "make the folder ~/Library/Logs/Homeport (rwx------)",
            "make the folder ~/Library/LaunchAgents (rwxr-xr-x)",
            "write ~/Library/Application Support/Homeport/homeport.yaml (rw-------)",
            "make the first key in ~/Library/Application Support/Homeport/state, unless there is a"
                + " key",
            "stop gui/501/dev.homeport.daemon",
            "see that port 8888 is free",
            "write ~/Library/LaunchAgents/dev.homeport.daemon.plist (rw-r--r--)",
            "start gui/501/dev.homeport.daemon",
            "wait until it answers at http://127.0.0.1:8888",
            "write ~/Library/Application Support/Homeport/state/install-daemon.json (rw-------)");
  }

  @Test
  void tunnelIsTailscaleWhereThatIsInstalled() {
    assertThat(config()).contains("daemon:\n  tunnel: { kind: tailscale }\n");
    assertThat(String.join("\n", mac.plan().warnings()))
        .contains("public Internet", "only who has a key");
    mac.wayIn = false;
    assertThat(config()).isEmpty();
    assertThat(mac.plan().warnings()).isEmpty();
    ask(false, false, "tailscale");
    assertThat(String.join("\n", mac.plan().warnings())).contains("Tailscale is not on this Mac");
  }

  @Test
  void tunnelIsTheOneThatIsAskedFor() {
    ask(false, false, "twingate");
    assertThat(config()).contains("kind: twingate");
    ask(false, false, "none");
    assertThat(config()).isEmpty();
  }

  @Test
  void configurationThatIsThereIsLeftAloneAndWhatItLacksIsSaid() {
    Path file = Path.of("/x/homeport.yaml");
    mac.settings = mac.settings("", file);
    assertThat(config()).isEmpty();
    assertThat(mac.plan().warnings().getFirst())
        .contains(
            file.toString(), "left alone", "under daemon: there:  tunnel: { kind: tailscale }");

    mac.settings = mac.settings("twingate", file);
    assertThat(mac.plan().warnings()).isEmpty();
    assertThat(mac.plan().outcome()).extracting(Plan.Outcome::tunnel).isEqualTo("twingate");
  }

  @Test
  void agentOfASessionWithoutScreenIsWarnedOf() {
    mac.screen = false;
    Plan plan = mac.plan();
    assertThat(plan.steps().stream().map(Step::title))
        .contains("start user/501/dev.homeport.daemon");
    assertThat(String.join(" ", plan.warnings())).contains("login keychain", "--headless");
  }

  @Test
  void agentMovesIntoTheDomainOfTheScreen() {
    mac.launchd.loaded.put("user/501/dev.homeport.daemon", "old");
    assertThat(mac.plan().steps().stream().map(Step::title))
        .containsSubsequence(
            "stop user/501/dev.homeport.daemon", "start gui/501/dev.homeport.daemon");
  }

  @Test
  void headlessDaemonIsTheSystemsAndItsFilesAreTheUsers() {
    ask(true, false, "");
    Plan plan = mac.plan();
    assertThat(plan.steps().stream().map(Step::title))
        .contains(
            "write " + mac.folders.list(true, JobPlists.DAEMON) + " (rw-r--r--)",
            "start system/dev.homeport.daemon")
        .noneMatch(title -> title.contains("LaunchAgents"));
    assertThat(plan.steps())
        .filteredOn(Step.Folder.class::isInstance)
        .allMatch(step -> "ann".equals(((Step.Folder) step).owner()));
  }

  @Test
  void rightsThatAreMissingOrTooMuchAreToldWithTheCommand() {
    ask(true, false, "");
    mac.person = new Person(501, "ann", mac.folders.home(), false);
    assertThat(mac.refusal()).endsWith("sudo homeport install --headless");
    ask(false, false, "");
    mac.person = new Person(501, "ann", mac.folders.home(), true);
    assertThat(mac.refusal()).contains("without sudo");
    ask(true, false, "");
    mac.person = new Person(0, "root", Path.of("/var/root"), true);
    assertThat(mac.refusal()).contains("root is none");
  }

  @Test
  void secondSupervisorIsRefusedWithTheCommandThatEndsTheFirst() throws IOException {
    mac.launchd.loaded.put("gui/501/homebrew.mxcl.homeport", "x");
    assertThat(mac.refusal()).contains("brew services stop homeport");
    mac.launchd.loaded.clear();

    Path brew = list(false, MacSight.BREW, "x");
    assertThat(mac.refusal()).contains("brew services stop homeport");
    Files.delete(brew);

    mac.launchd.loaded.put("system/" + JobPlists.DAEMON, "x");
    assertThat(mac.refusal()).contains("sudo homeport uninstall --headless");
    mac.launchd.loaded.clear();

    Path system = list(true, JobPlists.DAEMON, "x");
    assertThat(mac.refusal()).contains("sudo homeport uninstall --headless");
    Files.delete(system);

    ask(true, false, "");
    list(false, JobPlists.DAEMON, "x");
    assertThat(mac.refusal()).contains("homeport uninstall (without sudo)");
  }

  @Test
  void holderOfThePortIsNamedWithWhatEndsIt() {
    mac.door = new PortHolder(77L, "homeport");
    assertThat(mac.refusal()).contains("started by hand (pid 77)", "kill 77");
    mac.door = new PortHolder(78L, "caddy");
    assertThat(mac.refusal()).contains("taken by caddy (pid 78)", "daemon.listen");
    mac.launchd.loaded.put(MacMachine.DAEMON, "ours");
    assertThat(mac.plan().steps()).as("it is ours, which ends first").isNotEmpty();
  }

  @Test
  void ollamasAgentIsMadeOnRequest() {
    ask(false, true, "");
    Plan plan = mac.plan();
    assertThat(plan.steps().stream().map(Step::title))
        .containsSubsequence(
            "start gui/501/dev.homeport.ollama", "start gui/501/dev.homeport.daemon");
  }

  @Test
  void ollamaOfTheSystemListensOnLoopbackAloneToo() {
    ask(true, true, "");
    assertThat(mac.plan().steps())
        .filteredOn(
            step ->
                step instanceof Step.Text text && text.path().endsWith("dev.homeport.ollama.plist"))
        .singleElement()
        .satisfies(
            step ->
                assertThat(((Step.Text) step).text())
                    .contains("<string>127.0.0.1:11434</string>")
                    .doesNotContain("0.0.0.0"));
  }

  @Test
  void secondSupervisorOfOllamaIsRefused() throws IOException {
    ask(false, true, "");
    mac.ollamaDoor = new PortHolder(5L, "ollama");
    assertThat(mac.refusal()).contains("port 11434", "ollama (pid 5)", "Ollama.app");
    mac.launchd.loaded.put("gui/501/" + JobPlists.OLLAMA, "ours");
    assertThat(mac.plan().steps()).isNotEmpty();
    mac.launchd.loaded.clear();
    mac.ollamaDoor = null;
    mac.launchd.loaded.put("gui/501/" + MacSight.BREW_OLLAMA, "x");
    assertThat(mac.refusal()).contains("brew services stop ollama");
    mac.launchd.loaded.clear();
    mac.ollama = null;
    assertThat(mac.refusal()).contains("brew install ollama");
    ask(false, false, "");
    assertThat(mac.plan().steps()).as("nobody asks then").isNotEmpty();
  }

  @Test
  void launcherThatDoesNotLastIsRefused() {
    mac.launcher = new Launcher.Nowhere("move it");
    assertThat(mac.refusal()).isEqualTo("move it");
  }

  @Test
  void removalOfTheOthersKindNeedsTheOthersRights() {
    mac.launchd.loaded.put("system/" + JobPlists.DAEMON, "x");
    assertThat(mac.removal(false).steps().stream().map(Step::title))
        .as("the system's is not the agent's")
        .noneMatch(title -> title.startsWith("stop"));
    assertThat(List.of(mac.removal(true).steps().getFirst().title()))
        .allMatch(title -> title.contains("install-daemon.json"));
  }
}
