package dev.homeport.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two replicas on the same facts.
class KeepingReplicasTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private final Shared facts = new Shared(new MemoryFacts());
  private final Replica one = new Replica();
  private final Replica other = new Replica();

  /// Facts that are looked at whenever they are asked for, and count what is written.
  private static final class Shared implements Facts {
    private final MemoryFacts facts;
    private int writes;

    private Shared(MemoryFacts facts) {
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
      writes++;
      return facts.put(fact);
    }

    @Override
    public Written add(Fact fact) {
      throw new AssertionError("nothing here is added");
    }

    @Override
    public Written remove(String kind, String name) {
      writes++;
      return facts.remove(kind, name);
    }
  }

  private final class Replica {
    private final Conditions conditions =
        new Conditions(
            ticker, wall, provider -> provider.equals("home") ? Clinic.HOME : Clinic.CLOUD);
    private final Keeping keeping = new Keeping(conditions, facts, told, true);

    private void fail(String provider, Blame blame) {
      conditions.ask(provider, "m").failed(blame);
    }

    /// All that the two must agree on.
    private List<String> view() {
      var view = new ArrayList<String>();
      conditions
          .patients()
          .forEach(
              it ->
                  view.add(
                      it.provider()
                          + " "
                          + it.model()
                          + " "
                          + it.why().cause()
                          + " "
                          + it.strikes()
                          + " "
                          + it.since()));
      conditions.preferences().forEach(it -> view.add(it.model() + " by " + it.provider()));
      conditions.pinned().ifPresent(it -> view.add("pinned " + it.provider()));
      return view;
    }
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  private void turns(int times) {
    for (int i = 0; i < times; i++) {
      pass(Duration.ofMillis(200));
      assertThat(one.keeping.turn()).isEqualTo(Duration.ofMillis(400));
      assertThat(other.keeping.turn()).isEqualTo(Duration.ofMillis(400));
    }
  }

  @Test
  void pinIsFollowedAndSoIsItsEnd() {
    one.conditions.pin("home", Duration.ofHours(1));
    turns(1);
    assertThat(other.conditions.pinned()).map(Pin::provider).contains("home");
    other.conditions.unpin();
    turns(2);
    assertThat(one.conditions.pinned()).isEmpty();
    one.conditions.pin("cloud", Duration.ofHours(1));
    turns(1);
    other.conditions.pin("home", Duration.ofHours(2));
    turns(2);
    assertThat(one.conditions.pinned()).map(Pin::provider).contains("home");
  }

  @Test
  void restIsTakenOverAndSoIsTheReturn() {
    one.fail("cloud", Clinic.spent(Duration.ofHours(5)));
    turns(1);
    Patient patient = other.conditions.patients().getFirst();
    assertThat(patient.why().cause()).isEqualTo("quota");
    assertThat(patient.proof()).describedAs("nobody looks sooner").isEqualTo(patient.until());
    other.conditions.proven(patient);
    turns(2);
    assertThat(one.conditions.patients()).isEmpty();
    assertThat(one.conditions.of("cloud", "m")).isEqualTo(new Condition.Recovering(1));
    assertThat(facts.shelf("rest").facts()).isEmpty();
  }

  @Test
  void ownKnowledgeThatIsNewerWins() {
    one.fail("cloud", Clinic.sick("server"));
    turns(2);
    one.conditions.proven(one.conditions.patients().getFirst());
    pass(Duration.ofSeconds(5));
    other.fail("cloud", Clinic.sick("stall"));
    turns(2);
    assertThat(other.view()).isEqualTo(one.view()).hasSize(1);
    assertThat(other.conditions.patients().getFirst().why().cause()).isEqualTo("stall");
  }

  @Test
  void preferenceIsFollowed() {
    one.conditions.prefer("m", "cloud", Duration.ofMinutes(30));
    turns(1);
    assertThat(other.conditions.preferred("m")).contains("cloud");
    other.conditions.prefer("m", "home", Duration.ofMinutes(30));
    turns(2);
    assertThat(one.conditions.preferred("m")).contains("home");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twoAgreeWhenBothHadTheirTurnsAndWriteNoMore(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 15; round++) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        act(random, random.nextBoolean() ? one : other);
      }
      if (random.nextBoolean()) {
        turns(1);
      }
    }
    turns(3);
    assertThat(one.view()).describedAs("seed %d", seed).isEqualTo(other.view());
    int writes = facts.writes;
    turns(5);
    assertThat(facts.writes).describedAs("seed %d", seed).isEqualTo(writes);
    assertThat(one.view()).isEqualTo(other.view());
  }

  private void act(Random random, Replica replica) {
    String provider = random.nextBoolean() ? "home" : "cloud";
    Conditions conditions = replica.conditions;
    switch (random.nextInt(11)) {
      case 0 -> replica.fail(provider, Clinic.sick("stall"));
      case 1 -> replica.fail(provider, Clinic.dead("refused"));
      case 2 -> replica.fail(provider, Clinic.spent(Duration.ofSeconds(random.nextInt(9999))));
      case 3 -> conditions.ask(provider, "m").answered();
      case 4 -> conditions.reached(provider);
      case 5 -> conditions.patients().stream().findAny().ifPresent(conditions::proven);
      case 6 -> conditions.pin(provider, Duration.ofSeconds(1 + random.nextInt(900)));
      case 7 -> conditions.unpin();
      case 8 -> conditions.prefer("m", provider, Duration.ofSeconds(1 + random.nextInt(900)));
      case 9 -> conditions.forget();
      default -> pass(Duration.ofSeconds(random.nextInt(120)));
    }
  }
}
