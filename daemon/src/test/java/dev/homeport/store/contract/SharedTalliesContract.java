package dev.homeport.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What tallies are that several processes share. Each opening stands for one of them.
public abstract class SharedTalliesContract extends LastingTalliesContract {
  @Test
  void whatOneReservesTheOtherDoesNotHave() {
    Tallies one = open();
    Tallies other = open();
    Pot pot = pot("month", 100L);
    Hold hold = granted(one.reserve(List.of(pot), 60, 60, LEASE));
    assertThat(other.reserve(List.of(pot), 41, 41, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(0, 60)));
    Hold others = granted(other.reserve(List.of(pot), 40, 40, LEASE));
    assertThat(one.reserve(List.of(pot), 1, 1, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(0, 100)));
    one.settle(hold, 10);
    other.settle(others, 20);
    assertThat(level(one, pot)).isEqualTo(new Level(30, 0));
    assertThat(level(other, pot)).isEqualTo(new Level(30, 0));
  }

  @Test
  void ofManyWhoRaceInTwoProcessesJustSoManySucceed() throws InterruptedException {
    race(List.of(open(), open()));
  }

  @Test
  void whoDiesLeavesWhatIsReservedToTheLease() {
    Tallies one = open();
    Tallies other = open();
    Pot pot = pot("month", 100L);
    granted(one.reserve(List.of(pot), 60, 60, LEASE));
    assertThat(level(other, pot)).isEqualTo(new Level(0, 60));
    pass(LEASE.plusSeconds(1));
    assertThat(level(other, pot)).isEqualTo(new Level(60, 0));
    assertThat(other.reserve(List.of(pot), 41, 41, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(60, 0)));
  }

  @Test
  void whoDiesLeavesToOthersWhatIsNotPresumed() {
    Tallies one = open();
    Tallies other = open();
    Pot pot = pot("month", 100L);
    Hold hold = granted(one.reserve(List.of(pot), 60, 10, LEASE));
    assertThat(level(other, pot)).isEqualTo(new Level(0, 60));
    pass(LEASE.plusSeconds(1));
    assertThat(level(other, pot)).isEqualTo(new Level(10, 0));
    granted(other.reserve(List.of(pot), 90, 4, LEASE));
    one.settle(hold, 1);
    assertThat(level(other, pot)).isEqualTo(new Level(1, 90));
    pass(LEASE.plusSeconds(1));
    assertThat(level(one, pot)).isEqualTo(new Level(5, 0));
  }

  @Test
  void lateSettlementOfOneIsSeenByTheOther() {
    Tallies one = open();
    Tallies other = open();
    Pot pot = pot("month", 100L);
    Hold hold = granted(one.reserve(List.of(pot), 60, 60, LEASE));
    pass(LEASE.plusMinutes(1));
    assertThat(level(other, pot)).isEqualTo(new Level(60, 0));
    one.settle(hold, 15);
    assertThat(level(other, pot)).isEqualTo(new Level(15, 0));
    one.settle(hold, 50);
    assertThat(level(other, pot)).isEqualTo(new Level(15, 0));
  }

  @Test
  void minuteIsOneForAll() throws InterruptedException {
    Tallies one = open();
    Tallies other = open();
    assertThat(one.take("shared", 10, 6)).isZero();
    assertThat(other.take("shared", 10, 5)).isPositive();
    assertThat(other.take("shared", 10, 4)).isZero();
    assertThat(one.take("shared", 10, 1)).isPositive();
    other.took("shared", 10, 10);
    catchUp();
    assertThat(one.take("shared", 10, 1).toSeconds()).isBetween(65L, 66L);
    takeTogether(List.of(one, other));
  }

  @Test
  void walkOfTwoAtRandomIsAsInTheBook() {
    Tallies[] both = {open(), open()};
    for (long seed = 0; seed < 300; seed++) {
      var whose = new Random(seed);
      walk(1_000 + seed, () -> both[whose.nextInt(2)]);
    }
  }
}
