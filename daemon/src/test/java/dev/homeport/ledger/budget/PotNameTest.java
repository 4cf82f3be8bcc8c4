package dev.homeport.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PotNameTest {
  @Test
  void plainNameStaysWhatItIs() {
    assertThat(PotName.part("bot-1_x.y@example")).isEqualTo("bot-1_x.y@example");
  }

  @Test
  void everythingElseIsWrittenByItsBytes() {
    assertThat(PotName.part("a/b %é\n~")).isEqualTo("a%2Fb%20%25%C3%A9%0A%7E");
  }

  @Test
  void nameAsLongAsAHeaderBecomesShortAndStaysItsOwn() {
    String one = PotName.part("x".repeat(32 * 1024));
    String other = PotName.part("x".repeat(32 * 1024 - 1) + "y");
    assertThat(one).hasSizeLessThan(130).isNotEqualTo(other).matches("[\\w.@%~-]+");
  }

  @Test
  void twoNamesNeverHaveTheSamePart() {
    var random = new Random(5);
    var parts = new HashMap<String, String>();
    for (int i = 0; i < 20_000; i++) {
      var name = new StringBuilder();
      for (int length = random.nextInt(200); length >= 0; length--) {
        name.append("ab/%~2Fé€".charAt(random.nextInt(9)));
      }
      String before = parts.put(PotName.part(name.toString()), name.toString());
      assertThat(before == null ? name.toString() : before).isEqualTo(name.toString());
    }
  }
}
