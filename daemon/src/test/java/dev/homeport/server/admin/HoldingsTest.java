package dev.homeport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Account;
import dev.homeport.account.Block;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.HandAccounts;
import dev.homeport.fake.HandBooks;
import dev.homeport.ledger.budget.BudgetStanding;
import dev.homeport.store.State;
import dev.homeport.wire.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What pages show of accounts, budgets, state and ledger.
class HoldingsTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T10:00:00Z");

  private final FakeWall wall = new FakeWall();
  private final HandAccounts accounts = new HandAccounts();
  private final HandBooks books = new HandBooks();
  private State.Standing state = new State.Standing("sqlite", "/var/homeport.db", null, null);

  private Holdings holdings(BudgetStanding... budgets) {
    return new Holdings(accounts, books, () -> List.of(budgets), () -> state, wall);
  }

  private Block block(String account, @Nullable String model, Duration from) {
    return new Block(
        "cloud", account, model, "weekly-quota", "enough", SINCE, wall.now().plus(from));
  }

  private String page(Holdings holdings, boolean all) {
    var page =
        new JsonFields()
            .put(
                "providers",
                List.of(
                    new JsonFields().put("name", "cloud"), new JsonFields().put("name", "home")));
    holdings.detail(page, all);
    return page.toString().replace('"', '\'');
  }

  @Test
  void accountShowsAllButItsKey() {
    accounts.add(
        "cloud",
        new Account("main", "Ann's", "pro", 3, List.of()),
        block("main", null, Duration.ofHours(1)),
        block("main", "big", Duration.ofHours(2)));
    assertThat(page(holdings(), true))
        .contains(
            "'accounts':[{'provider':'cloud','account':'main','description':'Ann's','plan':'pro',"
                + "'state':'blocked','cause':'weekly-quota','detail':'enough',"
                + "'since':'2026-11-24T10:00:00Z','blocked_until':'2026-11-24T13:00:00Z',"
                + "'models':[{'model':'big','cause':'weekly-quota','detail':'enough',"
                + "'since':'2026-11-24T10:00:00Z','blocked_until':'2026-11-24T14:00:00Z'}],"
                + "'inside':1,'concurrent':3,'asked':10,'answered':8,'failed':2}]");
  }

  @Test
  void everyStateHasItsWord() {
    accounts.add("cloud", Account.named("a"));
    accounts.add("cloud", Account.named("b"), block("b", null, Duration.ofSeconds(1)));
    accounts.add("cloud", Account.named("c"), block("c", "big", Duration.ofSeconds(1)));
    accounts.add("cloud", Account.named("d"), block("d", null, Duration.ZERO));
    accounts.add("cloud", Account.named("e"), block("e", "big", Duration.ZERO));
    assertThat(accounts.standing().stream().map(each -> AccountPage.state(each, wall.now())))
        .containsExactly("free", "blocked", "partly blocked", "probing", "probing");
  }

  @Test
  void holderOfAnyKeySeesHowManyAreFreeAndWhenTheNextIs() {
    accounts.add("cloud", Account.named("a"), block("a", null, Duration.ofHours(2)));
    accounts.add("cloud", Account.named("b"), block("b", null, Duration.ofHours(1)));
    assertThat(page(holdings(), false))
        .isEqualTo(
            "{'providers':[{'name':'cloud','accounts':{'free':0,'of':2,"
                + "'next_free_at':'2026-11-24T13:00:00Z'}},{'name':'home'}]}");
    accounts.add("cloud", Account.named("c"), block("c", "big", Duration.ofHours(1)));
    assertThat(page(holdings(), false))
        .contains("'accounts':{'free':1,'of':3,'next_free_at':null}");
  }

  @Test
  void budgetsAreInDollars() {
    var budget =
        new BudgetStanding(
            "monthly of the key bot",
            "2026-11",
            Per.DEPLOYMENT,
            "",
            100_000_000_000L,
            99_500_000_000L,
            1,
            true,
            Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(page(holdings(budget), true))
        .contains(
            "'budgets':[{'budget':'monthly of the key bot','window':'2026-11','limit':100,"
                + "'spent':99.5,'reserved':0.000000001,'currency':'USD','on_exceed':'stop',"
                + "'over':'2026-12-01T00:00:00Z'}]");
  }

  @Test
  void stateAndLedgerAreShownAndTheirTroubleIsTold() {
    assertThat(holdings().trouble(true)).isNull();
    assertThat(page(holdings(), true))
        .contains("'state':{'engine':'sqlite','where':'/var/homeport.db','trouble':null,")
        .contains("'ledger':null");
    state = new State.Standing("redis", "r:6379", "connection refused", SINCE);
    books.stands(new Books.Standing("pg:5432", 7, 5, 1, "no answer"));
    assertThat(page(holdings(), true))
        .contains("'trouble':'connection refused','since':'2026-11-24T10:00:00Z'}")
        .contains(
            "'ledger':{'where':'pg:5432','waiting':7,'spooled':5,'lost':1,"
                + "'trouble':'no answer'}");
    assertThat(holdings().trouble(true))
        .isEqualTo("the state: connection refused; the ledger: no answer");
    assertThat(holdings().trouble(false))
        .as("nobody else is told where things are")
        .isEqualTo(
            "the state cannot be written or read at the moment;"
                + " the ledger cannot be written or read at the moment");
    state = new State.Standing("redis", "r:6379", null, null);
    assertThat(holdings().trouble(true)).isEqualTo("the ledger: no answer");
  }
}
