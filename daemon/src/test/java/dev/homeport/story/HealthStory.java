package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import dev.homeport.wire.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of our own, as whoever watches us sees them.
@Tag("story")
class HealthStory {
  private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)((\\{([a-z]+=\"[^\"\\\\]*\")(,[a-z]+=\"[^\"\\\\]*\")*})?) (" + NUMBER + ")");

  private static final String CHATTED =
      "homeport_requests_total{route=\"/api/chat\",status=\"200\",outcome=\"answered\"}";

  @TempDir static Path folder = Path.of("");

  private static @Nullable RudeServer ollama;
  private static @Nullable Daemon running;
  private static int metricsPort;
  private static String watcher = "";

  @BeforeAll
  static void start() {
    ollama = LittleOllama.brisk();
    metricsPort = RudeServer.refusingPort();
    var machine = new Machine(folder);
    watcher =
        Daemon.bearer(machine.run("keys", "add", "watcher", "--scope", "metrics").out().strip());
    running =
        Daemon.start(
            machine, ollama.uri(), "--set", "daemon.metrics.listen=127.0.0.1:" + metricsPort);
  }

  @AfterAll
  static void stop() {
    daemon().close();
    Objects.requireNonNull(ollama).close();
  }

  private static Daemon daemon() {
    return Objects.requireNonNull(running);
  }

  @Test
  void curlSeesExactlyThatItIsHealthy() {
    Ran curl = daemon().machine.shell("curl -si " + daemon().url() + "/health");
    assertThat(curl.out()).startsWith("HTTP/1.1 200 OK");
    assertThat(curl.out()).endsWith("\n\n{\"status\":\"healthy\"}\n");
  }

  @Test
  void wrongKeyGetsTheBareHealthToo() {
    assertThat(daemon().get("/health?verbose", Daemon.bearer("wrong")).text())
        .isEqualTo("{\"status\":\"healthy\"}");
  }

  @Test
  void keyGetsTheDetails() {
    JsonObject page = Daemon.json(daemon().get("/health?verbose", watcher).text());
    assertThat(page.text("status")).isEqualTo("healthy");
    assertThat(page.text("version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(page.text("instance")).startsWith("hp-");
    assertThat(page.object("ollama").flag("reachable", false)).isTrue();
    assertThat(page.object("ollama").text("version")).isEqualTo("0.33.0");
    assertThat(page.object("ollama").texts("models")).containsExactly("m:latest");
    assertThat(page.names())
        .contains("uptime_seconds", "tunnel", "link", "queue", "in_flight", "power", "config");
  }

  @ParameterizedTest
  @CsvSource({"/health", "/livez", "/readyz"})
  void headHasTheHeadOfGet(String path) {
    try (var client = daemon().client()) {
      Received got = client.get(path).read();
      Received head =
          client.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").read("HEAD");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length"))
          .isEqualTo(got.header("Content-Length"))
          .hasValue(Integer.toString(got.body().length));
      assertThat(head.header("Content-Type")).isEqualTo(got.header("Content-Type"));
    }
  }

  @Test
  void postIsNotForThesePages() {
    Received answer = daemon().post("/health", "{}", watcher);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).hasValue("HEAD, GET");
  }

  @Test
  void metricsNeedAKeyWithTheirScope() {
    assertThat(daemon().get("/metrics").status()).isEqualTo(401);
    assertThat(daemon().get("/metrics", guest("guest")).status()).isEqualTo(403);
    assertThat(daemon().get("/metrics", watcher).status()).isEqualTo(200);
    assertThat(daemon().get("/api/tags", watcher).status()).isEqualTo(403);
  }

  @Test
  void metricsAreWhatPrometheusReads() {
    daemon().post("/api/chat", LittleOllama.CHAT, guest("chatting"));
    Received answer = daemon().until("/metrics", page -> page.text().contains(CHATTED), watcher);
    assertThat(answer.header("Content-Type")).hasValueSatisfying(HealthStory::isPrometheus);
    assertThat(answer.text()).endsWith("\n");

    Map<String, String> types = new HashMap<>();
    Set<String> helped = new HashSet<>();
    Set<String> samples = new HashSet<>();
    for (String line : answer.text().split("\n", -1)) {
      if (line.startsWith("# HELP ")) {
        assertThat(helped.add(line.split(" ", 4)[2])).as(line).isTrue();
      } else if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        assertThat(types.put(words[2], words[3])).as(line).isNull();
      } else if (!line.isEmpty()) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(samples.add(sample.group(1) + sample.group(2))).as(line).isTrue();
        assertThat(types).as(line).containsKey(family(sample.group(1), types));
      }
    }
    assertThat(helped).isEqualTo(types.keySet());
    assertThat(samples).contains(CHATTED, "homeport_ollama_up");
  }

  private static String guest(String name) {
    return Daemon.bearer(daemon().machine.run("keys", "add", name).out().strip());
  }

  private static void isPrometheus(String type) {
    assertThat(type).startsWith("text/plain; version=0.0.4");
  }

  /// The name under which a sample's type is told.
  private static String family(String name, Map<String, String> types) {
    String family = name.replaceFirst("_(bucket|sum|count)$", "");
    return "histogram".equals(types.get(family)) ? family : name;
  }

  @Test
  void listenerForMetricsHasNothingElse() {
    try (var client = RawClient.to(metricsPort)) {
      assertThat(client.get("/metrics").read().text()).contains("homeport_up_seconds");
      for (String path : new String[] {"/health", "/livez", "/api/tags", "/", "/v1/models"}) {
        assertThat(client.get(path, watcher).read().status()).as(path).isEqualTo(404);
      }
      assertThat(client.post("/api/chat", LittleOllama.CHAT, watcher).read().status())
          .isEqualTo(404);
    }
  }

  @Test
  void ollamaThatGoesAwayIsToldAndThatItCameBackToo() {
    var machine = new Machine(folder.resolve("another"));
    var first = LittleOllama.brisk();
    try (var daemon = Daemon.start(machine, first.uri())) {
      first.close();
      Received sick = daemon.until("/health", health -> health.status() == 503);
      assertThat(sick.text()).startsWith("{\"status\":\"unhealthy\",\"reason\":\"");
      assertThat(daemon.get("/readyz").status()).isEqualTo(200);
      assertThat(daemon.get("/livez").status()).isEqualTo(200);
      Ran status = machine.run("status", "--url", daemon.url(), "--key", machine.firstKey());
      assertThat(status.exit()).isEqualTo(1);
      assertThat(status.out()).contains("unhealthy", "down", "ollama serve");

      try (var _ = LittleOllama.brisk(first.port())) {
        daemon.until("/health", health -> health.status() == 200);
        assertThat(daemon.get("/api/tags", daemon.key()).status()).isEqualTo(200);
      }
    }
  }
}
