package dev.homeport.tunnel.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Starting the service anew, as each kind of it wants.
class ServiceMendTest {
  private static final String APP = "Applications/Tailscale.app/Contents/MacOS/Tailscale";

  @TempDir Path folder = Path.of("");
  private Bench bench = new Bench(folder);

  @BeforeEach
  void build() {
    bench = new Bench(folder);
    for (String program : new String[] {"launchctl", "systemctl", "osascript", "open"}) {
      bench.programs.put(program, "echo \"${0##*/} $*\" >>\"${0%/*}/ran.txt\"");
    }
    bench.tailscale.in(PlayedTailscale.FROZEN);
    bench.meanwhile = _ -> bench.tailscale.in("running/status-json-nopeers");
  }

  private Mended mend() throws InterruptedException {
    return bench.tunnel().mend(Rung.RESTART, () -> {});
  }

  private static Finding refrained(Mended mended) {
    assertThat(mended).isInstanceOf(Mended.Refrained.class);
    return ((Mended.Refrained) mended).why();
  }

  @Test
  void appIsQuitAndOpened() throws Exception {
    bench.os = "Mac OS X";
    bench.at(APP);

    assertThat(mend()).isInstanceOf(Mended.Done.class);
    assertThat(bench.programs.lines("ran.txt"))
        .containsExactly("osascript -e quit app \"Tailscale\"", "open -a Tailscale");
  }

  @Test
  void serviceOfTheSystemLeavesTheAppToItsUser() throws Exception {
    bench.os = "Mac OS X";
    bench.service = true;
    bench.root = true;
    bench.at(APP);

    assertThat(refrained(mend()).cause()).isEqualTo(Cause.NOT_ALLOWED);
    assertThat(bench.programs.lines("ran.txt")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Mac OS X, opt/homebrew/bin/tailscale, launchctl kickstart -k system/homebrew.mxcl.tailscale",
    "Mac OS X, usr/local/bin/tailscale, launchctl kickstart -k system/com.tailscale.tailscaled",
    "Linux, usr/bin/tailscale, systemctl restart tailscaled",
  })
  void rootStartsTheSystemsServiceAnew(String os, String path, String command) throws Exception {
    bench.os = os;
    bench.root = true;
    bench.at(path);

    assertThat(mend())
        .isInstanceOfSatisfying(
            Mended.Done.class, done -> assertThat(done.what()).contains("Running"));
    assertThat(bench.programs.lines("ran.txt")).containsExactly(command);
  }

  @ParameterizedTest
  @CsvSource({
    "Mac OS X, opt/homebrew/bin/tailscale, sudo brew services restart tailscale",
    "Mac OS X, usr/local/bin/tailscale, sudo launchctl kickstart -k system/com.tailscale.tailscaled",
    "Linux, usr/bin/tailscale, sudo systemctl restart tailscaled",
  })
  void whoIsNotRootIsToldWhatToType(String os, String path, String command) throws Exception {
    bench.os = os;
    bench.at(path);

    Finding why = refrained(mend());

    assertThat(why.cause()).isEqualTo(Cause.NOT_ALLOWED);
    assertThat(why.next()).isEqualTo(command);
    assertThat(bench.programs.lines("ran.txt")).isEmpty();
  }

  @Test
  void clientsAreToldBeforeItEndsAndNotWhereItMayNot() throws Exception {
    var said = new ArrayList<List<String>>();
    bench.tunnel().mend(Rung.RESTART, () -> said.add(bench.programs.lines("ran.txt")));
    assertThat(said).as("who is not root restarts nothing").isEmpty();

    bench.root = true;
    bench.tailscale.in(PlayedTailscale.FROZEN);
    bench.tunnel().mend(Rung.RESTART, () -> said.add(bench.programs.lines("ran.txt")));
    assertThat(said).containsExactly(List.of());
  }

  @Test
  void serviceThatDoesNotComeBackIsAFailure() throws Exception {
    bench.root = true;
    bench.meanwhile = _ -> {};

    assertThat(mend()).isInstanceOf(Mended.Failed.class);
    assertThat(bench.pauses).hasSizeBetween(50, 61);
  }

  @Test
  void programThatFailsIsQuoted() throws Exception {
    bench.root = true;
    bench.programs.put("systemctl", "echo 'Unit tailscaled.service not found.' >&2; exit 5");

    assertThat(mend())
        .isInstanceOfSatisfying(
            Mended.Failed.class,
            failed -> assertThat(failed.why()).contains("5", "Unit tailscaled.service not found."));
  }

  /// It would come up in NoState and serve nobody.
  @Test
  void serviceIsNotStartedAnewWithoutControl() throws Exception {
    bench.root = true;
    bench.tailscale.in("control-gone/030s/status-json-nopeers");

    assertThat(refrained(mend()).cause()).isEqualTo(Cause.NO_CONTROL);
    assertThat(bench.programs.lines("ran.txt")).isEmpty();
  }

  @Test
  void appThatIsNotReadyIsLeftAlone() throws Exception {
    bench.os = "Mac OS X";
    bench.at(APP);
    bench.tailscale.in(PlayedTailscale.json("The Tailscale GUI failed to start: 3"));

    assertThat(refrained(mend()).cause()).isEqualTo(Cause.NOT_READY);
    assertThat(bench.programs.lines("ran.txt")).isEmpty();
  }
}
