package dev.homeport.role.router;

import dev.homeport.access.Gatekeeper;
import dev.homeport.access.KeyMeter;
import dev.homeport.access.KeyRing;
import dev.homeport.access.SharedPaces;
import dev.homeport.access.route.RouteTable;
import dev.homeport.account.PoolMaker;
import dev.homeport.account.block.BlockKeeping;
import dev.homeport.account.block.Blocks;
import dev.homeport.catalogue.Catalogue;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Keeping;
import dev.homeport.config.ConfigWatch;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.host.NetworkWatch;
import dev.homeport.host.WakeWatch;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.journal.LogSetup;
import dev.homeport.journal.Metrics;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Services;
import dev.homeport.probe.provider.AccountWatch;
import dev.homeport.probe.provider.CatalogueWatch;
import dev.homeport.probe.provider.Convalescence;
import dev.homeport.relay.Home;
import dev.homeport.relay.Lingering;
import dev.homeport.relay.Relay;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.role.AlertDesk;
import dev.homeport.role.Blueprint;
import dev.homeport.role.CommonStanding;
import dev.homeport.role.ConditionLines;
import dev.homeport.role.Instance;
import dev.homeport.role.LateJournal;
import dev.homeport.role.RunningRole;
import dev.homeport.role.Setup;
import dev.homeport.role.Started;
import dev.homeport.role.tunnel.TwingatePassage;
import dev.homeport.routing.Bearing;
import dev.homeport.server.HttpServer;
import dev.homeport.server.Work;
import dev.homeport.server.admin.Holdings;
import dev.homeport.server.admin.Orders;
import dev.homeport.state.StateDoor;
import dev.homeport.store.Facts;
import dev.homeport.store.NoState;
import dev.homeport.store.State;
import dev.homeport.store.memory.MemoryTallies;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.twingate.client.HeadlessClient;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Quote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The router, built and wired by hand.
///
/// One thread starts it and one stops it.
public final class Router implements Blueprint {
  private static final List<Duration> AFTER_WAKE =
      List.of(Duration.ofSeconds(3), Duration.ofSeconds(10));

  private final ConfigWatch<RouterSettings> config;
  private final Ticker ticker = Ticker.system();
  private final WallClock wall = WallClock.system();
  private final Metrics counts = Metrics.ofRouter();
  private final LateJournal late = new LateJournal();
  private final Journal journal;
  private final ByteBudget bodies;
  private final Alarms alarms;
  private final HeadlessClient twingate;
  private final ProviderMaker maker;
  private final State state;
  private final Blocks blocks;
  private final RouterMoney money;
  private final AlertDesk alerts;
  private final Catalogue catalogue;
  private final Conditions conditions;
  private final Keeping keeping;
  private final Convalescence convalescence;
  private final AccountWatch accountWatch;
  private final Lingering lingering = new Lingering();
  private final CatalogueWatch watch;
  private final HttpServer server;

  /// Who there is; replaced whole by the loop that reads the settings.
  private volatile Fleet fleet;

  private Router(Setup<RouterSettings> setup, State state, KeyRing ring) {
    Facts facts = state.facts();
    this.state = state;
    this.config = setup.config();
    String instance = Instance.of(facts, name());
    this.alerts =
        new AlertDesk(
            () -> config.current().alerts(),
            () -> config.current().spending().fallbackShare(),
            instance,
            name(),
            setup.platform(),
            setup.lines());
    this.journal = Journal.to(List.of(setup.lines(), counts, alerts, late, this::heard));
    config.tell(journal);
    RouterSettings now = config.current();
    this.bodies = new ByteBudget(now.limits().bodies());
    this.alarms =
        new Alarms(
            ticker,
            bug -> journal.note(Weight.ERROR, "alarm failed", Map.of("cause", bug.toString())));
    this.twingate =
        new HeadlessClient(
            setup.platform(),
            () -> Optional.ofNullable(config.current().twingate()),
            now.state().resolve("twingate"),
            this::wayIsThere,
            journal,
            ticker,
            wall);
    var passage = new TwingatePassage(twingate);
    this.money = new RouterMoney(now, state.tallies(), alarms, journal, ticker, wall);
    late.join(money);
    this.blocks = new Blocks(facts, journal, wall);
    this.maker =
        new ProviderMaker(
            alarms, passage, new PoolMaker(blocks, Quote::of, ticker, wall), ticker, wall);
    this.fleet = Fleet.of(now, null, maker);
    this.catalogue = new Catalogue(facts, journal);
    this.conditions = new Conditions(ticker, wall, name -> fleet.cooling(name));
    this.watch =
        new CatalogueWatch(
            catalogue,
            conditions,
            () -> config.current().health().probe(),
            alarms,
            journal,
            ticker,
            wall);
    this.keeping =
        new Keeping(conditions, facts, journal, !(now.place() instanceof StatePlace.Folder));
    conditions.tell(new ConditionLines(journal, alerts, name -> fleet.isHome(name)));
    Bearing bearing = Bearing.by(conditions, name -> fleet.pool(name), wall);
    var accounts = new RouterAccounts(() -> fleet, blocks);
    this.convalescence =
        new Convalescence(
            conditions,
            watch,
            () -> fleet.snapshot(catalogue.stock(), bearing).serving(),
            alarms,
            journal,
            wall);
    this.accountWatch =
        new AccountWatch(
            watch,
            () -> fleet.snapshot(catalogue.stock(), bearing).serving(),
            state.tallies(),
            alarms,
            journal,
            wall);
    var relay =
        new Relay(
            new Relay.Parts(
                name -> fleet.provider(name),
                conditions,
                watch::lookNow,
                () -> RouterRules.manners(config.current().health()),
                lingering,
                money.purse(),
                alarms,
                journal,
                ticker,
                wall));
    var homes = HomeRecord.of(config::current, passage::approach, instance, journal, ticker, wall);
    this.server =
        new HttpServer(
            new HttpServer.Parts(
                now.listen().socketAddress(),
                now.metrics() == null ? null : now.metrics().socketAddress(),
                instance,
                () -> RouterRules.door(config.current()),
                new Gatekeeper(ring, () -> config.current().auth().open(), journal, ticker, wall),
                meter(now, money),
                bodies,
                RouteTable.ROUTER,
                new Work.AtProviders(
                    relay,
                    () -> fleet.snapshot(catalogue.stock(), bearing),
                    new Home(() -> fleet.home(), conditions, alarms),
                    name -> fleet.meant(name),
                    this::missed,
                    new Orders(
                        new RouterSteering(conditions, config::current, relay::forget),
                        ring,
                        money,
                        accounts,
                        journal,
                        wall),
                    new Holdings(accounts, money, money::budgets, state::standing, wall),
                    homes,
                    wall),
                new RouterStanding(
                    new CommonStanding(
                        setup.version(), instance, config, counts, ticker, ticker.nanoTime()),
                    config::current,
                    catalogue,
                    watch,
                    conditions,
                    accounts,
                    wall,
                    convalescence::probes,
                    twingate::standing,
                    homes,
                    alerts::page,
                    bodies),
                journal,
                ticker));
  }

