package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Cooling;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.ollama.OllamaProvider;
import dev.homeport.dialect.openai.OpenAiProvider;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Rows;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Noted;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Access;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Waits;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: those who failed, on real sockets, and who finds out whether they are back.
@Tag("rude")
@Timeout(60)
@ExtendWith(LeakCheck.class)
class ConvalescenceTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration DUE = Duration.ofSeconds(3);
  private static final Cooling COOLING =
      new Cooling(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(30));
  private static final Pacing WHEN_ASKED =
      new Pacing(Duration.ZERO, NEVER, NEVER, NEVER, NEVER, LONG);

  private static final String MODEL = "m:latest";
  private static final String OTHER = "o:latest";
  private static final String NOBODY = "{\"models\":[]}";
  private static final String LIST = "{\"models\":[{\"name\":\"m:latest\",\"digest\":\"d\"}]}";
  private static final String QUEUED =
      "HTTP/1.1 103 Early Hints\r\nHomeport-Ack: queued; position=3\r\n\r\n";

  private static final String LOADING = "HTTP/1.1 103 Early Hints\r\nHomeport-Ack: loading\r\n\r\n";

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Ticker real = Ticker.system();
  private final Alarms alarms =
      new Alarms(
          real,
          bug -> {
            throw bug;
          });
  private final LinkedBlockingQueue<Noted> notes = new LinkedBlockingQueue<>();
  private final Catalogue catalogue = new Catalogue(new MemoryFacts(), this::heard);
  private final Conditions conditions = new Conditions(ticker, wall, _ -> COOLING);
  private final CatalogueWatch watch =
      new CatalogueWatch(
          new Lookout.Surroundings(
              catalogue,
              alarms,
              this::heard,
              Presence.telling(conditions),
              real,
              WallClock.system(),
              new SplittableRandom(1),
              () -> {}),
          _ -> WHEN_ASKED);

  private Rows rows = Rows.of();
  private final Convalescence convalescence =
      new Convalescence(
          conditions, watch, () -> new Serving(rows, catalogue.stock()), alarms, this::heard, wall);

  /// What is done on each path.
  private final Map<String, Act> acts = new ConcurrentHashMap<>();

  private final RudeServer server = RudeServer.choosing(this::chosen);
  private final List<HttpUpstream> upstreams = new ArrayList<>();
  private final Semaphore changes = new Semaphore(0);
  private boolean stopped;

  private void heard(Event event) {
    if (event instanceof Noted note) {
      notes.add(note);
    }
  }

  private Act chosen(Heard heard) {
    return acts.getOrDefault(
        heard.line().split(" ", -1)[1],
        Fault.says("404", After.STAYS, Fault.sized("404 Not Found", "text/plain", "no page")));
  }

  @BeforeEach
  void start() throws Exception {
    conditions.onChange(changes::release);
    acts.put("/api/tags", Fault.json(LIST));
    acts.put("/api/ps", Fault.json(NOBODY));
    acts.put("/api/chat", Fault.whole());
    alarms.start();
    convalescence.start();
  }

  @AfterEach
  void stop() throws Exception {
    if (!stopped) {
      convalescence.stop();
    }
    watch.stop();
    alarms.stop();
    upstreams.forEach(HttpUpstream::stop);
    server.close();
  }

  private Watched watched(
      Kind kind, ProviderDialect dialect, URI uri, Duration first, List<String> given) {
    var upstream = new HttpUpstream(uri, "fake", real);
    upstreams.add(upstream);
    boolean isHome = kind == Kind.HOME;
    var waits = new Waits(LONG, LONG, LONG, first, first, LONG, LONG, null);
    var provider =
        new Provider(
            isHome ? "home" : "cloud",
            upstream,
            dialect,
            Access.of(List.of()),
            waits,
            null,
            isHome);
    return new Watched(provider, kind, given, null);
  }

  private void home(Duration first) throws InterruptedException {
    var ollama = new OllamaProvider(WallClock.system());
    watch.watch(List.of(watched(Kind.HOME, ollama, server.uri(), first, List.of())));
  }

  private void cloud(String... given) throws InterruptedException {
    var dialect = new OpenAiProvider(Preset.ANY, OpenAiProvider.Asker.UNNAMED, WallClock.system());
    watch.watch(List.of(watched(Kind.OTHER, dialect, server.uri(), LONG, List.of(given))));
  }

  private static Blame blame(Extent extent, Proof proof) {
    return new Blame(extent, Outlook.PASSING, proof, "stall", "it said no more", null);
  }

  private void fails(String provider, String model, Proof proof) {
    conditions.ask(provider, model).failed(blame(Extent.MODEL, proof));
  }

  /// Lets time pass, and lets everybody know.
  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
    conditions.unpin();
  }

  private void until(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      assertThat(changes.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void untilBack(String provider, String model) throws InterruptedException {
    until(() -> conditions.of(provider, model) instanceof Condition.Recovering);
  }

  /// What the next visit has found.
  private String found() throws InterruptedException {
    while (true) {
      Noted note = notes.poll(30, TimeUnit.SECONDS);
      assertThat(note).isNotNull();
      if (note.what().equals("patient visited")) {
        return String.valueOf(note.facts().get("found"));
      }
    }
  }

  private @Nullable String cause(String provider, String model) {
    return switch (conditions.of(provider, model)) {
      case Condition.Resting resting -> resting.cause();
      case Condition.Unproven unproven -> unproven.cause();
      case Condition.Well _, Condition.Recovering _ -> null;
    };
  }

  private static String path(Heard heard) {
    return heard.line().split(" ", -1)[1];
  }

  private static Act answer(String status, String json) {
    return Fault.says(status, After.STAYS, Fault.sized(status, "application/json", json));
  }

  @Test
  void modelThatAnswersASmallQuestionIsBack() throws Exception {
    home(LONG);
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);
    untilBack("home", MODEL);

    assertThat(path(server.next())).isEqualTo("/api/ps");
    Heard question = server.next();
    assertThat(path(question)).isEqualTo("/api/chat");
    assertThat(question.header("Homeport-Ack")).contains("1");
    assertThat(question.text())
        .contains("\"model\":\"m:latest\"", "\"hi\"", "\"num_predict\":1")
        .doesNotContain("num_ctx", "keep_alive", "tools", "\"stream\":false");
    assertThat(convalescence.probes("home")).isOne();
    assertThat(convalescence.probes("cloud")).isZero();
    assertThat(server.hasHeard()).isFalse();
  }

  /// Liveness is not inference (cases.md J1).
  @Test
  void modelThatHangsIsNotProvenByAList() throws Exception {
    home(SHORT);
    acts.put("/api/ps", Fault.json(LIST));
    acts.put("/api/chat", Fault.hangs());
    watch.start();
    fails("home", MODEL, Proof.ANSWER);
    watch.lookNow("home");
    pass(DUE);

    assertThat(found()).isEqualTo("first-token-timeout");
    until(() -> "first-token-timeout".equals(cause("home", MODEL)));
    assertThat(watch.reach("home").orElseThrow().state()).isEqualTo(Reach.State.ANSWERS);
  }

  @Test
  void homeThatSaysThatItLoadsIsWaitedFor() throws Exception {
    home(SHORT);
    acts.put("/api/ps", Fault.json(LIST));
    var late =
        List.of(LOADING, "HTTP/1.1 100 Continue\r\n\r\n", Fault.CHUNKED, Fault.chunk(Fault.LINE));
    acts.put("/api/chat", new Fault.Says("late", late, Duration.ofMillis(200), After.HANGS));
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);

    untilBack("home", MODEL);
  }

  /// To leave would end the load, and each time anew.
  @Test
  void homeThatLoadsWithoutAWordIsWaitedFor() throws Exception {
    home(SHORT);
    var late = List.of(Fault.CHUNKED, Fault.chunk(Fault.LINE));
    acts.put("/api/chat", new Fault.Says("late", late, SHORT.plus(SHORT), After.HANGS));
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);

    untilBack("home", MODEL);
  }

  /// A long queue says nothing of the model.
  @Test
  void homeWithALongQueueHasShownNothing() throws Exception {
    home(SHORT);
    acts.put("/api/ps", Fault.json(LIST));
    acts.put("/api/chat", Fault.says("queued", After.HANGS, QUEUED));
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);

    assertThat(found()).isEqualTo("nothing");
    assertThat(cause("home", MODEL)).isEqualTo("stall");
  }

  @Test
  void firstTokenIsEnough() throws Exception {
    home(LONG);
    acts.put("/api/chat", Fault.hangsInBody());
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);

    untilBack("home", MODEL);
    server.next();
    server.next().departure();
  }

  @Test
  void whoIsNotThereStillFails() throws Exception {
    var ollama = new OllamaProvider(WallClock.system());
    URI nowhere = URI.create("http://127.0.0.1:" + RudeServer.refusingPort());
    watch.watch(List.of(watched(Kind.HOME, ollama, nowhere, LONG, List.of())));
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);

    until(() -> "refused".equals(cause("home", MODEL)));
    assertThat(convalescence.probes("home")).isZero();
  }

  /// Asked for words, it would say no for ever (cases.md J2).
  @Test
  void modelForVectorsIsBackWithItsList() throws Exception {
    home(LONG);
    learn(MODEL, Capability.EMBEDDING);
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);
    untilBack("home", MODEL);

    assertThat(path(server.next())).isEqualTo("/api/ps");
    assertThat(path(server.next())).isEqualTo("/api/tags");
    assertThat(convalescence.probes("home")).isZero();
  }

  private void learn(String model, Capability can) {
    var card =
        new ModelCard(model, Set.of(can), null, 0, "d", null, ModelCard.Details.UNKNOWN, null);
    catalogue.learn(new Source("home", Kind.HOME), List.of(card), Instant.EPOCH);
  }

  /// The memory is somebody's (cases.md J4).
  @Test
  void noOtherModelIsDrivenOut() throws Exception {
    home(LONG);
    acts.put("/api/ps", Fault.json(LIST));
    fails("home", OTHER, Proof.ANSWER);
    for (int i = 0; i < Examination.MOST_TURNS; i++) {
      pass(Duration.ofMinutes(1));
      assertThat(found()).isEqualTo("nothing");
      assertThat(path(server.next())).isEqualTo("/api/ps");
    }
    pass(Duration.ofMinutes(1));
    untilBack("home", OTHER);

    assertThat(path(server.next())).isEqualTo("/api/ps");
    assertThat(path(server.next())).isEqualTo("/api/tags");
    assertThat(convalescence.probes("home")).isZero();
  }

  @Test
  void modelInMemoryIsAsked() throws Exception {
    home(LONG);
    acts.put("/api/ps", Fault.json(LIST));
    fails("home", "M", Proof.ANSWER);
    pass(DUE);

    untilBack("home", "M");
    assertThat(convalescence.probes("home")).isOne();
  }

  @Test
  void homeOfWhichAllFailedIsAskedForWhatIsInMemory() throws Exception {
    home(LONG);
    acts.put("/api/ps", Fault.json(LIST));
    rows = Rows.of("*: home=other");
    conditions.ask("home", OTHER).failed(blame(Extent.PROVIDER, Proof.ANSWER));
    pass(DUE);
    untilBack("home", OTHER);

    server.next();
    assertThat(server.next().text()).contains("\"model\":\"m:latest\"");
  }

  @Test
  void cloudOfWhichAllFailedIsAskedForItsUsualModel() throws Exception {
    cloud();
    acts.put("/chat/completions", answer("400 Bad Request", "{\"error\":{\"message\":\"no\"}}"));
    rows = Rows.of("fast: cloud=small-one");
    conditions.ask("cloud", "x").failed(blame(Extent.PROVIDER, Proof.ANSWER));
    pass(DUE);
    untilBack("cloud", "x");

    assertThat(server.next().text()).contains("\"model\":\"small-one\"");
  }

  /// Who objects to the question is there to answer it.
  @Test
  void cloudThatObjectsIsBack() throws Exception {
    cloud();
    acts.put("/chat/completions", answer("400 Bad Request", "{\"error\":{\"message\":\"no\"}}"));
    fails("cloud", "x", Proof.ANSWER);
    pass(DUE);
    untilBack("cloud", "x");

    assertThat(server.next().text()).contains("\"max_tokens\":16").contains("\"stream\":true");
  }

  @Test
  void whatACloudSaysOfItsReturnIsRespected() throws Exception {
    cloud();
    acts.put(
        "/chat/completions",
        Fault.says(
            "429", After.STAYS, "HTTP/1.1 429 x\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n"));
    fails("cloud", "x", Proof.ANSWER);
    pass(DUE);
    assertThat(found()).isEqualTo("rate");
    until(() -> "rate".equals(cause("cloud", "x")));

    var resting = (Condition.Resting) conditions.of("cloud", "x");
    assertThat(Duration.between(wall.now(), resting.until())).isEqualTo(Duration.ofMinutes(10));
    pass(Duration.ofMinutes(5));
    acts.put("/chat/completions", answer("400 Bad Request", "{}"));
    pass(Duration.ofMinutes(6));
    untilBack("cloud", "x");
    assertThat(convalescence.probes("cloud")).isEqualTo(2);
  }

  @Test
  void homeThatIsBackIsSeenByItsList() throws Exception {
    home(LONG);
    watch.start();
    first();
    conditions.lost("home", "refused", "nobody listens");
    assertThat(cause("home", MODEL)).isEqualTo("refused");
    pass(DUE);

    untilBack("home", MODEL);
    assertThat(convalescence.probes("home")).isZero();
  }

  /// Waits for the first look, which has nothing to change.
  private void first() throws InterruptedException {
    while (catalogue.stock().models("home").isEmpty()) {
      assertThat(notes.poll(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  /// Its names are in the settings, so that nobody looks at its list else.
  @Test
  void cloudWithoutAListIsBackWithAnyAnswer() throws Exception {
    cloud("x");
    fails("cloud", "x", Proof.LIST);
    pass(DUE);

    untilBack("cloud", "x");
    assertThat(path(server.next())).isEqualTo("/models");
    assertThat(convalescence.probes("cloud")).isZero();
  }

  /// A list may be broken for ever while the model answers (cases.md A14).
  @Test
  void whoseListShowsNothingIsAskedAQuestion() throws Exception {
    cloud();
    acts.put("/models", answer("500 Broken", "{}"));
    acts.put("/chat/completions", answer("400 Bad Request", "{}"));
    watch.start();
    fails("cloud", "x", Proof.LIST);
    String asked = "";
    for (int i = 0; i < 6 && !asked.equals("/chat/completions"); i++) {
      pass(Duration.ofMinutes(1));
      asked = path(server.next());
    }

    untilBack("cloud", "x");
  }

  @Test
  void twoModelsOfOneProviderAreAskedOneAfterTheOther() throws Exception {
    home(LONG);
    acts.put("/api/chat", Fault.hangs());
    fails("home", MODEL, Proof.ANSWER);
    fails("home", OTHER, Proof.ANSWER);
    pass(DUE);
    assertThat(path(server.next())).isEqualTo("/api/ps");
    assertThat(path(server.next())).isEqualTo("/api/chat");
    acts.put("/api/chat", Fault.whole());
    assertThat(server.hasHeard()).isFalse();

    server.dropConnections();
    untilBack("home", MODEL);
    untilBack("home", OTHER);
    assertThat(convalescence.probes("home")).isEqualTo(2);
  }

  @Test
  void stopWaitsForNobody() throws Exception {
    home(LONG);
    acts.put("/api/chat", Fault.hangs());
    fails("home", MODEL, Proof.ANSWER);
    pass(DUE);
    server.next();
    Heard question = server.next();

    convalescence.stop();
    stopped = true;

    question.departure();
    assertThat(cause("home", MODEL)).isEqualTo("stall");
  }

  @Test
  void whoIsGoneIsNotAsked() throws Exception {
    home(LONG);
    fails("home", MODEL, Proof.ANSWER);
    watch.watch(List.of());
    pass(DUE);
    cloud();
    acts.put("/chat/completions", answer("400 Bad Request", "{}"));
    fails("cloud", "x", Proof.ANSWER);
    pass(DUE);

    untilBack("cloud", "x");
    assertThat(path(server.next())).isEqualTo("/chat/completions");
    assertThat(server.hasHeard()).isFalse();
    assertThat(convalescence.probes("home")).isZero();
  }
}
