package dev.homeport.install.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.FirstKey;
import dev.homeport.install.Done;
import dev.homeport.install.Hands;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Installer;
import dev.homeport.install.Launcher;
import dev.homeport.install.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An installation on a Mac, with a failure put before and after every single step.
class WholeOrNotTest {
  /// More than any plan has steps; what lies behind the end fails nothing.
  private static final int MOST_STEPS = 13;

  @TempDir Path folder = Path.of("");
  private MacMachine mac;

  @BeforeEach
  void build() {
    mac = new MacMachine(folder);
  }

  static IntStream places() {
    return IntStream.range(0, 2 * MOST_STEPS);
  }

  /// Hands that fail at one step: at an even place before they do it, at an odd one after.
  private Hands failingAt(int place) {
    var count = new AtomicInteger();
    Hands hands = mac.hands();
    return (step, undo) -> {
      if (count.getAndIncrement() != place / 2) {
        return hands.carryOut(step, undo);
      }
      if (place % 2 == 1) {
        hands.carryOut(step, undo);
      }
      return new Done.Badly("planted");
    };
  }

  private boolean fails(int place) {
    return place / 2 < mac.plan().steps().size();
  }

  @ParameterizedTest
  @MethodSource("places")
  void firstInstallationThatFailsLeavesNothing(int place) throws Exception {
    var before = mac.tree();
    boolean fails = fails(place);

    assertThat(mac.install(failingAt(place))).isEqualTo(!fails);

    if (fails) {
      assertThat(mac.tree()).isEqualTo(before);
      assertThat(mac.launchd.loaded).isEmpty();
    } else {
      assertThat(mac.launchd.loaded).containsOnlyKeys(MacMachine.DAEMON);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void upgradeThatFailsLeavesTheOldOneRunning(int place) throws Exception {
    mac.install();
    mac.launcher = new Launcher.At(Path.of("/opt/homebrew/opt/homeport/bin/homeport"), null);
    var before = mac.tree();
    var loaded = Map.copyOf(mac.launchd.loaded);
    boolean fails = fails(place);

    assertThat(mac.install(failingAt(place))).isEqualTo(!fails);

    if (fails) {
      assertThat(mac.tree()).isEqualTo(before);
      assertThat(mac.launchd.loaded).isEqualTo(loaded);
    } else {
      assertThat(mac.launchd.loaded.get(MacMachine.DAEMON)).contains("/opt/homebrew/opt/homeport");
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void handWrittenListIsBackAfterAFailure(int place) throws Exception {
    Path list = mac.folders.list(false, JobPlists.DAEMON);
    Files.createDirectories(list.getParent());
    Files.writeString(list, "<plist><!-- mine --></plist>");
    mac.launchd.job("gui/501", JobPlists.DAEMON).start();
    var before = mac.tree();
    boolean fails = fails(place);

    assertThat(mac.install(failingAt(place))).isEqualTo(!fails);

    assertThat(mac.launchd.loaded).containsOnlyKeys(MacMachine.DAEMON);
    if (fails) {
      assertThat(mac.tree()).isEqualTo(before);
      assertThat(mac.launchd.loaded.get(MacMachine.DAEMON)).contains("mine");
    } else {
      assertThat(mac.folders.state().resolve(JobPlists.DAEMON + ".plist.old"))
          .hasContent("<plist><!-- mine --></plist>");
    }
  }

  @Test
  void secondInstallationChangesNothing() throws Exception {
    mac.install();
    var tree = mac.tree();
    assertThat(mac.install()).isTrue();
    assertThat(mac.tree()).isEqualTo(tree);
  }

  @Test
  void upgradeKeepsKeysAndState() throws Exception {
    mac.install();
    Path state = mac.folders.state();
    String facts = MacMachine.read(state.resolve("facts.log"));
    Files.delete(state.resolve(FirstKey.FILE));
    mac.install();
    assertThat(state.resolve("facts.log")).hasContent(facts);
    assertThat(state.resolve(FirstKey.FILE)).doesNotExist();
  }

  @Test
  void purgedMachineIsAsItWasBefore() throws Exception {
    var before = mac.tree();
    mac.install();
    Files.writeString(mac.folders.startLog("daemon"), "words");
    assertThat(mac.uninstall(true)).isTrue();
    assertThat(mac.tree()).isEqualTo(before);
    assertThat(mac.launchd.loaded).isEmpty();
  }

  @Test
  void uninstallTakesBackAllButTheData() throws Exception {
    var before = mac.tree();
    mac.install();
    assertThat(mac.uninstall(false)).isTrue();
    var after = mac.tree();
    assertThat(mac.launchd.loaded).isEmpty();
    after.keySet().removeIf(path -> path.startsWith("Users/ann/Library/Application Support/Home"));
    assertThat(after).isEqualTo(before);
    assertThat(mac.folders.support().resolve("homeport.yaml")).exists();
    assertThat(mac.folders.state().resolve("facts.log")).exists();
    assertThat(mac.uninstall(true)).isTrue();
    assertThat(mac.tree()).as("purged later").isEqualTo(before);
  }

  @Test
  void uninstallDoesWhatIsLeftToDo() throws Exception {
    mac.install();
    Files.delete(InstallRecord.file(mac.folders.state(), Served.DAEMON));
    Files.delete(mac.folders.list(false, JobPlists.DAEMON));
    assertThat(mac.uninstall(false)).isTrue();
    assertThat(mac.launchd.loaded).isEmpty();
    assertThat(mac.uninstall(false)).isTrue();
    assertThat(mac.uninstall(true)).isTrue();
    assertThat(mac.uninstall(true)).isTrue();
    assertThat(mac.folders.support()).doesNotExist();
  }

  @Test
  void foreignListIsLeftAlone() throws Exception {
    Path list = mac.folders.list(false, JobPlists.DAEMON);
    Files.createDirectories(list.getParent());
    Files.writeString(list, "<plist/>");
    mac.launchd.job("gui/501", JobPlists.DAEMON).start();
    var before = mac.tree();
    assertThat(mac.removal(false).warnings().getFirst()).contains("left alone", list.toString());
    mac.uninstall(true);
    assertThat(mac.tree()).isEqualTo(before);
    assertThat(mac.launchd.loaded).containsOnlyKeys(MacMachine.DAEMON);
  }

  @Test
  void ownListGoesThoughItWasEditedByHand() throws Exception {
    mac.install();
    Path list = mac.folders.list(false, JobPlists.DAEMON);
    Files.writeString(list, MacMachine.read(list).replace("Interactive", "Standard"));
    mac.uninstall(false);
    assertThat(list).doesNotExist();
  }

  @Test
  void purgeFollowsNoLinkAndSparesOthers() throws Exception {
    mac.install();
    Path precious = Files.createDirectories(folder.resolve("precious"));
    Files.writeString(precious.resolve("letter"), "x");
    Files.createSymbolicLink(mac.folders.support().resolve("link"), precious.toAbsolutePath());
    Path other = mac.folders.agents().resolve("com.other.plist");
    Files.writeString(other, "x");
    mac.uninstall(true);
    assertThat(precious.resolve("letter")).exists();
    assertThat(other).exists();
    assertThat(mac.folders.support()).doesNotExist();
  }

  @Test
  void filesHaveTheModesThatLaunchdAndSecretsNeed() throws Exception {
    mac.install();
    var tree = mac.tree();
    assertThat(tree.get("Users/ann/Library/LaunchAgents/dev.homeport.daemon.plist"))
        .startsWith("rw-r--r--");
    assertThat(tree.get("Users/ann/Library/LaunchAgents")).isEqualTo("rwxr-xr-x");
    String support = "Users/ann/Library/Application Support/Homeport";
    assertThat(tree.get(support)).isEqualTo("rwx------");
    assertThat(tree.get(support + "/state")).isEqualTo("rwx------");
    assertThat(tree.get(support + "/homeport.yaml")).startsWith("rw-------");
    assertThat(tree.get(support + "/state/first-key.txt")).startsWith("rw-------");
    assertThat(tree.get("Users/ann/Library/Logs/Homeport")).isEqualTo("rwx------");
  }

  @Test
  void interruptedTerminalLeavesNothing() throws IOException, InterruptedException {
    var before = mac.tree();
    var silent = new MacMachine.Silent();
    var holder = new Installer[1];
    Hands hands = mac.hands();
    var count = new AtomicInteger();
    holder[0] =
        new Installer(
            (step, undo) -> {
              Done done = hands.carryOut(step, undo);
              if (count.incrementAndGet() == 8) {
                holder[0].end();
              }
              return done;
            },
            silent);
    assertThat(holder[0].wholeOrNot(mac.plan().steps())).isFalse();
    assertThat(mac.tree()).isEqualTo(before);
    assertThat(silent.undone).isNotEmpty();
  }
}
