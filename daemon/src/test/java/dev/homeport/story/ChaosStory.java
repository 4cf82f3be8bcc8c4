package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.contract.Asked;
import dev.homeport.contract.client.ClientVoice;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.lifecycle.Threads;
import dev.homeport.story.Disorder.Place;
import dev.homeport.story.Disorder.Trouble;
import dev.homeport.story.Disorder.Who;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A crowd asks a router while home is killed, frozen, cut off, slowed and brought back, and two
/// clouds turn questions away: nobody may notice, as long as one of the three is well.
///
/// An answer that has begun may end as unfinished where home was lost in the middle of it, as long
/// as it says so.
///
/// `-Dchaos.seed=N` lets other things go wrong, `-Dchaos.requests=N` makes it longer. A seed says
/// what goes wrong and when; whom it meets is up to the machine.
@Tag("story")
@ExtendWith(LeakCheck.class)
@Timeout(600)
class ChaosStory {
  private static final int GUESTS = 200;
  private static final int REQUESTS = Integer.getInteger("chaos.requests", 10_000);
  private static final long SEED = Long.getLong("chaos.seed", 5);
  private static final Duration LONGEST = Duration.ofMinutes(REQUESTS / 2_500 + 2);
  private static final Duration PER_WORD = Duration.ofMillis(20);
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(20);
  private static final Duration SETTLED = Duration.ofSeconds(3);
  private static final Duration LATE = Duration.ofMillis(300);
  private static final long LOOK_NANOS = 50_000_000L;
  private static final int MOST_LOOKS = 600;

  /// Idle connections that a router keeps to each provider, and a few descriptors of its own.
  private static final int KEPT = 3 * 64 + 24;

  private static final int MORE_THREADS = 24;
  private static final long MOST_KIB = 420_000;

  private static final String FOREIGN = "foreign/model-7b";
  private static final String KEY = "the-key-of-a-guest-here-1";
  private static final String BOSS = "the-key-of-the-boss-here-1";

  private static final List<ClientVoice> VOICES =
      ClientVoice.all().stream().filter(voice -> voice.api() != Api.OPENAI_COMPLETIONS).toList();

  private static final Pattern SUCCESS = Pattern.compile("LLM success \\| provider=([^ |]+)");

  @TempDir Path folder = Path.of("");

  private final Tally tally = new Tally();
  private final Disorder disorder = Disorder.of(SEED, LONGEST);
  private final CountDownLatch answered = new CountDownLatch(GUESTS);
  private final AtomicInteger next = new AtomicInteger();

  /// What befell those who make the trouble; none of it is the router's.
  private final AtomicReference<@Nullable Throwable> clumsiness = new AtomicReference<>();

  private long beganNanos = System.nanoTime();

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /// The mood of a cloud. It leaves nobody alone with a home that was late to start.
  private Throttle throttle(Place cloud, ShakyHome home) {
    return new Throttle(
        () -> {
          Duration now = elapsed();
          return disorder
              .at(cloud, now)
              .filter(_ -> answered.getCount() > 0)
              .filter(_ -> !isAlone(home, now))
              .map(trouble -> new Throttle.Now(trouble, trouble.until().minus(now)));
        },
        SEED + cloud.name().hashCode());
  }

  private boolean isAlone(ShakyHome home, Duration now) {
    return disorder.wellAt(now).equals(Optional.of(Who.HOME)) && !home.isWellFor(SETTLED);
  }

  @Test
  void nobodyNoticesAsLongAsOneIsWell() throws Exception {
    System.out.printf("chaos: seed %d, %d requests%n", SEED, REQUESTS);
    var homes = new Machine(folder.resolve("home"));
    var routers = new Machine(folder.resolve("router"));
    try (var ollama = new Reciter(Asked.MODEL, PER_WORD, (_, _) -> false);
        var home = new ShakyHome(homes, ollama.uri());
        var east = new Reciter(FOREIGN, PER_WORD, throttle(Place.EAST, home));
        var west = new Reciter(FOREIGN, PER_WORD, throttle(Place.WEST, home))) {
      settings(routers, home, east, west);
      try (var router = RouterProcess.start(routers).acquainted(BOSS)) {
        var before = Footprint.of(router.program.pid());
        long open = inFlight(router.get("/admin/status", Role.bearer(BOSS)));
        Duration took = run(router, home);
        System.out.printf("%s%s", report(took, ollama, east, west), tally);
        assertThat(tally.count("asked")).as("seed %d", SEED).isEqualTo(REQUESTS);
        boolean back = returns(router);
        before.ifPresent(
            than ->
                System.out.printf(
                    "    %s%n    %s%n", than, Footprint.of(router.program.pid()).orElseThrow()));

        assertThat(clumsiness.get()).as("the trouble itself went wrong").isNull();
        assertThat(tally.mishaps()).as("seed %d", SEED).isEmpty();
        for (String cloud : new String[] {"east", "west"}) {
          assertThat(tally.count("cut mid-stream of " + cloud)).as("seed %d", SEED).isZero();
        }
        assertThat(back).as("home is asked again, seed %d", SEED).isTrue();
        // The last one is over for its guest a moment before the router counts it out.
        router.until("/admin/status", page -> inFlight(page) == open, Role.bearer(BOSS));
        before.ifPresent(than -> nothingLeft(router, than));
        Ran ran = router.stop();
        assertThat(ran.exit()).isZero();
        logCounts(ran.all());
      }
    }
  }

