package dev.homeport.catalogue;

import static dev.homeport.catalogue.Cards.cards;
import static dev.homeport.catalogue.Cards.stock;
import static dev.homeport.catalogue.Cards.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.fake.LineDialect;
import dev.homeport.fake.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MenuTest {
  private static final Source HOME = new Source("home", Kind.HOME);
  private static final Source CLOUD = new Source("cloud", Kind.OTHER);
  private static final Source THIRD = new Source("third", Kind.OTHER);

  private static Menu menu(Names names, Map<Source, List<ModelCard>> lists, Source... chain) {
    return new Menu(List.of(chain), new Serving(names, stock(lists)));
  }

  private static List<String> names(Menu menu) {
    return menu.joined().stream().map(ModelCard::name).toList();
  }

  @Test
  void homeComesFirstThenAliasesThenTheOthers() {
    var menu =
        menu(
            Rows.of("gpt-3.5-turbo: home=qwen2.5:7b", "fast: third=t1", "claude-*: cloud=c1"),
            Map.of(
                HOME, cards("qwen2.5:7b", "llama3:latest"),
                CLOUD, cards("c1", "c2"),
                THIRD, cards("t1", "C2", "llama3")),
            CLOUD,
            HOME,
            THIRD);

    assertThat(names(menu))
        .containsExactly("qwen2.5:7b", "llama3:latest", "gpt-3.5-turbo", "fast", "c1", "c2", "t1");
  }

  @Test
  void aliasThatNobodyCanServeIsNotShown() {
    var menu =
        menu(
            Rows.of("gone: home=not-there", "elsewhere: other=x", "here: home=m"),
            Map.of(HOME, cards("m:latest")),
            HOME);

    assertThat(names(menu)).containsExactly("m:latest", "here");
  }

  @Test
  void aliasThatIsHomesOwnNameIsShownOnce() {
    var menu =
        menu(
            Rows.of("qwen2.5:7b: cloud=c1", "LLAMA3: cloud=c1"),
            Map.of(HOME, cards("qwen2.5:7b", "llama3:latest"), CLOUD, cards("c1")),
            HOME,
            CLOUD);

    assertThat(names(menu)).containsExactly("qwen2.5:7b", "llama3:latest", "c1");
  }

  /// Trap 52: a virtual model can do what all routes can do.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'completion,tools,vision', 'completion,tools', 'completion,tools'",
        "'completion,tools', 'completion', 'completion'",
        "'completion,tools', ?, 'completion,tools'",
        "?, 'completion,vision', 'completion,vision'",
        "?, ?, completion",
        "'completion,tools', -, 'completion,tools'",
        "'completion,tools', 'embedding', completion",
        "'completion,tools', 'tools', 'completion,tools'",
      })
  void capabilitiesAreThoseOfAllRoutes(String home, String cloud, String joined) {
    var menu =
        menu(
            cloud == null ? Rows.of() : Rows.of("m: cloud=c"),
            Map.of(
                HOME,
                cards("m:latest " + home),
                CLOUD,
                cards("c " + (cloud == null ? "?" : cloud))),
            HOME,
            CLOUD);

    assertThat(menu.joined("m"))
        .get()
        .extracting(ModelCard::capabilities)
        .isEqualTo(LineDialect.capabilities(joined));
  }

  @Test
  void rowForEveryModelIsARouteToo() {
    var menu =
        menu(
            Rows.of("*: cloud=c"),
            Map.of(
                HOME, cards("m:latest completion,tools 32768"), CLOUD, cards("c completion 8192")),
            HOME,
            CLOUD);

    assertThat(menu.joined("m"))
        .get()
        .satisfies(card -> assertThat(card.capabilities()).containsExactly(Capability.COMPLETION))
        .satisfies(card -> assertThat(card.context()).isEqualTo(8192));
  }

  /// Vectors never cross to another model, so `*` is no route of one that only embeds.
  @Test
  void modelForVectorsKeepsWhatItCanDo() {
    var menu =
        menu(
            Rows.of("*: cloud=c"),
            Map.of(
                HOME, cards("nomic:latest embedding 2048"), CLOUD, cards("c completion,tools 512")),
            HOME,
            CLOUD);

    assertThat(menu.joined("nomic"))
        .get()
        .satisfies(card -> assertThat(card.capabilities()).containsExactly(Capability.EMBEDDING))
        .satisfies(card -> assertThat(card.context()).isEqualTo(2048));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"4096, 8192, 4096", "8192, 4096, 4096", "?, 8192, 8192", "?, ?, -"})
  void contextIsTheSmallestKnown(String home, String cloud, Integer joined) {
    var menu =
        menu(
            Rows.of("m: cloud=c"),
            Map.of(HOME, cards("m:latest ? " + home), CLOUD, cards("c ? " + cloud)),
            HOME,
            CLOUD);

    assertThat(menu.joined("m").map(ModelCard::context).orElse(null)).isEqualTo(joined);
  }

  @Test
  void buildIsHomesWhereverHomeStandsInTheChain() {
    ModelCard model = whole("qwen2.5:7b", "sha256:845d", "{\"template\":\"t\"}");
    var menu =
        menu(
            Rows.of("gpt-3.5-turbo: home=qwen2.5:7b cloud=c"),
            Map.of(HOME, List.of(model), CLOUD, cards("c completion 8192")),
            CLOUD,
            HOME);

    assertThat(menu.joined("gpt-3.5-turbo"))
        .contains(
            new ModelCard(
                "gpt-3.5-turbo",
                LineDialect.capabilities("completion"),
                8192,
                model.size(),
                model.digest(),
                model.modified(),
                model.details(),
                model.page()));
  }

  @Test
  void nameThatOnlyTheRowForEveryModelServesIsAnsweredAndNotListed() {
    var menu = menu(Rows.of("*: cloud=c"), Map.of(CLOUD, cards("c completion,tools 99")), CLOUD);

    assertThat(menu.joined("whatever:1b"))
        .get()
        .satisfies(card -> assertThat(card.name()).isEqualTo("whatever:1b"))
        .satisfies(card -> assertThat(card.context()).isEqualTo(99));
    assertThat(names(menu)).containsExactly("c");
  }

  @Test
  void nobodyAnswersForAnUnknownName() {
    assertThat(menu(Rows.of(), Map.of(HOME, cards("m")), HOME).joined("n")).isEmpty();
    assertThat(menu(Rows.of("*: home=m"), Map.of(HOME, cards("m")), HOME).joined(" ")).isEmpty();
  }

  /// Otherwise every name would be a model until home was seen for the first time.
  @Test
  void unseenHomeVouchesForNothing() {
    assertThat(menu(Rows.of(), Map.of(), HOME).joined("m")).isEmpty();
    assertThat(menu(Rows.of(), Map.of(), HOME).joined()).isEmpty();
  }
}
