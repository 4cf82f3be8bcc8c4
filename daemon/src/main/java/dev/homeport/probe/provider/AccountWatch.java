package dev.homeport.probe.provider;

import dev.homeport.account.SharedPool;
import dev.homeport.account.block.Held;
import dev.homeport.catalogue.Serving;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Tallies;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds out whether accounts that were blocked are free again, when that is due, so that no
/// request has to.
///
/// One account of a provider is asked at a time, and none more often than once in a minute by all
/// who are on one state, whatever it says of its reset: who comes to it a moment later hears from
/// the state what the first has found. The questions that cost something are counted.
public final class AccountWatch implements Service {
  /// As many are out at once.
  private static final int MOST = 4;

  /// How often an account may be asked in a minute.
  private static final int ONCE = 1;

  /// The wall clock may be turned meanwhile, and others may block an account of theirs and ours.
  private static final Duration LONGEST_REST = Duration.ofSeconds(15);

  private static final Duration LEAST_REST = Duration.ofMillis(100);

  private final CatalogueWatch watch;
  private final Supplier<Serving> serving;
  private final Alarms alarms;
  private final Journal journal;
  private final WallClock wall;

  /// Holds the minutes of all accounts.
  private final Tallies tallies;

  /// The visits that are under way, by provider. Only the loop adds, each takes itself out.
  private final Map<String, Out> out = new ConcurrentHashMap<>();

  private final Map<String, LongAdder> probes = new ConcurrentHashMap<>();

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// A visit under way.
  private static final class Out {
    private final AccountVisit visit;

    /// Set by the loop, and read when the loop is over.
    private @Nullable Thread thread;

    Out(AccountVisit visit) {
      this.visit = visit;
    }
  }

  /// Nobody is visited yet.
  ///
  /// @param watch knows the providers, with connections on which no request waits
  /// @param serving what the settings and the lists say of models
  /// @param tallies those of the state on which the blocks are
  /// @param alarms that run while this does
  public AccountWatch(
      CatalogueWatch watch,
      Supplier<Serving> serving,
      Tallies tallies,
      Alarms alarms,
      Journal journal,
      WallClock wall) {
    this.watch = watch;
    this.serving = serving;
    this.tallies = tallies;
    this.alarms = alarms;
    this.journal = journal;
    this.wall = wall;
  }

  /// How many questions the accounts of a provider were asked so far that cost something.
  public long probes(String provider) {
    LongAdder count = probes.get(provider);
    return count == null ? 0 : count.sum();
  }

  /// Looks now who is due, as after the machine has slept.
  public void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  @Override
  public String name() {
    return "account watch";
  }

  @Override
  public void start() {
    loop = Loop.start(name(), this::turn, this::failed);
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    loop = null;
    if (running != null) {
      running.stop();
    }
    List<Out> left = List.copyOf(out.values());
    for (Out each : left) {
      each.visit.close();
      if (each.thread != null) {
        each.thread.interrupt();
      }
    }
    for (Out each : left) {
      if (each.thread != null) {
        each.thread.join();
      }
    }
  }

  private void failed(RuntimeException bug) {
    journal.note(Weight.ERROR, "account visit failed", Map.of("cause", bug.toString()));
  }

  private Duration turn() {
    Instant now = wall.now();
    Instant next = now.plus(LONGEST_REST);
    for (String provider : watch.reaches().keySet()) {
      Optional<Watched> found = watch.watched(provider);
      if (found.isPresent() && found.get().provider().pool() instanceof SharedPool pool) {
        visit(found.get(), pool);
        Instant look = pool.nextLook().orElse(next);
        next = look.isAfter(now) && look.isBefore(next) ? look : next;
      }
    }
    Duration rest = Duration.between(now, next);
    return rest.compareTo(LEAST_REST) > 0 ? rest : LEAST_REST;
  }

  /// Visits the first that is due and may be asked, unless somebody is with its provider already:
  /// whoever comes from there ends the rest of the loop.
  private void visit(Watched watched, SharedPool pool) {
    for (Held held : pool.due()) {
      if (out.containsKey(pool.provider()) || out.size() >= MOST) {
        return;
      }
      String meter = meter(pool.provider(), held.block().account());
      if (tallies.take(meter, ONCE, ONCE).isZero()) {
        begin(watched, pool, held);
      }
    }
  }

  /// Whose minute it is.
  static String meter(String provider, String account) {
    return "account-" + provider + "/" + account;
  }

  private void begin(Watched watched, SharedPool pool, Held held) {
    String provider = pool.provider();
    Runnable count = () -> probes.computeIfAbsent(provider, _ -> new LongAdder()).increment();
    var visit = new Out(new AccountVisit(watched, pool, held, serving.get(), alarms, count));
    out.put(provider, visit);
    visit.thread =
        Threads.virtual(
            "visit to an account of " + provider,
            () -> {
              try {
                note(held, visit.visit.make());
                pool.looked(held);
              } catch (InterruptedException _) {
                // Asked to stop, and this is the end of the thread.
              } catch (RuntimeException bug) {
                failed(bug);
              } finally {
                out.remove(provider);
                nudge();
              }
            });
  }

  private void note(Held held, String found) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("provider", held.block().provider());
    facts.put("account", held.block().account());
    if (held.block().model() != null) {
      facts.put("model", held.block().model());
    }
    facts.put("found", found);
    journal.note(Weight.DEBUG, "account visited", facts);
  }
}
