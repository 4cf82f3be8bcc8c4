package dev.homeport.relay;

import static org.junit.jupiter.api.Assertions.fail;

import dev.homeport.condition.Conditions;
import dev.homeport.condition.Cooling;
import dev.homeport.dialect.ollama.OllamaProvider;
import dev.homeport.fake.Backend;
import dev.homeport.fake.FakePool;
import dev.homeport.journal.Event;
import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Payer;
import dev.homeport.ledger.Purse;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.routing.Leg;
import dev.homeport.routing.Route;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Access;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Provider;
import dev.homeport.wire.Field;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A walk whose legs a test plays, so that each step comes when it wants: nobody is really asked.
///
/// The first of its providers is called home, beside which others are asked, because it is a plain
/// Ollama.
final class WalkRig implements AutoCloseable {
  static final String MODEL = "a-model";

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Manners MANNERS = new Manners(LONG, LONG, Duration.ZERO, Duration.ZERO);

  final Conditions conditions =
      new Conditions(
          Ticker.system(),
          WallClock.system(),
          _ -> new Cooling(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ZERO));

  private final Alarms alarms =
      new Alarms(
          Ticker.system(),
          bug -> {
            throw bug;
          });

  private final Lingering lingering = new Lingering();
  private final Map<String, Provider> providers = new HashMap<>();

  /// Told of who falls back; set by the test's own thread before anybody walks.
  private volatile Runnable onFallBack = () -> {};

  /// Run when somebody has failed; set by the test's own thread before anybody walks.
  volatile Runnable onFailure = () -> {};

  /// Who lets money be spent; set before anybody walks.
  Purse purse = Purse.OPEN;

  /// The accounts of a provider, where it has some; set before anybody walks.
  final Map<String, FakePool> pools = new HashMap<>();

  /// What the last walk came to.
  @Nullable Toll toll;

  WalkRig() throws Exception {
    alarms.start();
  }

  /// Runs this in the thread that tells that somebody is asked in another's place.
  void onFallBack(Runnable action) {
    onFallBack = action;
  }

  /// A walk over these, not begun.
  Walk walk(boolean plain, @Nullable Duration limit, Walk.Ask ask, String... names) {
    List<Leg> legs = Stream.of(names).map(name -> new Leg(name, MODEL, "a test")).toList();
    for (String name : names) {
      providers.put(name, provider(name));
    }
    var itinerary =
        new Itinerary(new Route(legs, List.of(names), List.of(), null), "auto", limit, false);
    var caller = new Caller("an-id", "a-party", new Payer("a-party", null, null));
    var delivery = new Delivery(new Nobody(), Ticker.system());
    var parts =
        new Relay.Parts(
            providers::get,
            conditions,
            _ -> {},
            () -> MANNERS,
            lingering,
            purse,
            alarms,
            this::heard,
            Ticker.system(),
            WallClock.system());
    var account = new Account(parts, itinerary, MODEL, caller, delivery);
    var floor =
        new Floor(delivery, () -> Opening.PLAIN, List::of, MANNERS, alarms, Ticker.system());
    toll = new Toll(parts, caller, new Estimate(10, null));
    var rotation = new Rotation(parts, caller, toll);
    return new Walk(parts, itinerary, caller, plain, floor, account, rotation.over(ask));
  }

  /// From now on the provider of this name has these accounts; the ones that it had are closed.
  void changes(String name, FakePool accounts) {
    FakePool before = pools.put(name, accounts);
    providers.put(name, provider(name));
    if (before != null) {
      before.close();
    }
  }

  /// From now on there is no provider of this name.
  void loses(String name) {
    providers.remove(name);
    FakePool before = pools.remove(name);
    if (before != null) {
      before.close();
    }
  }

  private Provider provider(String name) {
    Provider plain = plain(name);
    FakePool pool = pools.get(name);
    if (pool == null) {
      return plain;
    }
    var shown = new HashMap<String, Access>();
    pool.standing().forEach(each -> shown.put(each.account().name(), Access.of(List.of())));
    return plain.with(pool, shown);
  }

  private static Provider plain(String name) {
    return new Provider(
        name,
        new HttpUpstream(URI.create("http://127.0.0.1:1"), "nobody", Ticker.system()),
        new OllamaProvider(WallClock.system()),
        Access.of(List.of()),
        Backend.waits(LONG, LONG, LONG),
        null,
        name.equals("home"));
  }

  private void heard(Event event) {
    if (event instanceof Event.FellBack) {
      onFallBack.run();
    }
    if (event instanceof Event.Noted note && note.what().equals("provider failed")) {
      onFailure.run();
    }
  }

  /// Waits until all has rung that was to ring within this time.
  void passes(Duration time) throws InterruptedException {
    var rung = new CountDownLatch(1);
    alarms.in(time, rung::countDown);
    if (!rung.await(10, TimeUnit.SECONDS)) {
      fail("no alarm rings");
    }
  }

  /// Waits for a thread to end.
  static void join(Thread thread) {
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        fail("a thread did not end: " + thread);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    lingering.stop();
    try {
      alarms.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A client that takes all and hears nothing.
  private static final class Nobody implements Recipient {
    @Override
    public void onLeaving(Runnable action) {}

    @Override
    public void head(String contentType, long length, List<Field> fields) {}

    @Override
    public boolean write(byte[] piece, int offset, int length) {
      return true;
    }

    @Override
    public boolean end(byte[] piece, int offset, int length) {
      return true;
    }

    @Override
    public void cut() {}
  }
}
