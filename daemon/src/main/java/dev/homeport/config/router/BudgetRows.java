package dev.homeport.config.router;

import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Problem;
import dev.homeport.config.value.Kind;
import dev.homeport.config.value.Money;
import dev.homeport.config.value.Parts;
import dev.homeport.config.value.Read;
import dev.homeport.config.value.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The budgets of one period: an amount for all, one with more said of it, or a list of those.
record BudgetRows(Period period) implements Kind<List<Budget>> {
  private static final String LIMIT = "limit";
  private static final String ON_EXCEED = "on-exceed";
  private static final String PER = "per";
  private static final String NAME = "name";
  private static final List<String> PARTS = List.of(LIMIT, ON_EXCEED, PER, NAME);

  private enum OnExceed {
    STOP,
    ALERT
  }

  @Override
  public Read<List<Budget>> read(Node node) {
    var budgets = new ArrayList<Budget>();
    var problems = new ArrayList<Problem>();
    List<Node> nodes = node instanceof Node.Items items ? items.items() : List.of(node);
    var seen = new HashSet<List<@Nullable Object>>();
    for (Node one : nodes) {
      Budget budget = budget(one, problems);
      if (budget != null) {
        budgets.add(budget);
        var what = new ArrayList<@Nullable Object>();
        what.add(budget.per());
        what.add(budget.name());
        if (!seen.add(what)) {
          problems.add(one.problem("is a second budget for the same", "keep one of them"));
        }
      }
    }
    return problems.isEmpty()
        ? new Read.Good<>(List.copyOf(budgets))
        : new Read.Bad<>(List.copyOf(problems));
  }

  private @Nullable Budget budget(Node node, List<Problem> problems) {
    switch (node) {
      case Node.Nothing _ -> {
        return null;
      }
      case Node.Text _ -> {
        return switch (Money.USD_AMOUNT.read(node)) {
          case Read.Good<Long>(Long limit) -> budget(Per.DEPLOYMENT, null, limit, OnExceed.STOP);
          case Read.Bad<Long>(List<Problem> more) -> {
            problems.addAll(more);
            yield null;
          }
        };
      }
      case Node.Items _ -> {
        problems.add(node.problem("a list stands in a list", right()));
        return null;
      }
      case Node.Fields fields -> {
        var parts = new Parts(fields, PARTS, problems);
        Long limit = parts.must(LIMIT, Money.USD_AMOUNT);
        OnExceed on = parts.maybe(ON_EXCEED, Texts.choice(OnExceed.class));
        Per per = parts.maybe(PER, Texts.choice(Per.class));
        String name = parts.maybe(NAME, Texts.TEXT);
        Per counted = per == null ? Per.DEPLOYMENT : per;
        if (name != null && counted == Per.DEPLOYMENT) {
          parts.wrong(
              "names " + name + ", and does not say what that is",
              "write per: key, user, tenant or provider beside it");
        }
        return limit == null ? null : budget(counted, name, limit, on == null ? OnExceed.STOP : on);
      }
    }
  }

  private Budget budget(Per per, @Nullable String name, long limit, OnExceed on) {
    return new Budget(period, per, name, limit, on == OnExceed.STOP);
  }

  @Override
  public String print(List<Budget> budgets) {
    return budgets.stream().map(BudgetRows::print).collect(Collectors.joining(", "));
  }

  private static String print(Budget budget) {
    String whose =
        budget.per() == Per.DEPLOYMENT
            ? ""
            : " per "
                + Texts.word(budget.per())
                + (budget.name() == null ? "" : " " + budget.name());
    return Money.print(budget.limit()) + whose + (budget.stops() ? "" : " (alert)");
  }

  @Override
  public String right() {
    return "write 100 USD, or { limit: 10 USD, on-exceed: stop, per: key }";
  }
}
