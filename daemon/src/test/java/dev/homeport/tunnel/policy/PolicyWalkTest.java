package dev.homeport.tunnel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.policy.State.Work;
import dev.homeport.tunnel.policy.World.Climbed;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Cure;
import dev.homeport.tunnel.sight.HomeState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Long random lives of a tunnel, and what is so at every moment of them.
class PolicyWalkTest {
  private static final int STEPS = 500;
  private static final Duration LONGEST_REST = Duration.ofMinutes(6);
  private static final List<Cause> CAUSES = List.of(Cause.values());

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  private World world = new World(Ladder.none(), 0);
  private Ladder ladder = Ladder.none();
  private Set<Rung> leave = Set.of();
  private int checked;

  /// Leave that was given at some time: what is withdrawn may have been used before.
  private final EnumSet<Rung> everGiven = EnumSet.noneOf(Rung.class);

  @ParameterizedTest
  @MethodSource("seeds")
  void repairsStayWithinTheirLimitsAndNothingPretends(long seed) {
    var random = new Random(seed);
    boolean twingate = random.nextInt(4) == 0;
    choose(twingate, random);
    world = new World(ladder, seed);
    for (int step = 0; step < STEPS; step++) {
      happen(random, twingate);
      check(twingate);
    }
    limits(twingate);
  }

  private void choose(boolean twingate, Random random) {
    leave =
        switch (random.nextInt(3)) {
          case 0 -> Set.of();
          case 1 -> Set.of(Rung.DOWN_AND_UP, Rung.RESTART);
          default -> Set.of(Rung.RESTART);
        };
    everGiven.addAll(leave);
    ladder = twingate ? Ladder.twingate() : Ladder.tailscale(leave);
  }

  private void happen(Random random, boolean twingate) {
    Moment now = world.now();
    switch (random.nextInt(16)) {
      case 0 -> trouble(random);
      case 1 -> {
        world.here = null;
        world.outside = null;
        world.internet = null;
      }
      case 2 -> world.internet = random.nextBoolean() ? Cause.NO_INTERNET : Cause.CAPTIVE_PORTAL;
      case 3 -> world.internet = null;
      case 4 -> world.hear(new Change.NetworkChanged(now));
      case 5 -> {
        world.sleep(Duration.ofSeconds(4 + random.nextInt(30_000)));
        if (random.nextBoolean()) {
          world.hear(new Change.Woke(world.now()));
        }
      }
      case 6 -> world.hear(new Change.Nudged(now));
      case 7 -> {
        if (random.nextInt(10) == 0) {
          world.restart(Duration.ofSeconds(random.nextInt(100)));
        }
      }
      case 8 -> {
        if (random.nextInt(10) == 0) {
          choose(twingate, random);
          world.allow(ladder);
        }
      }
      case 9 -> world.control = random.nextBoolean();
      case 10 ->
          world.mends =
              switch (random.nextInt(3)) {
                case 0 -> _ -> {};
                case 1 ->
                    _ -> {
                      world.here = null;
                      world.outside = null;
                    };
                default -> rung -> world.here = rung == Rung.DOWN_AND_UP ? Cause.LEFT_DOWN : null;
              };
      case 11 -> world.lookTakes = Duration.ofMillis(1L << random.nextInt(16));
      case 12, 13 -> world.pass(Duration.ofMillis(random.nextInt(20_000)));
      case 14 -> world.pass(Duration.ofSeconds(random.nextInt(200)));
      default -> world.pass(Duration.ofSeconds(random.nextInt(4000)));
    }
  }

  /// More often one of those that ask for a repair.
  private void trouble(Random random) {
    Cause cause = CAUSES.get(random.nextInt(CAUSES.size()));
    if (random.nextBoolean()) {
      cause =
          List.of(Cause.INGRESS_DEAD, Cause.CONFIG_LOST, Cause.SERVICE_FROZEN, Cause.NOT_REACHED)
              .get(random.nextInt(4));
    }
    if (cause.isOutside()) {
      world.outside = cause;
    } else {
      world.here = cause;
    }
  }

  private void check(boolean twingate) {
    State state = world.state;
    assertThat(state.work() == Work.NONE)
        .as("something is under way, or planned")
        .isEqualTo(!world.isBusy());
    if (state.work() == Work.NONE) {
      assertThat(Duration.ofNanos(state.dueNanos() - world.now().nanos()))
          .isLessThanOrEqualTo(LONGEST_REST);
    }
    if (world.home() == HomeState.FINE) {
      State.Proof proof = Objects.requireNonNull(state.proof());
      assertThat(world.lastProofNanos).isEqualTo(proof.at().nanos());
      assertThat(state.judgement().misses()).isLessThan(2);
    }
    for (; checked < world.climbed.size(); checked++) {
      mayBeClimbed(world.climbed.get(checked), twingate);
    }
  }

  private void mayBeClimbed(Climbed climb, boolean twingate) {
    assertThat(climb.why().cure()).isIn(Cure.REAPPLY, Cure.RESTART, Cure.LADDER);
    assertThat(climb.why().state()).isNotEqualTo(HomeState.OFFLINE);
    switch (climb.rung()) {
      case REAPPLY -> assertThat(climb.why().cure()).isIn(Cure.REAPPLY, Cure.LADDER);
      case OFF_AND_ON -> assertThat(climb.why().cure()).isEqualTo(Cure.LADDER);
      case DOWN_AND_UP -> {
        assertThat(climb.why().cure()).isEqualTo(Cure.LADDER);
        assertThat(everGiven).contains(Rung.DOWN_AND_UP);
      }
      case RESTART -> {
        if (!twingate) {
          assertThat(everGiven).contains(Rung.RESTART);
          assertThat(climb.control()).isTrue();
        }
      }
    }
    assertThat(climb.home()).isNotIn(HomeState.FINE, HomeState.UNPROVEN, HomeState.STARTING);
    assertThat(climb.sinceWake()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    assertThat(climb.seen()).as("what the look before saw").isEqualTo(climb.why());
  }

  private void limits(boolean twingate) {
    if (twingate) {
      gaps(Rung.RESTART, Duration.ofSeconds(30));
      return;
    }
    gaps(Rung.REAPPLY, Duration.ofSeconds(30));
    gaps(Rung.OFF_AND_ON, Duration.ofMinutes(10));
    gaps(Rung.DOWN_AND_UP, Duration.ofMinutes(30));
    gaps(Rung.RESTART, Duration.ofHours(1));
    List<Climbed> restarts = of(Rung.RESTART);
    for (int i = 3; i < restarts.size(); i++) {
      assertThat(Duration.between(restarts.get(i - 3).at().wall(), restarts.get(i).at().wall()))
          .as("four restarts")
          .isGreaterThanOrEqualTo(Duration.ofDays(1));
    }
  }

  private List<Climbed> of(Rung rung) {
    return world.climbed.stream().filter(climb -> climb.rung() == rung).toList();
  }

  private void gaps(Rung rung, Duration least) {
    @Nullable Climbed last = null;
    for (Climbed climb : of(rung)) {
      if (last != null) {
        assertThat(Duration.between(last.at().wall(), climb.at().wall()))
            .as("gap between two of %s", rung)
            .isGreaterThanOrEqualTo(least);
      }
      last = climb;
    }
  }
}
