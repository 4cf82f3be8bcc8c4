package dev.homeport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Told;
import dev.homeport.store.Tallies.Hold;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebtsTest {
  @Test
  void oldestAreForgottenAndThatIsTold() {
    var told = new Told();
    var debts = new Debts(3, told);
    for (int i = 1; i <= 5; i++) {
      debts.add(new Hold("h" + i, Map.of(), 0), i, true);
    }
    assertThat(debts.size()).isEqualTo(3);
    assertThat(told.events()).hasSize(1);
    debts.tellDropped();
    assertThat(told.events().getLast().toString()).contains("requests=2", "amount=3");
    debts.tellDropped();
    assertThat(told.events()).hasSize(2);
  }

  @Test
  void firstWordCounts() {
    var debts = new Debts(3, new Told());
    debts.add(new Hold("h", Map.of(), 0), 1, true);
    debts.add(new Hold("h", Map.of(), 0), 9, true);
    assertThat(debts.size()).isEqualTo(1);
    debts.booked("h");
    assertThat(debts.size()).isZero();
  }
}
