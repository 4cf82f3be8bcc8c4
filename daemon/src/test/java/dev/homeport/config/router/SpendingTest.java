package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.config.router.Spending.Price;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much may be spent, and what things cost.
class SpendingTest {
  private static final long USD = 1_000_000_000;

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder).env("OPENROUTER_API_KEY", "k").env("OLLAMA_BASE_URL", "http://a:1");
  }

  private Spending spending() {
    return desk.router().settings().spending();
  }

  @Test
  void untoldNothingIsLimited() {
    assertThat(spending().budgets()).isEmpty();
    assertThat(spending().prices()).isEmpty();
    assertThat(spending().fallbackShare()).isEqualTo(5);
  }

  @Test
  void everySpellingIsUnderstood() {
    desk.yaml(
        """
        router:
          budgets:
            monthly: 12.50 USD
            daily:
              - 3 USD
              - { limit: 1 USD, per: key }
              - { limit: 0 USD, per: user, name: bob, on-exceed: stop }
              - { limit: 0.000000001 USD, per: provider, name: home, on-exceed: alert }
            fallback-share: 20%
        """);
    assertThat(spending().fallbackShare()).isEqualTo(20);
    assertThat(spending().budgets())
        .containsExactly(
            new Budget(Period.MONTHLY, Per.DEPLOYMENT, null, 12 * USD + USD / 2, true),
            new Budget(Period.DAILY, Per.DEPLOYMENT, null, 3 * USD, true),
            new Budget(Period.DAILY, Per.KEY, null, USD, true),
            new Budget(Period.DAILY, Per.USER, "bob", 0, true),
            new Budget(Period.DAILY, Per.PROVIDER, "ollama", 1, false));
    assertThat(desk.router().lines())
        .filteredOn(line -> line.path().startsWith("router.budgets"))
        .extracting(line -> line.value())
        .containsExactly(
            "12.50 USD",
            "3 USD, 1 USD per key, 0 USD per user bob, 0.000000001 USD per provider home (alert)",
            "20%");
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void eachHasAVariable() {
    desk.env("HOMEPORT_ROUTER_BUDGETS_MONTHLY", "100 USD")
        .env("HOMEPORT_ROUTER_BUDGETS_DAILY", "10USD")
        .env("HOMEPORT_ROUTER_BUDGETS_FALLBACK_SHARE", "7 %");
    assertThat(spending().budgets()).extracting(Budget::limit).containsExactly(100 * USD, 10 * USD);
    assertThat(spending().fallbackShare()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          monthly: 100          | 1:31: router.budgets.monthly: "100" does not say USD; write 100 USD
          monthly: $5           | 1:31: router.budgets.monthly: "$5" does not say USD; write 5 USD
          monthly: 5 usd        | 1:31: router.budgets.monthly: "5 usd" is not spelt USD; write 5 USD
          monthly: 5 EUR        | 1:31: router.budgets.monthly: "5 EUR" is not in USD, and nothing else is counted; write an amount such as 100 USD or 12.50 USD
          monthly: -5 USD       | 1:31: router.budgets.monthly: "-5 USD" is less than nothing; write an amount such as 100 USD or 12.50 USD
          monthly: much         | 1:31: router.budgets.monthly: "much" is no amount of money; write an amount such as 100 USD or 12.50 USD
          monthly: 2000000000 USD | 1:31: router.budgets.monthly: "2000000000 USD" is too much; write at most 1000000000 USD
          monthly: 0.0000000001 USD | 1:31: router.budgets.monthly: "0.0000000001 USD" is finer than a billionth; write at most nine digits after .
          monthly: { limti: 5 USD, limit: 5 USD } | 1:33: router.budgets.monthly.limti: there is no such setting; did you mean limit?
          monthly: { per: key } | 1:31: router.budgets.monthly: does not say limit; write limit: an amount such as 100 USD or 12.50 USD
          monthly: { limit: 5 USD, per: team } | 1:52: router.budgets.monthly.per: "team" is none of the words for it; write deployment, key, user, tenant or provider
          monthly: { limit: 5 USD, name: x } | 1:31: router.budgets.monthly: names x, and does not say what that is; write per: key, user, tenant or provider beside it
          monthly: [ 1 USD, 2 USD ] | 1:40: router.budgets.monthly[2]: is a second budget for the same; keep one of them
          weekly: 5 USD         | 1:22: router.budgets.weekly: there is no such setting; see `homeport config init --stdout` for what there is
          fallback-share: 5     | 1:38: router.budgets.fallback-share: "5" is a number without a unit; write 5%
          fallback-share: 101%  | 1:38: router.budgets.fallback-share: "101%" is more than all; write one from 0% to 100%, such as 5%
          """)
  void wrongBudgetIsExplained(String yaml, String problem) {
    desk.yaml("router: { budgets: { " + yaml + " } }");
    assertThat(desk.routerProblems()).containsExactly("homeport.yaml:" + problem);
  }

  @Test
  void budgetOfNobodyIsDoubtful() {
    desk.yaml("router: { budgets: { daily: { limit: 1 USD, per: provider, name: opnrouter } } }");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "homeport.yaml:1:29: router.budgets.daily: names opnrouter, which is no provider here;"
                + " did you mean openrouter?");
  }

  /// Home is never asked for money, so a price of it would be a figure that is nowhere counted.
  @Test
  void priceOfHomeIsDoubtful() {
    desk.yaml("router: { prices: { \"home/qwen*\": { in: 1 USD, out: 1 USD } } }");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "homeport.yaml:1:19: router.prices: has a price for ollama/qwen*; take it away: home"
                + " costs nothing, so it is not counted");
    desk.yaml(
        """
        router:
          providers:
            gateway: { kind: ollama, url: "https://ollama.com", key: k }
            mac: { kind: ollama, url: "http://127.0.0.1:1" }
          prices:
            "mac/*": { in: 0 USD, out: 0 USD, request: 0.01 USD }
            "gateway/*": { in: 1 USD, out: 1 USD }
            "*/qwen*": { in: 1 USD, out: 1 USD }
        """);
    assertThat(desk.routerWarnings())
        .filteredOn(warning -> warning.contains("router.prices"))
        .singleElement()
        .asString()
        .contains("mac/*");
  }

  @Test
  void pricesNameAProviderWhereOneIsCalledSo() {
    desk.yaml(
        """
        router:
          prices:
            "openrouter/deepseek/*": { in: 0.5 USD, out: 2 USD, request: 0.01 USD }
            "deepseek/deepseek*": { in: 1 USD, out: 1 USD }
            "home/*": { in: 0 USD, out: 0 USD }
            gpt-4o: { in: 2.50 USD, out: 10 USD }
        """);
    assertThat(spending().prices())
        .containsExactly(
            new Price("openrouter", "deepseek/*", USD / 2, 2 * USD, USD / 100),
            new Price("*", "deepseek/deepseek*", USD, USD, null),
            new Price("ollama", "*", 0, 0, null),
            new Price("*", "gpt-4o", 2 * USD + USD / 2, 10 * USD, null));
    assertThat(desk.routerWarnings()).isEmpty();
    desk.yaml("router: { prices: [ { a: { in: 1 USD, out: 1 USD } } ] }");
    assertThat(spending().prices()).containsExactly(new Price("*", "a", USD, USD, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { a: 1 USD }             | 1:24: router.prices.a: a section should stand here; write rows such as "openrouter/deepseek*": { in: 0.5 USD, out: 2 USD }
          { a: { in: 1 USD } }     | 1:24: router.prices.a: does not say out; write out: an amount such as 100 USD or 12.50 USD
          { "openrouter/": { in: 1 USD, out: 1 USD } } | 1:36: router.prices.openrouter/: names no model; write openrouter/* for all of them
          { a: { in: 1 USD, out: 1 USD }, "*/a": { in: 1 USD, out: 1 USD } } | 1:58: router.prices.*/a: is a second price for the same; keep one of them
          5 USD                    | 1:19: router.prices: a section should stand here; write rows such as "openrouter/deepseek*": { in: 0.5 USD, out: 2 USD }
          """)
  void wrongPriceIsExplained(String yaml, String problem) {
    desk.yaml("router: { prices: " + yaml + " }");
    assertThat(desk.routerProblems()).containsExactly("homeport.yaml:" + problem);
  }
}
