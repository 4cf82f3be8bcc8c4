package dev.homeport.story;

import static dev.homeport.story.Role.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import dev.homeport.lifecycle.Threads;
import dev.homeport.simulation.SimulatedOllama;
import dev.homeport.simulation.cloud.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The router as Open WebUI's Ollama: the calls that it makes, as clients.md 7 has them.
@Tag("story")
class OpenWebUiStory {
  private static final String LIKE_IT =
      "User-Agent: Python/3.11 aiohttp/3.14.5\r\nContent-Type: application/json\r\n";
  private static final String MODEL = "qwen2.5:7b";

  @TempDir Path folder = Path.of("");

  @Test
  void homeIsOneVariableAndAKey() throws Exception {
    var ollama = new SimulatedOllama(new SimulatedOllama.Settings(0, 500, Duration.ZERO));
    ollama.start();
    var machine = new Machine(folder).with("OLLAMA_BASE_URL", "http://127.0.0.1:" + ollama.port());
    machine.with("PORT", Integer.toString(RudeServer.refusingPort()));
    try (var router = RouterProcess.started(machine, "router")) {
      String key = machine.firstKey();
      router.acquainted(key);
      everyCall(router, key);
    } finally {
      ollama.stop();
    }
  }

  @Test
  void cloudTakesOverAndNothingOfItIsSeen() throws Exception {
    var settings = new SimulatedOllama.Settings(0, 500, Duration.ZERO);
    var ollama = new SimulatedOllama(settings);
    var cloud =
        new SimulatedCloud(new SimulatedCloud.Settings(0, 500, SimulatedCloud.Settings.DEMO_KEY));
    ollama.start();
    cloud.start();
    var machine =
        new Machine(folder)
            .with("OLLAMA_BASE_URL", "http://127.0.0.1:" + ollama.port())
            .with("OPENROUTER_API_KEY", SimulatedCloud.Settings.DEMO_KEY)
            .with("OPENROUTER_MODEL", "simulated/cloud")
            .with("OPENROUTER_BASE_URL", "http://127.0.0.1:" + cloud.port() + "/api/v1");
    try (var router = RouterProcess.start(machine)) {
      String key = machine.firstKey();
      router.acquainted(key);
      String before = get(router, "/api/tags", key).text();
      ollama.stop();
      assertThat(get(router, "/api/tags", key).text()).isEqualTo(before);
      Received turn = chat(router, key, true);
      assertThat(turn.status()).as(turn::toString).isEqualTo(200);
      assertThat(turn.text()).contains("\"model\":\"" + MODEL + "\"", "\"done\":true");
      assertThat(turn.text()).doesNotContain("simulated/cloud", "openrouter");
      assertThat(turn.header("Homeport-Fallback")).hasValue("true");
    } finally {
      cloud.stop();
    }
  }

  private static void everyCall(RouterProcess router, String key) throws Exception {
    assertThat(get(router, "/api/version", key).text()).contains("\"version\"");
    assertThat(get(router, "/api/tags", key).text()).contains("\"name\":\"" + MODEL + "\"");
    assertThat(get(router, "/api/ps", key).status()).isEqualTo(200);
    assertThat(get(router, "/api/tags", "no-such-key-at-all-anywhere").status()).isEqualTo(401);
    assertThat(post(router, "/api/show", "{\"model\":\"" + MODEL + "\"}", key).text())
        .contains("capabilities");

    Received turn = chat(router, key, true);
    assertThat(turn.status()).as(turn::toString).isEqualTo(200);
    assertThat(turn.text()).contains("\"done\":true");
    threeMore(router, key);

    // Its button to unload a model.
    Received unloaded =
        post(
            router,
            "/api/generate",
            "{\"model\":\"" + MODEL + "\",\"keep_alive\":0,\"prompt\":\"\"}",
            key);
    assertThat(unloaded.status()).as(unloaded::toString).isEqualTo(200);
    assertThat(post(router, "/api/pull", "{\"model\":\"" + MODEL + "\"}", key).text())
        .contains("success");
    Received created = post(router, "/api/create", "{\"model\":\"x\",\"from\":\"y\"}", key);
    assertThat(created.status()).isEqualTo(403);
    assertThat(created.text()).startsWith("{\"error\":\"").contains("daemon");

    // As a connection of OpenAI's kind.
    assertThat(get(router, "/v1/models", key).text()).contains("\"id\":\"" + MODEL + "\"");
  }

  /// Title, tags and follow-ups, which it asks for side by side right after a turn.
  private static void threeMore(RouterProcess router, String key) throws InterruptedException {
    Queue<Received> answers = new ConcurrentLinkedQueue<>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) {
      threads.add(Threads.virtual("title", () -> answers.add(chat(router, key, false))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(answers).hasSize(3);
    assertThat(answers)
        .allSatisfy(
            each -> {
              assertThat(each.status()).as(each::toString).isEqualTo(200);
              assertThat(each.text()).contains("\"done\":true");
            });
  }

  private static Received chat(RouterProcess router, String key, boolean turn) {
    var tools = new ArrayList<String>();
    for (int i = 0; turn && i < 30; i++) {
      // As it sends them with every chat: six kilobytes of them.
      tools.add(
          "{\"type\":\"function\",\"function\":{\"name\":\"get_current_timestamp_"
              + i
              + "\",\"description\":\""
              + "x".repeat(150)
              + "\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}");
    }
    String body =
        "{\"model\":\""
            + MODEL
            + "\",\"stream\":"
            + turn
            + ",\"options\":{\"num_predict\":1000},\"messages\":[{\"role\":\"user\",\"content\":"
            + "\"hello\"}]"
            + (tools.isEmpty() ? "" : ",\"tools\":[" + String.join(",", tools) + "]")
            + "}";
    return post(router, "/api/chat", body, key);
  }

  private static Received get(RouterProcess router, String path, String key) {
    try (RawClient client = router.client()) {
      return client.get(path, headers(key)).read();
    }
  }

  private static Received post(RouterProcess router, String path, String body, String key) {
    try (RawClient client = router.client()) {
      return client.post(path, body, headers(key)).read();
    }
  }

  private static String[] headers(String key) {
    return List.of(bearer(key), LIKE_IT).toArray(String[]::new);
  }
}
