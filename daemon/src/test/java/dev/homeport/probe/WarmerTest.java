package dev.homeport.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;
import dev.homeport.health.Diagnosis;
import dev.homeport.health.Evidence;
import dev.homeport.health.OllamaHealth;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Noted;
import dev.homeport.resilience.Gate;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("rude")
@Timeout(60)
class WarmerTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Act.Answer DONE =
      new Act.Answer(
          200,
          "application/json; charset=utf-8",
          "{\"model\":\"m\",\"response\":\"\",\"done\":true,\"done_reason\":\"load\"}");

  private final ScriptedServer server = new ScriptedServer().on("/api/generate", DONE);
  private final Gate gate =
      new Gate(new Gate.Limits(1, 4, Duration.ofSeconds(30)), Ticker.system());
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final HttpUpstream upstream =
      new HttpUpstream(server.uri(), "localhost:11434", Ticker.system());
  private volatile OllamaHealth health = listed(List.of());
  private @Nullable Warmer warmer;

  @AfterEach
  void stop() throws Exception {
    if (warmer != null) {
      warmer.stop();
    }
    upstream.stop();
    server.close();
    assertThat(gate.snapshot().running()).isZero();
    assertThat(gate.snapshot().waiting()).isZero();
  }

  private static OllamaHealth listed(List<LoadedModel> loaded) {
    var embedder = new InstalledModel("e:latest", 1, Set.of("embedding"), null);
    return Diagnosis.none(NOON)
        .with(new Evidence.Listed("1", List.of(embedder), loaded, Duration.ZERO), NOON)
        .health();
  }

  private static OllamaHealth down() {
    return Diagnosis.none(NOON).with(new Evidence.Unreachable("refused"), NOON).health();
  }

  private Warmer start(String... models) {
    var started =
        new Warmer(
            upstream,
            List.of(),
            gate,
            () -> List.of(models),
            () -> health,
            events::add,
            Ticker.system(),
            Pause.real());
    warmer = started;
    started.start();
    return started;
  }

  private ScriptedServer.Asked asked() throws InterruptedException {
    var asked = server.asked().poll(20, TimeUnit.SECONDS);
    assertThat(asked).isNotNull();
    return asked;
  }

  private Noted noted() throws InterruptedException {
    return (Noted) events.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void modelIsLoadedByItsNameAlone() throws Exception {
    start("Qwen2.5:7b");

    assertThat(asked())
        .isEqualTo(
            new ScriptedServer.Asked("POST /api/generate HTTP/1.1", "{\"model\":\"qwen2.5:7b\"}"));
    assertThat(noted().what()).isEqualTo("model warmed");
    assertThat(gate.isLoaded("qwen2.5:7b")).isTrue();
  }

  @Test
  void modelThatOnlyEmbedsIsLoadedByAnEmptyInput() throws Exception {
    server.json("/api/embed", "{\"embeddings\":[]}");
    start("e");

    assertThat(asked().body()).isEqualTo("{\"model\":\"e:latest\",\"input\":\"\"}");
    assertThat(noted().what()).isEqualTo("model warmed");
  }

  @Test
  void modelInMemoryIsLeftAsItIs() throws Exception {
    health = listed(List.of(new LoadedModel("a:latest", 1, 1, 64L, null)));
    start("a", "b");

    assertThat(asked().body()).isEqualTo("{\"model\":\"b:latest\"}");
    assertThat(noted().what()).isEqualTo("model warmed");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void missingModelIsToldWithTheCommandThatBringsIt() throws Exception {
    server.on("/api/generate", new Act.Answer(404, "application/json", "{\"error\":\"no\"}"));
    start("gone");

    assertThat(noted().facts().toString()).contains("ollama pull gone:latest");
  }

  @Test
  void failedLoadDoesNotKeepTheNextFromBeingLoaded() throws Exception {
    server.on("/api/generate", new Act.Answer(500, "application/json", "{\"error\":\"oom\"}"));
    server.json("/api/embed", "{\"embeddings\":[]}");
    start("big", "e");

    assertThat(noted().what()).isEqualTo("model not warmed");
    assertThat(noted().what()).isEqualTo("model warmed");
  }

  @Test
  void returnOfOllamaWarmsAgain() throws Exception {
    health = down();
    Warmer warming = start("m");
    warming.changed(health);
    health = listed(List.of());

    warming.changed(health);

    assertThat(asked().body()).isEqualTo("{\"model\":\"m:latest\"}");
    assertThat(noted().what()).isEqualTo("model warmed");
  }

  @Test
  void loadWaitsForItsPlaceLikeEverybodyElse() throws Exception {
    try (var ticket = gate.ticket("ann", null)) {
      ticket.enter(null);
      start("m");
      while (gate.snapshot().waiting() == 0) {
        Thread.onSpinWait();
      }
      assertThat(server.asked()).isEmpty();
    }
    assertThat(asked().body()).isEqualTo("{\"model\":\"m:latest\"}");
    assertThat(noted().what()).isEqualTo("model warmed");
  }

  @Test
  void stopDoesNotWaitForALoad() throws Exception {
    var never = new CountDownLatch(1);
    server.on("/api/generate", new Act.Hang(never, DONE));
    Warmer warming = start("m");
    asked();

    warming.stop();

    never.countDown();
    assertThat(gate.snapshot().running()).isZero();
  }
}
