package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.Call;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LineDialect;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;
import dev.homeport.fake.ScriptedServer.Asked;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.Noted;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.probe.provider.Reach.State;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Access;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.upstream.Waits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("rude")
@Timeout(60)
class CatalogueWatchTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Waits WAITS =
      new Waits(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, null);
  private static final Act.Answer LATE = new Act.Answer(200, "text/plain", "models\nlate");

  /// Only who is told to looks again.
  private static final Pacing WHEN_ASKED =
      new Pacing(Duration.ZERO, NEVER, NEVER, NEVER, NEVER, Duration.ofSeconds(20));

  private static final Pacing IMPATIENT =
      new Pacing(Duration.ZERO, NEVER, NEVER, NEVER, NEVER, Duration.ofSeconds(1));

  private final Ticker ticker = Ticker.system();
  private final Told told = new Told();
  private final Alarms alarms =
      new Alarms(
          ticker,
          bug -> {
            throw bug;
          });
  private final Catalogue catalogue = new Catalogue(new MemoryFacts(), told);
  private final Semaphore looks = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<HttpUpstream> upstreams = new ArrayList<>();
  private final List<AutoCloseable> servers = new ArrayList<>();
  private final ScriptedServer server = server();

  /// What was told of the ways, as `name reached` and `name lost cause`.
  private final List<String> ways = new CopyOnWriteArrayList<>();

  private final Presence presence =
      new Presence() {
        @Override
        public void reached(String provider) {
          ways.add(provider + " reached");
        }

        @Override
        public void lost(String provider, String cause, String detail) {
          ways.add(provider + " lost " + cause);
        }
      };

  /// The pace of all that a test watches.
  private Pacing pacing = WHEN_ASKED;

  private final CatalogueWatch watch = watch();

  private CatalogueWatch watch() {
    return new CatalogueWatch(
        new Lookout.Surroundings(
            catalogue,
            alarms,
            told,
            presence,
            ticker,
            WallClock.system(),
            new SplittableRandom(1),
            looks::release),
        _ -> pacing);
  }

  private ScriptedServer server() {
    var made = new ScriptedServer().json("/list", "models\na d1\nb d2");
    servers.add(made);
    return made;
  }

  @BeforeEach
  void ring() {
    alarms.start();
  }

  @AfterEach
  void stop() throws Exception {
    watch.stop();
    alarms.stop();
    upstreams.forEach(HttpUpstream::stop);
    released.countDown();
    for (AutoCloseable each : servers) {
      each.close();
    }
  }

  private Watched watched(String name, Kind kind, LineDialect dialect, URI where) {
    return watched(name, kind, dialect, where, List.of(), null);
  }

  private Watched watched(
      String name,
      Kind kind,
      LineDialect dialect,
      URI where,
      List<String> given,
      @Nullable Integer context) {
    var upstream = new HttpUpstream(where, "fake", ticker);
    upstreams.add(upstream);
    var provider = new Provider(name, upstream, dialect, Access.of(List.of()), WAITS, null, false);
    return new Watched(provider, kind, given, context);
  }

  private Watched cloud(URI where) {
    return watched("cloud", Kind.OTHER, LineDialect.ABLE, where);
  }

  private Watched home() {
    return watched("home", Kind.HOME, LineDialect.PAGED, server.uri());
  }

  /// Watches these and waits until each was looked at once.
  private void begin(Watched... providers) throws InterruptedException {
    watch.watch(List.of(providers));
    watch.start();
    looked(providers.length);
  }

  private void looked(int times) throws InterruptedException {
    assertThat(looks.tryAcquire(times, 30, TimeUnit.SECONDS)).isTrue();
  }

  private void lookAgain(String provider) throws InterruptedException {
    watch.lookNow(provider);
    looked(1);
  }

  private List<String> names(String provider) {
    return catalogue.stock().models(provider).stream().map(ModelCard::name).toList();
  }

  private ModelCard model(String name) {
    return catalogue.stock().card("home", name).orElseThrow();
  }

  private Reach reach(String provider) {
    return watch.reach(provider).orElseThrow();
  }

  private List<String> askedPaths() {
    var asked = new ArrayList<Asked>();
    server.asked().drainTo(asked);
    return asked.stream().map(Asked::path).toList();
  }

  private List<String> notes() {
    return told.events().stream()
        .map(Noted.class::cast)
        .map(noted -> noted.what() + " " + noted.facts())
        .toList();
  }

  @Test
  void listIsLearnedAtTheStart() throws InterruptedException {
    begin(cloud(server.uri()));

    assertThat(names("cloud")).containsExactly("a", "b");
    assertThat(reach("cloud").state()).isEqualTo(State.ANSWERS);
    assertThat(reach("cloud").cause()).isNull();
    assertThat(notes())
        .containsExactly(
            "provider reached {provider=cloud}", "models seen {provider=cloud, models=2}");
  }

  @Test
  void nothingIsKnownOfWhoIsNotWatched() {
    assertThat(watch.reach("nobody")).isEmpty();
    watch.lookNow("nobody");
    assertThat(watch.reaches()).isEmpty();
  }

  @Test
  void onlyWhatIsNewIsTold() throws InterruptedException {
    begin(cloud(server.uri()));

    lookAgain("cloud");
    server.json("/list", "models\nc");
    lookAgain("cloud");

    assertThat(notes())
        .containsExactly(
            "provider reached {provider=cloud}",
            "models seen {provider=cloud, models=2}",
            "models seen {provider=cloud, models=1}");
    assertThat(names("cloud")).containsExactly("c");
  }

  @Test
  void pageIsReadOnceForEachDigest() throws InterruptedException {
    server.json("/page/a", "completion,tools 4096").json("/page/b", "embedding 2048");
    begin(home());

    assertThat(askedPaths()).containsExactly("/list", "/page/a", "/page/b");
    assertThat(model("a").capabilities()).containsOnly(Capability.COMPLETION, Capability.TOOLS);
    assertThat(model("a").context()).isEqualTo(4096);
    assertThat(model("b").page()).isEqualTo("embedding 2048");

    lookAgain("home");
    assertThat(askedPaths()).containsExactly("/list");

    server.json("/list", "models\na d1\nb d3").json("/page/b", "embedding 8192");
    lookAgain("home");
    assertThat(askedPaths()).containsExactly("/list", "/page/b");
    assertThat(model("b").context()).isEqualTo(8192);
    assertThat(model("a").context()).isEqualTo(4096);
  }

  @Test
  void pageThatWasReadOnceIsNotReadAfterARestart() throws InterruptedException {
    server.json("/page/a", "completion 1").json("/page/b", "completion 2");
    begin(home());
    watch.stop();
    askedPaths();
    CatalogueWatch next = watch();
    next.watch(List.of(home()));

    next.start();
    looked(1);
    next.stop();

    assertThat(askedPaths()).containsExactly("/list");
    assertThat(model("b").context()).isEqualTo(2);
  }

  /// Half of what a model can do would keep questions from it (wire.md A.2).
  @Test
  void withoutItsPageNothingIsKnownOfWhatAModelCanDo() throws InterruptedException {
    server.on("/page/a", new Act.Answer(500, "text/plain", "oops")).json("/page/b", "completion 2");
    begin(home());

    assertThat(model("a").capabilities()).isNull();
    assertThat(model("b").capabilities()).isNotNull();
    askedPaths();

    server.json("/page/a", "completion 1");
    lookAgain("home");
    assertThat(askedPaths()).containsExactly("/list", "/page/a");
    assertThat(model("a").context()).isEqualTo(1);
  }

  /// A stub of a cloud's model has no page while the cloud is off.
  @Test
  void pageThatIsRefusedIsNotAskedForAgain() throws InterruptedException {
    server.on("/page/a", new Act.Answer(403, "text/plain", "no")).json("/page/b", "completion 2");
    begin(home());
    askedPaths();

    lookAgain("home");

    assertThat(askedPaths()).containsExactly("/list");
    assertThat(names("home")).containsExactly("a", "b");
  }

  @Test
  void pageThatHangsKeepsNoModelFromTheList() throws InterruptedException {
    pacing = IMPATIENT;
    server.on("/page/a", new Act.Hang(released, LATE));
    begin(home());

    assertThat(names("home")).containsExactly("a", "b");
    assertThat(askedPaths()).containsExactly("/list", "/page/a");
    assertThat(reach("home").state()).isEqualTo(State.ANSWERS);
  }

  static Stream<Arguments> badLists() {
    return Stream.of(
        Arguments.of(
            new Act.Answer(401, "application/json", "{}"),
            State.FAILS,
            "it does not accept our key (status 401)"),
        Arguments.of(
            new Act.Answer(403, "application/json", "{}"),
            State.FAILS,
            "it does not accept our key (status 403)"),
        Arguments.of(
            new Act.Answer(404, "application/json", "{}"),
            State.ANSWERS,
            "it has no list of models (status 404): set models: for it to those that it has"),
        Arguments.of(
            new Act.Answer(429, "application/json", "{}"),
            State.ANSWERS,
            "it is asked too often (status 429)"),
        Arguments.of(
            new Act.Answer(503, "application/json", "{}"),
            State.FAILS,
            "it answered with status 503"),
        Arguments.of(
            new Act.Answer(200, "text/html", "<html>welcome</html>"),
            State.FAILS,
            "what it answers is no list of models"),
        Arguments.of(
            new Act.Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nmodels"),
            State.FAILS,
            "it closed the connection before its answer was whole"),
        Arguments.of(
            new Act.Raw("this is not HTTP\r\n\r\n"),
            State.FAILS,
            "what it sent is not an HTTP answer"),
        Arguments.of(
            new Act.Raw("HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\n"),
            State.FAILS,
            "what it sent is not an HTTP answer"));
  }

  /// What was seen before stays, whatever comes.
  @ParameterizedTest
  @MethodSource("badLists")
  void badListChangesNothingThatWasLearned(Act act, State state, String cause)
      throws InterruptedException {
    pacing = IMPATIENT;
    begin(cloud(server.uri()));
    server.on("/list", act);

    lookAgain("cloud");

    assertThat(reach("cloud").state()).isEqualTo(state);
    assertThat(reach("cloud").cause()).isEqualTo(cause);
    assertThat(names("cloud")).containsExactly("a", "b");
  }

  @Test
  void homeWithoutItsListIsNoOllama() throws InterruptedException {
    server.on("/list", new Act.Answer(404, "text/plain", "404 page not found"));
    begin(home());

    assertThat(reach("home").state()).isEqualTo(State.FAILS);
    assertThat(reach("home").cause()).isEqualTo("what answers there is not Ollama (status 404)");
  }

  @Test
  void whoDoesNotTakeTheConnectionFails() throws InterruptedException {
    begin(cloud(URI.create("http://127.0.0.1:" + RudeServer.refusingPort())));

    assertThat(reach("cloud").state()).isEqualTo(State.FAILS);
    assertThat(reach("cloud").cause()).isEqualTo("connection refused");
    assertThat(catalogue.stock().knows("cloud")).isFalse();
  }

  @Test
  void listWithoutEndIsCut() throws InterruptedException {
    var flood = RudeServer.playing(Fault.endlessBody());
    servers.add(flood);

    begin(cloud(flood.uri()));

    assertThat(reach("cloud").cause()).isEqualTo("its answer is longer than 16 MiB");
  }

  @Test
  void lossAndReturnAreToldOnce() throws InterruptedException {
    begin(cloud(server.uri()));
    server.on("/list", new Act.Answer(503, "text/plain", ""));
    lookAgain("cloud");
    Reach lost = reach("cloud");
    lookAgain("cloud");
    assertThat(reach("cloud").since()).isEqualTo(lost.since());
    server.json("/list", "models\na d1\nb d2");
    lookAgain("cloud");

    assertThat(reach("cloud").since()).isAfterOrEqualTo(lost.since());
    assertThat(notes())
        .containsExactly(
            "provider reached {provider=cloud}",
            "models seen {provider=cloud, models=2}",
            "provider lost {provider=cloud, cause=it answered with status 503}",
            "provider reached {provider=cloud}");
  }

  @Test
  void silenceOfOneIsNotWaitedForByAnother() throws InterruptedException {
    ScriptedServer mute = server().on("/list", new Act.Hang(released, LATE));
    watch.watch(
        List.of(watched("mute", Kind.OTHER, LineDialect.ABLE, mute.uri()), cloud(server.uri())));

    watch.start();
    looked(1);

    assertThat(names("cloud")).containsExactly("a", "b");
    assertThat(watch.reaches().keySet()).containsExactly("mute", "cloud");
    assertThat(reach("mute").state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void stopCutsALookThatIsUnderWay() throws InterruptedException {
    server.on("/list", new Act.Hang(released, LATE));
    watch.watch(List.of(cloud(server.uri())));
    watch.start();
    assertThat(server.asked().poll(20, TimeUnit.SECONDS)).isNotNull();

    watch.stop();

    assertThat(reach("cloud").state()).isEqualTo(State.UNKNOWN);
    assertThat(notes()).isEmpty();
  }

  @Test
  void whoIsWatchedAlreadyIsNotAskedAnew() throws InterruptedException {
    Watched kept = cloud(server.uri());
    ScriptedServer other = server();
    begin(kept, watched("old", Kind.OTHER, LineDialect.ABLE, other.uri()));
    askedPaths();

    watch.watch(List.of(kept, watched("new", Kind.OTHER, LineDialect.ABLE, other.uri())));
    looked(1);

    assertThat(names("new")).containsExactly("a", "b");
    assertThat(askedPaths()).isEmpty();
    assertThat(watch.reaches().keySet()).containsExactly("cloud", "new");
  }

  @Test
  void givenNamesTakeThePlaceOfAList() throws InterruptedException {
    begin(watched("cloud", Kind.OTHER, LineDialect.ABLE, server.uri(), List.of("x", "y"), 4096));

    assertThat(names("cloud")).containsExactly("x", "y");
    assertThat(catalogue.stock().card("cloud", "x").orElseThrow().context()).isEqualTo(4096);
    assertThat(askedPaths()).isEmpty();
    assertThat(reach("cloud").state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void contextOfTheSettingsCounts() throws InterruptedException {
    server.json("/page/a", "completion 131072").json("/page/b", "completion 8");
    begin(watched("home", Kind.HOME, LineDialect.PAGED, server.uri(), List.of(), 16384));

    assertThat(model("a").context()).isEqualTo(16384);
    assertThat(model("b").context()).isEqualTo(16384);
  }

  @Test
  void crowdOfWishesIsOneLook() throws InterruptedException {
    pacing = new Pacing(NEVER, NEVER, NEVER, NEVER, NEVER, Duration.ofSeconds(20));
    begin(cloud(server.uri()));
    askedPaths();

    for (int i = 0; i < 100; i++) {
      watch.lookNow("cloud");
    }
    watch.lookNow();
    watch.stop();

    assertThat(askedPaths()).isEmpty();
  }

  @Test
  void whoGivesAListIsToldToBeThere() throws InterruptedException {
    begin(cloud(server.uri()), home());

    assertThat(ways).containsExactlyInAnyOrder("cloud reached", "home reached");
  }

  @Test
  void everyLookSaysWhetherThereIsAWay() throws InterruptedException {
    begin(home());
    server.on("/list", new Act.Answer(503, "text/plain", "Ollama is down"));
    lookAgain("home");
    server.on("/list", new Act.Raw("gibberish\r\n\r\n"));
    lookAgain("home");
    server.json("/list", "models\na d1");
    lookAgain("home");

    assertThat(ways)
        .containsExactly("home reached", "home lost server", "home lost garbled", "home reached");
  }

  @Test
  void homeThatIsBackIsTold() throws InterruptedException {
    int port = RudeServer.refusingPort();
    URI uri = URI.create("http://127.0.0.1:" + port);
    begin(watched("home", Kind.HOME, LineDialect.ABLE, uri));
    assertThat(ways).containsExactly("home lost refused");
    servers.add(new ScriptedServer(port).json("/list", "models\na d1"));

    lookAgain("home");

    assertThat(ways).containsExactly("home lost refused", "home reached");
  }

  /// A cloud's list may be forbidden or broken while it answers (cases.md A14).
  @Test
  void badListOfACloudIsNotHeldAgainstIt() throws InterruptedException {
    server.on("/list", new Act.Answer(500, "text/plain", "oops"));
    begin(cloud(server.uri()));
    server.on("/list", new Act.Answer(200, "text/html", "<html>"));
    lookAgain("cloud");
    server.on("/list", new Act.Answer(405, "text/plain", "no list"));
    lookAgain("cloud");

    assertThat(ways).containsExactly("cloud reached");
  }

  @Test
  void oneSilentLookIsNothing() throws InterruptedException {
    pacing = IMPATIENT;
    server.on("/list", new Act.Hang(released, LATE));
    begin(home());
    assertThat(ways).isEmpty();
    assertThat(reach("home").state()).isEqualTo(State.UNKNOWN);

    lookAgain("home");

    assertThat(ways).containsExactly("home lost total-timeout");
    assertThat(reach("home").cause()).isEqualTo("it did not answer within 1.0 s");
  }

  /// Slow is not dead: a machine that generates lists late.
  @Test
  void silenceOfWhoAnswersRequestsIsNothing() throws Exception {
    pacing = IMPATIENT;
    server.on("/list", new Act.Hang(released, LATE)).json("/chat", "a word");
    Watched home = home();
    var others = new HttpUpstream(server.uri(), "fake", ticker);
    upstreams.add(others);
    watch.watch(List.of(new Watched(home.provider().over(others), Kind.HOME, List.of(), null)));
    watch.start();
    for (int i = 0; i < 3; i++) {
      assertThat(server.asked().poll(20, TimeUnit.SECONDS)).isNotNull();
      answered(home.provider());
      looked(1);
      watch.lookNow("home");
    }

    assertThat(ways).isEmpty();
  }

  private void answered(Provider provider) throws InterruptedException {
    var reply = (Reply.Answered) provider.ask(provider.attempt(), Call.get("/chat"));
    try (Answer answer = reply.answer()) {
      assertThat(answer.read()).isPositive();
    }
    assertThat(server.asked().poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  /// Where nothing can be trusted any more, nothing is waited for either.
  @Test
  void lookFromBeforeASleepIsCut() throws InterruptedException {
    server.on("/list", new Act.Hang(released, LATE));
    watch.watch(List.of(cloud(server.uri())));
    watch.start();
    assertThat(server.asked().poll(20, TimeUnit.SECONDS)).isNotNull();
    server.json("/list", "models\nfresh");

    watch.lookNow();
    looked(1);

    assertThat(names("cloud")).containsExactly("fresh");
  }

  @Test
  void whoseSettingsHaveChangedIsAskedAtAnotherPace() throws InterruptedException {
    Watched kept = cloud(server.uri());
    begin(kept);
    pacing = IMPATIENT;

    watch.watch(List.of(kept));
    looked(1);

    assertThat(ways).containsExactly("cloud reached", "cloud reached");
  }
}
