package dev.homeport.role.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.fake.Programs;
import dev.homeport.fake.tailnet.FakeTailscale;
import dev.homeport.fake.tailnet.State;
import dev.homeport.host.Platform;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.log.FactLog;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Mended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a command may do with the tunnel of this machine: look at it, and take away what is ours.
class OwnTunnelTest {
  private static final String OURS = "my-mac.tail1234.ts.net:443";

  private final Path folder;
  private final Programs programs;
  private final FakeTailscale tailscale;

  OwnTunnelTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.programs = new Programs(Files.createDirectories(folder.resolve("bin")));
    this.tailscale = FakeTailscale.in(programs);
    tailscale.becomes(State.FUNNELLED);
  }

  private OwnTunnel own(String kind) {
    var desk = new Desk(folder);
    desk.yaml(
        "daemon: { tunnel: { kind: %s, url: \"http://127.0.0.1:1\", command: \"%s\" } }"
            .formatted(kind, folder.resolve("bin/tailscale")));
    DaemonSettings settings = desk.good().settings();
    return new OwnTunnel(
        settings, Platform.of(programs.env(), "Linux", folder.toString(), "ann"), _ -> {});
  }

  private FactLog facts() {
    return switch (FactLog.open(folder.resolve("state"), Ticker.system(), _ -> {})) {
      case FactLog.Opened.Open(var log) -> log;
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  @Test
  void entryThatWeWroteIsTakenAwayWhateverTheSettingsSayNow() throws Exception {
    assertThat(own("direct").remove()).as("nothing was written").isEmpty();
    assertThat(facts().put(new Fact("tailscale-entry", OURS, Map.of("port", "8888"))))
        .isEqualTo(new Written.Done());
    assertThat(own("direct").remove()).containsInstanceOf(Mended.Done.class);
    assertThat(tailscale.changes()).containsExactly("funnel --https=443 --set-path=/ off");
    assertThat(tailscale.state()).isEqualTo(State.BARE);
    assertThat(facts().shelf("tailscale-entry").facts()).isEmpty();
  }

  @Test
  void lookLeavesTheRecordOfARepairThatIsUnderWay() throws Exception {
    facts().put(new Fact("tailscale-off", "network", Map.of("since", "now")));
    assertThat(own("tailscale").look()).isPresent();
    assertThat(facts().shelf("tailscale-off").facts()).hasSize(1);
    assertThat(tailscale.changes()).isEmpty();
  }

  @Test
  void lookMakesNoFolder() throws Exception {
    assertThat(own("tailscale").look()).isPresent();
    assertThat(folder.resolve("state")).doesNotExist();
  }
}
