package dev.homeport.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Condition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pure: who is asked first, who later, and who only when nobody else is left.
class OrderTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final List<Outlook> OUTLOOKS = List.of(Outlook.values());
  private static final Condition WELL = new Condition.Well();
  private static final Condition UNPROVEN = new Condition.Unproven("server", NOON, true);

  private static Condition rests(int minutes, Outlook outlook) {
    return new Condition.Resting(
        "refused", "connection refused", NOON, NOON.plusSeconds(60L * minutes), outlook);
  }

  private static Order order(@Nullable String preferred, Map<String, Condition> conditions) {
    List<Leg> able =
        List.of(new Leg("a", "m", "x"), new Leg("b", "m", "x"), new Leg("c", "m", "x"));
    return Order.of(able, preferred, bearing(conditions));
  }

  private static Bearing bearing(Map<String, Condition> conditions) {
    return new Bearing() {
      @Override
      public Condition of(String provider, String model) {
        return conditions.getOrDefault(provider, WELL);
      }

      @Override
      public @Nullable String preferred(String model) {
        return null;
      }

      @Override
      public @Nullable String pinned() {
        return null;
      }
    };
  }

  private static String told(Order order) {
    return order.legs().stream()
            .map(leg -> leg.provider() + (leg.hope() == Leg.Hope.LAST_RESORT ? "?" : ""))
            .collect(Collectors.joining(" "))
        + " |"
        + order.resting().stream().map(each -> " " + each.provider()).collect(Collectors.joining());
  }

  @Test
  void chainIsTheOrderOfThoseWhoAreWell() {
    assertThat(told(order(null, Map.of()))).isEqualTo("a b c |");
  }

  @Test
  void whoRestsIsTheLastResort() {
    assertThat(told(order(null, Map.of("a", rests(1, Outlook.PASSING))))).isEqualTo("b c a? | a");
  }

  @Test
  void whoLacksAKeyIsNoResortWhereOthersAreLeft() {
    assertThat(told(order(null, Map.of("a", rests(1, Outlook.LASTING))))).isEqualTo("b c | a");
  }

  /// cases.md D7.
  @Test
  void whereAllRestTheSoonestIsAsked() {
    assertThat(
            told(
                order(
                    null,
                    Map.of(
                        "a", rests(9, Outlook.LASTING),
                        "b", rests(5, Outlook.LASTING),
                        "c", rests(7, Outlook.LASTING)))))
        .isEqualTo("b? | a b c");
    assertThat(
            told(
                order(
                    null,
                    Map.of(
                        "a", rests(9, Outlook.PASSING),
                        "b", rests(5, Outlook.LASTING),
                        "c", rests(7, Outlook.BRIEF)))))
        .isEqualTo("c? a? | a b c");
  }

  /// cases.md D8.
  @Test
  void whoComesBackIsAskedAsFarAsItHasRoom() {
    assertThat(told(order(null, Map.of("a", new Condition.Recovering(1))))).isEqualTo("a b c |");
    assertThat(told(order(null, Map.of("a", new Condition.Recovering(0))))).isEqualTo("b c a |");
  }

  @Test
  void whoIsNotProvenBackIsTriedByOneAndFollowsWhoeverHasAnsweredMeanwhile() {
    assertThat(told(order(null, Map.of("a", UNPROVEN)))).isEqualTo("a b c |");
    assertThat(told(order(null, Map.of("a", new Condition.Unproven("x", NOON, false)))))
        .isEqualTo("b c a |");
    assertThat(told(order("b", Map.of("a", UNPROVEN)))).isEqualTo("b c a |");
    assertThat(told(order("b", Map.of()))).isEqualTo("a b c |");
  }

  /// cases.md A9.
  @Test
  void preferenceDoesNotHoldForOneThatFailsItself() {
    assertThat(told(order("b", Map.of("a", UNPROVEN, "b", rests(1, Outlook.PASSING)))))
        .isEqualTo("a c b? | b");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void somebodyIsAlwaysAskedAndNobodyTwiceAndTheWellBeforeTheResting(long seed) {
    var random = new SplittableRandom(seed);
    var conditions = new HashMap<String, Condition>();
    List<Leg> able =
        IntStream.range(0, 1 + random.nextInt(6))
            .mapToObj(each -> new Leg("p" + each, "m", "x"))
            .toList();
    for (Leg leg : able) {
      conditions.put(
          leg.provider(),
          switch (random.nextInt(5)) {
            case 0 -> WELL;
            case 1 -> new Condition.Recovering(random.nextInt(2));
            case 2 -> new Condition.Unproven("x", NOON, random.nextBoolean());
            default -> rests(random.nextInt(9), OUTLOOKS.get(random.nextInt(OUTLOOKS.size())));
          });
    }
    Order order =
        Order.of(able, random.nextBoolean() ? "p" + random.nextInt(6) : null, bearing(conditions));

    assertThat(order.legs()).isNotEmpty();
    assertThat(order.legs()).extracting(Leg::provider).doesNotHaveDuplicates();
    assertThat(order.legs().stream().map(leg -> leg.hope() == Leg.Hope.LAST_RESORT).toList())
        .isSorted();
    for (Leg leg : able) {
      boolean rests = conditions.get(leg.provider()) instanceof Condition.Resting;
      boolean asked =
          order.legs().stream()
              .anyMatch(
                  each -> each.provider().equals(leg.provider()) && each.hope() == Leg.Hope.FAIR);
      assertThat(asked).isEqualTo(!rests);
    }
  }
}
