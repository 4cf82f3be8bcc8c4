package dev.homeport.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.Weight;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import dev.homeport.store.log.FactLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What outlives a restart (D5). The loop's turns are taken by the test.
class KeepingTest {
  /// The longest rest of a life at random, in seconds.
  private static final int LONGEST = 9999;

  @TempDir Path temp = Path.of("");
  private final Clinic clinic = new Clinic();
  private final Told told = new Told();
  private final Counting facts = new Counting(new MemoryFacts());
  private Keeping keeping = new Keeping(clinic.conditions, facts, told);

  /// Facts that count what is written.
  private static final class Counting implements Facts {
    private final MemoryFacts facts;
    private int puts;
    private int removals;

    /// What becomes of writes; nothing while the disk is well.
    private String trouble = "";

    private Counting(MemoryFacts facts) {
      this.facts = facts;
    }

    @Override
    public Shelf shelf(String kind) {
      facts.freshenNow();
      return facts.shelf(kind);
    }

    @Override
    public void freshen() {}

    @Override
    public void freshenNow() {}

    @Override
    public Written put(Fact fact) {
      puts++;
      return trouble.isEmpty() ? facts.put(fact) : new Written.Failed(trouble);
    }

    @Override
    public Written add(Fact fact) {
      throw new AssertionError("nothing here is added");
    }

    @Override
    public Written remove(String kind, String name) {
      removals++;
      return trouble.isEmpty() ? facts.remove(kind, name) : new Written.Failed(trouble);
    }
  }

  /// The process is killed and begins anew on these facts, both clocks having gone on.
  private void restart(Facts on, Duration away) {
    clinic.pass(away);
    clinic.conditions = clinic.anew();
    keeping = new Keeping(clinic.conditions, on, told);
  }

  private void write() {
    clinic.pass(Duration.ofMillis(200));
    assertThat(keeping.turn()).isEqualTo(Duration.ofMinutes(1));
  }

  private Set<String> names(String kind) {
    return facts.shelf(kind).facts().keySet();
  }

  @Test
  void restIsRememberedAndIsToBeProvenAtOnceD5() {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    clinic.fail("cloud", "m", Clinic.sick("server"));
    Instant since = clinic.patient().since();
    write();
    restart(facts, Duration.ofMinutes(1));

    assertThat(clinic.word("cloud")).isEqualTo("rests of server");
    assertThat(clinic.rest("cloud")).isBetween(Duration.ofSeconds(539), Duration.ofSeconds(540));
    assertThat(clinic.look()).isZero();
    assertThat(clinic.patient().since()).isEqualTo(since);
    assertThat(clinic.patient().strikes()).isEqualTo(2);
    assertThat(clinic.patient().why()).isEqualTo(Clinic.sick("server"));

    clinic.conditions.proven(clinic.patient());
    assertThat(clinic.word("cloud")).isEqualTo("room 1");
    write();
    assertThat(names("rest")).isEmpty();
  }

  @Test
  void statedTimeIsRememberedAndNotAskedForAgainAndAgainD4() {
    clinic.fail("cloud", "m", Clinic.spent(Duration.ofDays(7)));
    write();
    restart(facts, Duration.ofDays(1));

    assertThat(clinic.look()).isZero();
    clinic.conditions.relapsed(clinic.patient(), Clinic.sick("rate"));
    assertThat(clinic.look()).isEqualTo(clinic.rest("cloud"));
    assertThat(clinic.rest("cloud")).isGreaterThan(Duration.ofHours(143));
  }

  @Test
  void restThatWasOverMeanwhileIsUnproven() {
    clinic.fail("home", "m", Clinic.dead("refused"));
    write();
    restart(facts, Duration.ofHours(8));
    assertThat(clinic.word("home")).isEqualTo("unproven of refused");
    assertThat(clinic.look()).isZero();
  }

