package dev.homeport.probe.provider;

import dev.homeport.account.PoolMaker;
import dev.homeport.account.SharedPool;
import dev.homeport.account.block.Blocks;
import dev.homeport.catalogue.Catalogue;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Cooling;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.dialect.ollama.OllamaProvider;
import dev.homeport.fake.CloudSettings;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Rows;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.store.Facts;
import dev.homeport.store.Tallies;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Access;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Waits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What a router has to do with the accounts `one` and `two` of its provider `cloud`: their pool,
/// and the watch over them, on a state that others may share.
final class AccountDesk {
  static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private final Ticker real = Ticker.system();
  private final Alarms alarms =
      new Alarms(
          real,
          bug -> {
            throw bug;
          });
  private final CatalogueWatch lists;
  private final HttpUpstream upstream;

  /// Its accounts.
  final SharedPool pool;

  /// Finds out whether they are free.
  final AccountWatch watch;

  /// A desk before this cloud; nothing runs yet.
  AccountDesk(URI cloud, Facts facts, Tallies tallies, Journal journal, WallClock wall) {
    upstream = new HttpUpstream(cloud, "fake", real);
    pool =
        new PoolMaker(new Blocks(facts, journal, wall), said -> said, real, wall)
            .make(settings(), null)
            .orElseThrow();
    var catalogue = new Catalogue(new MemoryFacts(), journal);
    lists =
        new CatalogueWatch(
            new Lookout.Surroundings(
                catalogue,
                alarms,
                _ -> {},
                Presence.telling(
                    new Conditions(new FakeTicker(), wall, _ -> new Cooling(LONG, LONG, LONG))),
                real,
                WallClock.system(),
                new SplittableRandom(1),
                () -> {}),
            _ -> new Pacing(Duration.ZERO, NEVER, NEVER, NEVER, NEVER, LONG));
    watch =
        new AccountWatch(
            lists, () -> new Serving(Rows.of(), catalogue.stock()), tallies, alarms, journal, wall);
  }

  private static ProviderSettings settings() {
    return CloudSettings.with(
        List.of(CloudSettings.account("one", "key-1"), CloudSettings.account("two", "key-2")));
  }

  /// Opens it.
  ///
  /// @param shown what each account shows
  void start(Map<String, Access> shown) throws InterruptedException {
    var provider =
        new Provider(
                "cloud",
                upstream,
                new OllamaProvider(WallClock.system()),
                Access.of(List.of()),
                new Waits(LONG, LONG, LONG, LONG, LONG, LONG, LONG, null),
                null,
                false)
            .with(pool, shown);
    lists.watch(List.of(new Watched(provider, Kind.OLLAMA, List.of(), null)));
    alarms.start();
    watch.start();
  }

  /// Closes it.
  void stop() throws InterruptedException {
    watch.stop();
    lists.stop();
    alarms.stop();
    upstream.stop();
  }
}
