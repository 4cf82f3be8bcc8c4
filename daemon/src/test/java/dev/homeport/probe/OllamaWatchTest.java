package dev.homeport.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;
import dev.homeport.fake.ScriptedServer.Asked;
import dev.homeport.health.OllamaHealth;
import dev.homeport.health.OllamaHealth.State;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.OllamaChanged;
import dev.homeport.resilience.Gate;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.HttpUpstream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("rude")
@Timeout(60)
class OllamaWatchTest {
  private static final String LOADED =
      "{\"models\":[{\"name\":\"m:latest\",\"size\":1,\"context_length\":4096},"
          + "{\"name\":\"other:latest\",\"size\":1,\"context_length\":4096}]}";
  private static final String PAGE =
      "{\"model_info\":{\"llama.context_length\":%d},\"capabilities\":[\"%s\"]}";
  private static final Act.Answer WORD =
      new Act.Answer(200, "application/x-ndjson", "{\"done\":true}\n");

  /// Real time, and what a test adds to it.
  private final AtomicLong ahead = new AtomicLong();

  private final Ticker ticker = () -> Ticker.system().nanoTime() + ahead.get();
  private final ScriptedServer server = ollama(new ScriptedServer());
  private final Gate gate = new Gate(new Gate.Limits(4, 4, Duration.ofSeconds(30)), ticker);
  private final LinkedBlockingQueue<OllamaHealth> states = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Semaphore lists = new Semaphore(0);
  private final HttpUpstream upstream = new HttpUpstream(server.uri(), "localhost:11434", ticker);
  private final OllamaWatch watch =
      new OllamaWatch(
          upstream,
          List.of(),
          gate,
          lists::release,
          states::add,
          events::add,
          ticker,
          WallClock.system(),
          Pause.real(),
          Patience.USUAL,
          Duration.ofMillis(200));

  @AfterEach
  void stop() throws Exception {
    watch.stop();
    upstream.stop();
    server.close();
    assertThat(server.connections()).isZero();
  }

  private static ScriptedServer ollama(ScriptedServer server) {
    return server
        .json("/api/version", "{\"version\":\"0.33.0-rc2\"}")
        .json("/api/tags", "{\"models\":[{\"name\":\"m:latest\",\"size\":9}]}")
        .json("/api/ps", LOADED)
        .json("/api/show", PAGE.formatted(131072, "completion"));
  }

  private OllamaHealth next(State state) throws InterruptedException {
    for (OllamaHealth health = states.poll(20, TimeUnit.SECONDS);
        health != null;
        health = states.poll(20, TimeUnit.SECONDS)) {
      if (health.state() == state) {
        return health;
      }
    }
    throw new AssertionError("never " + state + ", but " + watch.health());
  }

  private Asked askedFor(String path) throws InterruptedException {
    for (Asked asked = server.asked().poll(20, TimeUnit.SECONDS);
        asked != null;
        asked = server.asked().poll(20, TimeUnit.SECONDS)) {
      if (asked.path().equals(path)) {
        return asked;
      }
    }
    throw new AssertionError("never asked for " + path);
  }

  private Noted noted(String what) throws InterruptedException {
    for (Event event = events.poll(20, TimeUnit.SECONDS);
        event != null;
        event = events.poll(20, TimeUnit.SECONDS)) {
      if (event instanceof Noted noted && noted.what().equals(what)) {
        return noted;
      }
    }
    throw new AssertionError("never noted: " + what);
  }

  private void pass(Duration time) {
    ahead.addAndGet(time.toNanos());
    watch.lookNow();
  }

  /// Starts the watch and waits for the end of its first look.
  private void begin() throws InterruptedException {
    watch.start();
    next(State.FINE);
    lists.acquire();
  }

  /// Lets somebody wait in vain for longer than the watch bears.
  private void waitInVain() throws InterruptedException {
    watch.waiting(1);
    pass(Duration.ofSeconds(1));
    lists.acquire();
    pass(Duration.ofSeconds(61));
  }

  @Test
  void ollamaThatAnswersIsFineAndItsModelsAreKnown() throws Exception {
    watch.start();

    OllamaHealth health = next(State.FINE);
    assertThat(health.version()).isEqualTo("0.33.0-rc2");
    assertThat(watch.isInstalled("m:latest")).isTrue();
    assertThat(watch.isInstalled("other:latest")).isFalse();
    lists.acquire();
    assertThat(gate.isLoaded("m:latest")).isTrue();
    assertThat(events.poll()).isEqualTo(new OllamaChanged("fine", null, "0.33.0-rc2"));
  }