  @Test
  void wallClockThatJumpsMakesNothingLonger() {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    clinic.conditions.prefer("m", "home", Duration.ofMinutes(30));
    clinic.conditions.pin("home", Duration.ofHours(1));
    write();
    clinic.wall.advance(Duration.ofDays(-5000));
    restart(facts, Duration.ZERO);

    assertThat(clinic.rest("cloud")).isLessThanOrEqualTo(Duration.ofMinutes(5));
    assertThat(clinic.patient().since()).isEqualTo(clinic.wall.now());
    clinic.pass(Duration.ofMinutes(30));
    assertThat(clinic.conditions.preferred("m")).isEmpty();
    clinic.pass(Duration.ofMinutes(30));
    assertThat(clinic.conditions.pinned()).isEmpty();
  }

  @Test
  void wallClockThatJumpsWhileWeRunChangesNoRest() {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    clinic.wall.advance(Duration.ofDays(5000));
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofMinutes(5));
    write();
    restart(facts, Duration.ZERO);
    assertThat(clinic.rest("cloud")).isGreaterThan(Duration.ofSeconds(299));
  }

  @Test
  void shorterSettingsHoldForOldRestsToo() {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    write();
    clinic.coolings.put("cloud", Clinic.HOME);
    restart(facts, Duration.ZERO);
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void preferenceAndPinAreRememberedForWhatIsLeft() {
    clinic.conditions.prefer("m", "cloud", Duration.ofMinutes(30));
    clinic.conditions.pin("home", Duration.ofHours(1));
    write();
    restart(facts, Duration.ofMinutes(29));

    assertThat(clinic.conditions.preferred("m")).contains("cloud");
    assertThat(clinic.conditions.pinned()).map(Pin::provider).contains("home");
    clinic.pass(60);
    assertThat(clinic.conditions.preferred("m")).isEmpty();
    write();
    assertThat(names("preference")).isEmpty();
    clinic.conditions.unpin();
    write();
    assertThat(names("pin")).isEmpty();
  }

  @Test
  void providerThatIsGoneIsDroppedFromTheDiskToo() {
    clinic.fail("old", "m", Clinic.sick("stall"));
    clinic.conditions.pin("old", Duration.ofHours(1));
    write();
    restart(facts, Duration.ZERO);
    clinic.conditions.keep("home"::equals);
    write();

    assertThat(clinic.conditions.patients()).isEmpty();
    assertThat(names("rest")).isEmpty();
    assertThat(names("pin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"qwen2.5:7b", "a b", "a\nb", "größe/日本", "%20", "=", "a/b/c", "\uD83D\uDE00", "-"})
  void modelsOfAllNamesAreRemembered(String model) {
    clinic.fail("cloud", model, Clinic.sick("stall"));
    clinic.conditions.prefer(model, "home", Duration.ofHours(1));
    onDisk(
        log -> {
          new Keeping(clinic.conditions, log, told).turn();
          restart(log, Duration.ZERO);
        });
    assertThat(clinic.patient().model()).isEqualTo(model);
    assertThat(clinic.conditions.preferred(model)).contains("home");
  }

  @Test
  void namesLongerThanAnyRealOneAreNotKept() {
    clinic.fail("cloud", "m".repeat(100_000), Clinic.sick("stall"));
    write();
    assertThat(names("rest")).isEmpty();
  }

  /// A restart in the middle of everything, on a real disk, without a stop.
  @Test
  void killTakesNothingThatWasWritten() {
    onDisk(
        log -> {
          clinic.fail("home", "m", Clinic.dead("refused"));
          restart(log, Duration.ZERO);
          assertThat(clinic.word("home")).isEqualTo("well");

          clinic.fail("home", "m", Clinic.dead("refused"));
          clinic.fail("cloud", "m", Clinic.spent(Duration.ofDays(3)));
          keeping.turn();
        });
    onDisk(
        log -> {
          restart(log, Duration.ofSeconds(2));
          assertThat(clinic.word("home")).isEqualTo("rests of refused");
          assertThat(clinic.word("cloud")).isEqualTo("rests of quota");
          clinic.conditions.reached("home");
          keeping.turn();
        });
    onDisk(log -> restart(log, Duration.ZERO));
    assertThat(clinic.word("home")).isEqualTo("well");
    assertThat(clinic.word("cloud")).isEqualTo("rests of quota");
  }

  @Test
  void stopWritesWhatIsLeft() throws InterruptedException {
    keeping.start();
    clinic.fail("home", "m", Clinic.dead("refused"));
    clinic.fail("cloud", "m", Clinic.dead("dns"));
    keeping.stop();
    assertThat(names("rest")).containsExactlyInAnyOrder("home", "cloud");
  }

  @Test
  void writesAreGathered() {
    clinic.fail("home", "m", Clinic.dead("refused"));
    assertThat(keeping.turn()).isEqualTo(Duration.ofMinutes(1));
    clinic.conditions.reached("home");
    clinic.pass(Duration.ofMillis(50));
    assertThat(keeping.turn()).isEqualTo(Duration.ofMillis(150));
    clinic.fail("cloud", "m", Clinic.dead("dns"));
    clinic.pass(Duration.ofMillis(150));
    assertThat(keeping.turn()).isEqualTo(Duration.ofMinutes(1));

    assertThat(names("rest")).containsExactly("cloud");
    assertThat(facts.puts).isEqualTo(2);
    assertThat(facts.removals).isEqualTo(1);
  }

  @Test
  void onlyNewsIsWritten() {
    clinic.fail("home", "m", Clinic.dead("refused"));
    clinic.fail("cloud", "m", Clinic.sick("server"));
    clinic.conditions.prefer("m", "cloud", Duration.ofMinutes(30));
    write();
    assertThat(facts.puts).isEqualTo(3);
    for (int i = 0; i < 59; i++) {
      clinic.conditions.lost("home", "refused", "no way");
      clinic.conditions.prefer("m", "cloud", Duration.ofMinutes(30));
      clinic.conditions.ask("cloud", "m").dropped();
      write();
      clinic.pass(Duration.ofMillis(800));
    }
    assertThat(facts.puts).isEqualTo(3);
    clinic.pass(10);
    clinic.conditions.lost("home", "refused", "no way");
    write();
    assertThat(facts.puts).isEqualTo(4);
  }

  @Test
  void failureToWriteIsToldOnceAndTriedAgain() {
    facts.trouble = "disk full";
    clinic.fail("home", "m", Clinic.dead("refused"));
    clinic.fail("cloud", "m", Clinic.dead("dns"));
    for (int i = 0; i < 3; i++) {
      assertThat(keeping.turn()).isEqualTo(Duration.ofSeconds(10));
      clinic.pass(10);
    }
    assertThat(facts.puts).isEqualTo(3);
    assertThat(told.events())
        .containsExactly(
            new Noted(Weight.WARN, "conditions not stored", Map.of("cause", "disk full")));

    facts.trouble = "";
    write();
    assertThat(names("rest")).containsExactlyInAnyOrder("home", "cloud");
    facts.trouble = "disk full";
    clinic.fail("home", "m", Clinic.dead("dns"));
    clinic.pass(1);
    keeping.turn();
    assertThat(told.events()).hasSize(2);
  }

  @Test
  void machineWithoutStateGoesOn() throws InterruptedException {
    keeping = new Keeping(clinic.conditions, new NoFacts("no home"), told);
    clinic.fail("home", "m", Clinic.dead("refused"));
    keeping.turn();
    keeping.stop();
    assertThat(told.events()).hasSize(1);
    assertThat(clinic.word("home")).isEqualTo("rests of refused");
  }

  @Test
  void modelNobodyAsksForIsForgottenInADay() {
    clinic.fail("cloud", "made-up", Clinic.sick("no-model"));
    clinic.fail("cloud", "m", Clinic.spent(Duration.ofDays(7)));
    clinic.conditions.lost("home", "refused", "asleep");
    write();
    clinic.pass(Duration.ofDays(2));
    write();
    assertThat(names("rest")).containsExactlyInAnyOrder("cloud/m", "home");
    assertThat(clinic.conditions.patients()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "provider, ''",
    "cause, ''",
    "extent, ALL",
    "outlook, ''",
    "proof, answer",
    "strikes, many",
    "since, yesterday",
    "until, tomorrow",
    "left, 5m",
    "model, other",
  })
  void brokenFactIsIgnored(String field, String value) {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    write();
    Fact fact = facts.shelf("rest").facts().firstEntry().getValue();
    var fields = new HashMap<>(fact.fields());
    fields.put(field, value);
    facts.put(new Fact("rest", fact.name(), fields));
    facts.put(new Fact("pin", "provider", Map.of("provider", "home", "left", "PT1H")));
    facts.put(new Fact("preference", "m", Map.of()));
    restart(facts, Duration.ZERO);

    assertThat(clinic.conditions.patients()).isEmpty();
    assertThat(clinic.conditions.pinned()).isEmpty();
    assertThat(clinic.conditions.preferred("m")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "strikes, -5",
    "strikes, 2147483647",
    "since, +1000000000-12-31T23:59:59.999999999Z",
    "since, -1000000000-01-01T00:00:00Z",
    "until, +1000000000-12-31T23:59:59.999999999Z",
    "until, -1000000000-01-01T00:00:00Z",
    "left, PT-5H",
    "left, P99999999D",
  })
  void absurdFactIsNoTrap(String field, String value) {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    write();
    Fact fact = facts.shelf("rest").facts().firstEntry().getValue();
    var fields = new HashMap<>(fact.fields());
    fields.put(field, value);
    facts.put(new Fact("rest", fact.name(), fields));
    restart(facts, Duration.ZERO);

    assertThat(clinic.rest("cloud")).isLessThanOrEqualTo(Duration.ofHours(1));
    assertThat(clinic.patient().strikes()).isPositive();
    clinic.conditions.proven(clinic.patient());
    assertThat(clinic.word("cloud")).isEqualTo("room 1");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noRestartMakesAnythingLongerOrForgetsAnybody(long seed) {
    var random = new Random(seed);
    boolean jumps = seed % 2 == 0;
    for (int step = 0; step < 60; step++) {
      String provider = random.nextBoolean() ? "home" : "cloud";
      String model = "m" + random.nextInt(3);
      switch (random.nextInt(6)) {
        case 0 -> clinic.fail(provider, model, Clinic.sick("stall"));
        case 1 -> clinic.fail(provider, model, Clinic.dead("refused"));
        case 2 ->
            clinic.fail(provider, model, Clinic.spent(Duration.ofSeconds(random.nextInt(LONGEST))));
        case 3 -> clinic.conditions.ask(provider, model).answered();
        case 4 -> clinic.conditions.reached(provider);
        default -> clinic.pass(Duration.ofMillis(random.nextInt(100_000)));
      }
      if (random.nextInt(5) == 0) {
        write();
        List<Patient> before = clinic.conditions.patients();
        Instant old = clinic.wall.now();
        if (jumps) {
          clinic.wall.advance(Duration.ofSeconds(random.nextInt(20_000) - 10_000L));
        }
        restart(facts, Duration.ZERO);
        compare(before, old, jumps);
      }
    }
  }

  private void compare(List<Patient> before, Instant old, boolean jumped) {
    List<Patient> after = clinic.conditions.patients();
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < after.size(); i++) {
      Patient then = before.get(i);
      Patient now = after.get(i);
      assertThat(now.provider() + now.model()).isEqualTo(then.provider() + then.model());
      assertThat(now.strikes()).isEqualTo(then.strikes());
      Duration left = Duration.between(old, then.until());
      Duration most =
          jumped ? Duration.ofSeconds(LONGEST) : left.isNegative() ? Duration.ZERO : left;
      assertThat(Duration.between(clinic.wall.now(), now.until())).isLessThanOrEqualTo(most);
    }
    assertThat(new HashSet<>(after)).hasSize(after.size());
  }

  /// Does something with a log on the real disk, opened anew.
  private void onDisk(Consumer<Facts> life) {
    switch (FactLog.open(temp, clinic.ticker, told)) {
      case FactLog.Opened.Open(FactLog log) -> life.accept(log);
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    }
  }
}
