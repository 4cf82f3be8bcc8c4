package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.ConnectProxy;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home that only Twingate's client knows the way to. Nobody is ever asked at its address itself.
@Tag("story")
class TwingateStory {
  private static final String GUEST = "the-key-of-a-guest-here-1";
  private static final String MAC = "the-key-of-the-mac-here-1";
  private static final String BOSS = "the-key-of-the-boss-here-1";
  private static final String HUSH = "HushHushHush";
  private static final String KEY =
      "{\"version\":\"1\",\"network\":\"acme.twingate.com\",\"service_account_id\":\"id-1\","
          + "\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n"
          + HUSH
          + "\",\"key_id\":\"k-1\",\"expires_at\":null,\"login_path\":\"/api/v4/headless/login\"}";

  @TempDir Path folder = Path.of("");

  @Test
  void homeBehindTwingateAnswersAsSoonAsItsClientIsThere() {
    int port = RudeServer.refusingPort();
    Machine machine =
        new Machine(folder)
            .with(
                "HOMEPORT_KEYS",
                "guest:" + GUEST + ",mac:" + MAC + ":link,boss:" + BOSS + ":infer+admin")
            .with("OLLAMA_TUNNEL_TYPE", "twingate")
            .with("OLLAMA_BASE_URL", "http://100.64.1.25:8888")
            .with("TWINGATE_SERVICE_KEY", KEY)
            .with("TWINGATE_NETWORK", "acme")
            .with("HOMEPORT_ROUTER_TWINGATE_PROXY", "127.0.0.1:" + port);
    machine.programs.put("twingate", "echo 'not-running'; exit 1");
    machine.programs.put(
        "twingated", "echo \"$TWINGATE_NETWORK $*\" > \"${0%/*}/args\"; exec sleep 100");
    try (var ollama = LittleOllama.brisk();
        var router = RouterProcess.start(machine)) {
      router.until("/admin/status", page -> isAt(page, "starting"), bearer(BOSS));
      assertThat(router.post("/api/chat", LittleOllama.CHAT, bearer(GUEST)).status())
          .isGreaterThanOrEqualTo(500);

      try (var proxy = ConnectProxy.at(port, _ -> ollama.port())) {
        Received page = router.until("/admin/status", it -> isAt(it, "online"), bearer(BOSS));
        assertThat(page.text()).contains("\"kind\":\"twingate\"", "\"client\":\"userspace\"");
        router.until("/api/tags", it -> it.text().contains("m:latest"), bearer(GUEST));
        Received answer = router.post("/api/chat", LittleOllama.CHAT, bearer(GUEST));
        assertThat(answer.text()).contains("\"done\":true");
        assertThat(router.get("/presence?nonce=0123456789abcdef", bearer(MAC)).text())
            .contains("the Twingate proxy leads there");
        assertThat(proxy.asked()).isNotEmpty().containsOnly("100.64.1.25:8888");
      }
      assertThat(machine.programs.awaited("args"))
          .containsExactly("acme.twingate.com --http-proxy 127.0.0.1:" + port + " --tun off");
      assertThat(router.get("/health", bearer(GUEST)).text()).doesNotContain("127.0.0.1");
      Ran ran = router.stop();
      assertThat(ran.exit()).isZero();
      assertThat(router.program.said()).doesNotContain(HUSH);
    }
  }

  private static boolean isAt(Received page, String state) {
    return page.text().contains("\"tunnel\":{\"kind\":\"twingate\"")
        && page.text().contains("\"state\":\"" + state + "\"");
  }
}
