package dev.homeport.tunnel.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeport.host.Command.Result;
import dev.homeport.time.Pause;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same expectations as of the recordings, of a real `tailscale` and `tailscaled`: where
/// `REAL_TAILSCALE` names a folder that holds both, and for what needs a control server, upstream's
/// `testcontrol` as well. Nothing leaves this machine.
@Tag("story")
class RealTailscaleStory {
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final int LOOKS = 60;

  @TempDir Path folder = Path.of("");

  private static Path programs(String... names) {
    String given = System.getenv("REAL_TAILSCALE");
    if (given == null) {
      skip("REAL_TAILSCALE names no folder with tailscale and tailscaled");
    }
    Path folder = Path.of(String.valueOf(given));
    for (String name : names) {
      if (!Files.isExecutable(folder.resolve(name))) {
        skip("the folder of REAL_TAILSCALE, " + folder + ", holds no program " + name);
      }
    }
    return folder;
  }

  private static void skip(String why) {
    System.out.println("skipped: " + why);
    assumeTrue(false, why);
  }

  private static String cause(TailscaleTunnel tunnel) throws InterruptedException {
    Finding trouble = tunnel.look().trouble();
    return trouble == null ? "-" : trouble.cause().word();
  }

  /// Looks until it is so.
  private static void until(TailscaleTunnel tunnel, String cause) throws InterruptedException {
    for (int i = 0; i < LOOKS && !cause(tunnel).equals(cause); i++) {
      Pause.real().last(Duration.ofMillis(250));
    }
    assertThat(cause(tunnel)).isEqualTo(cause);
  }

  @Test
  void serviceWithoutAControlServer() throws Exception {
    try (var node = new RealNode(programs("tailscale", "tailscaled"), folder)) {
      assertThat(cause(node.tunnel(USUAL))).isIn("service-gone", "service-frozen");

      node.start();
      until(node.tunnel(USUAL), "logged-out");
      for (Rung rung : Rung.values()) {
        assertThat(node.tunnel(USUAL).mend(rung, () -> {})).isInstanceOf(Mended.Refrained.class);
      }

      node.signal("STOP");
      assertThat(cause(node.tunnel(SHORT))).isEqualTo("service-frozen");
      node.signal("CONT");
      until(node.tunnel(USUAL), "logged-out");

      node.signal("STOP");
      node.signalSoon("KILL");
      assertThat(cause(node.tunnel(USUAL))).isIn("service-gone", "service-frozen");
    }
  }

  @Test
  void funnelWithAControlServer() throws Exception {
    try (var node = new RealNode(programs("tailscale", "tailscaled", "testcontrol"), folder)) {
      Process control = node.control();
      node.start();
      until(node.tunnel(USUAL), "logged-out");
      assertThat(node.say("up", "--login-server=" + RealNode.CONTROL, "--hostname=my-mac"))
          .isInstanceOfSatisfying(Result.Ran.class, ran -> assertThat(ran.exit()).isZero());
      until(node.tunnel(USUAL), "config-lost");

      assertThat(node.tunnel(USUAL).mend(Rung.REAPPLY, () -> {})).isInstanceOf(Mended.Done.class);
      assertThat(cause(node.tunnel(USUAL))).isEqualTo("-");
      assertThat(node.tunnel(USUAL).mend(Rung.OFF_AND_ON, () -> {}))
          .isInstanceOf(Mended.Done.class);
      assertThat(node.tunnel(USUAL).mend(Rung.DOWN_AND_UP, () -> {}))
          .isInstanceOf(Mended.Done.class);
      assertThat(cause(node.tunnel(USUAL))).isEqualTo("-");

      node.say("funnel", "--bg", "3000");
      assertThat(cause(node.tunnel(USUAL))).isEqualTo("foreign-entry");
      assertThat(node.tunnel(USUAL).mend(Rung.REAPPLY, () -> {}))
          .isInstanceOf(Mended.Refrained.class);
      node.say("funnel", "--https=443", "--set-path=/", "off");
      assertThat(node.tunnel(USUAL).mend(Rung.REAPPLY, () -> {})).isInstanceOf(Mended.Done.class);

      node.say("down");
      assertThat(cause(node.tunnel(USUAL))).isEqualTo("stopped");
      node.say("up");
      until(node.tunnel(USUAL), "-");

      control.destroyForcibly().waitFor();
      node.restart();
      until(node.tunnel(USUAL), "no-control");
      assertThat(node.tunnel(USUAL).mend(Rung.REAPPLY, () -> {}))
          .isInstanceOf(Mended.Refrained.class);

      node.control();
      until(node.tunnel(USUAL), "-");
      assertThat(node.tunnel(USUAL).remove()).isInstanceOf(Mended.Done.class);
      assertThat(cause(node.tunnel(USUAL))).isEqualTo("config-lost");
    }
  }
}