  @Test
  void refusedConnectionIsDownAndTheReturnIsNoticedInSeconds() throws Exception {
    int port = server.port();
    server.close();
    watch.start();
    OllamaHealth down = next(State.DOWN);
    assertThat(down.cause()).isEqualTo("connection refused");
    assertThat(down.next()).contains("ollama serve");

    try (var back = ollama(new ScriptedServer(port))) {
      assertThat(states.poll(5, TimeUnit.SECONDS))
          .extracting(OllamaHealth::state)
          .isEqualTo(State.FINE);
      watch.stop();
      upstream.stop();
      assertThat(back.asked()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | text/html | <html>hello</html> | is not Ollama: it answered /api/version with status 200 and text/html",
        "200 | application/json | {\"object\":\"list\"} | is not Ollama",
        "404 | text/plain | 404 page not found | is not Ollama: it answered /api/version with status 404",
        "401 | application/json | {\"error\":\"unauthorized\"} | wants a key",
        "500 | text/html | <html>oops</html> | it answered /api/version with status 500",
      })
  void whatElseAnswersThereIsNamed(int status, String type, String body, String words)
      throws Exception {
    server.on("/api/version", new Act.Answer(status, type, body));
    watch.start();

    assertThat(next(State.DOWN).cause()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"SSH-2.0-OpenSSH_9.9", "HTTP/9.9 yes"})
  void whatDoesNotEvenSpeakHttpIsDown(String greeting) throws Exception {
    server.on("/api/version", new Act.Raw(greeting + "\r\n\r\n"));
    watch.start();

    assertThat(next(State.DOWN).cause()).isNotBlank();
  }

  @Test
  void closedConnectionIsDown() throws Exception {
    server.on("/api/version", new Act.Raw(""));
    watch.start();

    assertThat(next(State.DOWN).cause()).contains("closed the connection");
  }

  @Test
  void silenceIsSlowFirstAndDownWhenItLasts() throws Exception {
    var never = new CountDownLatch(1);
    begin();
    for (String path : List.of("/api/version", "/api/tags", "/api/ps")) {
      server.on(path, new Act.Hang(never, WORD));
    }
    watch.lookNow();

    assertThat(next(State.SLOW).cause()).contains("gave no list within");
    pass(Duration.ofSeconds(5));
    pass(Duration.ofSeconds(5));
    assertThat(next(State.DOWN).cause()).contains("takes connections, but 3 times");
    never.countDown();
  }

  @Test
  void listThatComesByTheByteIsCutAtTheDeadline() throws Exception {
    begin();
    server.on("/api/version", new Act.Drip());
    watch.lookNow();

    assertThat(next(State.SLOW).cause()).contains("gave no list within 0.2 s");
  }

  @Test
  void failureOfSomebodysRequestMakesItLookAtOnce() throws Exception {
    begin();
    server.on("/api/version", new Act.Raw(""));

    watch.failed("it closed the connection");

    next(State.DOWN);
  }

  @Test
  void newVersionIsTold() throws Exception {
    begin();
    events.clear();
    server.json("/api/version", "{\"version\":\"0.34.0\"}");

    watch.lookNow();

    next(State.FINE);
    assertThat(events.poll()).isEqualTo(new OllamaChanged("fine", null, "0.34.0"));
  }

  /// J1, J4: it is asked with the context it was loaded with, and once.
  @Test
  void modelThatNeverAnswersIsFoundWedgedAndItsReturnIsNoticedAtOnce() throws Exception {
    var released = new CountDownLatch(1);
    server.on("/api/chat", new Act.Hang(released, WORD));
    begin();

    waitInVain();
    assertThat(next(State.SLOW).cause()).contains("no answer has begun for 6");
    assertThat(askedFor("/api/chat").body())
        .isEqualTo(
            "{\"model\":\"m:latest\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"options\":{\"num_ctx\":4096,\"num_predict\":8}}");

    pass(Duration.ofSeconds(121));
    assertThat(next(State.WEDGED).cause()).contains("nor to a word to m:latest");
    assertThat(watch.signsOfLifeAsked()).isEqualTo(1);

    released.countDown();
    next(State.FINE);
    noted("sign of life received");
  }

  @Test
  void modelThatAnswersUsIsNotWedgedThoughOthersWait() throws Exception {
    server.on("/api/chat", WORD);
    begin();

    waitInVain();

    next(State.SLOW);
    next(State.FINE);
    assertThat(watch.signsOfLifeAsked()).isEqualTo(1);
  }

  @Test
  void answerOfSomebodyEndsOurQuestion() throws Exception {
    var never = new CountDownLatch(1);
    server.on("/api/chat", new Act.Hang(never, WORD));
    begin();
    waitInVain();
    askedFor("/api/chat");
    next(State.SLOW);

    watch.moved();
    watch.lookNow();

    next(State.FINE);
    never.countDown();
  }

  /// J2, J4: embedding models cannot chat, and a context that may be a cut one is not touched.
  @ParameterizedTest
  @CsvSource({"embedding, 131072", "completion, 4096"})
  void modelThatCannotBeAskedWithoutHarmIsLeftAlone(String capability, long trained)
      throws Exception {
    server.json("/api/show", PAGE.formatted(trained, capability));
    begin();

    waitInVain();

    assertThat(noted("sign of life missed").facts().toString())
        .contains("no model in memory can be asked");
    assertThat(server.asked().stream().map(Asked::path)).doesNotContain("/api/chat");
    assertThat(watch.health().state().answers()).isTrue();
  }

  @Test
  void modelThatIsBeingLoadedIsNotCalledLoaded() throws Exception {
    try (var ticket = gate.ticket("ann", "m:latest")) {
      ticket.enter(null);
      begin();

      assertThat(gate.isLoaded("m:latest")).isFalse();
      assertThat(gate.isLoaded("other:latest")).isTrue();
      assertThat(watch.health().state()).isEqualTo(State.LOADING);
    }
    watch.lookNow();
    lists.acquire();
    assertThat(gate.isLoaded("m:latest")).isTrue();
  }

  @Test
  void sleepIsNoSilence() throws Exception {
    begin();
    watch.waiting(1);
    pass(Duration.ofSeconds(1));
    lists.acquire();

    ahead.addAndGet(Duration.ofHours(8).toNanos());
    watch.woke();
    lists.acquire();

    assertThat(watch.signsOfLifeAsked()).isZero();
    assertThat(watch.health().state()).isEqualTo(State.FINE);
  }

  @Test
  void stopDoesNotWaitForAnAnswer() throws Exception {
    var never = new CountDownLatch(1);
    server.on("/api/chat", new Act.Hang(never, WORD));
    begin();
    waitInVain();
    askedFor("/api/chat");

    watch.stop();

    never.countDown();
  }
}
