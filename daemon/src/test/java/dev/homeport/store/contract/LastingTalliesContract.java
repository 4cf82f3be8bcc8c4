package dev.homeport.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What tallies are that outlive the process.
public abstract class LastingTalliesContract extends TalliesContract {
  @Test
  void whatWasSpentOutlivesTheProcess() {
    Tallies tallies = open();
    Pot pot = pot("month ö/1", 100L);
    Pot other = pot("all", null);
    tallies.settle(granted(tallies.reserve(List.of(pot, other), 50, 50, LEASE)), 42);
    tallies.settle(granted(tallies.reserve(List.of(other), 50, 50, LEASE)), 8);
    close();

    Tallies again = open();
    assertThat(level(again, pot)).isEqualTo(new Level(42, 0));
    assertThat(level(again, other)).isEqualTo(new Level(50, 0));
    assertThat(again.reserve(List.of(pot), 59, 59, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(42, 0)));
    Hold hold = granted(again.reserve(List.of(pot), 58, 58, LEASE));
    again.settle(hold, 1);
    close();
    assertThat(level(open(), pot)).isEqualTo(new Level(43, 0));
  }

  /// Nobody can settle it any more.
  @Test
  void whatWasReservedByAnEarlierLifeIsNotGivenOutAgain() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    granted(tallies.reserve(List.of(pot), 60, 60, LEASE));
    catchUp();
    close();

    Tallies again = open();
    assertThat(level(again, pot).all()).isEqualTo(60);
    assertThat(again.reserve(List.of(pot), 41, 41, LEASE)).isInstanceOf(Reserved.Over.class);
    pass(LEASE.plusSeconds(1));
    assertThat(level(again, pot)).isEqualTo(new Level(60, 0));
  }

  @Test
  void ofWhatAnEarlierLifeReservedOnlyWhatIsPresumedIsSpent() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    tallies.settle(granted(tallies.reserve(List.of(pot), 20, 20, LEASE)), 3);
    granted(tallies.reserve(List.of(pot), 60, 5, LEASE));
    granted(tallies.reserve(List.of(pot), 30, 6, LEASE));
    catchUp();
    close();

    Tallies again = open();
    assertThat(level(again, pot).all()).isBetween(14L, 93L);
    pass(LEASE.plusSeconds(1));
    assertThat(level(again, pot)).isEqualTo(new Level(14, 0));
    granted(again.reserve(List.of(pot), 86, 86, LEASE));
  }

  @Test
  void potThatIsLongOverIsNotRemembered() {
    Tallies tallies = open();
    Pot pot = pot("month", 100L);
    tallies.settle(granted(tallies.reserve(List.of(pot), 60, 60, LEASE)), 60);
    close();
    pass(Duration.ofDays(60));
    assertThat(level(open(), pot)).isEqualTo(new Level(0, 0));
  }
}
