package dev.homeport.tunnel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.policy.Effect.Breadth;
import dev.homeport.tunnel.policy.World.Begun;
import dev.homeport.tunnel.policy.World.Climbed;
import dev.homeport.tunnel.policy.World.Said;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Cure;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is done in each case that has a name, in made-up time.
class PolicyTest {
  private static final Ladder PLAIN = Ladder.tailscale(Set.of());
  private static final Ladder WITH_LEAVE = Ladder.tailscale(Set.of(Rung.DOWN_AND_UP, Rung.RESTART));

  private World world = new World(PLAIN, 1);

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  /// Fine, and looked at a few times since.
  private void well() {
    world.passUntil(HomeState.FINE, seconds(30));
    world.pass(minutes(5));
    world.said.clear();
    world.begun.clear();
  }

  private void well(Ladder ladder) {
    world = new World(ladder, 1);
    well();
  }

  private static Duration between(Moment one, Moment other) {
    return Duration.ofNanos(other.nanos() - one.nanos());
  }

  private List<HomeState> states() {
    return world.said.stream().map(Said::home).toList();
  }

  @Test
  void tunnelInWhichNothingIsWrongIsNeverTouched() {
    well(WITH_LEAVE);
    world.pass(Duration.ofDays(2));

    assertThat(world.climbed).isEmpty();
    assertThat(world.said).isEmpty();
    assertThat(world.begun.size()).isBetween(2 * 1440 * 4, 2 * 1440 * 6);
  }

  /// Docker costs a laptop more than that is worth.
  @Test
  void connectorThatIsWellIsReadEachMinute() {
    well(Ladder.twingate());
    world.pass(Duration.ofHours(10));

    assertThat(world.begun.size()).isBetween(600, 600 * 2 + 100);
  }

  @Test
  void lostConfigIsWrittenAgainOnce() {
    well();
    world.here = Cause.CONFIG_LOST;
    world.mends = _ -> world.here = null;
    world.passUntil(HomeState.TUNNEL_DOWN, seconds(19));
    world.passUntil(HomeState.FINE, seconds(12));
    world.pass(minutes(10));

    assertThat(world.rungs()).containsExactly(Rung.REAPPLY);
    assertThat(states()).containsExactly(HomeState.TUNNEL_DOWN, HomeState.FINE);
    assertThat(between(world.said.getFirst().at(), world.climbed.getFirst().at()))
        .isBetween(seconds(5), seconds(7));
  }

  @Test
  void newInstallationIsPublishedAndProvenWithinTwelveSeconds() {
    world.here = Cause.CONFIG_LOST;
    world.mends = _ -> world.here = null;

    assertThat(world.passUntil(HomeState.FINE, seconds(30))).isLessThan(seconds(13));
    assertThat(world.rungs()).containsExactly(Rung.REAPPLY);
  }

  @Test
  void entryThatAPersonIsEditingIsLeftToThem() {
    well();
    world.here = Cause.CONFIG_LOST;
    world.passUntil(HomeState.TUNNEL_DOWN, seconds(19));
    world.pass(seconds(3));
    world.here = null;
    world.pass(minutes(3));

    assertThat(world.climbed).isEmpty();
    assertThat(world.home()).isEqualTo(HomeState.FINE);
  }

  @Test
  void whoTakesOurEntryAwayAgainAndAgainIsNotFoughtAtFullSpeed() {
    well();
    world.here = Cause.CONFIG_LOST;
    world.pass(Duration.ofHours(3));

    assertThat(world.climbed.size()).isBetween(10, 20);
    assertThat(world.rungs()).containsOnly(Rung.REAPPLY);
    assertThat(world.exhausted).isEqualTo(1);
  }

  @Test
  void deadIngressBehindAGreenStatusIsDownAndClimbsTheLadder() {
    well(WITH_LEAVE);
    world.outside = Cause.INGRESS_DEAD;
    world.passUntil(HomeState.TUNNEL_DOWN, seconds(90));
    world.pass(minutes(10));

    assertThat(world.rungs())
        .containsExactly(Rung.REAPPLY, Rung.OFF_AND_ON, Rung.DOWN_AND_UP, Rung.RESTART);
    for (int i = 1; i < world.climbed.size(); i++) {
      assertThat(between(world.climbed.get(i - 1).at(), world.climbed.get(i).at()))
          .isGreaterThan(seconds(30));
    }
    assertThat(world.exhausted).isEqualTo(1);
  }

