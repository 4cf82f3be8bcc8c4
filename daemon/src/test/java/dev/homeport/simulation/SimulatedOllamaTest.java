package dev.homeport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How the simulation behaves over time, on a clock of the test's own.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class SimulatedOllamaTest {
  private static final String HELLO =
      "{\"model\":\"simulated\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String PS = "/api/ps";

  /// Lets one pause pass whenever the test says so.
  private static final class Steps implements Pause {
    private final SynchronousQueue<Boolean> steps = new SynchronousQueue<>();
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public void last(Duration duration) throws InterruptedException {
      entered.release();
      try {
        steps.take();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    }

    void step() throws InterruptedException {
      steps.put(true);
    }
  }

  private static SimulatedOllama started(Pause pause, Duration loadTime) throws Exception {
    var settings = new SimulatedOllama.Settings(0, 10, loadTime);
    var ollama = new SimulatedOllama(settings, pause, Ticker.system(), WallClock.system());
    ollama.start();
    return ollama;
  }

  @Test
  void nothingComesBeforeTheModelIsLoaded() throws Exception {
    var steps = new Steps();
    SimulatedOllama ollama = started(steps, Duration.ofMillis(100));
    try (var client = RawClient.to(ollama.port());
        var other = RawClient.to(ollama.port())) {
      client.post("/api/chat", HELLO);
      assertThat(other.get(PS).read().text()).isEqualTo("{\"models\":[]}");
      steps.step();
      assertThat(other.get(PS).read().text()).isEqualTo("{\"models\":[]}");
      steps.step();
      steps.step();
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(client.piece().orElseThrow().text()).contains("\"content\":\"This \"");
      assertThat(other.get(PS).read().text()).contains("simulated:latest");
    } finally {
      ollama.stop();
    }
  }

  @Test
  void clientThatLeavesEndsThePauseAtOnce() throws Exception {
    var steps = new Steps();
    SimulatedOllama ollama = started(steps, Duration.ZERO);
    try {
      var client = RawClient.to(ollama.port());
      client.post("/api/chat", HELLO);
      steps.step();
      client.head();
      steps.entered.acquire(2);
      client.close();
      steps.interrupted.await();
    } finally {
      ollama.stop();
    }
  }

  @Test
  void halfCloseIsALeaveForAnAnswerInTheMaking() throws Exception {
    var steps = new Steps();
    SimulatedOllama ollama = started(steps, Duration.ZERO);
    try (var client = RawClient.to(ollama.port())) {
      client.post("/api/chat", HELLO);
      steps.step();
      client.head();
      client.halfClose();
      while (client.piece().isPresent()) {
        // What was under way still comes.
      }
      assertThat(client.end()).isEqualTo(End.CUT);
    } finally {
      ollama.stop();
    }
  }

  @Test
  void halfCloseIsNoLeaveForAList() throws Exception {
    SimulatedOllama ollama = started(_ -> {}, Duration.ZERO);
    try (var client = RawClient.to(ollama.port())) {
      client.get("/api/version").halfClose();
      assertThat(client.read().text()).contains("version");
    } finally {
      ollama.stop();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    SimulatedOllama ollama = started(_ -> {}, Duration.ZERO);
    try (var client = RawClient.to(ollama.port())) {
      client.post("/api/chat", HELLO).get("/api/version").get("/");
      assertThat(client.read().text()).contains("simulated");
      assertThat(client.read().text()).contains("version");
      assertThat(client.read().text()).isEqualTo("Ollama is running");
    } finally {
      ollama.stop();
    }
  }

  @Test
  void stopBreaksOffWhatIsUnderWay() throws Exception {
    var steps = new Steps();
    SimulatedOllama ollama = started(steps, Duration.ZERO);
    try (var client = RawClient.to(ollama.port())) {
      client.post("/api/chat", HELLO);
      steps.step();
      client.head();
      ollama.stop();
      while (client.piece().isPresent()) {
        // What was sent before still comes.
      }
      assertThat(client.end()).isNotEqualTo(End.WHOLE);
    }
  }

  @Test
  void unloadedModelIsGoneFromTheList() throws Exception {
    SimulatedOllama ollama = started(_ -> {}, Duration.ZERO);
    try (var client = RawClient.to(ollama.port())) {
      client.post("/api/chat", HELLO).read();
      client.post("/api/generate", "{\"model\":\"SIMULATED:latest\",\"keep_alive\":\"0s\"}").read();
      assertThat(client.get(PS).read().text()).isEqualTo("{\"models\":[]}");
    } finally {
      ollama.stop();
    }
  }

  @Test
  void copiedModelAnswersUntilItIsDeleted() throws Exception {
    SimulatedOllama ollama = started(_ -> {}, Duration.ZERO);
    try (var client = RawClient.to(ollama.port())) {
      Received copied =
          client
              .post("/api/copy", "{\"source\":\"simulated\",\"destination\":\"team/mine:v1\"}")
              .read();
      assertThat(copied.status()).isEqualTo(200);
      assertThat(client.get("/v1/models").read().text())
          .contains("\"id\":\"team/mine:v1\"", "\"owned_by\":\"team\"");
      String name = "{\"model\":\"team/mine:v1\"}";
      client.send(
          "DELETE /api/delete HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + name.length()
              + "\r\n\r\n"
              + name);
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.post("/api/show", name).read().status()).isEqualTo(404);
    } finally {
      ollama.stop();
    }
  }

  @Test
  void programEndsWithItsStandardInput() throws Exception {
    var held = new PipedOutputStream();
    var in = new PipedInputStream(held);
    var out = new StringWriter();
    var printed = new CountDownLatch(1);
    var writer =
        new PrintWriter(out) {
          @Override
          public void flush() {
            super.flush();
            printed.countDown();
          }
        };
    var end =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    printed.await();
                    held.close();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    int code = SimulatedOllama.run(SimulatedOllama.Settings.USUAL, in, writer);
    end.join();
    assertThat(code).isZero();
    assertThat(out.toString())
        .matches("simulated ollama listening on http://127\\.0\\.0\\.1:[0-9]+\\R");
  }

  @Test
  void takenPortIsSaidAndIsNoSuccess() throws Exception {
    SimulatedOllama ollama = started(_ -> {}, Duration.ZERO);
    try {
      var out = new StringWriter();
      var taken = new SimulatedOllama.Settings(ollama.port(), 30, Duration.ZERO);
      int code = SimulatedOllama.run(taken, null, new PrintWriter(out));
      assertThat(code).isEqualTo(1);
      assertThat(out.toString()).startsWith("cannot listen on 127.0.0.1:" + ollama.port());
    } finally {
      ollama.stop();
    }
  }
}
