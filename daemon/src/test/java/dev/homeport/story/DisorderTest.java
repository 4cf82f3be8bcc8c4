package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.story.Disorder.Kind;
import dev.homeport.story.Disorder.Place;
import dev.homeport.story.Disorder.Trouble;
import dev.homeport.story.Disorder.Who;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes wrong in a run, as far as it is promised.
class DisorderTest {
  private static final Duration LENGTH = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMillis(50);

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void somebodyIsWellAtEveryMomentAndHasBeenForAWhile(long seed) {
    var disorder = Disorder.of(seed, LENGTH);
    for (Duration time = Duration.ZERO; time.compareTo(LENGTH) < 0; time = time.plus(STEP)) {
      Who well = disorder.wellAt(time).orElseThrow();
      for (Place place : Place.values()) {
        if (place.who == well) {
          assertThat(disorder.at(place, time)).as("%s at %s", place, time).isEmpty();
          assertThat(disorder.at(place, time.minus(well.before))).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everythingGoesWrongSoonerOrLater(long seed) {
    var kinds = EnumSet.noneOf(Kind.class);
    var disorder = Disorder.of(seed, LENGTH);
    for (Place place : Place.values()) {
      disorder.of(place).forEach(trouble -> kinds.add(trouble.kind()));
    }
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void troublesOfAPlaceComeOneAfterTheOther(long seed) {
    var disorder = Disorder.of(seed, LENGTH);
    for (Place place : Place.values()) {
      List<Trouble> troubles = disorder.of(place);
      for (int i = 1; i < troubles.size(); i++) {
        assertThat(troubles.get(i).from()).isGreaterThan(troubles.get(i - 1).until());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedSaysAll(long seed) {
    assertThat(Disorder.of(seed, LENGTH)).isEqualTo(Disorder.of(seed, LENGTH));
  }
}
