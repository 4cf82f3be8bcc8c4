package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Patient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Blame WHY =
      new Blame(Extent.MODEL, Outlook.PASSING, Proof.ANSWER, "stall", "x", null);

  private final Visits visits = new Visits();

  private static Patient patient(long era) {
    return new Patient("home", "m", WHY, NOW, NOW, NOW, 1, era);
  }

  @Test
  void newPatientIsDueWithItsProof() {
    assertThat(visits.due(patient(1), NOW, NOW)).isEqualTo(NOW);
    assertThat(visits.due(patient(1), NOW.plusSeconds(9), NOW)).isEqualTo(NOW.plusSeconds(9));
    assertThat(visits.turns(patient(1), NOW)).isZero();
  }

  @Test
  void visitsThatShowNothingAreFurtherApartEachTime() {
    var rests = new ArrayList<Long>();
    Instant now = NOW;
    for (int i = 0; i < 6; i++) {
      visits.begun(patient(1), NOW, now);
      assertThat(visits.turns(patient(1), NOW)).isEqualTo(i + 1);
      Instant due = visits.due(patient(1), NOW, now);
      rests.add(due.getEpochSecond() - now.getEpochSecond());
      now = due;
    }

    assertThat(rests).containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
  }

  /// It is computed of two clocks, which are never read at the same moment.
  @Test
  void proofThatMovesALittleIsTheSame() {
    visits.begun(patient(1), NOW, NOW);

    assertThat(visits.turns(patient(1), NOW.plusMillis(3))).isOne();
    assertThat(visits.turns(patient(1), NOW.minusMillis(3))).isOne();
    assertThat(visits.turns(patient(1), NOW.plusSeconds(2))).isZero();
    assertThat(visits.turns(patient(2), NOW)).isZero();
  }

  @Test
  void nobodyIsVisitedTwiceAtOnce() {
    visits.begun(patient(1), NOW, NOW);

    assertThat(visits.due(patient(2), NOW, NOW)).isEqualTo(NOW.plusSeconds(1));
    assertThat(visits.due(patient(1), NOW.plusSeconds(60), NOW)).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void clockThatIsTurnedBackHoldsNobodyUp() {
    visits.begun(patient(1), NOW, NOW);
    Instant before = NOW.minusSeconds(3600);

    assertThat(visits.due(patient(1), before, before)).isEqualTo(before);
  }

  @Test
  void whoIsNoPatientIsForgotten() {
    visits.begun(patient(1), NOW, NOW);
    visits.keep(List.of());

    assertThat(visits.turns(patient(1), NOW)).isZero();
  }
}
