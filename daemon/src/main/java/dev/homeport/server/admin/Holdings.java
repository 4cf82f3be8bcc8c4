package dev.homeport.server.admin;

import dev.homeport.account.AccountStanding;
import dev.homeport.ledger.budget.BudgetStanding;
import dev.homeport.store.State;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a router has in hand beside its providers, for its pages: accounts, budgets, its state and
/// its ledger.
///
/// @param budgets how each budget stands of which something is spent
/// @param state how the state stands
public record Holdings(
    Accounts accounts,
    Books books,
    Supplier<List<BudgetStanding>> budgets,
    Supplier<State.Standing> state,
    WallClock wall) {

  /// Why not all is well with what is to be kept, in a sentence; nothing where it is.
  ///
  /// @param all whether the reader may know where things are
  public @Nullable String trouble(boolean all) {
    State.Standing kept = state.get();
    Books.@Nullable Standing ledger = books.standing();
    @Nullable String ofState =
        kept.trouble() == null ? null : said("the state", kept.trouble(), all);
    @Nullable String ofLedger =
        ledger == null || ledger.trouble() == null
            ? null
            : said("the ledger", ledger.trouble(), all);
    if (ofState == null || ofLedger == null) {
      return ofState == null ? ofLedger : ofState;
    }
    return ofState + "; " + ofLedger;
  }

  private static String said(String what, String why, boolean all) {
    return all ? what + ": " + why : what + " cannot be written or read at the moment";
  }

  /// Puts into a page what a key holder may know of it.
  ///
  /// @param all whether the holder may know all, as those who run this Homeport may
  public void detail(JsonFields page, boolean all) {
    Instant now = wall.now();
    List<AccountStanding> standing = accounts.standing();
    summarise(page, standing, now);
    if (!all) {
      return;
    }
    page.put("accounts", standing.stream().map(each -> AccountPage.whole(each, now)).toList());
    page.put("budgets", budgets.get().stream().map(Holdings::budget).toList());
    page.put("state", state(state.get()));
    Books.@Nullable Standing ledger = books.standing();
    page.put("ledger", ledger == null ? null : ledger(ledger));
  }

  /// Beside each provider that has accounts: how many of them are free.
  private static void summarise(JsonFields page, List<AccountStanding> standing, Instant now) {
    Map<String, List<AccountStanding>> byProvider =
        standing.stream().collect(Collectors.groupingBy(AccountStanding::provider));
    if (page.value("providers") instanceof List<?> providers) {
      for (Object each : providers) {
        if (each instanceof JsonFields part
            && part.value("name") instanceof String name
            && byProvider.containsKey(name)) {
          part.put("accounts", AccountPage.summary(byProvider.getOrDefault(name, List.of()), now));
        }
      }
    }
  }

  private static JsonFields budget(BudgetStanding each) {
    return new JsonFields()
        .put("budget", each.budget())
        .put("window", each.window())
        .put("limit", Money.dollars(each.limit()))
        .put("spent", Money.dollars(each.spent()))
        .put("reserved", Money.dollars(each.reserved()))
        .put("currency", Money.CURRENCY)
        .put("on_exceed", each.stops() ? "stop" : "alert")
        .put("over", instant(each.until()));
  }

  private static JsonFields state(State.Standing each) {
    return new JsonFields()
        .put("engine", each.engine())
        .put("where", each.where())
        .put("trouble", each.trouble())
        .put("since", each.since() == null ? null : instant(each.since()));
  }

  private static JsonFields ledger(Books.Standing each) {
    return new JsonFields()
        .put("where", each.where())
        .put("waiting", each.waiting())
        .put("spooled", each.spooled())
        .put("lost", each.lost())
        .put("trouble", each.trouble());
  }

  private static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
