package dev.homeport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElsewhereTest {
  private static final Purse PURSE = new ListedPurse(Map.of("cheap", 1L, "dear", 100L));

  private record ListedPurse(Map<String, Long> perToken) implements Purse {
    @Override
    public Opened open(
        Payer payer, String provider, String model, Estimate estimate, Duration patience) {
      return new Opened.Leave(Fare.FREE);
    }

    @Override
    public @Nullable Long priced(String provider, String model, Usage usage) {
      Long price = perToken.get(provider);
      return usage.cost() != null ? Long.valueOf(-1) : price == null ? null : price * usage.total();
    }
  }

  private static @Nullable Long saved(String... chain) {
    var elsewhere = List.of(chain).stream().map(name -> new Elsewhere(name, "m")).toList();
    return Elsewhere.saved(new Usage(10, 5, 10L, null, 1.0), elsewhere, PURSE);
  }

  @Test
  void homeSavedWhatTheNextWithAPriceWouldHaveTaken() {
    assertThat(saved("dear", "cheap")).isEqualTo(1500);
    assertThat(saved("unpriced", "cheap", "dear")).isEqualTo(15);
  }

  @Test
  void nobodyKnowsWhatWasSavedWhereNothingHasAPrice() {
    assertThat(saved()).isNull();
    assertThat(saved("unpriced")).isNull();
  }
}