  @Test
  void ladderStopsWhereItHelped() {
    well(WITH_LEAVE);
    world.outside = Cause.NODE_UNREACHABLE;
    world.mends = rung -> world.outside = rung == Rung.OFF_AND_ON ? null : world.outside;
    world.pass(Duration.ofHours(2));

    assertThat(world.rungs()).containsExactly(Rung.REAPPLY, Rung.OFF_AND_ON);
    assertThat(states()).containsExactly(HomeState.TUNNEL_DOWN, HomeState.FINE);
  }

  @Test
  void onlyTwoGoodProofsResetTheLadder() {
    well();
    world.outside = Cause.INGRESS_DEAD;
    world.mends =
        rung -> {
          if (rung == Rung.OFF_AND_ON) {
            world.outside = null;
          }
        };
    world.passUntil(HomeState.TUNNEL_DOWN, seconds(90));
    while (world.climbed.size() < 2) {
      world.pass(seconds(1));
    }
    while (world.state.judgement().hits() < 1) {
      world.pass(Duration.ofMillis(100));
    }
    world.outside = Cause.INGRESS_DEAD;
    world.pass(minutes(8));

    assertThat(world.rungs()).containsExactly(Rung.REAPPLY, Rung.OFF_AND_ON);
    assertThat(world.home()).isEqualTo(HomeState.TUNNEL_DOWN);
  }

  @Test
  void rungWhoseLimitHoldsIsClimbedWhenItMayBe() {
    well();
    world.outside = Cause.INGRESS_DEAD;
    world.mends = rung -> world.outside = rung == Rung.OFF_AND_ON ? null : world.outside;
    world.passUntil(HomeState.TUNNEL_DOWN, seconds(90));
    world.passUntil(HomeState.FINE, minutes(5));
    world.pass(seconds(10));
    world.outside = Cause.INGRESS_DEAD;
    world.pass(minutes(20));

    List<Climbed> off =
        world.climbed.stream().filter(climb -> climb.rung() == Rung.OFF_AND_ON).toList();
    assertThat(off).hasSize(2);
    assertThat(between(off.get(0).at(), off.get(1).at())).isBetween(minutes(10), minutes(11));
  }

  @Test
  void timeAsleepCountsTowardsLimits() {
    well();
    world.mends = rung -> world.outside = rung == Rung.OFF_AND_ON ? null : world.outside;
    for (int i = 1; i <= 3; i++) {
      world.outside = Cause.INGRESS_DEAD;
      world.passUntil(HomeState.TUNNEL_DOWN, minutes(3));
      world.passUntil(HomeState.FINE, minutes(4));
      assertThat(world.rungs().stream().filter(Rung.OFF_AND_ON::equals)).hasSize(i);
      world.sleep(minutes(11));
    }
  }

  @Test
  void repairNeverGivesUp() {
    well(WITH_LEAVE);
    world.outside = Cause.INGRESS_DEAD;
    world.pass(Duration.ofDays(3));

    var reapplied = world.climbed.stream().filter(one -> one.rung() == Rung.REAPPLY).toList();
    for (int i = 1; i < reapplied.size(); i++) {
      assertThat(between(reapplied.get(i - 1).at(), reapplied.get(i).at()))
          .isBetween(minutes(15), minutes(23));
    }
    assertThat(reapplied.size()).isGreaterThan(3 * 24 * 2);
    assertThat(world.rungs()).containsOnlyOnce(Rung.OFF_AND_ON, Rung.DOWN_AND_UP);
    assertThat(world.rungs().stream().filter(Rung.RESTART::equals)).hasSizeBetween(7, 9);
    world.outside = null;
    world.passUntil(HomeState.FINE, minutes(7));
  }

  @Test
  void whatNobodyMayTryIsLookedAtSeldomAndToldOnce() {
    well();
    world.outside = Cause.INGRESS_DEAD;
    world.pass(Duration.ofHours(5));

    assertThat(world.rungs()).containsOnlyOnce(Rung.OFF_AND_ON);
    assertThat(world.rungs()).doesNotContain(Rung.DOWN_AND_UP, Rung.RESTART);
    assertThat(world.exhausted).isEqualTo(1);
  }

