package dev.homeport.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Pool.Picked;
import dev.homeport.account.Pool.Stint;
import dev.homeport.account.Pool.Waiting;
import dev.homeport.account.block.Blocks;
import dev.homeport.account.block.Held;
import dev.homeport.account.ruling.Law;
import dev.homeport.account.ruling.Service;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.AccountBlocked;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pure, but for threads that wait: whose turn it is, and what is heard of each.
@Timeout(60)
@ExtendWith(LeakCheck.class)
class SharedPoolTest {
  private static final String MODEL = "gpt-oss:120b";
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Complaint WEEKLY =
      Complaint.of(Kind.QUOTA, 429, "you (ann) have reached your weekly usage limit");
  private static final Complaint PLAN =
      Complaint.of(Kind.NO_MODEL, 403, "this model requires a subscription");
  private static final Complaint SLOT =
      Complaint.of(Kind.CONCURRENCY, 429, "timed out waiting for a concurrent request slot");

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final MemoryFacts memory = new MemoryFacts();
  private final Told told = new Told();
  private final Blocks blocks = new Blocks(new Seen(memory), told, wall);

  /// What others write is seen at once.
  private record Seen(MemoryFacts facts) implements Facts {
    @Override
    public Shelf shelf(String kind) {
      return facts.shelf(kind);
    }

    @Override
    public void freshen() {
      facts.freshenNow();
    }

    @Override
    public void freshenNow() {
      facts.freshenNow();
    }

    @Override
    public Written put(Fact fact) {
      return facts.put(fact);
    }

    @Override
    public Written add(Fact fact) {
      return facts.add(fact);
    }

    @Override
    public Written remove(String kind, String name) {
      return facts.remove(kind, name);
    }
  }

  private Member member(String name, @Nullable Integer most, String... models) {
    var account = new Account(name, null, null, most, List.of(models));
    return new Member(account, KeyMark.of("cloud", name), new Hands(most, WAIT, ticker));
  }

  private SharedPool pool(Member... members) {
    return new SharedPool(
        "cloud",
        new Law(Service.OLLAMA_CLOUD, Service.OLLAMA_CLOUD.block()),
        List.of(members),
        WAIT,
        blocks,
        said -> said.replace("(ann)", ""),
        ticker,
        wall);
  }

  private SharedPool three() {
    return pool(member("one", null), member("two", null), member("three", null));
  }

  private static Picked pick(Pool pool, String... tried) throws InterruptedException {
    return pool.pick(MODEL, Set.of(tried), "key", _ -> {});
  }

  private static Stint taken(Pool pool, String... tried) throws InterruptedException {
    if (pick(pool, tried) instanceof Picked.Taken(Stint stint)) {
      return stint;
    }
    throw new AssertionError("nobody was free");
  }

  private static String next(Pool pool, String... tried) throws InterruptedException {
    try (Stint stint = taken(pool, tried)) {
      return stint.account();
    }
  }

  private static boolean fails(Pool pool, Complaint complaint, String... tried)
      throws InterruptedException {
    try (Stint stint = taken(pool, tried)) {
      return stint.failed(complaint);
    }
  }

