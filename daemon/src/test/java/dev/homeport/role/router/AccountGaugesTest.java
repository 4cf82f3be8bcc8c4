package dev.homeport.role.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Account;
import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.fake.FakeWall;
import dev.homeport.journal.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountGaugesTest {
  private static final Instant NOW = new FakeWall().now();

  private static AccountStanding standing(String name, Block... blocks) {
    return new AccountStanding("cloud", Account.named(name), 0, 0, 0, 0, List.of(blocks));
  }

  private static Block block(@Nullable String model, Duration left) {
    return new Block("cloud", "any", model, "weekly-quota", "", NOW, NOW.plus(left));
  }

  private static List<String> lines(AccountStanding... standing) {
    return Metrics.ofRouter()
        .text(AccountGauges.of(List.of(standing), NOW))
        .lines()
        .filter(line -> line.contains("account_"))
        .toList();
  }

  /// Nothing was told to these metrics: the blocks are older than the process.
  @Test
  void blocksAreShownThoughNobodyToldOfThem() {
    Duration hour = Duration.ofHours(1);
    assertThat(
            lines(
                standing("main", block(null, hour)),
                standing("o\"dd"),
                standing("old", block(null, Duration.ZERO), block("gone", Duration.ZERO)),
                standing("part", block("gpt-oss", hour), block("qwen3", hour))))
        .containsExactly(
            "# HELP homeport_account_blocked Whether an account is blocked.",
            "# TYPE homeport_account_blocked gauge",
            "homeport_account_blocked{provider=\"cloud\",account=\"main\"} 1",
            "homeport_account_blocked{provider=\"cloud\",account=\"o\\\"dd\"} 0",
            "homeport_account_blocked{provider=\"cloud\",account=\"old\"} 0",
            "homeport_account_blocked{provider=\"cloud\",account=\"part\"} 0",
            "# HELP homeport_account_model_blocked Models that an account is not asked for.",
            "# TYPE homeport_account_model_blocked gauge",
            "homeport_account_model_blocked{provider=\"cloud\",account=\"part\",model=\"gpt-oss\"} 1",
            "homeport_account_model_blocked{provider=\"cloud\",account=\"part\",model=\"qwen3\"} 1");
    assertThat(lines()).isEmpty();
  }
}
