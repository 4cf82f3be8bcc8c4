package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.resilience.ByteBudget;
import org.junit.jupiter.api.Test;

/// The heads of all share one room, and give back whatever they took.
class HeadRoomTest {
  private final ByteBudget all = new ByteBudget(1000);
  private final HeadRoom one = new HeadRoom(all);
  private final HeadRoom other = new HeadRoom(all);

  @Test
  void fullRoomTakesNobodyElse() {
    assertThat(one.came(900)).isTrue();
    assertThat(other.came(200)).isFalse();
    one.whole();
    assertThat(other.came(200)).isTrue();
  }

  @Test
  void shortHeaderCostsMoreThanItsLetters() {
    int headers = 0;
    while (one.read(1)) {
      headers++;
    }
    assertThat(headers).isLessThan(10);
  }

  @Test
  void everythingIsGivenBackAndNothingTakenAfterTheEnd() {
    assertThat(one.came(100)).isTrue();
    assertThat(one.read(10)).isTrue();
    one.over();
    assertThat(all.held()).isZero();
    assertThat(one.came(100)).isTrue();
    one.close();
    assertThat(one.came(1)).isFalse();
    assertThat(one.read(1)).isFalse();
    assertThat(all.held()).isZero();
  }
}