  @Test
  void accountsTakeTurns() throws Exception {
    SharedPool pool = three();
    var seen = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      seen.add(next(pool));
    }
    assertThat(seen).containsExactly("one", "two", "three", "one", "two", "three");
  }

  /// cases.md E1, E2: another account at once, and each once.
  @Test
  void eachIsTriedOnce() throws Exception {
    SharedPool pool = three();
    assertThat(next(pool, "one")).isEqualTo("two");
    assertThat(next(pool, "one", "two")).isEqualTo("three");
    assertThat(pick(pool, "one", "two", "three")).isEqualTo(new Picked.Spent());
  }

  @Test
  void usedUpAccountIsPassedOverUntilItsWindowEnds() throws Exception {
    SharedPool pool = three();
    assertThat(fails(pool, WEEKLY)).isTrue();
    assertThat(List.of(next(pool), next(pool), next(pool))).containsExactly("two", "three", "two");

    Block block = pool.standing().getFirst().blocks().getFirst();
    assertThat(block.until()).isEqualTo("2026-11-30T00:00:00Z");
    assertThat(block.cause()).isEqualTo("weekly-quota");
    assertThat(block.detail()).isEqualTo("you  have reached your weekly usage limit");
    assertThat(pool.freeAt(MODEL)).isEqualTo(wall.now());
    assertThat(told.events()).hasOnlyElementsOfType(AccountBlocked.class).hasSize(1);
  }

  @Test
  void allBlockedSaysWhoIsFreeFirst() throws Exception {
    SharedPool pool = pool(member("one", null), member("two", null));
    fails(pool, WEEKLY);
    fails(pool, Complaint.of(Kind.QUOTA, 429, "session usage limit"));
    Instant end = Instant.parse("2026-11-24T16:00:00Z");
    assertThat(pick(pool))
        .isEqualTo(
            new Picked.Blocked(end, "its accounts are blocked (session-quota, weekly-quota)"));
    assertThat(pool.freeAt(MODEL)).isEqualTo(end);
  }

  /// cases.md E4.
  @Test
  void modelThatIsNotInThePlanIsBlockedAlone() throws Exception {
    SharedPool pool = pool(member("one", null));
    assertThat(fails(pool, PLAN)).isTrue();
    assertThat(pick(pool)).isInstanceOf(Picked.Blocked.class);
    assertThat(pool.pick("other", Set.of(), "key", _ -> {})).isInstanceOf(Picked.Taken.class);
    assertThat(pool.standing().getFirst().isBlocked(wall.now())).isFalse();
    assertThat(pool.freeAt("other")).isEqualTo(wall.now());
    assertThat(pool.freeAt(MODEL)).isEqualTo(wall.now().plus(Duration.ofDays(7)));
  }

  @Test
  void overloadBlocksNobody() throws Exception {
    SharedPool pool = pool(member("one", null));
    assertThat(fails(pool, Complaint.of(Kind.OVERLOADED, 503, "Server overloaded"))).isFalse();
    assertThat(next(pool)).isEqualTo("one");
    assertThat(told.events()).isEmpty();
  }

  @Test
  void accountIsAskedOnlyForItsModels() throws Exception {
    SharedPool pool = pool(member("one", null, "qwen*"), member("two", null, "gpt-oss:*"));
    assertThat(List.of(next(pool), next(pool))).containsExactly("two", "two");
    assertThat(pick(pool, "two")).isEqualTo(new Picked.Spent());
    assertThat(pool.pick("llama3", Set.of(), "key", _ -> {}))
        .isEqualTo(new Picked.Blocked(Pool.NEVER, "no account of cloud is for this model"));
    assertThat(pool.freeAt("llama3")).isEqualTo(Pool.NEVER);
  }

  @Test
  void blockSetElsewhereCountsAtOnceAndSoDoesItsEnd() throws Exception {
    SharedPool pool = pool(member("one", null));
    var others = new Blocks(new Seen(memory), told, wall);
    SharedPool elsewhere =
        new SharedPool(
            "cloud",
            new Law(Service.OLLAMA_CLOUD, Duration.ofDays(7)),
            List.of(member("one", null)),
            WAIT,
            others,
            said -> said,
            ticker,
            wall);
    fails(elsewhere, WEEKLY);
    assertThat(pick(pool)).isInstanceOf(Picked.Blocked.class);
    assertThat(pool.unblock("one")).hasSize(1);
    assertThat(next(elsewhere)).isEqualTo("one");
    assertThat(pool.unblock("one")).isEmpty();
  }

  @Test
  void anotherKeyIsNotBlockedForTheOldOne() throws Exception {
    Complaint refused = Complaint.of(Kind.KEY, 401, "unauthorized");
    fails(pool(member("one", null)), refused);
    assertThat(pick(pool(member("one", null)))).isInstanceOf(Picked.Blocked.class);

    var renewed =
        new Member(Account.named("one"), KeyMark.of("cloud", "new"), new Hands(null, WAIT, ticker));
    SharedPool pool = pool(renewed);
    assertThat(next(pool)).isEqualTo("one");
    assertThat(pool.standing().getFirst().blocks()).isEmpty();
    assertThat(pool.due()).isEmpty();
    assertThat(blocks.of("cloud", "one")).isEmpty();

    // The new one may be no better, and is out for itself.
    fails(pool(member("one", null)), refused);
    assertThat(next(pool)).isEqualTo("one");
    fails(pool, refused);
    assertThat(pick(pool)).isInstanceOf(Picked.Blocked.class);
    pool.unblock("one");

    fails(pool, WEEKLY);
    assertThat(pick(pool(member("one", null)))).isInstanceOf(Picked.Blocked.class);
  }

  /// The hand's word counts, and not that of a look that was out meanwhile.
  @ParameterizedTest
  @ValueSource(strings = {"session usage limit", "limit of this model", "weekly usage limit"})
  void lookThatWasOutWhileAHandUnblockedChangesNothing(String said) throws Exception {
    SharedPool pool = pool(member("one", null));
    fails(pool, WEEKLY);
    wall.advance(Duration.ofDays(7));
    Held held = pool.due().getFirst();
    assertThat(pool.unblock("one")).hasSize(1);

    boolean _ = pool.looked(held, Complaint.of(Kind.QUOTA, 429, said), MODEL);
    pool.usedUp(held, "weekly");
    pool.looked(held);

    assertThat(pool.standing().getFirst().blocks()).isEmpty();
    assertThat(next(pool)).isEqualTo("one");
  }

  /// What was found of the whole account is no model's any more, and the other way round.
  @Test
  void lookMayFindMoreOrLessThanWasBlocked() throws Exception {
    SharedPool pool = pool(member("one", null));
    fails(pool, WEEKLY);
    wall.advance(Duration.ofDays(7));
    assertThat(pool.looked(pool.due().getFirst(), PLAN, MODEL)).isTrue();
    assertThat(pool.standing().getFirst().blocks())
        .singleElement()
        .satisfies(block -> assertThat(block.model()).isEqualTo(MODEL));

    wall.advance(Duration.ofDays(7));
    assertThat(pool.looked(pool.due().getFirst(), WEEKLY, MODEL)).isFalse();
    assertThat(pool.standing().getFirst().blocks())
        .anySatisfy(block -> assertThat(block.cause()).isEqualTo("weekly-quota"));
    assertThat(pick(pool)).isInstanceOf(Picked.Blocked.class);
  }

  /// `block: 0s`: nobody is ever out, and another is asked all the same.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"QUOTA", "RATE", "CREDIT", "KEY", "FORBIDDEN"})
  void blockOfNothingBlocksNobody(Kind kind) throws Exception {
    var pool =
        new SharedPool(
            "cloud",
            new Law(Service.OLLAMA_CLOUD, Duration.ZERO),
            List.of(member("one", null), member("two", null)),
            WAIT,
            blocks,
            said -> said,
            ticker,
            wall);
    assertThat(fails(pool, Complaint.of(kind, 429, "weekly usage limit"))).isTrue();
    assertThat(pool.standing()).allMatch(each -> each.blocks().isEmpty());
    assertThat(pool.freeAt(MODEL)).isEqualTo(wall.now());
    assertThat(told.events()).isEmpty();
    assertThat(next(pool, "one")).isEqualTo("two");
    assertThat(next(pool, "two")).isEqualTo("one");
  }

  @Test
  void countsAreOfEachAccount() throws Exception {
    SharedPool pool = pool(member("one", null));
    Stint stint = taken(pool);
    assertThat(pool.standing().getFirst().inside()).isOne();
    stint.answered();
    stint.answered();
    stint.close();
    stint.close();
    fails(pool, Complaint.of(Kind.SERVER, 500, "boom"));
    taken(pool).close();
    AccountStanding standing = pool.standing().getFirst();
    assertThat(List.of(standing.asked(), standing.answered(), standing.failed()))
        .containsExactly(3L, 1L, 1L);
    assertThat(standing.inside()).isZero();
  }

  /// cases.md E7: what is too much is not asked for again, and more is tried after a while.
  @Test
  void tooManyAtOnceAreFewerFromThenOn() throws Exception {
    var hands = new Hands(null, WAIT, ticker);
    SharedPool pool = pool(new Member(Account.named("one"), "m", hands));
    var stints = new ArrayList<Stint>();
    for (int i = 0; i < 5; i++) {
      stints.add(taken(pool));
    }
    assertThat(stints.get(0).failed(SLOT)).isTrue();
    assertThat(stints.get(1).failed(SLOT)).isTrue();
    assertThat(hands.limit()).isEqualTo(3);
    stints.forEach(Stint::close);
    assertThat(told.events()).isEmpty();

    ticker.advance(Duration.ofMinutes(2));
    assertThat(hands.limit()).isEqualTo(4);
    ticker.advance(Duration.ofMinutes(8));
    assertThat(hands.limit()).isEqualTo(Integer.MAX_VALUE);

    fails(pool, SLOT);
    assertThat(hands.limit()).isOne();
    assertThat(next(pool)).isEqualTo("one");
  }

  @Test
  void limitOfTheSettingsIsTheMostThatGrowsBack() throws Exception {
    var hands = new Hands(2, WAIT, ticker);
    SharedPool pool = pool(new Member(Account.named("one"), "m", hands));
    Stint other = taken(pool);
    fails(pool, SLOT);
    assertThat(hands.limit()).isOne();
    ticker.advance(Duration.ofHours(1));
    assertThat(hands.limit()).isEqualTo(2);
    other.close();
  }

  @Test
  void whoHasRoomIsAskedBeforeAnybodyWaits() throws Exception {
    SharedPool pool = pool(member("one", 1), member("two", 2));
    Set<String> seen = new HashSet<>();
    var stints = new ArrayList<Stint>();
    for (int i = 0; i < 3; i++) {
      stints.add(taken(pool));
      seen.add(stints.getLast().account());
    }
    assertThat(seen).containsExactlyInAnyOrder("one", "two");
    assertThat(stints.stream().map(Stint::account).filter("two"::equals)).hasSize(2);
    stints.forEach(Stint::close);
  }

  /// One who waits in a thread of its own.
  private static final class Waiter {
    private final LinkedBlockingQueue<Runnable> ends = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Picked> picked;

    Waiter(Pool pool, String party) {
      this(pool, party, new LinkedBlockingQueue<>());
    }

    /// @param picked where it puts what it gets
    Waiter(Pool pool, String party, LinkedBlockingQueue<Picked> picked) {
      this.picked = picked;
      Waiting stay = ends::add;
      var _ =
          Threads.virtual(
              "waiter",
              () -> {
                try {
                  picked.add(pool.pick(MODEL, Set.of(), party, stay));
                } catch (InterruptedException _) {
                  // Nobody interrupts it.
                }
              });
    }

    Runnable end() throws InterruptedException {
      Runnable end = ends.poll(30, TimeUnit.SECONDS);
      assertThat(end).isNotNull();
      return end;
    }

    Picked picked() throws InterruptedException {
      Picked come = picked.poll(30, TimeUnit.SECONDS);
      assertThat(come).isNotNull();
      return come;
    }

    Stint taken() throws InterruptedException {
      if (picked() instanceof Picked.Taken(Stint stint)) {
        return stint;
      }
      throw new AssertionError("it got no turn");
    }
  }

  /// The accounts themselves may go on in another pool, and with them who is at work.
  @Test
  void whoWaitsHearsAtOnceThatThePoolIsClosed() throws Exception {
    Member member = member("one", 1);
    SharedPool pool = pool(member);
    Stint first = taken(pool);
    var waiter = new Waiter(pool, "key");
    Runnable _ = waiter.end();
    pool.close();
    assertThat(waiter.picked()).isEqualTo(new Picked.Closed());
    assertThat(pick(pool)).isEqualTo(new Picked.Closed());
    assertThat(pool(member).standing().getFirst().inside()).isOne();
    first.close();
    assertThat(next(pool(member))).isEqualTo("one");
    assertThat(pick(pool)).isEqualTo(new Picked.Closed());
  }

  @Test
  void whereAllAreAtWorkOneIsWaitedFor() throws Exception {
    SharedPool pool = pool(member("one", 1));
    Stint first = taken(pool);
    var waiter = new Waiter(pool, "key");
    Runnable _ = waiter.end();
    first.close();
    try (Stint stint = waiter.taken()) {
      assertThat(stint.account()).isEqualTo("one");
    }
  }

  @Test
  void waitCanBeLeft() throws Exception {
    SharedPool pool = pool(member("one", 1));
    try (Stint _ = taken(pool)) {
      var waiter = new Waiter(pool, "key");
      waiter.end().run();
      assertThat(waiter.picked()).isEqualTo(new Picked.Left());
    }
    assertThat(next(pool)).isEqualTo("one");
  }

  /// Whoever waits for an account that is used up goes to another, or is told.
  @Test
  void nobodyWaitsForAnAccountThatIsBlockedMeanwhile() throws Exception {
    SharedPool pool = pool(member("one", 1), member("two", 1));
    Stint one = taken(pool);
    Stint two = taken(pool);
    var picked = new LinkedBlockingQueue<Picked>();
    var waiters = List.of(new Waiter(pool, "a", picked), new Waiter(pool, "b", picked));
    for (Waiter each : waiters) {
      Runnable _ = each.end();
    }
    // Whoever has it may take long yet.
    one.failed(WEEKLY);
    two.close();
    for (Waiter each : waiters) {
      try (Stint stint = each.taken()) {
        assertThat(stint.account()).isEqualTo("two");
      }
    }
    one.close();
  }

  @Test
  void waitThatBringsNothingIsBusy() throws Exception {
    var hands = new Hands(1, Duration.ZERO, ticker);
    SharedPool pool = pool(new Member(Account.named("one"), "m", hands));
    try (Stint _ = taken(pool)) {
      assertThat(pick(pool)).isInstanceOf(Picked.Busy.class);
    }
  }

  @Test
  void reloadedPoolGoesOnWithWhoShowsTheSame() {
    Hands hands = new Hands(1, WAIT, ticker);
    SharedPool pool = pool(new Member(Account.named("one"), "m", hands));
    assertThat(pool.member("one", "m")).map(Member::hands).contains(hands);
    assertThat(pool.member("one", "n")).isEmpty();
    assertThat(pool.member("two", "m")).isEmpty();
  }

  /// Fifty at once, the first account of three used up in their middle: all are answered.
  @Test
  void weeklyLimitInTheMiddleOfManyHurtsNobody() throws Exception {
    SharedPool pool = three();
    var answered = new AtomicInteger();
    var refused = new AtomicInteger();
    var over = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      var _ =
          Threads.virtual(
              "client",
              () -> {
                try {
                  Set<String> tried = new HashSet<>();
                  boolean another = true;
                  while (another
                      && pool.pick(MODEL, Set.copyOf(tried), "key", _ -> {})
                          instanceof Picked.Taken(Stint stint)) {
                    try (stint) {
                      tried.add(stint.account());
                      if (stint.account().equals("one")) {
                        refused.incrementAndGet();
                        another = stint.failed(WEEKLY);
                      } else {
                        stint.answered();
                        answered.incrementAndGet();
                        another = false;
                      }
                    }
                  }
                } catch (InterruptedException _) {
                  // Nobody interrupts it.
                } finally {
                  over.countDown();
                }
              });
    }
    assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(answered).hasValue(50);
    assertThat(refused.get()).isBetween(1, 50);
    assertThat(told.events()).hasSize(1);
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  /// However they come, fail and go: never more than are allowed, never somebody who is blocked or
  /// was tried, and in the end nobody is inside.
  @ParameterizedTest
  @MethodSource("seeds")
  void walk(int seed) throws Exception {
    var random = new Random(seed);
    Map<String, Integer> limits = Map.of("one", 2, "two", 3, "three", 1);
    SharedPool pool =
        new SharedPool(
            "cloud",
            new Law(Service.OLLAMA_CLOUD, Duration.ofDays(7)),
            limits.entrySet().stream()
                .map(
                    each ->
                        new Member(
                            Account.named(each.getKey()),
                            "m",
                            new Hands(each.getValue(), Duration.ZERO, ticker)))
                .toList(),
            Duration.ZERO,
            blocks,
            said -> said,
            ticker,
            wall);
    List<Complaint> complaints =
        List.of(
            WEEKLY,
            PLAN,
            SLOT,
            Complaint.of(Kind.RATE, 429, "slow down"),
            Complaint.of(Kind.KEY, 401, "unauthorized"),
            Complaint.of(Kind.SERVER, 500, "boom"));
    var out = new ArrayList<Stint>();
    for (int i = 0; i < 300; i++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          Set<String> tried = random.nextBoolean() ? Set.of() : Set.of("one");
          switch (pool.pick(MODEL, tried, "key", _ -> {})) {
            case Picked.Taken(Stint stint) -> {
              assertThat(tried).doesNotContain(stint.account());
              assertThat(blocks.of("cloud", stint.account())).isEmpty();
              out.add(stint);
            }
            case Picked.Blocked(Instant freeAt, _) -> assertThat(freeAt).isAfter(wall.now());
            case Picked.Busy _ -> assertThat(pool.freeAt(MODEL)).isEqualTo(wall.now());
            case Picked.Spent _, Picked.Left _, Picked.Closed _ -> throw new AssertionError("none");
          }
        }
        case 2 -> {
          if (!out.isEmpty()) {
            boolean _ =
                out.get(random.nextInt(out.size()))
                    .failed(complaints.get(random.nextInt(complaints.size())));
          }
        }
        case 3 -> {
          if (!out.isEmpty()) {
            out.remove(random.nextInt(out.size())).close();
          }
        }
        default -> {
          Duration time = Duration.ofMinutes(random.nextInt(600));
          ticker.advance(time);
          wall.advance(time);
        }
      }
      for (AccountStanding each : pool.standing()) {
        assertThat(each.inside()).isLessThanOrEqualTo(limits.get(each.account().name()));
      }
    }
    out.forEach(Stint::close);
    assertThat(pool.standing()).allMatch(each -> each.inside() == 0);
  }
}
