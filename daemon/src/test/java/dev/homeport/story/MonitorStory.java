package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.tailnet.Entries;
import dev.homeport.fake.tailnet.FakeHome;
import dev.homeport.fake.tailnet.State;
import dev.homeport.fake.tailnet.Tailnet;
import dev.homeport.wire.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tunnel that the real program watches, at its real pace: in the daemon, and in a monitor by
/// itself.
@Tag("story")
class MonitorStory {
  private static final String LINK_KEY = "the-key-of-a-mac-that-asks-its-router";

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine = new Machine(folder);
  }

  /// A tailnet whose edges the program trusts.
  private Tailnet tailnet(State state) {
    var tailnet = new Tailnet(machine.programs);
    tailnet.becomes(state);
    tailnet.trustOptions(folder.resolve("trust.p12")).forEach(machine::option);
    return tailnet;
  }

  private static String[] words(String command, Tailnet tailnet, String... more) {
    var all = new ArrayList<>(List.of(command));
    all.addAll(tailnet.words());
    if (command.equals("monitor")) {
      // It listens nowhere, and calls the port by its name.
      all.set(1, "--port");
      all.set(2, Integer.toString(tailnet.localPort()));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static JsonObject tunnel(Daemon daemon) {
    return daemon.details().object("tunnel");
  }

  @Test
  void oneSettingPutsADaemonOnTheInternetAndProvesIt() {
    try (var ollama = LittleOllama.brisk();
        var tailnet = tailnet(State.BARE);
        var daemon =
            Daemon.started(
                machine, words("daemon", tailnet, "--ollama", ollama.uri().toString()))) {
      String key = daemon.key();
      daemon.until(
          "/health",
          health -> Role.json(health.text()).object("tunnel").text("state", "").equals("fine"),
          key);
      JsonObject tunnel = tunnel(daemon);
      assertThat(tunnel.text("url")).isEqualTo(tailnet.publicUrl().toString());
      assertThat(tunnel.text("verified_from")).isEqualTo("public dns");
      assertThat(tunnel.object("repair_counts").number("reapply", 0)).isEqualTo(1);
      assertThat(tunnel.objects("evidence")).hasSize(8);
      assertThat(tailnet.tailscale().changes()).hasSize(1);
      assertThat(tailnet.tailscale().unexpected()).isEmpty();

      Ran status =
          machine.with("HOMEPORT_KEY", machine.firstKey()).run("status", "--url", daemon.url());
      assertThat(status.out())
          .contains("tunnel     fine at " + tailnet.publicUrl() + ", seen from outside ");
      assertThat(daemon.get("/health").text()).isEqualTo("{\"status\":\"healthy\"}");
      assertThat(daemon.stop().exit()).isZero();
      assertThat(Machine.text(machine.log()))
          .contains("\"event\":\"tunnel repaired\"")
          .contains("\"event\":\"tunnel changed\"");
    }
  }

  @Test
  void monitorWatchesBesideAnyProgramAndTellsTheDaemonThatLeavesItToIt() {
    try (var tailnet = tailnet(State.FUNNELLED);
        var home = new FakeHome(tailnet.localPort());
        var monitor = machine.start(words("monitor", tailnet))) {
      monitor.complains("\"monitor started\"");
      assertThat(monitor.complains("\"tunnel changed\"")).contains("\"state\":\"fine\"");
      assertThat(home.asked()).isPositive();

      Ran second = machine.run(words("monitor", tailnet));
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err()).contains("another process watches the tunnel of this machine");

      try (var ollama = LittleOllama.brisk();
          var daemon =
              Daemon.start(
                  machine, ollama.uri(), "--no-monitor", "--set", "daemon.tunnel.kind=tailscale")) {
        // Its report is written a moment after the log tells of it.
        daemon.until(
            "/health",
            health -> Role.json(health.text()).object("tunnel").text("state", "").equals("fine"),
            daemon.key());
        monitor.signal("KILL");
        assertThat(monitor.end().exit()).isEqualTo(137);
      }
      try (var next = machine.start(words("monitor", tailnet))) {
        assertThat(next.complains("\"tunnel changed\"")).contains("\"state\":\"fine\"");
        next.signal("TERM");
        assertThat(next.end().exit()).isZero();
      }
      assertThat(Files.exists(machine.state().resolve("tunnel.json"))).isFalse();
      assertThat(tailnet.tailscale().changes()).isEmpty();
      assertThat(machine.log("monitor")).isNotEmptyFile();
    }
  }

  @Test
  void routerIsAskedWhatItSeesAndSettingsAreFollowedAsTheyChange() {
    var server = new Machine(folder.resolve("server"));
    server.with("HOMEPORT_KEYS", "mac:" + LINK_KEY + ":link+infer");
    machine.write("homeport.yaml", "daemon: {}\n");
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri());
        var router =
            RouterProcess.start(
                server
                    .with("OLLAMA_BASE_URL", daemon.url())
                    .with("OLLAMA_API_KEY", machine.firstKey()))) {
      assertThat(tunnel(daemon).text("state")).isEqualTo("off");
      machine.write(
          "homeport.yaml",
          """
          daemon:
            tunnel: { kind: direct, url: "%s", captive-url: "%s/livez" }
            link: { router: "ws://127.0.0.1:%d/link", key: %s }
          """
              .formatted(daemon.url(), daemon.url(), router.port(), LINK_KEY));
      daemon.program.signal("HUP");
      daemon.until(
          "/health",
          health -> Role.json(health.text()).object("tunnel").text("state", "").equals("fine"),
          daemon.key());
      assertThat(tunnel(daemon).text("verified_from")).isEqualTo("router");
      JsonObject home = router.details(LINK_KEY).objects("providers").getFirst();
      assertThat(home.object("outside").text("state")).isEqualTo("fine");

      machine.write("homeport.yaml", "daemon: {}\n");
      daemon.program.signal("HUP");
      daemon.until(
          "/health",
          health -> Role.json(health.text()).object("tunnel").text("state", "").equals("off"),
          daemon.key());
    }
  }

  @Test
  void foreignEntryIsNamedAndStays() {
    try (var tailnet = tailnet(State.BARE.with(Entries.FOREIGN));
        var home = new FakeHome(tailnet.localPort());
        var monitor = machine.start(words("monitor", tailnet))) {
      assertThat(monitor.complains("\"tunnel changed\""))
          .contains("\"state\":\"tunnel-down\"")
          .contains("\"cause\":\"foreign-entry\"")
          .contains("\"next\":");
      assertThat(home.asked()).isPositive();
      assertThat(tailnet.tailscale().changes()).isEmpty();
    }
  }
}
