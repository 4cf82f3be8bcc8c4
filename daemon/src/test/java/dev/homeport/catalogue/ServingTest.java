package dev.homeport.catalogue;

import static dev.homeport.catalogue.Cards.cards;
import static dev.homeport.catalogue.Cards.stock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.fake.Rows;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The naming rules of product.md 3, as a table.
class ServingTest {
  private static final Source HOME = new Source("home", Kind.HOME);
  private static final Source NEW_HOME = new Source("new-home", Kind.HOME);
  private static final Source CLOUD = new Source("cloud", Kind.OTHER);
  private static final Source BARE = new Source("bare", Kind.OTHER);
  private static final Source UNSEEN = new Source("unseen", Kind.OTHER);
  private static final Map<String, Source> SOURCES =
      Map.of("home", HOME, "new-home", NEW_HOME, "cloud", CLOUD, "bare", BARE, "unseen", UNSEEN);

  private final Serving serving =
      new Serving(
          Rows.of(
              "gpt-3.5-turbo: home=qwen2.5:7b unseen=g",
              "gone: home=not-there cloud=not-listed",
              "claude-*: cloud=gpt-4o",
              "*: cloud=free-model new-home=llama3"),
          stock(
              Map.of(
                  HOME, cards("qwen2.5:7b", "llama3:latest"),
                  CLOUD, cards("gpt-4o"),
                  BARE, cards("gpt-4o"))));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // Its own name, in whatever spelling: the provider's is what it is asked for.
        "home, QWEN2.5:7B, OWN, qwen2.5:7b",
        "home, llama3, OWN, llama3:latest",
        "cloud, GPT-4o, OWN, gpt-4o",
        // A row of just that name, with and without its tag, and a pattern.
        "home, gpt-3.5-turbo, ROW, qwen2.5:7b",
        "home, GPT-3.5-turbo:latest, ROW, qwen2.5:7b",
        "cloud, claude-sonnet, ROW, gpt-4o",
        // A row is believed of a cloud, and not of a home whose list is known.
        "cloud, gone, ROW, not-listed",
        "home, gone, -, -",
        "unseen, gpt-3.5-turbo, ROW, g",
        // The row * for whatever else is named, for those that are in it.
        "cloud, qwen2.5:7b, STANDARD, free-model",
        "cloud, gpt-3.5-turbo, STANDARD, free-model",
        "home, mistral, -, -",
        "bare, qwen2.5:7b, -, -",
        // Whose list was never seen has nothing, but a home may well.
        "unseen, gpt-4o, -, -",
        "new-home, mistral, UNSEEN, mistral",
        // That it has what is an alias with us is not likely.
        "new-home, gpt-3.5-turbo, STANDARD, llama3",
      })
  void nameIsFound(String provider, String asked, Served.How how, String model) {
    var served = serving.by(SOURCES.getOrDefault(provider, HOME), asked);

    assertThat(served.map(Served::how).orElse(null)).isEqualTo(how);
    assertThat(served.map(Served::model).orElse(null)).isEqualTo(model);
  }

  @Test
  void cardComesWithWhatIsListed() {
    assertThat(serving.by(CLOUD, "claude-opus")).get().extracting(Served::card).isNotNull();
    assertThat(serving.by(CLOUD, "gone")).get().extracting(Served::card).isNull();
  }

  @Test
  void aliasIsARowOfJustThatName() {
    assertThat(serving.isAlias("GPT-3.5-turbo:latest")).isTrue();
    assertThat(serving.isAlias("claude-opus")).isFalse();
    assertThat(serving.isAlias("*")).isFalse();
  }
}
