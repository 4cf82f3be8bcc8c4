package dev.homeport.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Usage;
import dev.homeport.config.router.Spending.Price;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static final Map<String, String> SELLERS =
      Map.of("home", "home", "work", "openai", "router", "openrouter");

  private static Prices prices(Price... written) {
    return Prices.of(PriceList.shipped(), List.of(written), SELLERS);
  }

  @Test
  void listCountsForWhoIsBehindAProvider() {
    assertThat(prices().priced("work", "gpt-4o", Usage.of(1_000_000, 0))).isEqualTo(2_500_000_000L);
  }

  @Test
  void homeCostsNothingWhateverIsWritten() {
    Usage usage = Usage.of(1_000_000, 1_000_000);
    assertThat(prices(new Price("*", "*", 1, 1, null)).priced("home", "m", usage)).isZero();
    assertThat(prices(new Price("home", "*", 1, 1, null)).priced("home", "m", usage)).isZero();
  }

  @Test
  void strangerHasNoPriceUnlessItWasWritten() {
    assertThat(prices().rate("stranger", "gpt-4o")).isNull();
    assertThat(prices().priced("stranger", "gpt-4o", Usage.of(1, 1))).isNull();
    assertThat(
            prices(new Price("*", "gpt-*", 7, 0, 3L))
                .priced("stranger", "gpt-4o", Usage.of(1_000_000, 0)))
        .isEqualTo(10);
  }

  @Test
  void firstWrittenThatFitsCounts() {
    Prices prices =
        prices(
            new Price("work", "gpt-4o*", 1, 1, null),
            new Price("work", "*", 2, 2, null),
            new Price("*", "*", 3, 3, null));
    Usage million = Usage.of(1_000_000, 0);
    assertThat(prices.priced("work", "gpt-4o-mini", million)).isEqualTo(1);
    assertThat(prices.priced("work", "o3", million)).isEqualTo(2);
    assertThat(prices.priced("router", "o3", million)).isEqualTo(3);
  }

  @Test
  void writtenPriceKeepsWhatIsKnownOfTheModel() {
    Rate rate = prices(new Price("work", "*", 1, 1, null)).rate("work", "gpt-4o");
    assertThat(rate).isNotNull().extracting(Rate::mostAnswer).isEqualTo(16_384L);
  }

  @Test
  void whatTheProviderChargedCountsBeforeEverything() {
    var charged = new Usage(1_000_000, 0, null, null, 0.25);
    assertThat(prices(new Price("*", "*", 1, 1, null)).priced("router", "x/y", charged))
        .isEqualTo(250_000_000);
    assertThat(prices().priced("stranger", "x", charged)).isEqualTo(250_000_000);
  }

  @Test
  void whatIsNoAmountIsNotCharged() {
    for (double odd : new double[] {-5, Double.NaN, Double.POSITIVE_INFINITY}) {
      var usage = new Usage(1_000_000, 0, null, null, odd);
      assertThat(prices().priced("work", "gpt-4o", usage)).isEqualTo(2_500_000_000L);
      assertThat(prices().priced("stranger", "x", usage)).isNull();
    }
  }

  @Test
  void nameIsReadAsProvidersWriteIt() {
    Prices gemini = Prices.of(PriceList.shipped(), List.of(), Map.of("g", "gemini"));
    assertThat(gemini.priced("g", "models/gemini-2.5-pro", Usage.of(1_000_000, 0)))
        .isEqualTo(2_500_000_000L);
    assertThat(gemini.priced("g", "Gemini-2.5-Pro", Usage.of(200_000, 0))).isEqualTo(250_000_000L);
  }

  @Test
  void nameThatNoModelHasIsNotKept() {
    Prices prices = prices();
    assertThat(prices.rate("work", "gpt-4o" + "o".repeat(100_000))).isNotNull();
    assertThat(prices.size()).isZero();
    assertThat(prices.rate("work", "gpt-4o")).isNotNull();
    assertThat(prices.size()).isEqualTo(1);
  }

  @Test
  void thousandsOfNamesAreForgottenAgain() {
    Prices prices = prices();
    for (int i = 0; i < 10_000; i++) {
      assertThat(prices.rate("work", "made-up-" + i)).isNotNull();
    }
    assertThat(prices.rate("work", "gpt-4o"))
        .isNotNull()
        .extracting(Rate::estimated)
        .isEqualTo(false);
  }
}
