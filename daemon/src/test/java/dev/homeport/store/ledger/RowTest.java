package dev.homeport.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RowTest {
  private static Row by(String user, long tokens, long cost) {
    return new Row(
        Instant.EPOCH,
        "1",
        "bot",
        user,
        null,
        "openai",
        "qwen",
        "work",
        null,
        1,
        null,
        5,
        tokens,
        tokens,
        false,
        cost,
        null,
        null,
        200,
        "answered",
        null);
  }

  /// A terminal obeys those above 0x7f as it does an escape, and the table of `usage` is shown on
  /// one.
  @Test
  void noTerminalIsTalkedToByAName() {
    for (char c = 0; c < 0xa0; c++) {
      if (Character.isISOControl(c)) {
        assertThat(by("a" + c + "b", 1, 1).user()).isEqualTo("a\ufffdb");
      }
    }
    assertThat(by("zoë 🦙\u00a0", 1, 1).user()).isEqualTo("zoë 🦙\u00a0");
    assertThat(by("\ud83e", 1, 1).user()).isEqualTo("\ufffd");
  }

  @Test
  void numbersThatNobodyMeantAreCutToSomeThatCanBeSummed() {
    Row row = by("ann", Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(row.tokensIn()).isPositive().isLessThan(Long.MAX_VALUE / 500_000_000L);
    assertThat(row.cost()).isPositive().isLessThan(Long.MAX_VALUE / 500_000L);
    assertThat(by("ann", -5, -5)).isEqualTo(by("ann", 0, 0));
  }

  @Test
  void tenThousandCharactersAreATwoHundredth() {
    assertThat(by("x".repeat(10_000), 1, 1).user()).isEqualTo("x".repeat(200) + "…");
  }
}
