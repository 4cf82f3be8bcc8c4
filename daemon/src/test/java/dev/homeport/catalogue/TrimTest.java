package dev.homeport.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.ModelCard;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrimTest {
  private static final String LONG = "x".repeat(30 * 1024);

  @Test
  void pageThatIsShortEnoughStaysByteForByte() {
    String page = "{ \"license\" : \"l\", \"model_info\": {\"eps\":0.00001} }";

    assertThat(Trim.page(page)).isSameAs(page);
    assertThat(Trim.page(null)).isNull();
  }

  @Test
  void licenceGoesFirst() {
    String page =
        "{\"license\":\"%s\",\"modelfile\":\"%s\",\"template\":\"t\",\"model_info\":{\"a\":1}}"
            .formatted(LONG, LONG);

    assertThat(Trim.page(page))
        .isEqualTo(
            "{\"license\":\"\",\"modelfile\":\"%s\",\"template\":\"t\",\"model_info\":{\"a\":1}}"
                .formatted(LONG));
  }

  @Test
  void oneAfterTheOtherGoesUntilItIsShortEnough() {
    String page =
        "{\"license\":\"%s\",\"modelfile\":\"%s\",\"template\":\"%s\",\"tensors\":[1,2]}"
            .formatted(LONG, LONG, LONG);

    assertThat(Trim.page(page))
        .isEqualTo(
            "{\"license\":\"\",\"modelfile\":\"\",\"template\":\"%s\",\"tensors\":[]}"
                .formatted(LONG));
  }

  @Test
  void pageThatCannotBeShortenedIsDropped() {
    assertThat(Trim.page("{\"other\":\"" + LONG + LONG + "\"}")).isNull();
    assertThat(Trim.page("no json " + LONG + LONG)).isNull();
  }

  @Test
  void allPagesTogetherHaveALimit() {
    String page = "{\"x\":\"" + "y".repeat(40 * 1024) + "\"}";
    List<ModelCard> home =
        IntStream.range(0, 200).mapToObj(i -> Cards.whole("m" + i, "d" + i, page)).toList();

    List<ModelCard> kept = Trim.cards(Kind.HOME, home);

    assertThat(kept).hasSize(200);
    assertThat(kept.stream().filter(card -> card.page() != null).count()).isEqualTo(102);
    assertThat(kept.get(199).details()).isEqualTo(home.get(199).details());
  }
}
