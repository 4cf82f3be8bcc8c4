package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a daemon leaves unloaded: it shares a laptop with a language model, and pays for nothing
/// that only a router does or that nobody has asked for.
@Tag("story")
class LightStory {
  private static final String OURS = "dev.homeport.";

  /// Packages whole, with all below them, and single classes with theirs.
  private static final List<String> ELSEWHERE =
      List.of(
          "org.postgresql.",
          "org.sqlite.",
          OURS + "account.",
          OURS + "catalogue.",
          OURS + "condition.",
          OURS + "config.door.LedgerPlace",
          OURS + "config.door.LedgerUrl",
          OURS + "config.door.PostgresUrl",
          OURS + "config.door.RedisUrl",
          OURS + "config.door.StatePlace",
          OURS + "config.provider.",
          OURS + "config.router.",
          OURS + "dialect.",
          OURS + "journal.MoneyCounts",
          OURS + "ledger.",
          OURS + "probe.provider.",
          OURS + "relay.",
          OURS + "role.router.",
          OURS + "routing.",
          OURS + "server.admin.",
          OURS + "state.",
          OURS + "store.ledger.",
          OURS + "store.log.FolderState",
          OURS + "store.log.KeptTallies",
          OURS + "store.memory.",
          OURS + "store.redis.",
          OURS + "store.sqlite.",
          OURS + "store.tally.",
          OURS + "verdict.");

  /// What an answer of a server is to a relay, and so comes along with it.
  private static final String INTERFACE = OURS + "relay.Recipient";

  private static final List<String> ALERTS =
      List.of(OURS + "alert.", OURS + "config.door.AlertReader");

  private static final List<String> TUNNEL =
      List.of(
          OURS + "tunnel.outside.",
          OURS + "tunnel.policy.",
          OURS + "tunnel.tailscale.",
          OURS + "tunnel.twingate.");

  @TempDir Path folder = Path.of("");
  private Machine machine = new Machine(folder);

  @BeforeEach
  void build() {
    machine = new Machine(folder);
    machine.option("-Xlog:class+load=info:file=" + log() + ":none");
  }

  private Path log() {
    return folder.resolve("loaded");
  }

  /// Every class that a daemon with these settings has loaded after some work.
  private List<String> loaded(String... words) {
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri(), words)) {
      for (String page : List.of("/health", "/api/tags", "/v1/models")) {
        assertThat(daemon.get(page, daemon.key()).status()).isEqualTo(200);
      }
      for (String chat : List.of("/api/chat", "/v1/chat/completions")) {
        assertThat(daemon.post(chat, LittleOllama.CHAT, daemon.key()).status()).isEqualTo(200);
      }
      daemon.program.signal("HUP");
      assertThat(daemon.stop().exit()).isZero();
    }
    return Machine.text(log()).lines().map(line -> line.split(" ", 2)[0]).toList();
  }

  private static List<String> below(List<String> rooms, List<String> loaded) {
    return loaded.stream()
        .filter(name -> rooms.stream().anyMatch(name::startsWith))
        .filter(name -> !name.equals(INTERFACE))
        .toList();
  }

  @Test
  void plainDaemonLoadsNothingOfARouterNorOfWhatNobodyWants() {
    List<String> loaded = loaded();
    assertThat(loaded).contains(OURS + "role.daemon.MacDaemon");
    assertThat(below(ELSEWHERE, loaded)).isEmpty();
    assertThat(below(ALERTS, loaded)).isEmpty();
    assertThat(below(TUNNEL, loaded)).isEmpty();
  }

  @Test
  void alertsAreLoadedWhereSomebodyIsToldAndNothingElseIs() {
    List<String> loaded = loaded("--set", "daemon.alerts=http://127.0.0.1:9/hook");
    assertThat(loaded).contains(OURS + "alert.Alerts", OURS + "config.door.AlertReader");
    assertThat(below(ELSEWHERE, loaded)).isEmpty();
    assertThat(below(TUNNEL, loaded)).isEmpty();
  }
}