  @Test
  void leaveThatIsGivenLaterIsUsed() {
    well();
    world.outside = Cause.INGRESS_DEAD;
    world.pass(Duration.ofHours(1));
    assertThat(world.rungs()).doesNotContain(Rung.RESTART);
    world.mends = rung -> world.outside = rung == Rung.RESTART ? null : world.outside;
    world.allow(Ladder.tailscale(Set.of(Rung.RESTART)));

    world.passUntil(HomeState.FINE, minutes(2));
    assertThat(world.rungs().getLast()).isEqualTo(Rung.RESTART);
  }

  @Test
  void silentControlServerForbidsARestartAndNothingElse() {
    well(WITH_LEAVE);
    world.control = false;
    world.outside = Cause.INGRESS_DEAD;
    world.pass(Duration.ofHours(2));

    assertThat(world.rungs()).contains(Rung.DOWN_AND_UP).doesNotContain(Rung.RESTART);
  }

  @Test
  void frozenServiceIsOnlyStartedAnew() {
    well(WITH_LEAVE);
    world.here = Cause.SERVICE_FROZEN;
    world.mends = _ -> world.here = null;
    world.passUntil(HomeState.TAILNET_DOWN, minutes(1));
    world.passUntil(HomeState.FINE, minutes(2));

    assertThat(world.rungs()).containsExactly(Rung.RESTART);

    well(PLAIN);
    world.here = Cause.SERVICE_FROZEN;
    world.pass(minutes(30));
    assertThat(world.climbed).isEmpty();
    world.here = null;
    world.passUntil(HomeState.FINE, seconds(30));
  }

  @Test
  void flappingWifiEveningRepairsNothingAndShowsNothing() {
    well(WITH_LEAVE);
    for (int i = 0; i < 300; i++) {
      world.internet = Cause.NO_INTERNET;
      world.hear(new Change.NetworkChanged(world.now()));
      world.pass(Duration.ofMillis(500 + 17L * i));
      world.internet = null;
      world.hear(new Change.NetworkChanged(world.now()));
      world.pass(seconds(5 + i % 90));
    }

    assertThat(world.climbed).isEmpty();
    assertThat(world.said).isEmpty();
    assertThat(world.home()).isEqualTo(HomeState.FINE);
  }

  @Test
  void severalChangesOfTheNetworkAreOne() {
    well();
    world.hear(new Change.NetworkChanged(world.now()));
    world.pass(seconds(1));
    world.hear(new Change.NetworkChanged(world.now()));
    world.pass(seconds(2));
    Moment last = world.now();
    world.begun.clear();
    world.hear(new Change.NetworkChanged(last));
    world.pass(seconds(95));

    assertThat(world.begun.getFirst())
        .isEqualTo(
            new Begun(
                Breadth.WHOLE, new Moment(last.in(seconds(3)), last.at(last.in(seconds(3))))));
    assertThat(wholeLooks(last)).contains(seconds(3), seconds(10), seconds(30), seconds(90));
  }

  private List<Duration> wholeLooks(Moment since) {
    return world.begun.stream()
        .filter(look -> look.breadth() != Breadth.LOCAL)
        .map(look -> between(since, look.at()))
        .toList();
  }

  @Test
  void wakeAfterEightHoursIsLookedAtAndNothingIsRepairedForTwentySeconds() {
    well(WITH_LEAVE);
    world.outside = Cause.INGRESS_DEAD;
    while (world.state.judgement().misses() == 0) {
      world.pass(seconds(1));
    }
    world.sleep(Duration.ofHours(8));
    Moment woke = world.now();
    world.begun.clear();
    world.hear(new Change.Woke(woke));
    world.pass(seconds(20));

    assertThat(wholeLooks(woke)).contains(seconds(3), seconds(10));
    assertThat(world.begun.getFirst()).isEqualTo(new Begun(Breadth.LOCAL, woke));
    assertThat(world.climbed).isEmpty();
    assertThat(states()).isEmpty();

    world.outside = null;
    world.pass(seconds(75));
    assertThat(wholeLooks(woke)).contains(seconds(30), seconds(90));
    assertThat(world.climbed).isEmpty();
    assertThat(states()).isEmpty();
    assertThat(world.home()).isEqualTo(HomeState.FINE);
  }