  /// Builds one and starts it; returns when it listens.
  public static Started start(Setup<RouterSettings> setup) throws InterruptedException {
    RouterSettings now = setup.config().current();
    State state = state(now, setup.lines());
    return RunningRole.start(
        setup,
        new RunningRole.Ground(
            now.state(),
            state.facts(),
            () -> StateDoor.close(state),
            now.keys(),
            now.auth().open(),
            now.listen()),
        ring -> new Router(setup, state, ring));
  }

  /// What keys are held to: by this router alone, or by all that share the state.
  private KeyMeter meter(RouterSettings now, RouterMoney money) {
    return now.place() instanceof StatePlace.Redis
        ? new KeyMeter(new SharedPaces(money.tallies()))
        : new KeyMeter(ticker);
  }

  /// The state that the settings name; without one the router goes on, and says so.
  private static State state(RouterSettings now, Journal journal) {
    var wall = WallClock.system();
    return switch (StateDoor.open(now.place(), Ticker.system(), wall, journal)) {
      case StateDoor.Opened.Open(State opened) -> opened;
      case StateDoor.Opened.Failed(String why) ->
          new NoState(why, new MemoryTallies(Ticker.system(), wall), wall.now());
    };
  }

  @Override
  public String name() {
    return "router";
  }

  @Override
  public HttpServer server() {
    return server;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void startAll(Services services) throws Exception {
    conditions.keep(name -> fleet.provider(name) != null);
    watch.watch(fleet.watched());
    services.start(state);
    services.start(alarms);
    services.start(alerts);
    money.start(services);
    services.start(new BlockKeeping(blocks, journal));
    services.start(keeping);
    services.start(twingate);
    services.start(new Following());
    services.start(lingering);
    services.start(watch);
    services.start(convalescence);
    services.start(accountWatch);
    services.start(server);
    services.start(new WakeWatch(ticker, wall, AFTER_WAKE, journal, this::woke));
    services.start(new NetworkWatch(journal, this::networkChanged));
    services.start(config);
  }

  @Override
  public Map<String, Object> facts() {
    return Map.of("chain", String.join("→", config.current().chain()));
  }

  @Override
  public void nudge() {
    twingate.lookNow();
    conditions.recheck();
    watch.lookNow();
  }

  @Override
  public void shut() {}

  /// Homes behind Twingate were out of reach and may be there now.
  private void wayIsThere() {
    config.current().providers().stream()
        .filter(each -> each.tunnel() == TunnelKind.TWINGATE)
        .forEach(each -> watch.lookNow(each.name()));
  }

  /// After a sleep no connection can be trusted, nor what was known of anybody.
  private void woke(WakeWatch.Wake wake) {
    if (wake.isFresh()) {
      fleet.dropIdle();
    }
    nudge();
  }

  /// What was opened in another network leads nowhere, and hangs before it says so.
  private void networkChanged() {
    fleet.dropIdle();
    nudge();
  }

  /// At home a model may have been pulled a moment ago; the lists of clouds change slowly.
  private void missed(String provider) {
    if (fleet.home().map(Provider::name).filter(provider::equals).isPresent()) {
      watch.lookNow(provider);
    }
  }

  private void heard(Event event) {
    if (event instanceof ConfigReloaded) {
      try {
        reload(config.current());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Requests that are under way go on with whom they were begun.
  private void reload(RouterSettings now) throws InterruptedException {
    bodies.resize(now.limits().bodies());
    LogSetup.level(now.log().level().name());
    Fleet before = fleet;
    Fleet next = Fleet.of(now, before, maker);
    fleet = next;
    money.follow(now);
    twingate.lookNow();
    conditions.keep(name -> next.provider(name) != null);
    watch.watch(next.watched());
    List<Provider> changed = before.without(next);
    if (!changed.isEmpty()) {
      // A key or an address may have been put right: nobody waits for the next look to find out.
      conditions.recheck();
    }
    for (Provider gone : changed) {
      gone.stop();
    }
  }

  /// The fleet of the moment, as something that stops after the server.
  private final class Following implements Service {
    @Override
    public String name() {
      return "providers";
    }

    @Override
    public void start() {}

    @Override
    public void stop() throws InterruptedException {
      for (Provider each : fleet.providers()) {
        each.stop();
      }
    }
  }
}
