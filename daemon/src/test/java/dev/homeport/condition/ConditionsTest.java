package dev.homeport.condition;

import static dev.homeport.condition.Clinic.busy;
import static dev.homeport.condition.Clinic.dead;
import static dev.homeport.condition.Clinic.sick;
import static dev.homeport.condition.Clinic.spent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Condition.Resting;
import dev.homeport.condition.Condition.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How everybody stands: each rule by itself. The letters are those of cases.md 1.4.
class ConditionsTest {
  private final Clinic clinic = new Clinic();
  private final Conditions conditions = clinic.conditions;

  @Test
  void allAreWellAtFirst() {
    assertThat(clinic.of("home")).isEqualTo(new Well());
    assertThat(conditions.patients()).isEmpty();
    assertThat(conditions.recoveries()).isZero();
    conditions.ask("home", "m").answered();
    conditions.ask("home", "m").dropped();
    assertThat(clinic.changes).isZero();
  }

  @Test
  void oneFailureIsEnough() {
    clinic.fail("cloud", "m", sick("stall"));

    assertThat(clinic.of("cloud"))
        .isEqualTo(
            new Resting(
                "stall",
                "no answer",
                clinic.wall.now(),
                clinic.wall.now().plusSeconds(300),
                Outlook.PASSING));
    assertThat(conditions.of("cloud", "other")).isEqualTo(new Well());
    assertThat(clinic.heard).containsExactly("cloud m stall");
    assertThat(clinic.changes).isEqualTo(1);
  }

  @Test
  void providerThatCannotBeReachedRestsForAllItsModels() {
    clinic.fail("home", "m", dead("refused"));

    assertThat(conditions.of("home", "another")).isInstanceOf(Resting.class);
    assertThat(conditions.of("cloud", "another")).isEqualTo(new Well());
    assertThat(clinic.patient().model()).isNull();
  }

  @Test
  void homeRestsSecondsNotMinutesD10() {
    clinic.fail("home", "m", dead("refused"));
    assertThat(clinic.rest("home")).isEqualTo(Duration.ofSeconds(5));

    for (int i = 0; i < 10; i++) {
      clinic.fail("home", "m", dead("refused"));
    }
    assertThat(clinic.rest("home")).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void failuresInARowRestLongerUpToTheLongest() {
    clinic.fail("cloud", "m", sick("server"));
    for (int minutes : new int[] {10, 20, 40, 60, 60}) {
      clinic.pass(Duration.ofHours(2));
      assertThat(clinic.word("cloud")).isEqualTo("unproven of server");
      clinic.fail("cloud", "m", sick("server"));
      assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofMinutes(minutes));
    }
    assertThat(clinic.patient().strikes()).isEqualTo(6);
  }

