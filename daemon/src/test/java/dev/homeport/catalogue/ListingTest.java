package dev.homeport.catalogue;

import static dev.homeport.catalogue.Cards.SEEN;
import static dev.homeport.catalogue.Cards.cards;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.ModelCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "HOME, qwen2.5:7b, qwen2.5:7b",
        "HOME, QWEN2.5:7B, qwen2.5:7b",
        "HOME, qwen2.5, -",
        "HOME, llama3, llama3:latest",
        "HOME, llama3:latest, llama3:latest",
        "HOME, library/llama3, llama3:latest",
        "HOME, registry.ollama.ai/library/llama3:latest, llama3:latest",
        "OLLAMA, LLAMA3, llama3:latest",
        "OLLAMA, llama, -",
        "OTHER, llama3, -",
        "OTHER, gpt-4o, gpt-4o",
        "OTHER, GPT-4O, gpt-4o",
        "OTHER, Gpt-4o, Gpt-4o",
        "OTHER, gpt-4o:latest, gpt-4o",
        "OTHER, GPT-4o:latest, gpt-4o",
        "OTHER, gpt-4o:mini, -",
        "OTHER, llama3:latest, llama3:latest",
        "OTHER, deepseek/deepseek-r1:free, deepseek/deepseek-r1:free",
        "OTHER, deepseek/deepseek-r1, -",
        "OTHER, '', -",
        "HOME, '', -",
      })
  void nameIsComparedAsItsProviderDoes(Kind kind, String asked, String found) {
    var listing =
        new Listing(
            kind,
            kind == Kind.OTHER
                ? cards("gpt-4o", "Gpt-4o", "llama3:latest", "deepseek/deepseek-r1:free")
                : cards("qwen2.5:7b", "llama3:latest"),
            SEEN);

    assertThat(listing.card(asked).map(ModelCard::name).orElse(null)).isEqualTo(found);
  }

  /// Ollama's order is random within one second (wire.md A.2).
  @Test
  void shuffledListSaysTheSame() {
    var one = new Listing(Kind.HOME, cards("a:latest", "b:latest"), SEEN);
    var other = new Listing(Kind.HOME, cards("b:latest", "a:latest"), SEEN.plusSeconds(1));

    assertThat(one.saysSameAs(other)).isTrue();
    assertThat(one.saysSameAs(new Listing(Kind.HOME, cards("a:latest"), SEEN))).isFalse();
    assertThat(one.saysSameAs(new Listing(Kind.OTHER, cards("a:latest", "b:latest"), SEEN)))
        .isFalse();
  }
}
