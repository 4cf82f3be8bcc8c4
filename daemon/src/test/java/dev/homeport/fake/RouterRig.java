package dev.homeport.fake;

import dev.homeport.access.Gatekeeper;
import dev.homeport.access.KeyLimits;
import dev.homeport.access.KeyMeter;
import dev.homeport.access.KeyRing;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.route.RouteTable;
import dev.homeport.account.AccountStanding;
import dev.homeport.account.Pool;
import dev.homeport.catalogue.Catalogue;
import dev.homeport.catalogue.Names;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.chat.ModelCard;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Cooling;
import dev.homeport.config.GivenKey;
import dev.homeport.journal.Event;
import dev.homeport.ledger.Purse;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.relay.Home;
import dev.homeport.relay.Lingering;
import dev.homeport.relay.Manners;
import dev.homeport.relay.Relay;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.resilience.Gate;
import dev.homeport.routing.Bearing;
import dev.homeport.routing.Contender;
import dev.homeport.routing.Snapshot;
import dev.homeport.server.DoorRules;
import dev.homeport.server.HttpServer;
import dev.homeport.server.Standing;
import dev.homeport.server.Work;
import dev.homeport.server.admin.Holdings;
import dev.homeport.server.admin.Orders;
import dev.homeport.store.State;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Access;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Provider;
import dev.homeport.wire.JsonFields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The router's server and relay, wired as in life and on a port of their own, in front of
/// providers that a test chooses. Nothing looks at the providers in the background.
///
/// Each of them has the one model that clients may name, under a name of its own. Whoever closes it
/// is told when a request, a turn or the memory of a body was not given back.
public final class RouterRig implements AutoCloseable {
  /// The model that clients may name.
  public static final String MODEL = "my-model:latest";

  /// What each provider calls it.
  public static final String FOREIGN = "foreign/model-7b";

  /// The largest body that is taken.
  public static final long LARGEST_BODY = 1 << 25;

  /// Who may be a daemon of ours, which can say how a question stands.
  private static final String HOME = "home";

  private static final ModelCard CARD =
      new ModelCard(FOREIGN, null, null, 1, "", null, ModelCard.Details.UNKNOWN, null);

  /// A key with scope infer.
  public static final String GUEST_KEY = "the-secret-of-a-guest-who-may-ask";

  /// A key with scope admin.
  public static final String BOSS_KEY = "the-secret-of-the-boss-who-may-order";

  private static final long LONGEST_SECONDS = 10;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /// The header of a key with scope infer.
  public static final String KEY = "Authorization: Bearer " + GUEST_KEY + "\r\n";

  /// The header of a key with scope admin.
  public static final String BOSS = "Authorization: Bearer " + BOSS_KEY + "\r\n";

  private static final String LINK_KEY = "the-secret-of-a-mac-that-has-a-link";

  /// The header of a key with scope link.
  public static final String LINK = "Authorization: Bearer " + LINK_KEY + "\r\n";

  private static final String OWNERS_KEY = "the-secret-of-the-owner-of-it-all";

  /// The header of a key with both.
  public static final String OWNER = "Authorization: Bearer " + OWNERS_KEY + "\r\n";

  /// How those are treated who fail, and clients who wait.
  public record Terms(Cooling cooling, Manners manners) {
    /// Nobody rests or is preferred, clients hear nothing while they wait, and who is alone is
    /// asked again soon.
    public static final Terms LAX = new Terms(Cooling.OFF, manners(Duration.ofSeconds(20)));

    /// Who fails rests longer than any test takes, and nobody looks after it.
    public static final Terms STRICT =
        new Terms(
            new Cooling(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ZERO), LAX.manners());

    private static Manners manners(Duration hold) {
      return new Manners(hold, Duration.ofSeconds(12), Duration.ZERO, Duration.ofMillis(5));
    }

    /// The same, but clients hear from us so soon and so often.
    public Terms holding(Duration hold, Duration keepAlive) {
      return new Terms(cooling, new Manners(hold, keepAlive, manners.prefer(), manners.pace()));
    }
  }

  private final Ticker ticker = Ticker.system();
  private final ByteBudget bodies = new ByteBudget(1L << 28);
  private final Alarms alarms =
      new Alarms(
          ticker,
          bug -> {
            throw bug;
          });
  private final Conditions conditions;
  private final Relay relay;
  private final Lingering lingering = new Lingering();
  private final Map<String, Provider> providers = new LinkedHashMap<>();
  private final Map<String, Gate> gates = new LinkedHashMap<>();
  private final LinkedBlockingQueue<Event.RequestEnded> ended = new LinkedBlockingQueue<>();
  private final List<Event.Noted> notes = new CopyOnWriteArrayList<>();
  private final List<Event> told = new CopyOnWriteArrayList<>();
  private final String narrow;
  private final String homely;
  private final HandSteering steering = new HandSteering(providers::keySet);
  private final HandBooks books = new HandBooks();
  private final HandAccounts accounts = new HandAccounts();

