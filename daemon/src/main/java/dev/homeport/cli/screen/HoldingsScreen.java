package dev.homeport.cli.screen;

import dev.homeport.wire.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a router's page tells of accounts, budgets, state and ledger, as lines of a screen of 80
/// columns: what is as it should be takes no line of its own. Pure.
final class HoldingsScreen {
  private static final int WIDTH = 80;
  private static final int MOST_ACCOUNTS = 3;
  private static final int MOST_BUDGETS = 3;

  /// So many of what has to be said at length.
  private static final int MOST_LINES = 4;

  private static final int INDENT = 11;

  private final JsonObject page;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private HoldingsScreen(JsonObject page, Instant now) {
    this.page = page;
    this.now = now;
  }

  /// The lines.
  static List<String> of(JsonObject page, Instant now) {
    var screen = new HoldingsScreen(page, now);
    screen.accounts();
    screen.some("budgets", screen.budgets(), MOST_BUDGETS, "--json");
    screen.state(page.object("state"));
    screen.ledger(page.object("ledger"));
    return screen.lines;
  }

  /// How many are free of each provider, and who is not.
  private void accounts() {
    String free =
        page.objects("providers").stream()
            .filter(each -> each.has("accounts"))
            .map(each -> each.text("name", "") + " " + free(each.object("accounts")))
            .collect(Collectors.joining(", "));
    if (free.isEmpty()) {
      return;
    }
    line("accounts", free);
    var held = new ArrayList<String>();
    for (JsonObject account : page.objects("accounts")) {
      if (account.has("blocked_until")) {
        held.add(
            AccountTable.name(account)
                + " "
                + account.text("state", "")
                + ", free "
                + Relative.in(account.text("blocked_until", ""), now)
                + StatusScreen.prefixed(": ", account.text("cause", "")));
      }
      for (JsonObject model : account.objects("models")) {
        held.add(AccountTable.name(account) + " " + AccountTable.model(model, now));
      }
    }
    some("", held, MOST_ACCOUNTS, "homeport accounts list");
  }

  private String free(JsonObject accounts) {
    return accounts.number("free", 0)
        + " of "
        + accounts.number("of", 0)
        + " free"
        + StatusScreen.prefixed(", next ", Relative.in(accounts.text("next_free_at", ""), now));
  }

  private List<String> budgets() {
    return page.objects("budgets").stream()
        .map(
            each -> {
              BigDecimal limit = UsageTable.dollars(each, "limit");
              BigDecimal spent = UsageTable.dollars(each, "spent");
              return each.text("budget", "")
                  + ": "
                  + UsageTable.money(spent).replace(" USD", "")
                  + " of "
                  + round(limit)
                  + " USD"
                  + percent(spent, limit)
                  + (each.text("on_exceed", "").equals("alert") ? ", no stop" : "");
            })
        .toList();
  }

  /// A limit is what somebody wrote, with no more digits than that.
  private static String round(BigDecimal limit) {
    BigDecimal bare = limit.stripTrailingZeros();
    return bare.setScale(Math.max(0, bare.scale())).toPlainString();
  }

  private static String percent(BigDecimal spent, BigDecimal limit) {
    return limit.signum() <= 0
        ? ""
        : " (" + spent.movePointRight(2).divide(limit, 0, RoundingMode.DOWN) + " %)";
  }

  private void state(JsonObject state) {
    String trouble = state.text("trouble", "");
    if (!trouble.isEmpty()) {
      line(
          "state",
          state.text("where", "")
              + " is away"
              + StatusScreen.prefixed(" for ", Relative.ago(state.text("since", ""), now))
              + ": "
              + trouble);
    }
  }

  private void ledger(JsonObject ledger) {
    String trouble = ledger.text("trouble", "");
    long lost = ledger.number("lost", 0);
    if (trouble.isEmpty() && lost == 0) {
      return;
    }
    line("ledger", ledger.text("where", "") + StatusScreen.prefixed(": ", trouble));
    line(
        "",
        ledger.number("waiting", 0)
            + " rows wait, "
            + ledger.number("spooled", 0)
            + " of them on the disk; "
            + lost
            + " are lost");
  }

  /// As many of them as there is room for.
  private void some(String name, List<String> all, int most, String rest) {
    int shown = all.size() <= most ? all.size() : most - 1;
    for (int i = 0; i < shown; i++) {
      line(i == 0 ? name : "", all.get(i));
    }
    if (shown < all.size()) {
      line("", all.size() - shown + " more; all of them: " + rest);
    }
  }

  private void line(String name, String words) {
    String rest = StatusScreen.printable(StatusScreen.named(name, words));
    for (int more = MOST_LINES; rest.length() > WIDTH && more > 1; more--) {
      int end = rest.lastIndexOf(' ', WIDTH);
      if (end <= INDENT) {
        break;
      }
      lines.add(rest.substring(0, end));
      rest = " ".repeat(INDENT) + rest.substring(end + 1);
    }
    lines.add(rest.length() <= WIDTH ? rest : rest.substring(0, WIDTH - 1) + "…");
  }
}
