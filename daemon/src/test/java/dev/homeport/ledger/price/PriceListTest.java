package dev.homeport.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.config.provider.Preset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListTest {
  private static final PriceList SHIPPED = PriceList.shipped();

  private static Rate rate(String seller, String model) {
    Rate rate = SHIPPED.rate(seller, model.contains(":") ? model : model + ":latest");
    assertThat(rate).as(seller + " " + model).isNotNull();
    return rate == null ? Rate.FREE : rate;
  }

  @Test
  void shippedListHasADay() {
    assertThat(SHIPPED.date()).isAfter("2026-01-01");
  }

  @Test
  void everySellerOfTheListIsKnown() {
    var known = new TreeSet<>(Set.of("ollama-cloud", "gemini", "gigachat", "anthropic"));
    List.of(Preset.values()).forEach(preset -> known.add(preset.word()));
    assertThat(SHIPPED.rows()).extracting(PriceList.Row::seller).isSubsetOf(known);
  }

  @Test
  void rowsAreSensible() {
    assertThat(SHIPPED.rows())
        .allSatisfy(
            row -> {
              Rate.Per per = row.rate().per();
              assertThat(row.models()).isNotEmpty();
              assertThat(row.note()).isNotBlank();
              assertThat(per.input()).isNotNegative();
              assertThat(per.output()).isNotNegative();
              assertThat(per.cached() == null ? 0 : per.cached()).isLessThanOrEqualTo(per.input());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai",
        "openrouter",
        "groq",
        "mistral",
        "deepseek",
        "together",
        "xai",
        "gemini",
        "gigachat",
        "anthropic"
      })
  void unknownModelOfAKnownCloudIsNeverFree(String seller) {
    Rate rate = rate(seller, "never-heard-of-it");
    assertThat(rate.estimated()).isTrue();
    assertThat(rate.per().input()).isPositive();
    assertThat(rate.per().output()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o, 2500000000, 10000000000",
    "openai, gpt-4o-2024-08-06, 2500000000, 10000000000",
    "openai, gpt-4o-mini, 150000000, 600000000",
    "openai, gpt-4.1-mini-2025-04-14, 400000000, 1600000000",
    "openai, gpt-5-mini, 250000000, 2000000000",
    "openai, gpt-5-2025-08-07, 1250000000, 10000000000",
    "openai, o3, 2000000000, 8000000000",
    "openai, o3-mini, 1100000000, 4400000000",
    "openrouter, openai/gpt-4o-mini, 150000000, 600000000",
    "openrouter, anthropic/claude-sonnet-4.5, 3000000000, 15000000000",
    "openrouter, google/gemini-2.5-flash, 300000000, 2500000000",
    "openrouter, deepseek/deepseek-r1-0528:free, 0, 0",
    "anthropic, claude-opus-4-1-20250805, 15000000000, 75000000000",
    "anthropic, claude-opus-4-5-20251101, 5000000000, 25000000000",
    "anthropic, claude-sonnet-4-5-20250929, 3000000000, 15000000000",
    "anthropic, claude-3-5-haiku-20241022, 800000000, 4000000000",
    "gemini, gemini-2.0-flash, 100000000, 400000000",
    "gemini, gemini-2.5-pro, 1250000000, 10000000000",
    "groq, llama-3.3-70b-versatile, 590000000, 790000000",
    "ollama-cloud, gpt-oss:120b-cloud, 0, 0",
    "vllm, anything, 0, 0",
  })
  void commonModelHasItsPrice(String seller, String model, long input, long output) {
    Rate rate = rate(seller, model);
    assertThat(rate.per().input()).isEqualTo(input);
    assertThat(rate.per().output()).isEqualTo(output);
    assertThat(rate.estimated()).isFalse();
  }

  @Test
  void gigaChatHasThreePrices() {
    assertThat(rate("gigachat", "gigachat").per().input())
        .isLessThan(rate("gigachat", "gigachat-2-pro").per().input());
    assertThat(rate("gigachat", "gigachat-pro").per().input())
        .isLessThan(rate("gigachat", "gigachat-2-max").per().input());
  }

  @Test
  void resellersUnknownModelIsAGuess() {
    assertThat(rate("openrouter", "openai/gpt-unheard").estimated()).isTrue();
    assertThat(rate("openrouter", "somebody/something").estimated()).isTrue();
  }

  @Test
  void unknownSellerHasNoPrices() {
    assertThat(SHIPPED.rate("corner-shop", "gpt-4o:latest")).isNull();
  }

  @Test
  void listSaysWhatIsNoAmount() {
    String rows = "{\"date\":\"2026-01-01\",\"rows\":[{\"provider\":\"x\",\"in\":\"much\"}]}";
    assertThatThrownBy(() -> PriceList.read(rows))
        .hasMessageContaining("`in`")
        .hasMessageContaining("much");
  }
}