  /// How the state stands, as tests will have it.
  private volatile State.Standing state = new State.Standing("memory", "nowhere", null, null);

  private final HttpServer server;

  /// A router with this chain, whose lists were seen.
  public RouterRig(Backend... chain) {
    this(true, chain);
  }

  /// The same.
  ///
  /// @param seen whether anybody's list of models was seen so far
  public RouterRig(boolean seen, Backend... chain) {
    this(seen, Terms.LAX, Purse.OPEN, chain);
  }

  /// A router with this chain that treats those who fail so.
  public RouterRig(Terms terms, Backend... chain) {
    this(terms, Purse.OPEN, chain);
  }

  /// The same with this purse.
  public RouterRig(Terms terms, Purse purse, Backend... chain) {
    this(true, terms, purse, chain);
  }

  private RouterRig(boolean seen, Terms terms, Purse purse, Backend... chain) {
    conditions = new Conditions(ticker, WallClock.system(), _ -> terms.cooling());
    var catalogue = new Catalogue(new MemoryFacts(), this::heard);
    var contenders = new ArrayList<Contender>();
    for (Backend each : chain) {
      var source = new Source(each.name(), kindOf(each));
      contenders.add(new Contender(source, each.dialect()));
      providers.put(each.name(), provider(each));
      if (seen) {
        catalogue.learn(source, List.of(CARD), WallClock.system().now());
      }
    }
    var ring =
        new KeyRing(
            new MemoryFacts(),
            List.of(
                new GivenKey("guest", GUEST_KEY, Set.of(Scope.INFER.word())),
                new GivenKey("boss", BOSS_KEY, Set.of(Scope.ADMIN.word())),
                new GivenKey("mac", LINK_KEY, Set.of(Scope.LINK.word())),
                new GivenKey("owner", OWNERS_KEY, Set.of(Scope.INFER.word(), Scope.ADMIN.word()))),
            WallClock.system());
    narrow = narrow(ring);
    homely = homely(ring);
    var snapshot =
        new Snapshot(
            List.copyOf(contenders),
            List.of(),
            new Serving(new OneModel(), catalogue.stock()),
            Bearing.by(conditions, this::pool, WallClock.system()),
            false);
    relay =
        new Relay(
            new Relay.Parts(
                providers::get,
                conditions,
                _ -> {},
                terms::manners,
                lingering,
                purse,
                alarms,
                this::heard,
                ticker,
                WallClock.system()));
    server = server(snapshot, ring);
    try {
      alarms.start();
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Source.Kind kindOf(Backend each) {
    return each.name().equals(HOME) ? Source.Kind.HOME : Source.Kind.OTHER;
  }

  private @Nullable Pool pool(String provider) {
    Provider known = providers.get(provider);
    return known == null ? null : known.pool();
  }

  private Provider provider(Backend each) {
    Provider plain = plain(each);
    Pool pool = each.pool();
    if (pool == null) {
      return plain;
    }
    var shown = new LinkedHashMap<String, Access>();
    for (AccountStanding account : pool.standing()) {
      String name = account.account().name();
      shown.put(name, Access.of(each.dialect().credentials(name)));
    }
    return plain.with(pool, shown);
  }

  private Provider plain(Backend each) {
    URI uri = each.uri();
    var connections =
        new HttpUpstream(uri, uri.getRawAuthority(), ticker, each.trust(), each.connect());
    Gate.Limits limits = each.concurrent();
    Gate gate = limits == null ? null : new Gate(limits, ticker);
    if (gate != null) {
      gates.put(each.name(), gate);
    }
    String key = each.key();
    return new Provider(
        each.name(),
        connections,
        each.dialect(),
        Access.of(key == null ? List.of() : each.dialect().credentials(key)),
        each.waits(),
        gate,
        each.name().equals(HOME));
  }

  private HttpServer server(Snapshot snapshot, KeyRing ring) {
    Home home = new Home(() -> Optional.ofNullable(providers.get(HOME)), conditions, alarms);
    return new HttpServer(
        new HttpServer.Parts(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            null,
            "rig",
            () ->
                new DoorRules(
                    LARGEST_BODY, 1024, 1 << 15, Duration.ofSeconds(10), List.of(), false, false),
            new Gatekeeper(ring, () -> false, this::heard, ticker, WallClock.system()),
            new KeyMeter(ticker),
            bodies,
            RouteTable.ROUTER,
            new Work.AtProviders(
                relay,
                () -> snapshot,
                home,
                name -> name,
                _ -> {},
                new Orders(steering, ring, books, accounts, this::heard, WallClock.system()),
                new Holdings(accounts, books, List::of, () -> state, WallClock.system()),
                nonce -> new JsonFields().put("nonce", nonce),
                WallClock.system()),
            new Fine(),
            this::heard,
            ticker));
  }

  private static String narrow(KeyRing ring) {
    var wanted =
        new NewKey(
            "narrow",
            Set.of(Scope.INFER),
            List.of("another-model"),
            KeyLimits.NONE,
            dev.homeport.access.Terms.USUAL,
            null,
            null);
    return switch (ring.add(wanted)) {
      case KeyRing.Added.Made(_, String secret) -> "Authorization: Bearer " + secret + "\r\n";
      case KeyRing.Added other -> throw new AssertionError(other);
    };
  }

  private static String homely(KeyRing ring) {
    var wanted =
        new NewKey(
            "homely",
            Set.of(Scope.INFER),
            List.of(),
            KeyLimits.NONE,
            new dev.homeport.access.Terms("the-family", true, true),
            null,
            null);
    return switch (ring.add(wanted)) {
      case KeyRing.Added.Made(_, String secret) -> "Authorization: Bearer " + secret + "\r\n";
      case KeyRing.Added other -> throw new AssertionError(other);
    };
  }

  private void heard(Event event) {
    switch (event) {
      case Event.RequestEnded request -> ended.add(request);
      case Event.Noted note -> {
        if (note.weight() != Event.Weight.DEBUG) {
          notes.add(note);
        }
      }
      case Event.FellBack _, Event.Succeeded _, Event.Unanswered _ -> told.add(event);
      default -> {}
    }
  }

  /// Every provider has the one model.
  private static final class OneModel implements Names {
    @Override
    public @Nullable String ownNameFor(String clientModel, String provider) {
      return clientModel.equals(MODEL) ? FOREIGN : null;
    }

    @Override
    public @Nullable String standard(String provider) {
      return null;
    }

    @Override
    public List<String> aliases() {
      return List.of(MODEL);
    }
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

  /// A client that is connected to it.
  public RawClient client() {
    return RawClient.to(server.port());
  }

  /// Asks once, with one of the keys' headers and this body.
  public Received send(String method, String path, String body, String key) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    try (var client = client()) {
      return client
          .send(
              method
                  + " "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\n"
                  + key
                  + "Content-Length: "
                  + length
                  + "\r\n\r\n"
                  + body)
          .read(method);
    }
  }

  /// Where it listens.
  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /// What it was ordered to do.
  public HandSteering steering() {
    return steering;
  }

  /// What its ledger says.
  public HandBooks books() {
    return books;
  }

  /// The accounts that it is told to have.
  public HandAccounts accounts() {
    return accounts;
  }

  /// Its state stands so from now on.
  public void stateStands(State.Standing next) {
    state = next;
  }

  /// The header of a key that may use another model than the one there is.
  public String narrowKey() {
    return narrow;
  }

  /// The header of a key whose questions never leave home, of the tenant `the-family`.
  public String homelyKey() {
    return homely;
  }

  /// How the providers stand.
  public Conditions conditions() {
    return conditions;
  }

  /// The gate of a provider at which only so many may ask at once.
  public Gate gate(String provider) {
    Gate gate = gates.get(provider);
    if (gate == null) {
      throw new AssertionError("anybody may ask " + provider);
    }
    return gate;
  }

  /// Forgets who has failed, and what nobody could answer.
  public void forget() {
    conditions.forget();
    relay.forget();
  }

  /// How the next request ended; waits for it.
  public Event.RequestEnded ended() throws InterruptedException {
    Event.RequestEnded next = ended.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request has ended");
    }
    return next;
  }

  /// Whether a request has ended that [#ended] would tell of at once.
  public boolean hasEnded() {
    return !ended.isEmpty();
  }

  /// What was noted since this was asked last: the facts of each, with what happened under `what`.
  public List<Map<String, Object>> notes() {
    var seen = List.copyOf(notes);
    notes.removeAll(seen);
    return seen.stream()
        .map(
            note -> {
              var facts = new LinkedHashMap<String, Object>(note.facts());
              facts.put("what", note.what());
              return (Map<String, Object>) facts;
            })
        .toList();
  }

  /// Who fell back, succeeded or stayed unanswered since this was asked last.
  public List<Event> told() {
    var seen = List.copyOf(told);
    told.removeAll(seen);
    return seen;
  }

  @Override
  public void close() {
    try {
      server.shut();
      boolean over = server.drain(Deadline.in(LAST_WORDS, ticker));
      server.stop();
      lingering.stop();
      alarms.stop();
      for (Provider each : providers.values()) {
        each.stop();
      }
      if (!over) {
        throw new AssertionError("a request was still inside");
      }
      // A request is over for its client a moment before its thread lets go of the body.
      var deadline = Deadline.in(LAST_WORDS, ticker);
      while (bodies.held() != 0 && !deadline.hasPassed()) {
        LockSupport.parkNanos(1_000_000);
      }
      if (bodies.held() != 0) {
        throw new AssertionError(bodies.held() + " bytes of bodies are still held");
      }
      gates.forEach(
          (name, gate) -> {
            if (gate.snapshot().running() != 0 || gate.snapshot().waiting() != 0) {
              throw new AssertionError(name + ": " + gate.snapshot());
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
