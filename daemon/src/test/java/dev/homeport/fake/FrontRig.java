package dev.homeport.fake;

import dev.homeport.access.Gatekeeper;
import dev.homeport.access.KeyLimits;
import dev.homeport.access.KeyMeter;
import dev.homeport.access.KeyRing;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.Terms;
import dev.homeport.access.body.BodyRules;
import dev.homeport.access.route.RouteTable;
import dev.homeport.config.GivenKey;
import dev.homeport.front.Front;
import dev.homeport.health.Signals;
import dev.homeport.journal.Event;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.resilience.Gate;
import dev.homeport.server.DoorRules;
import dev.homeport.server.HttpServer;
import dev.homeport.server.Standing;
import dev.homeport.server.Work;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.wire.JsonFields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The Mac's front, wired as in life and on ports of its own, in front of an upstream that a test
/// chooses.
///
/// The one place that knows how its parts are put together, so a part may change without the tests.
public final class FrontRig implements AutoCloseable {
  private static final String OWNERS = "the-secret-of-the-owner-of-it-all";

  /// A key with scope infer alone.
  public static final String GUESTS = "the-secret-of-a-guest-who-may-ask";

  /// The header of the key that may do everything.
  public static final String KEY = "Authorization: Bearer " + OWNERS + "\r\n";

  /// The header of a key with scope infer alone.
  public static final String GUEST = "Authorization: Bearer " + GUESTS + "\r\n";

  /// A request that every policy lets pass.
  public static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private static final long LONGEST_SECONDS = 10;

  private final LinkedBlockingQueue<Event.RequestEnded> ended = new LinkedBlockingQueue<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Gate gate;
  private final HttpUpstream upstream;
  private final String limited;
  private final HttpServer server;

  /// A front for the upstream at this address, with place for as many at once as anybody needs.
  public FrontRig(URI ollama) {
    this(ollama, new Gate.Limits(1000, 1000, Duration.ofMinutes(1)));
  }

  /// A front with these limits.
  public FrontRig(URI ollama, Gate.Limits limits) {
    this(ollama, limits, doorRules(Duration.ofSeconds(10)));
  }

  /// A front with these limits and this door.
  public FrontRig(URI ollama, Gate.Limits limits, DoorRules rules) {
    Ticker ticker = Ticker.system();
    gate = new Gate(limits, ticker);
    upstream = new HttpUpstream(ollama, "localhost:11434", ticker);
    var front = new Front(upstream, gate, ticker, new Counting());
    var ring =
        new KeyRing(
            new MemoryFacts(),
            List.of(
                new GivenKey(
                    "owner", OWNERS, Set.of(Scope.INFER.word(), Scope.ADMIN.word(), "metrics")),
                new GivenKey("guest", GUESTS, Set.of(Scope.INFER.word()))),
            WallClock.system());
    limited = limited(ring);
    server =
        new HttpServer(
            new HttpServer.Parts(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                "rig",
                () -> rules,
                new Gatekeeper(ring, () -> false, this::heard, ticker, WallClock.system()),
                new KeyMeter(ticker),
                new ByteBudget(1 << 28),
                RouteTable.DAEMON,
                new Work.AtOllama(
                    front,
                    () -> new BodyRules(131_072, true, true, true, true),
                    List.of(),
                    FrontRig::isInstalled,
                    model -> model.equals("stub:remote"),
                    _ -> {},
                    () -> {}),
                new Fine(),
                this::heard,
                ticker));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// The rules of a door that waits this long for heads and for bodies that have fallen behind.
  public static DoorRules doorRules(Duration wait) {
    return new DoorRules(1 << 25, 1024, 1 << 15, wait, List.of(), false, false);
  }

  private void heard(Event event) {
    if (event instanceof Event.RequestEnded request) {
      ended.add(request);
    }
  }

  /// One model is there, and one makes whoever looks for it stumble.
  private static boolean isInstalled(String model) {
    if (model.equals("bug:latest")) {
      throw new IllegalStateException("a bug of ours");
    }
    return model.equals("installed:latest");
  }

  /// Hears of failures alone.
  private final class Counting implements Signals {
    @Override
    public void answered() {}

    @Override
    public void moved() {}

    @Override
    public void failed(String why) {
      failures.add(why);
    }

    @Override
    public void waiting(int change) {}
  }

  /// Always stands well.
  private static final class Fine implements Standing {
    @Override
    public Mood mood() {
      return Mood.HEALTHY;
    }

    @Override
    public void detail(JsonFields page, boolean all) {
      page.put("version", "rig");
    }

    @Override
    public String metrics() {
      return "rig 1\n";
    }
  }

  private static String limited(KeyRing ring) {
    var wanted =
        new NewKey(
            "bot",
            Set.of(Scope.INFER),
            List.of(),
            new KeyLimits(null, 60, null),
            Terms.USUAL,
            null,
            null);
    return switch (ring.add(wanted)) {
      case KeyRing.Added.Made(_, String secret) -> "Authorization: Bearer " + secret + "\r\n";
      case KeyRing.Added other -> throw new AssertionError(other);
    };
  }

  /// The header of a key that may have 60 tokens a minute.
  public String limitedKey() {
    return limited;
  }

  /// A client that is connected to it.
  public RawClient client() {
    return RawClient.to(server.port());
  }

  /// Where it listens.
  public int port() {
    return server.port();
  }

  /// The gate in it.
  public Gate gate() {
    return gate;
  }

  /// What has been held against Ollama so far.
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /// Where it listens, as an address.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// Says that these models are in memory, as who watches Ollama does.
  public void loaded(String... models) {
    gate.listLoaded(Set.of(models), System.nanoTime());
  }

  /// How the next request ended; waits for it.
  public Event.RequestEnded ended() throws InterruptedException {
    Event.RequestEnded next = ended.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request has ended");
    }
    return next;
  }

  /// Cuts off what came by Funnel.
  public int endFunnelled(String why) {
    return server.endFunnelled(why);
  }

  /// Whether a request has ended that [#ended] would tell of at once.
  public boolean hasEnded() {
    return !ended.isEmpty();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gate.close();
    upstream.stop();
  }
}
