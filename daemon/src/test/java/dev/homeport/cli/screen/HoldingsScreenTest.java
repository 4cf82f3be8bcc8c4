package dev.homeport.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wire.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What `homeport status` shows of accounts, budgets, state and ledger.
class HoldingsScreenTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static java.util.List<String> screen(String page) {
    return HoldingsScreen.of(JsonObject.orEmpty(page.replace('\'', '"')), NOW);
  }

  @Test
  void nothingIsSaidOfWhatThereIsNot() {
    assertThat(screen("{}")).isEmpty();
    assertThat(
            screen(
                "{'state':{'engine':'sqlite','where':'x','trouble':null},"
                    + "'ledger':{'where':'x','waiting':3,'spooled':0,'lost':0,'trouble':null}}"))
        .isEmpty();
  }

  @Test
  void freeAccountsAreCountedAndTheOthersNamed() {
    String blocked =
        "{'provider':'cloud','account':'a%d','state':'blocked','cause':'weekly-quota',"
            + "'blocked_until':'2026-11-28T12:00:00Z','models':[]}";
    String page =
        "{'providers':[{'name':'cloud','accounts':{'free':0,'of':4,"
            + "'next_free_at':'2026-11-28T12:00:00Z'}},{'name':'home'},"
            + "{'name':'openrouter','accounts':{'free':1,'of':1,'next_free_at':null}}],"
            + "'accounts':["
            + blocked.formatted(1)
            + ","
            + blocked.formatted(2)
            + ",{'provider':'cloud','account':'a3','state':'partly blocked','models':["
            + "{'model':'big','cause':'plan','blocked_until':'2026-11-25T14:00:00Z'}]}%s]}";
    assertThat(screen(page.formatted("")))
        .containsExactly(
            "accounts   cloud 0 of 4 free, next in 3 d, openrouter 1 of 1 free",
            "           cloud/a1 blocked, free in 3 d: weekly-quota",
            "           cloud/a2 blocked, free in 3 d: weekly-quota",
            "           cloud/a3 big free in 2 h: plan");
    assertThat(screen(page.formatted("," + blocked.formatted(4))))
        .hasSize(4)
        .endsWith("           2 more; all of them: homeport accounts list");
  }

  @Test
  void spendIsShownAgainstBudgets() {
    assertThat(
            screen(
                "{'budgets':[{'budget':'monthly','limit':100,'spent':99.99996,"
                    + "'on_exceed':'stop'},{'budget':'daily of the provider openrouter','limit':12.50,"
                    + "'spent':0.5,'on_exceed':'alert'}]}"))
        .containsExactly(
            "budgets    monthly: 100.0000 of 100 USD (99 %)",
            "           daily of the provider openrouter: 0.5000 of 12.5 USD (4 %), no stop");
  }

  @Test
  void troubleOfStateAndLedgerIsShownWithinTheWidth() {
    assertThat(
            screen(
                "{'state':{'engine':'redis','where':'r:6379','trouble':'connection refused',"
                    + "'since':'2026-11-25T11:56:00Z'},'ledger':{'where':'pg:5432','waiting':7,"
                    + "'spooled':5,'lost':1,'trouble':'no answer, which is said at length, "
                    + "and again at length, and once more'}}"))
        .containsExactly(
            "state      r:6379 is away for 4 min: connection refused",
            "ledger     pg:5432: no answer, which is said at length, and again at length, and",
            "           once more",
            "           7 rows wait, 5 of them on the disk; 1 are lost")
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }
}