  @Test
  void overloadRestsForABreathHoweverOften() {
    for (int i = 0; i < 9; i++) {
      clinic.fail("cloud", "m", busy());
    }
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void furtherFailureExtendsAndNeverShortensD3() {
    clinic.fail("cloud", "m", spent(Duration.ofHours(9)));
    clinic.fail("cloud", "m", busy());
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofHours(9));
    assertThat(clinic.word("cloud")).isEqualTo("rests of overloaded");

    clinic.fail("cloud", "m", spent(Duration.ofHours(10)));
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofHours(10));
    assertThat(clinic.heard)
        .containsExactly("cloud m quota", "cloud m overloaded", "cloud m quota");
  }

  @Test
  void statedTimeIsRespectedUpToAMonthD4() {
    clinic.fail("home", "m", spent(Duration.ofDays(7)));
    assertThat(clinic.rest("home")).isEqualTo(Duration.ofDays(7));
    clinic.fail("cloud", "m", spent(Duration.ofDays(9000)));
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofDays(31));
  }

  @Test
  void statedTimeInThePastIsNow() {
    clinic.fail("cloud", "m", spent(Duration.ofDays(-9000)));
    assertThat(clinic.word("cloud")).isEqualTo("unproven of quota");
    assertThat(clinic.look()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void zeroSwitchesRestsOffD2() {
    clinic.coolings.put("cloud", Cooling.OFF);
    clinic.fail("cloud", "m", spent(Duration.ofDays(7)));
    conditions.ask("cloud", "m");
    conditions.ask("cloud", "m");

    assertThat(clinic.word("cloud")).isEqualTo("unproven of quota");
    assertThat(conditions.tryAsk("cloud", "m")).isPresent();
    assertThat(clinic.patient().proof()).isNull();

    conditions.ask("cloud", "m").answered();
    assertThat(clinic.of("cloud")).isEqualTo(new Well());
  }

  @Test
  void settingsAreAskedEachTimeD2() {
    clinic.fail("cloud", "m", sick("server"));
    clinic.coolings.put("cloud", Cooling.OFF);
    assertThat(clinic.word("cloud")).isEqualTo("unproven of server");
    clinic.coolings.put("cloud", Clinic.HOME);
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void restEndsByProofWhateverWasStatedD4() {
    clinic.fail("cloud", "m", spent(Duration.ofDays(7)));
    clinic.pass(60);
    conditions.proven(clinic.patient());

    assertThat(clinic.word("cloud")).isEqualTo("room 1");
    assertThat(conditions.patients()).isEmpty();
    assertThat(conditions.recoveries()).isEqualTo(1);
    assertThat(clinic.heard).containsExactly("cloud m quota", "cloud m back PT1M");
  }

  @Test
  void restEndsByAnAnswerToWhoAskedAllTheSameD4D7() {
    clinic.fail("cloud", "m", sick("server"));
    Permit soonest = conditions.ask("cloud", "m");
    assertThat(conditions.tryAsk("cloud", "m")).isEmpty();
    soonest.answered();

    assertThat(clinic.word("cloud")).isEqualTo("room 1");
    assertThat(conditions.recoveries()).isEqualTo(1);
  }

  @Test
  void listProvesWhatWantsNoMoreD4() {
    clinic.fail("home", "m", dead("refused"));
    clinic.fail("home", "m", sick("stall"));
    clinic.fail("cloud", "m", dead("dns"));
    conditions.reached("home");

    assertThat(clinic.word("home")).isEqualTo("rests of stall");
    assertThat(conditions.of("home", "another")).isEqualTo(new Condition.Recovering(1));
    assertThat(clinic.word("cloud")).isEqualTo("rests of dns");
  }

  @Test
  void listProvesNothingAfterThreeStrikesButIsWorthAQuestion() {
    for (int i = 0; i < 3; i++) {
      clinic.fail("home", "m", dead("refused"));
      clinic.pass(3);
      conditions.reached("home");
    }
    assertThat(clinic.patient().why().proof()).isEqualTo(Proof.ANSWER);
    assertThat(clinic.look()).isZero();

    conditions.proven(clinic.patient());
    assertThat(clinic.word("home")).isEqualTo("room 1");
  }

  @Test
  void onlyAnswersMakeStrikesForgotten() {
    clinic.fail("home", "m", dead("refused"));
    conditions.reached("home");
    clinic.fail("home", "m", dead("refused"));
    assertThat(clinic.patient().strikes()).isEqualTo(2);
    assertThat(clinic.rest("home")).isEqualTo(Duration.ofSeconds(10));

    conditions.reached("home");
    conditions.ask("home", "m").answered();
    clinic.fail("home", "m", dead("refused"));
    assertThat(clinic.patient().strikes()).isEqualTo(1);
  }

  @Test
  void looksBeginSoonAndBecomeRare() {
    clinic.fail("cloud", "m", sick("server"));
    for (int seconds : new int[] {2, 4, 8, 16, 30, 30}) {
      assertThat(clinic.look()).isEqualTo(Duration.ofSeconds(seconds));
      clinic.pass(clinic.look());
      conditions.relapsed(clinic.patient(), sick("server"));
    }
    assertThat(clinic.patient().strikes()).isEqualTo(1);
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void nobodyLooksBeforeTheStatedTimeD4() {
    clinic.fail("cloud", "m", spent(Duration.ofHours(5)));
    assertThat(clinic.look()).isEqualTo(Duration.ofHours(5));
    conditions.relapsed(clinic.patient(), sick("rate"));
    assertThat(clinic.look()).isEqualTo(Duration.ofHours(5));

    clinic.pass(Duration.ofHours(5));
    conditions.relapsed(clinic.patient(), sick("rate"));
    assertThat(clinic.look()).isEqualTo(Duration.ofSeconds(4));
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void nobodyLooksWhereLooksAreOff() {
    clinic.coolings.put(
        "cloud", new Cooling(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ZERO));
    clinic.fail("cloud", "m", sick("server"));
    assertThat(clinic.patient().proof()).isNull();
  }

  @Test
  void wakeMakesEveryLookDueD5() {
    clinic.fail("cloud", "m", spent(Duration.ofDays(7)));
    clinic.pass(1);
    conditions.recheck();
    assertThat(clinic.look()).isEqualTo(Duration.ofSeconds(1));
    clinic.pass(5);
    conditions.recheck();
    assertThat(clinic.look()).isEqualTo(Duration.ofSeconds(-4));

    conditions.relapsed(clinic.patient(), sick("rate"));
    assertThat(clinic.rest("cloud")).isEqualTo(Duration.ofDays(7).minusSeconds(6));
    assertThat(clinic.look()).isEqualTo(clinic.rest("cloud"));
  }

  @Test
  void loadComesBackStepByStepD8() {
    clinic.fail("home", "m", sick("stall"));
    conditions.proven(clinic.patient());
    for (int room : new int[] {1, 2, 4, 8, 16}) {
      assertThat(clinic.word("home")).isEqualTo("room " + room);
      conditions.ask("home", "m").answered();
    }
    assertThat(clinic.of("home")).isEqualTo(new Well());
  }

  @Test
  void roomIsWhatPermitsLeaveD8() {
    clinic.fail("home", "m", sick("stall"));
    conditions.proven(clinic.patient());
    Permit first = conditions.tryAsk("home", "m").orElseThrow();
    assertThat(clinic.word("home")).isEqualTo("room 0");
    assertThat(conditions.tryAsk("home", "m")).isEmpty();

    first.dropped();
    first.answered();
    assertThat(clinic.word("home")).isEqualTo("room 1");
    conditions.ask("home", "m").failed(sick("stall"));
    assertThat(clinic.word("home")).isEqualTo("rests of stall");
    assertThat(clinic.patient().strikes()).isEqualTo(2);
  }

  @Test
  void providersRoomIsSharedByItsModelsD8() {
    clinic.fail("home", "m", dead("refused"));
    conditions.reached("home");
    conditions.ask("home", "one");
    assertThat(conditions.of("home", "two")).isEqualTo(new Condition.Recovering(0));
  }

  @Test
  void oneAtATimeTriesWhoIsUnproven() {
    clinic.fail("cloud", "m", sick("server"));
    clinic.pass(300);
    Permit trial = conditions.tryAsk("cloud", "m").orElseThrow();
    assertThat(clinic.word("cloud")).isEqualTo("unproven of server, tried");
    assertThat(conditions.tryAsk("cloud", "m")).isEmpty();

    trial.dropped();
    assertThat(clinic.word("cloud")).isEqualTo("unproven of server");
    conditions.tryAsk("cloud", "m").orElseThrow().answered();
    assertThat(clinic.word("cloud")).isEqualTo("room 1");
  }

  @Test
  void lostPermitKeepsNobodyAwayForEver() {
    clinic.fail("cloud", "m", sick("server"));
    clinic.pass(300);
    conditions.ask("cloud", "m");
    clinic.pass(Duration.ofMinutes(16));
    assertThat(clinic.word("cloud")).isEqualTo("unproven of server");
  }

  @Test
  void lateFailureDoesNotOpenAgain() {
    Permit old = conditions.ask("home", "m");
    clinic.fail("home", "m", dead("refused"));
    conditions.reached("home");
    old.failed(dead("severed"));
    assertThat(clinic.word("home")).isEqualTo("room 1");
  }

  @Test
  void lateSuccessDoesNotClose() {
    Permit old = conditions.ask("home", "m");
    clinic.fail("home", "m", dead("refused"));
    old.answered();
    assertThat(clinic.word("home")).isEqualTo("rests of refused");
  }

  @Test
  void lateProofIsWorthNothing() {
    clinic.fail("cloud", "m", sick("server"));
    Patient before = clinic.patient();
    clinic.fail("cloud", "m", sick("server"));
    conditions.proven(before);
    conditions.relapsed(before, sick("other"));
    assertThat(clinic.word("cloud")).isEqualTo("rests of server");

    Patient last = clinic.patient();
    conditions.proven(last);
    conditions.relapsed(last, sick("other"));
    assertThat(clinic.word("cloud")).isEqualTo("room 1");
  }

  @Test
  void manyWhoFailTogetherAreOneStrike() {
    var permits = IntStream.range(0, 50).mapToObj(_ -> conditions.ask("home", "m")).toList();
    permits.forEach(permit -> permit.failed(dead("severed")));
    assertThat(clinic.patient().strikes()).isEqualTo(1);
  }

  /// D6 and G7: two hundred clients that leave are nobody's failure.
  @Test
  void clientsThatLeaveNeverCount() {
    IntStream.range(0, 200)
        .mapToObj(_ -> conditions.ask("home", "m"))
        .toList()
        .forEach(Permit::dropped);
    assertThat(clinic.of("home")).isEqualTo(new Well());
  }

  @Test
  void lookThatFindsNoWayIsAFailureOnceAndKeepsItResting() {
    for (int i = 0; i < 20; i++) {
      conditions.lost("home", "refused", "connection refused");
      clinic.pass(4);
      assertThat(clinic.word("home")).isEqualTo("rests of refused");
    }
    assertThat(clinic.patient().strikes()).isEqualTo(1);
    assertThat(clinic.heard).containsExactly("home null refused");

    conditions.reached("home");
    assertThat(clinic.word("home")).isEqualTo("room 1");
  }

  @Test
  void looksForAListDoNotKeepAQuestionFromBeingAsked() {
    clinic.fail(
        "cloud",
        "m",
        new Blame(Extent.PROVIDER, Outlook.LASTING, Proof.ANSWER, "key", "wrong key", null));
    conditions.lost("cloud", "refused", "no way");
    assertThat(clinic.look()).isEqualTo(Duration.ofMinutes(5));
    conditions.reached("cloud");
    assertThat(clinic.word("cloud")).isEqualTo("rests of refused");
    assertThat(clinic.patient().why().proof()).isEqualTo(Proof.ANSWER);
  }

  /// cases.md E5: hundreds of dead requests a day.
  @Test
  void whatLastsIsAskedForSeldom() {
    var blame = new Blame(Extent.PROVIDER, Outlook.LASTING, Proof.ANSWER, "key", "wrong", null);
    clinic.fail("cloud", "m", blame);
    var gaps = new ArrayList<Long>();
    for (int i = 0; i < 6; i++) {
      Duration gap = clinic.look();
      gaps.add(gap.toMinutes());
      clinic.pass(gap);
      conditions.relapsed(clinic.patient(), blame);
      assertThat(clinic.word("cloud")).isEqualTo("rests of key");
    }
    assertThat(gaps).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
  }

  @Test
  void patientsAreInOrderProvidersFirst() {
    clinic.fail("b", "m2", sick("stall"));
    clinic.fail("b", "m1", sick("stall"));
    clinic.fail("b", "m1", dead("refused"));
    clinic.fail("a", "m", sick("stall"));
    assertThat(conditions.patients())
        .extracting(patient -> patient.provider() + " " + patient.model())
        .containsExactly("b null", "a m", "b m1", "b m2");
  }

  @Test
  void preferenceLastsForItsTime() {
    conditions.prefer("m", "cloud", Duration.ofMinutes(30));
    conditions.prefer("m", "cloud", Duration.ofMinutes(30));
    assertThat(clinic.changes).isEqualTo(1);
    clinic.pass(1799);
    assertThat(conditions.preferred("m")).contains("cloud");
    assertThat(conditions.preferred("other")).isEmpty();
    clinic.pass(1);
    assertThat(conditions.preferred("m")).isEmpty();
  }

  @Test
  void allWhoArePreferredAreNamedWithTheirTime() {
    conditions.prefer("n", "other", Duration.ofMinutes(1));
    conditions.prefer("m", "cloud", Duration.ofMinutes(30));
    Instant until = clinic.wall.now().plusSeconds(1800);
    assertThat(conditions.preferences())
        .extracting(Preference::model)
        .as("by their models")
        .containsExactly("m", "n");
    clinic.pass(60);
    assertThat(conditions.preferences()).containsExactly(new Preference("m", "cloud", until));
  }

  @Test
  void pinLastsForItsTimeOrUntilItIsTakenAway() {
    conditions.pin("cloud", Duration.ofHours(1));
    assertThat(conditions.pinned()).contains(new Pin("cloud", clinic.wall.now().plusSeconds(3600)));
    clinic.pass(3600);
    assertThat(conditions.pinned()).isEmpty();
    conditions.pin("home", Duration.ofDays(1_000_000));
    assertThat(conditions.pinned()).map(Pin::provider).contains("home");
    conditions.unpin();
    assertThat(conditions.pinned()).isEmpty();
  }

  @Test
  void allIsForgottenAndWhatIsUnderWayChangesNothing() {
    Permit old = conditions.ask("home", "m");
    clinic.fail("home", "m", dead("refused"));
    conditions.prefer("m", "cloud", Duration.ofMinutes(30));
    conditions.pin("cloud", Duration.ofHours(1));
    conditions.forget();
    old.failed(dead("severed"));

    assertThat(clinic.of("home")).isEqualTo(new Well());
    assertThat(conditions.preferred("m")).isEmpty();
    assertThat(conditions.pinned()).isEmpty();
    assertThat(conditions.recoveries()).isEqualTo(1);
  }

  @Test
  void whoIsGoneIsForgotten() {
    clinic.fail("old", "m", sick("stall"));
    clinic.fail("home", "m", sick("stall"));
    conditions.prefer("m", "old", Duration.ofMinutes(30));
    conditions.prefer("n", "home", Duration.ofMinutes(30));
    conditions.pin("old", Duration.ofHours(1));
    conditions.keep("home"::equals);

    assertThat(conditions.patients()).extracting(Patient::provider).containsExactly("home");
    assertThat(conditions.preferred("m")).isEmpty();
    assertThat(conditions.preferred("n")).contains("home");
    assertThat(conditions.pinned()).isEmpty();
  }

  @Test
  void memoryIsBoundedAndTheOldestGoFirst() {
    clinic.fail("home", "m", spent(Duration.ofDays(3)));
    for (int i = 0; i < Wards.MOST + 100; i++) {
      clinic.fail("cloud", "made-up-" + i, sick("no-model"));
      conditions.prefer("made-up-" + i, "cloud", Duration.ofSeconds(60 + i));
    }
    assertThat(conditions.patients()).hasSize(Wards.MOST);
    assertThat(clinic.word("home")).isEqualTo("rests of quota");
    assertThat(conditions.of("cloud", "made-up-0")).isEqualTo(new Well());
    assertThat(conditions.wishes().preferred()).hasSize(Wishes.MOST);
    assertThat(conditions.preferred("made-up-0")).isEmpty();
  }
}
