package dev.homeport.journal;

import dev.homeport.journal.Event.BudgetReached;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.OfRouter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What requests cost and saved, and which budgets stand in the way. A router that never had
/// anything of the kind shows nothing of it.
///
/// Providers are those of the settings; of causes and budgets, which are words of ours but may name
/// a key, there are so many and no more.
final class MoneyCounts {
  private static final int MOST = 200;

  /// In which all the others are that came too late for a line of their own.
  private static final String OTHER = "other";

  private final Map<String, LongAdder> costs = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> fallbacks = new ConcurrentSkipListMap<>();
  private final LongAdder saved = new LongAdder();

  /// By the label of a budget, how much of it was spent when that was last told.
  private final Map<String, Double> budgets = new ConcurrentSkipListMap<>();

  void count(@Nullable String provider, Charge charge) {
    if (provider != null && charge.cost() != null) {
      add(costs, "provider=" + quoted(provider), charge.cost());
    }
    if (charge.saved() != null) {
      saved.add(charge.saved());
    }
    if (charge.cause() != null) {
      add(fallbacks, "cause=" + quoted(charge.cause()), 1);
    }
  }

  void tell(OfRouter event) {
    if (event instanceof BudgetReached reached) {
      reached(reached);
    }
  }

  private void reached(BudgetReached event) {
    double ratio = event.limit() > 0 ? (double) event.spent() / event.limit() : 1;
    String label = "budget=" + quoted(event.budget());
    if (budgets.size() < MOST || budgets.containsKey(label)) {
      budgets.put(label, ratio);
    }
  }

  /// As Prometheus reads it.
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static void add(Map<String, LongAdder> to, String labels, long amount) {
    LongAdder known = to.get(labels);
    if (known == null) {
      String name = to.size() < MOST ? labels : labels.replaceFirst("=.*", "=\"" + OTHER + '"');
      known = to.computeIfAbsent(name, _ -> new LongAdder());
    }
    known.add(amount);
  }

  void write(StringBuilder out) {
    if (!costs.isEmpty()) {
      Metrics.head(out, "homeport_cost_dollars_total", "counter", "What answers cost, in dollars.");
      costs.forEach(
          (labels, nanos) ->
              line(out, "homeport_cost_dollars_total", labels, dollars(nanos.sum())));
    }
    if (saved.sum() > 0) {
      String help = "What home's answers would have cost elsewhere, in dollars.";
      Metrics.head(out, "homeport_saved_dollars_total", "counter", help);
      out.append("homeport_saved_dollars_total ").append(dollars(saved.sum())).append('\n');
    }
    if (!fallbacks.isEmpty()) {
      String help = "Requests for which somebody else than the first was asked, by cause.";
      Metrics.head(out, "homeport_fallbacks_total", "counter", help);
      fallbacks.forEach(
          (labels, count) ->
              line(out, "homeport_fallbacks_total", labels, String.valueOf(count.sum())));
    }
    if (!budgets.isEmpty()) {
      String help = "How much of a budget was spent when that was last told.";
      Metrics.head(out, "homeport_budget_spent_ratio", "gauge", help);
      budgets.forEach(
          (labels, ratio) ->
              line(out, "homeport_budget_spent_ratio", labels, String.valueOf(ratio)));
    }
  }

  private static void line(StringBuilder out, String name, String labels, String value) {
    out.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }

  private static String dollars(long nanos) {
    BigDecimal dollars = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return dollars.toPlainString();
  }
}