  @Test
  void failureAcrossASleepIsNeverCounted() {
    well();
    world.outside = Cause.INGRESS_DEAD;
    for (int i = 0; i < 40; i++) {
      while (world.state.judgement().misses() == 0 && !world.state.judgement().suspect()) {
        world.pass(seconds(1));
      }
      world.outside = null;
      world.sleep(minutes(20));
      world.pass(seconds(4));
      world.outside = Cause.INGRESS_DEAD;
    }

    assertThat(states()).isEmpty();
    assertThat(world.climbed).isEmpty();
  }

  @Test
  void lookThatBeganBeforeASleepIsNotBelieved() {
    well();
    world.outside = Cause.INGRESS_DEAD;
    world.lookTakes = seconds(40);
    world.pass(minutes(1));
    while (world.state.work() != State.Work.LOOK) {
      world.pass(Duration.ofMillis(100));
    }
    world.sleep(Duration.ofHours(8));
    world.outside = null;
    world.hear(new Change.Woke(world.now()));

    assertThat(world.state.stale()).isTrue();
    world.lookTakes = seconds(1);
    world.pass(seconds(30));
    assertThat(states()).isEmpty();
    assertThat(world.home()).isEqualTo(HomeState.FINE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"NO_INTERNET", "CAPTIVE_PORTAL"})
  void withoutInternetNothingIsRepairedAndItResumesAtOnce(Cause why) {
    well(WITH_LEAVE);
    world.internet = why;
    world.outside = Cause.INGRESS_DEAD;
    world.passUntil(HomeState.OFFLINE, seconds(90));
    world.begun.clear();
    world.pass(Duration.ofHours(3));

    assertThat(world.climbed).isEmpty();
    assertThat(world.begun.stream().filter(look -> look.breadth() == Breadth.WHOLE)).isEmpty();
    assertThat(wholeLooks(world.now()).size()).isBetween(700, 1100);

    world.internet = null;
    world.outside = null;
    assertThat(world.passUntil(HomeState.FINE, seconds(60))).isLessThan(seconds(20));
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void causeThatNoRepairHelpsIsLeftAlone(Cause cause) {
    well(WITH_LEAVE);
    if (cause.cure() != Cure.WAIT && cause.cure() != Cure.PERSON) {
      return;
    }
    if (cause.isOutside()) {
      world.outside = cause;
    } else {
      world.here = cause;
    }
    world.pass(Duration.ofHours(2));

    assertThat(world.climbed).isEmpty();
    assertThat(world.home()).isEqualTo(cause.state());
    world.outside = null;
    world.here = null;
    world.passUntil(HomeState.FINE, seconds(70));
  }

  @Test
  void whatThisMachineSaysOfItselfShowsAtOnceAndWhatWasMissedOnlyTwice() {
    well();
    world.here = Cause.LOGGED_OUT;
    world.passUntil(HomeState.NEEDS_LOGIN, seconds(19));

    world.here = null;
    world.passUntil(HomeState.FINE, seconds(60));
    world.pass(minutes(5));
    world.outside = Cause.INGRESS_DEAD;
    while (!world.state.judgement().suspect()) {
      world.pass(Duration.ofMillis(100));
    }
    assertThat(world.home()).isEqualTo(HomeState.FINE);
    Duration second = world.passUntil(HomeState.TUNNEL_DOWN, seconds(20));
    assertThat(second).isBetween(seconds(8), seconds(14));
  }

  @Test
  void oneMissIsForgottenByTheNextProof() {
    well();
    for (int i = 0; i < 20; i++) {
      world.outside = Cause.NODE_UNREACHABLE;
      while (!world.state.judgement().suspect()) {
        world.pass(Duration.ofMillis(100));
      }
      world.outside = null;
      world.pass(seconds(30));
      assertThat(world.state.judgement().suspect()).isFalse();
    }
    assertThat(states()).isEmpty();
    assertThat(world.climbed).isEmpty();
  }

  @Test
  void withoutSomebodyOutsideItIsUnprovenAndNeverFine() {
    world.outside = Cause.NOBODY_OUTSIDE;
    world.pass(Duration.ofHours(1));
    assertThat(states()).containsExactly(HomeState.UNPROVEN);
    assertThat(world.climbed).isEmpty();

    world.outside = null;
    world.passUntil(HomeState.FINE, seconds(80));
    world.outside = Cause.NOBODY_OUTSIDE;
    world.passUntil(HomeState.UNPROVEN, seconds(100));
  }

  @Test
  void proofThatIsOldProvesNothing() {
    well();
    world.lookTakes = minutes(30);
    world.pass(minutes(2));
    world.hear(new Change.Passed(world.now()));
    assertThat(world.home()).isEqualTo(HomeState.FINE);
    world.pass(minutes(4));
    world.hear(new Change.Passed(world.now()));

    assertThat(world.home()).isEqualTo(HomeState.UNPROVEN);
  }

  @Test
  void goodLookWithoutAWordFromOutsideIsNotFine() {
    well();
    world.here = Cause.NOTHING_LISTENS;
    world.passUntil(HomeState.DAEMON_DOWN, minutes(2));
    var unsaid = new Sight(true, List.of(), null, null, null, true, List.of());
    Judgement judgement = world.state.judgement();
    for (int i = 0; i < 4; i++) {
      judgement = judgement.with(unsaid, false, world.now().wall());
      assertThat(judgement.home()).isNotEqualTo(HomeState.FINE);
    }

    assertThat(judgement.home()).isEqualTo(HomeState.UNPROVEN);
    assertThat(judgement.cause()).isEqualTo(Cause.NOBODY_OUTSIDE);
  }

  @Test
  void stoppedTunnelIsSomebodysWish() {
    well(WITH_LEAVE);
    world.here = Cause.STOPPED;
    world.pass(Duration.ofHours(2));

    assertThat(world.climbed).isEmpty();
    assertThat(world.home()).isEqualTo(HomeState.TAILNET_DOWN);
  }

  @Test
  void tunnelThatMayBeBroughtUpIsBroughtUpByTheGentlestRungWhateverTheLeave() {
    well(PLAIN);
    world.here = Cause.LEFT_DOWN;
    world.mends = _ -> world.here = null;
    world.passUntil(HomeState.TAILNET_DOWN, seconds(20));
    world.passUntil(HomeState.FINE, seconds(20));

    assertThat(world.rungs()).containsExactly(Rung.REAPPLY);
  }

  @Test
  void tunnelThatACrashOfOursLeftDownIsBroughtUpAgainHoweverOften() {
    well(WITH_LEAVE);
    world.outside = Cause.INGRESS_DEAD;
    while (!world.rungs().contains(Rung.DOWN_AND_UP)) {
      world.pass(seconds(1));
    }
    world.here = Cause.LEFT_DOWN;
    world.restart(seconds(5));
    int before = world.climbed.size();
    world.pass(minutes(4));
    assertThat(world.rungs().subList(before, world.climbed.size())).containsOnly(Rung.REAPPLY);
    assertThat(world.climbed.size() - before).isBetween(2, 4);
    world.pass(Duration.ofHours(6));
    assertThat(world.climbed.size() - before).isBetween(20, 45);

    world.mends = _ -> world.here = null;
    world.outside = null;
    world.passUntil(HomeState.FINE, minutes(17));
  }

  @Test
  void limitsHoldOverRestartsOfThisProcess() {
    well(WITH_LEAVE);
    world.outside = Cause.INGRESS_DEAD;
    for (int i = 0; i < 200; i++) {
      world.pass(minutes(7));
      world.restart(seconds(3));
    }

    assertThat(world.rungs().stream().filter(Rung.RESTART::equals)).hasSizeLessThanOrEqualTo(3);
    assertThat(world.rungs().stream().filter(Rung.DOWN_AND_UP::equals)).hasSizeLessThan(48);
  }

  @Test
  void twingatesConnectorIsStartedAnewEverMoreSeldomAndNeverGivenUp() {
    well(Ladder.twingate());
    world.outside = Cause.NOT_REACHED;
    world.pass(Duration.ofHours(6));

    assertThat(world.rungs()).containsOnly(Rung.RESTART);
    assertThat(world.climbed.size()).isBetween(25, 45);
    for (int i = 4; i < world.climbed.size(); i++) {
      assertThat(between(world.climbed.get(i - 1).at(), world.climbed.get(i).at()))
          .isGreaterThan(minutes(4));
    }
    world.outside = null;
    world.passUntil(HomeState.FINE, minutes(11));
  }

  @Test
  void twingatesConnectorIsStartedAnewOnlyAfterThreeFailures() {
    well(Ladder.twingate());
    world.here = Cause.CONTAINER_STOPPED;
    world.passUntil(HomeState.TUNNEL_DOWN, seconds(20));
    Moment down = world.now();
    while (world.climbed.isEmpty()) {
      world.pass(seconds(1));
    }

    assertThat(between(down, world.climbed.getFirst().at())).isBetween(seconds(59), seconds(90));
  }

  @Test
  void revokedTokensOf410AreAPersonsToMend() {
    well(Ladder.twingate());
    world.here = Cause.TOKENS_REVOKED;
    world.pass(Duration.ofHours(2));

    assertThat(world.climbed).isEmpty();
    assertThat(world.home()).isEqualTo(HomeState.NEEDS_LOGIN);
  }

  @Test
  void directWayIsOnlyLookedAtAndOften() {
    well(Ladder.none());
    world.outside = Cause.NODE_UNREACHABLE;
    world.pass(Duration.ofHours(1));
    assertThat(world.climbed).isEmpty();
    assertThat(world.exhausted).isZero();

    world.outside = null;
    world.passUntil(HomeState.FINE, seconds(70));
  }

  @Test
  void serviceThatCameBackIsGivenTimeToSettle() {
    well(WITH_LEAVE);
    world.here = Cause.SERVICE_GONE;
    world.passUntil(HomeState.TAILNET_DOWN, seconds(40));
    world.here = Cause.CONFIG_LOST;
    world.passUntil(HomeState.TUNNEL_DOWN, seconds(20));
    Moment back = world.now();
    world.mends = _ -> world.here = null;
    world.passUntil(HomeState.FINE, seconds(60));

    assertThat(world.rungs()).containsExactly(Rung.REAPPLY);
    assertThat(between(back, world.climbed.getFirst().at())).isGreaterThan(seconds(19));
  }

  @Test
  void nudgeLooksNow() {
    well(WITH_LEAVE);
    world.outside = Cause.INGRESS_DEAD;
    world.pass(Duration.ofHours(2));
    while (world.state.work() != State.Work.NONE) {
      world.pass(seconds(1));
    }
    world.outside = null;
    world.hear(new Change.Nudged(world.now()));

    assertThat(world.passUntil(HomeState.FINE, seconds(10))).isLessThan(seconds(5));
  }

  @Test
  void lookThatCameToNothingIsTakenAgain() {
    world.hear(new Change.Passed(world.now()));
    world.pass(Duration.ofMillis(10));
    Step step =
        new Policy(new java.util.Random(1))
            .on(world.state, new Change.Unseen(world.now(), "a mistake"));

    assertThat(step.state().work()).isEqualTo(State.Work.NONE);
    assertThat(between(world.now(), new Moment(step.state().dueNanos(), world.now().wall())))
        .isBetween(seconds(8), seconds(12));
  }

  @Test
  void dockerThatDoesNotAnswerOnceIsASuspicionAndItsReturnIsGivenTime() {
    well(Ladder.twingate());
    world.here = Cause.DOCKER_DOWN;
    world.pass(seconds(20));
    assertThat(world.state.judgement().suspect()).isTrue();
    world.here = null;
    world.pass(minutes(2));
    assertThat(states()).isEmpty();

    world.here = Cause.DOCKER_DOWN;
    world.passUntil(HomeState.TUNNEL_DOWN, minutes(1));
    world.here = Cause.CONTAINER_STOPPED;
    world.pass(minutes(1));
    int before = world.climbed.size();
    world.here = null;
    world.outside = Cause.NOT_REACHED;
    world.pass(seconds(80));
    assertThat(world.climbed).hasSize(before);
  }

  @Test
  void firstEntryIsWrittenAndProvenWithinTwelveSecondsOfTheStart() {
    for (int seed = 0; seed < 50; seed++) {
      world = new World(PLAIN, seed);
      world.lookTakes = Duration.ofMillis(200);
      world.here = Cause.CONFIG_LOST;
      world.mends = _ -> world.here = null;
      assertThat(world.passUntil(HomeState.FINE, minutes(1))).isLessThan(seconds(13));
      assertThat(world.rungs()).containsExactly(Rung.REAPPLY);
    }
  }

  @Test
  void certificateThatIsAMinuteInTheMakingIsWaitedForAndNothingElseIsTried() {
    world = new World(PLAIN, 1);
    world.here = Cause.CONFIG_LOST;
    world.mends =
        _ -> {
          world.here = null;
          world.lookTakes = seconds(60);
        };
    assertThat(world.passUntil(HomeState.FINE, minutes(3))).isLessThan(seconds(135));
    assertThat(world.rungs()).containsExactly(Rung.REAPPLY);
  }
}
