package dev.homeport.role.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Patient;
import dev.homeport.probe.provider.Reach;
import dev.homeport.role.router.ProviderStanding.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a provider stands, from what is known of it.
class ProviderStandingTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant SOON = NOON.plusSeconds(30);
  private static final Instant LATER = NOON.plusSeconds(300);
  private static final Condition WELL = new Condition.Well();
  private static final Condition RESTING =
      new Condition.Resting("refused", "connection refused", NOON, LATER, Outlook.PASSING);

  private static Reach reach(Reach.State state) {
    return new Reach(state, state == Reach.State.FAILS ? "no way there" : null, NOON);
  }

  private static Patient patient(@Nullable String model, Outlook outlook, Proof proof) {
    var why = new Blame(Extent.PROVIDER, outlook, proof, "refused", "no door at 1.2.3.4", null);
    return new Patient("home", model, why, NOON, LATER, SOON, 2, 1);
  }

  private static ProviderStanding standing(
      Reach.State reach, Condition condition, Patient... patients) {
    return ProviderStanding.of("home", reach(reach), condition, List.of(patients));
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWERS, WELL, true, true",
    "UNKNOWN, UNKNOWN, true, true",
    "FAILS, UNPROVEN, false, true"
  })
  void lookDecidesAboutWhoNeverFailed(
      Reach.State reach, State state, boolean good, boolean serves) {
    ProviderStanding standing = standing(reach, WELL);
    assertThat(standing.state()).isEqualTo(state);
    assertThat(standing.state().isGood()).isEqualTo(good);
    assertThat(standing.state().serves()).isEqualTo(serves);
    assertThat(standing.strikes()).isZero();
  }

  @Test
  void whyItIsAwayIsForThoseWhoRunIt() {
    ProviderStanding standing = standing(Reach.State.FAILS, WELL);
    assertThat(standing.reason(true)).isEqualTo("home: no way there");
    assertThat(standing.reason(false)).isEqualTo("home: no-list");
    assertThat(standing.since()).isEqualTo(NOON);
    assertThat(standing.nextTry()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWERS, PASSING, LIST, RESTING",
    "FAILS, PASSING, LIST, AWAY",
    "FAILS, BRIEF, LIST, AWAY",
    "FAILS, LASTING, LIST, RESTING",
    "FAILS, PASSING, ANSWER, RESTING",
  })
  void whoRestsIsAwayOnlyWhereThereIsNoWayToIt(
      Reach.State reach, Outlook outlook, Proof proof, State state) {
    ProviderStanding standing = standing(reach, RESTING, patient(null, outlook, proof));
    assertThat(standing.state()).isEqualTo(state);
    assertThat(standing.state().serves()).isFalse();
    assertThat(standing.cause()).isEqualTo("refused");
    assertThat(standing.detail()).isEqualTo("connection refused");
    assertThat(standing.since()).isEqualTo(NOON);
    assertThat(standing.nextTry()).isEqualTo(SOON);
    assertThat(standing.strikes()).isEqualTo(2);
  }

  @Test
  void restWithoutALookEndsByItself() {
    assertThat(standing(Reach.State.ANSWERS, RESTING).nextTry()).isEqualTo(LATER);
  }

  @Test
  void whoIsNotProvenMayBeAskedAndIsNotGood() {
    var unproven = new Condition.Unproven("refused", NOON, true);
    ProviderStanding standing =
        standing(Reach.State.ANSWERS, unproven, patient(null, Outlook.PASSING, Proof.ANSWER));
    assertThat(standing.state()).isEqualTo(State.UNPROVEN);
    assertThat(standing.state().serves()).isTrue();
    assertThat(standing.state().isGood()).isFalse();
    assertThat(standing.nextTry()).isEqualTo(SOON);
  }

  @Test
  void whoRecoversIsGood() {
    ProviderStanding standing = standing(Reach.State.ANSWERS, new Condition.Recovering(2));
    assertThat(standing.state()).isEqualTo(State.RECOVERING);
    assertThat(standing.state().isGood()).isTrue();
  }

  @Test
  void modelThatRestsLeavesItsProviderWell() {
    ProviderStanding standing =
        standing(Reach.State.ANSWERS, WELL, patient("qwen", Outlook.PASSING, Proof.ANSWER));
    assertThat(standing.state()).isEqualTo(State.WELL);
    assertThat(standing.isSound()).isFalse();
    assertThat(standing.serves(List.of("qwen", "llama"))).isTrue();
    assertThat(standing.serves(List.of("qwen"))).isFalse();
    assertThat(standing.serves(List.of())).isTrue();
    assertThat(standing.reason(false)).isEqualTo("home: qwen rests (refused)");
    assertThat(standing.models()).extracting(Patient::model).containsExactly("qwen");
    assertThat(standing.rests()).isEqualTo(1);
    assertThat(
            standing(
                    Reach.State.ANSWERS,
                    RESTING,
                    patient(null, Outlook.PASSING, Proof.LIST),
                    patient("qwen", Outlook.PASSING, Proof.ANSWER))
                .rests())
        .isEqualTo(2);
  }
}