  private static void settings(Machine machine, ShakyHome home, Reciter east, Reciter west) {
    machine.with("HOMEPORT_KEYS", "guest:" + KEY + ",boss:" + BOSS + ":infer+admin+metrics");
    machine.with("OLLAMA_API_KEY", home.daemon().machine.firstKey());
    machine.write(
        "homeport.yaml",
        """
        router:
          chain: [ home, east, west ]
          providers:
            home:
              kind: ollama
              url: http://127.0.0.1:%d
              key: ${OLLAMA_API_KEY}
              timeouts: { connect: 1s, ack: 1s, queued: 1s, loading: 3s, first-token: 2s, stall: 2s }
            east: { kind: openai, url: %s/v1, key: sk-east }
            west: { kind: openai, url: %s/v1, key: sk-west }
          models:
            "*": { east: %s, west: %s }
          health: { cooldown: 2s, prefer: 5s, probe: 1s }
        """
            .formatted(home.port(), east.uri(), west.uri(), FOREIGN, FOREIGN));
  }

  private static long inFlight(Received status) {
    return Role.json(status.text()).number("in_flight", -1);
  }

  /// Everything at once, until all have asked.
  private Duration run(RouterProcess router, ShakyHome home) throws InterruptedException {
    beganNanos = System.nanoTime();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < GUESTS; i++) {
      threads.add(Threads.virtual("guest", () -> visit(router.port())));
    }
    for (Place place : new Place[] {Place.PROCESS, Place.WAY}) {
      threads.add(Threads.virtual("trouble", () -> trouble(place, home)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return elapsed();
  }

  private void visit(int port) {
    try (var guest = new Guest(port, Role.bearer(KEY))) {
      for (int i = next.getAndIncrement();
          i < REQUESTS && elapsed().compareTo(LONGEST) < 0;
          i = next.getAndIncrement()) {
        var random = new Random(SEED * 1_000_003 + i);
        ClientVoice voice = VOICES.get(random.nextInt(VOICES.size()));
        boolean stream = random.nextInt(3) > 0;
        long asked = System.nanoTime();
        tally.add(
            guest.ask(voice, stream, new Verse(random.nextLong())), System.nanoTime() - asked);
      }
    } catch (RuntimeException | Error e) {
      clumsiness.compareAndSet(null, e);
    } finally {
      answered.countDown();
    }
  }

  /// Lets everything happen in its time that is to happen at a place.
  private void trouble(Place place, ShakyHome home) {
    try {
      for (Trouble trouble : disorder.of(place)) {
        if (over(trouble.from())) {
          return;
        }
        if (elapsed().minus(trouble.from()).compareTo(LATE) > 0) {
          // The end of the one before took so long that somebody may count on home already.
          continue;
        }
        tally.add("trouble: home " + trouble.kind());
        home.begin(trouble.kind());
        boolean over = over(trouble.until());
        home.end(trouble.kind());
        if (over) {
          return;
        }
      }
    } catch (RuntimeException | Error e) {
      clumsiness.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a time; true where all guests are done before.
  private boolean over(Duration time) throws InterruptedException {
    return answered.await(time.minus(elapsed()).toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Whether home, which is well now, is soon asked again.
  private boolean returns(RouterProcess router) {
    long began = System.nanoTime();
    try (var guest = new Guest(router.port(), Role.bearer(KEY))) {
      for (int look = 0; System.nanoTime() - began < LONGEST_RETURN.toNanos(); look++) {
        long asked = System.nanoTime();
        Guest.Outcome outcome = guest.ask(VOICES.getFirst(), true, new Verse(look));
        tally.add(outcome, System.nanoTime() - asked);
        if (outcome instanceof Guest.Outcome.Whole(String provider, _) && provider.equals("home")) {
          return true;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return false;
    }
  }

  private String report(Duration took, Reciter ollama, Reciter east, Reciter west) {
    Map<Place, Long> troubles = new EnumMap<>(Place.class);
    disorder
        .troubles()
        .forEach(
            (place, all) ->
                troubles.put(
                    place, all.stream().filter(each -> each.from().compareTo(took) < 0).count()));
    return """
    chaos: %d guests, %d requests in %.1f s, seed %d; troubles %s
        recited to the end: home %d, east %d, west %d
    """
        .formatted(
            GUESTS,
            REQUESTS,
            took.toMillis() / 1e3,
            SEED,
            troubles,
            ollama.recited(),
            east.recited(),
            west.recited());
  }

  /// The lines that people count say of each provider what its guests say.
  private void logCounts(String log) {
    var counted = new HashMap<String, Long>();
    Matcher line = SUCCESS.matcher(log);
    while (line.find()) {
      counted.merge(line.group(1), 1L, Long::sum);
    }
    for (String provider : new String[] {"home", "east", "west"}) {
      assertThat(counted.getOrDefault(provider, 0L))
          .as("successes of %s in the log, seed %d", provider, SEED)
          .isEqualTo(tally.count("whole of " + provider));
    }
  }

  private static void nothingLeft(RouterProcess router, Footprint before) {
    Footprint now = Footprint.of(router.program.pid()).orElseThrow();
    for (int look = 0; look < MOST_LOOKS && isMore(now, before); look++) {
      LockSupport.parkNanos(LOOK_NANOS);
      now = Footprint.of(router.program.pid()).orElseThrow();
    }
    assertThat(isMore(now, before)).as("%s, before %s", now, before).isFalse();
    assertThat(now.peakKib()).as("memory").isLessThan(MOST_KIB);
  }

  private static boolean isMore(Footprint now, Footprint before) {
    return now.descriptors() > before.descriptors() + KEPT
        || now.threads() > before.threads() + MORE_THREADS;
  }
}
