package dev.homeport.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.journal.Event.BudgetReached;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Money among the metrics.
class MoneyCountsTest {

  private final Metrics metrics = Metrics.ofRouter();

  private void ended(@Nullable String provider, @Nullable Charge charge) {
    metrics.tell(
        new RequestEnded(
            "id",
            "bot",
            "POST",
            "/api/chat",
            "qwen",
            provider,
            null,
            null,
            200,
            Outcome.ANSWERED,
            null,
            1,
            1,
            Duration.ZERO,
            null,
            Duration.ofMillis(5),
            charge));
  }

  private static Charge charge(@Nullable String cause, @Nullable Long cost, @Nullable Long saved) {
    return new Charge(null, "main", 1, cause, false, cost, saved);
  }

  private List<String> lines() {
    return metrics
        .text(List.of())
        .lines()
        .filter(line -> line.matches("homeport_(cost|saved|fallbacks|account|budget).*"))
        .toList();
  }

  @Test
  void machineWithoutMoneyShowsNoneOfIt() {
    ended("home", null);
    assertThat(lines()).isEmpty();
  }

  @Test
  void costsAreByProviderAndFallbacksByCause() {
    ended("openrouter", charge("connect-timeout", 1_250_000_000L, null));
    ended("openrouter", charge("connect-timeout", 1L, null));
    ended("gemini", charge("quota", null, null));
    ended("home", charge(null, 0L, 30_000_000_000L));
    ended(null, charge("quota", null, null));
    assertThat(lines())
        .containsExactly(
            "homeport_cost_dollars_total{provider=\"home\"} 0",
            "homeport_cost_dollars_total{provider=\"openrouter\"} 1.250000001",
            "homeport_saved_dollars_total 30",
            "homeport_fallbacks_total{cause=\"connect-timeout\"} 2",
            "homeport_fallbacks_total{cause=\"quota\"} 2");
  }

  @Test
  void budgetShowsItsShare() {
    metrics.tell(new BudgetReached("monthly", "2026-11", 80, 100, 81, true));
    assertThat(lines()).containsExactly("homeport_budget_spent_ratio{budget=\"monthly\"} 0.81");
  }

  @Test
  void thereIsNoEndOfCausesButAnEndOfLines() {
    for (int i = 0; i < 1000; i++) {
      ended("gemini", charge("cause" + i, null, null));
    }
    assertThat(lines()).hasSize(201).contains("homeport_fallbacks_total{cause=\"other\"} 800");
  }
}
