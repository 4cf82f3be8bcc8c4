package dev.homeport.simulation.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Nodes;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.simulation.cloud.SimulatedCloud.Settings;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The simulated cloud says what OpenRouter says (wire.md C), to who shows the key.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class SimulatedCloudTest {
  private static final String CHAT = "/api/v1/chat/completions";
  private static final String KEY = "Authorization: Bearer " + Settings.DEMO_KEY + "\r\n";

  private final SimulatedCloud cloud =
      new SimulatedCloud(Settings.USUAL, _ -> {}, Ticker.system(), WallClock.system());

  @BeforeEach
  void start() throws Exception {
    cloud.start();
  }

  @AfterEach
  void stop() throws Exception {
    cloud.stop();
  }

  private Received asked(String body, String... headers) {
    try (var client = RawClient.to(cloud.port())) {
      return client.post(CHAT, body, headers).read();
    }
  }

  private static String question(String model, String words, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(model, words, more);
  }

  private static List<JsonNode> chunks(Received answer) {
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    var chunks = new ArrayList<JsonNode>();
    for (String block : answer.text().split("\n\n", -1)) {
      if (block.startsWith("data: {")) {
        chunks.add(Nodes.read(block.substring(6)));
      }
    }
    return chunks;
  }

  @Test
  void streamHasCommentsARoleInEveryDeltaAndACostAtItsEnd() {
    Received answer = asked(question("simulated/cloud", "hello", ",\"stream\":true"), KEY);
    assertThat(answer.text())
        .startsWith(": OPENROUTER PROCESSING\n\n")
        .contains("From the simulated cloud: This ")
        .endsWith("data: [DONE]\n\n");
    List<JsonNode> chunks = chunks(answer);
    for (JsonNode chunk : chunks.subList(0, chunks.size() - 1)) {
      assertThat(chunk.path("choices").path(0).path("delta").path("role").asText())
          .isEqualTo("assistant");
      assertThat(chunk.path("provider").asText()).isEqualTo("Simulated");
    }
    JsonNode usage = chunks.getLast().path("usage");
    assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
    assertThat(usage.path("cost").doubleValue())
        .isEqualTo(
            usage.path("prompt_tokens").asInt() * 1e-7
                + usage.path("completion_tokens").asInt() * 4e-7,
            org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void plainAnswerSaysTheSame() {
    JsonNode answer = Nodes.read(asked(question("simulated/cloud", "hello", ""), KEY).text());
    JsonNode choice = answer.path("choices").path(0);
    assertThat(choice.path("message").path("content").asText())
        .startsWith("From the simulated cloud: This is a simulated answer");
    assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    assertThat(answer.path("usage").path("cost").doubleValue()).isPositive();
  }

  @Test
  void toolIsCalled() {
    String tools =
        ",\"stream\":true,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
            + "\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}]";
    List<JsonNode> chunks =
        chunks(asked(question("simulated/cloud", "get_weather in Oslo", tools), KEY));
    JsonNode call =
        chunks.getFirst().path("choices").path(0).path("delta").path("tool_calls").path(0);
    assertThat(call.path("index").asInt(-1)).isZero();
    assertThat(call.path("function").path("name").asText()).isEqualTo("get_weather");
    assertThat(Nodes.read(call.path("function").path("arguments").asText()).path("city").asText())
        .isEqualTo("Oslo");
    assertThat(chunks.get(1).path("choices").path(0).path("finish_reason").asText())
        .isEqualTo("tool_calls");
  }

  @Test
  void thinkingIsToldUnlessItIsSwitchedOff() {
    String model = "simulated/cloud-think";
    assertThat(asked(question(model, "hello", ""), KEY).text()).contains("\"reasoning\":\"This is");
    assertThat(asked(question(model, "hello", ",\"reasoning\":{\"enabled\":false}"), KEY).text())
        .contains("\"reasoning\":null");
  }

  @Test
  void jsonThatWasAskedForStaysJson() {
    String format = ",\"response_format\":{\"type\":\"json_object\"}";
    JsonNode answer = Nodes.read(asked(question("simulated/cloud", "hello", format), KEY).text());
    String content = answer.path("choices").path(0).path("message").path("content").asText();
    assertThat(Nodes.read(content).path("simulated").asBoolean()).isTrue();
  }

  @Test
  void whoShowsNoKeyOrAWrongOneIsRefused() {
    String question = question("simulated/cloud", "hello", "");
    Received without = asked(question);
    assertThat(without.head().status()).isEqualTo(401);
    assertThat(without.text()).contains("\"code\":401");
    assertThat(asked(question, "Authorization: Bearer other\r\n").head().status()).isEqualTo(401);
  }

  @Test
  void whatCannotBeAnsweredIsRefused() {
    assertThat(asked(question("other/model", "hello", ""), KEY).text())
        .contains("other/model is not a valid model ID");
    assertThat(asked("{\"model\":\"simulated/cloud\"}", KEY).head().status()).isEqualTo(400);
    assertThat(asked("[", KEY).head().status()).isEqualTo(400);
  }

  @Test
  void modelsAreListedForEverybodyAndTheAccountIsNot() {
    try (var client = RawClient.to(cloud.port())) {
      JsonNode models = Nodes.read(client.get("/api/v1/models").read().text()).path("data");
      assertThat(models.findValuesAsText("id"))
          .containsExactly("simulated/cloud", "simulated/cloud-think");
      assertThat(models.path(0).path("pricing").path("prompt").asText()).isEqualTo("0.0000001");
      assertThat(client.get("/api/v1/key").read().head().status()).isEqualTo(401);
      assertThat(client.get("/api/v1/key", KEY).read().text()).contains("simulated");
      assertThat(client.get("/api/tags").read().head().status()).isEqualTo(404);
    }
  }

  @Test
  void programSaysWhereItListensAndEndsWithItsParent() throws Exception {
    var out = new StringWriter();
    int code =
        SimulatedCloud.run(
            Settings.USUAL, new ByteArrayInputStream(new byte[0]), new PrintWriter(out));
    assertThat(code).isZero();
    assertThat(out.toString())
        .matches("simulated cloud listening on http://127\\.0\\.0\\.1:[0-9]+\\R");
  }
}
