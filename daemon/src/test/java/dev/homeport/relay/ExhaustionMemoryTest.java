package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Cooling;
import dev.homeport.failure.Failure;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.routing.Leg;
import dev.homeport.routing.Route;
import dev.homeport.routing.Skipped;
import dev.homeport.verdict.Excuse;
import dev.homeport.verdict.Setback;
import dev.homeport.verdict.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How long it is kept in mind that nobody can answer, for whom, and what is said of it.
class ExhaustionMemoryTest {
  private static final Leg CLOUD = new Leg("cloud", "m", "a test").as(Leg.Hope.LAST_RESORT);
  private static final Leg OTHER = new Leg("other", "m", "a test").as(Leg.Hope.LAST_RESORT);
  private static final Setback DOWN =
      new Setback("cloud", "m", new Trouble.OfWay(new Failure.Severed("there", "it broke off")));
  private static final Excuse EXCUSE = new Excuse(502, "cloud: it broke off", 0);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Conditions conditions =
      new Conditions(
          ticker,
          wall,
          _ -> new Cooling(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ZERO));
  private final Exhaustion exhaustion = new Exhaustion(conditions, (_, _) -> null, ticker, wall);

  private void fails(String provider, Duration stated) {
    conditions
        .ask(provider, "m")
        .failed(new Blame(Extent.MODEL, Outlook.LASTING, Proof.ANSWER, "quota", "no more", stated));
  }

  private static Route route(List<Skipped> skipped) {
    return new Route(List.of(CLOUD), List.of("cloud"), skipped, null);
  }

  private String remembered(Route route) {
    return exhaustion.remembered("me", "model", route, List.of(DOWN), EXCUSE).text();
  }

  private boolean recalls(String party, String model, Leg... legs) {
    return exhaustion.recalled(party, model, List.of(legs)).isPresent();
  }

  @Test
  void timeThatIsLeftIsThatOfTheMoment() {
    fails("cloud", Duration.ofSeconds(100));
    assertThat(remembered(route(List.of()))).contains("(in 100 s)");
    ticker.advance(Duration.ofSeconds(20));
    wall.advance(Duration.ofSeconds(20));
    assertThat(exhaustion.recalled("me", "model", List.of(CLOUD)).orElseThrow().text())
        .startsWith(EXCUSE.text())
        .contains("(in 80 s)");
  }

  /// Who rests for long is passed over; but if it is back first, that is what is said.
  @Test
  void soonestIsNamedThoughItWasPassedOver() {
    fails("cloud", Duration.ofSeconds(100));
    var soon = new Skipped("other", new Skipped.Resting("quota", wall.now().plusSeconds(40)));
    var known = new Skipped("cloud", new Skipped.Resting("quota", wall.now().plusSeconds(1)));
    assertThat(remembered(route(List.of(soon, known)))).contains("(in 40 s)");
  }

  @Test
  void memoryIsOfOneKeyAndOneModel() {
    fails("cloud", Duration.ofSeconds(100));
    assertThat(remembered(route(List.of()))).contains("nothing can answer");
    assertThat(recalls("me", "model", CLOUD)).isTrue();
    assertThat(recalls("you", "model", CLOUD)).isFalse();
    assertThat(recalls("me", "another", CLOUD)).isFalse();
  }

  @Test
  void memoryEndsWhenSomebodyElseCanBeAsked() {
    fails("cloud", Duration.ofSeconds(100));
    assertThat(remembered(route(List.of()))).contains("nothing can answer");
    assertThat(recalls("me", "model", CLOUD.as(Leg.Hope.FAIR))).isFalse();
    assertThat(recalls("me", "model", CLOUD)).isTrue();
    assertThat(recalls("me", "model", CLOUD, OTHER)).isFalse();
  }

  @Test
  void memoryEndsWhenAnybodyIsBackAndAfterAWhile() {
    fails("cloud", Duration.ofSeconds(100));
    fails("other", Duration.ofSeconds(100));
    assertThat(remembered(route(List.of()))).contains("nothing can answer");
    conditions.ask("other", "m").answered();
    assertThat(recalls("me", "model", CLOUD)).isFalse();

    assertThat(remembered(route(List.of()))).contains("nothing can answer");
    ticker.advance(Duration.ofSeconds(31));
    assertThat(recalls("me", "model", CLOUD)).isFalse();
  }

  @Test
  void memoryIsBounded() {
    fails("cloud", Duration.ofSeconds(100));
    for (int i = 0; i < 2000; i++) {
      Excuse _ = exhaustion.remembered("me", "m" + i, route(List.of()), List.of(DOWN), EXCUSE);
    }
    assertThat(recalls("me", "m0", CLOUD)).isFalse();
    assertThat(recalls("me", "m1999", CLOUD)).isTrue();
  }
}
