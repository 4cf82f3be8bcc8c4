package dev.homeport.catalogue;

import static dev.homeport.catalogue.Cards.SEEN;
import static dev.homeport.catalogue.Cards.cards;
import static dev.homeport.catalogue.Cards.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.Noted;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import dev.homeport.store.log.FactLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  private static final Source HOME = new Source("home", Kind.HOME);
  private static final Source CLOUD = new Source("openrouter", Kind.OTHER);

  @TempDir Path temp = Path.of("");
  private final MemoryFacts facts = new MemoryFacts();
  private final Told told = new Told();
  private final Catalogue catalogue = new Catalogue(facts, told);

  private Catalogue restarted() {
    facts.freshenNow();
    return new Catalogue(facts, told);
  }

  private Fact stored(String provider) {
    facts.freshenNow();
    Fact fact = facts.shelf("models").facts().get(provider);
    return fact == null ? new Fact("models", "nothing", Map.of()) : fact;
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(catalogue.stock().knows("home")).isFalse();
    assertThat(catalogue.stock().seen("home")).isEmpty();
    assertThat(catalogue.stock().models("home")).isEmpty();
    assertThat(catalogue.stock().card("home", "m")).isEmpty();
  }

  @Test
  void emptyListIsKnowledgeToo() {
    assertThat(catalogue.learn(HOME, List.of(), SEEN)).isTrue();

    assertThat(catalogue.stock().knows("home")).isTrue();
    assertThat(restarted().stock().knows("home")).isTrue();
  }

  /// The sixth of the things that none has: the list outlives home's absence (cases.md 3).
  @Test
  void everythingHomeToldSurvivesARestart() {
    ModelCard model =
        whole("qwen2.5:7b", "sha256:845d", "{\"template\":\"{{ .Prompt }}\\n\u2028é\"}");
    ModelCard bare = ModelCard.named("llama3:latest");

    catalogue.learn(HOME, List.of(model, bare), SEEN);
    Stock stock = restarted().stock();

    assertThat(stock.models("home")).containsExactly(model, bare);
    assertThat(stock.seen("home")).contains(SEEN);
    assertThat(stock.card("home", "QWEN2.5:7b")).contains(model);
  }

  @Test
  void ofACloudOnlyWhatRoutingNeedsIsKept() {
    catalogue.learn(CLOUD, List.of(whole("x/y", "sha256:1", "{}")), SEEN);

    for (Stock stock : List.of(catalogue.stock(), restarted().stock())) {
      assertThat(stock.models("openrouter"))
          .containsExactly(
              new ModelCard(
                  "x/y",
                  Set.of(Capability.COMPLETION, Capability.TOOLS),
                  32768,
                  0,
                  "sha256:1",
                  null,
                  ModelCard.Details.UNKNOWN,
                  null));
    }
  }

  @Test
  void stockInHandNeverChanges() {
    catalogue.learn(HOME, cards("a"), SEEN);
    Stock before = catalogue.stock();

    catalogue.learn(HOME, cards("b"), SEEN);

    assertThat(before.card("home", "a")).isPresent();
    assertThat(before.card("home", "b")).isEmpty();
    assertThat(catalogue.stock().card("home", "a")).isEmpty();
  }

  @Test
  void whatSaysNothingNewIsNotWrittenAgain() {
    catalogue.learn(HOME, cards("a", "b"), SEEN);
    Fact first = stored("home");

    assertThat(catalogue.learn(HOME, cards("b", "a"), SEEN.plusSeconds(30))).isFalse();

    assertThat(stored("home")).isSameAs(first);
    assertThat(catalogue.stock().seen("home")).contains(SEEN.plusSeconds(30));
    assertThat(catalogue.stock().models("home")).isEqualTo(cards("a", "b"));
  }

  @Test
  void anotherCapabilityIsSomethingNew() {
    catalogue.learn(HOME, cards("a completion"), SEEN);

    assertThat(catalogue.learn(HOME, cards("a completion,tools"), SEEN)).isTrue();

    assertThat(restarted().stock().models("home")).isEqualTo(cards("a completion,tools"));
  }

  @Test
  void onceADayItIsWrittenHowOldAListIs() {
    catalogue.learn(HOME, cards("a"), SEEN);

    catalogue.learn(HOME, cards("a"), SEEN.plus(Duration.ofHours(23)));
    assertThat(restarted().stock().seen("home")).contains(SEEN);
    catalogue.learn(HOME, cards("a"), SEEN.plus(Duration.ofHours(24)));
    assertThat(restarted().stock().seen("home")).contains(SEEN.plus(Duration.ofHours(24)));
  }

  @Test
  void whereNothingCanBeStoredItGoesOnAndSaysSoOnce() {
    var forgetful = new Catalogue(new NoFacts("the disk is full"), told);

    forgetful.learn(HOME, cards("a"), SEEN);
    forgetful.learn(HOME, cards("a"), SEEN);
    forgetful.learn(CLOUD, cards("b"), SEEN);

    assertThat(forgetful.stock().card("home", "a")).isPresent();
    assertThat(told.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Noted.class,
            noted -> assertThat(noted.facts().get("cause")).isEqualTo("the disk is full"));
  }

  @Test
  void whatCouldNotBeStoredIsStoredWhenItCan() {
    var disk = new AtomicReference<Facts>(new NoFacts("full"));
    var lasting = new Catalogue(new Swapped(disk), told);
    lasting.learn(HOME, cards("a"), SEEN);
    disk.set(facts);

    assertThat(lasting.learn(HOME, cards("a"), SEEN.plusSeconds(30))).isFalse();

    assertThat(restarted().stock().models("home")).isEqualTo(cards("a"));
  }

  /// Facts that a test exchanges.
  private record Swapped(AtomicReference<Facts> now) implements Facts {
    @Override
    public Shelf shelf(String kind) {
      return now.get().shelf(kind);
    }

    @Override
    public void freshen() {
      now.get().freshen();
    }

    @Override
    public void freshenNow() {
      now.get().freshenNow();
    }

    @Override
    public Written put(Fact fact) {
      return now.get().put(fact);
    }

    @Override
    public Written add(Fact fact) {
      return now.get().add(fact);
    }

    @Override
    public Written remove(String kind, String name) {
      return now.get().remove(kind, name);
    }
  }

  @Test
  void manyHundredModelsTakeLittleOfTheLog() throws IOException {
    FactLog log =
        switch (FactLog.open(temp, new FakeTicker(), told)) {
          case FactLog.Opened.Open(FactLog open) -> open;
          case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
        };
    var random = new Random(7);
    List<ModelCard> many =
        IntStream.range(0, 700)
            .mapToObj(
                i ->
                    whole(
                        "vendor" + i % 40 + "/model-" + Long.toHexString(random.nextLong()),
                        "",
                        null))
            .toList();
    var home = new ArrayList<ModelCard>();
    String licence = "Licence: you may, you must not. ".repeat(400);
    for (int i = 0; i < 30; i++) {
      home.add(
          whole(
              "model" + i + ":7b",
              "sha256:" + i,
              "{\"license\":\""
                  + licence
                  + "\",\"modelfile\":\""
                  + licence
                  + "\",\"n\":"
                  + i
                  + "}"));
    }
    var durable = new Catalogue(log, told);

    durable.learn(CLOUD, many, SEEN);
    durable.learn(HOME, home, SEEN);

    assertThat(Files.size(temp.resolve("facts.log"))).isLessThan(64 * 1024);
    assertThat(new Catalogue(log, told).stock().models("home")).isEqualTo(home);
  }

  @Test
  void moreThanAnybodyHasIsCut() {
    List<ModelCard> flood =
        IntStream.range(0, 5_000).mapToObj(i -> ModelCard.named("m" + i)).toList();

    catalogue.learn(CLOUD, flood, SEEN);
    catalogue.learn(HOME, cards("x".repeat(400), "", "a", "a"), SEEN);

    assertThat(catalogue.stock().models("openrouter"))
        .hasSize(3_000)
        .isEqualTo(flood.subList(0, 3_000));
    assertThat(catalogue.stock().models("home")).isEqualTo(cards("a"));
  }

  static Stream<String> strangeFields() {
    return Stream.of("", "?", "AAAA", "e30", "eJyrrgUAAXUA+Q", "eJwDAAAAAAE", "eJyLjgUAARUAuQ");
  }

  @ParameterizedTest
  @MethodSource("strangeFields")
  void whatCannotBeReadWasNeverSeen(String models) {
    facts.put(
        new Fact(
            "models", "home", Map.of("of", "HOME", "seen", SEEN.toString(), "models", models)));

    assertThat(restarted().stock().models("home")).isEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damagedFactNeverThrows(long seed) {
    catalogue.learn(
        HOME, List.of(whole("qwen2.5:7b", "sha256:1", "{}"), ModelCard.named("b")), SEEN);
    Fact good = stored("home");
    var random = new Random(seed);
    var fields = new HashMap<>(good.fields());
    String field = List.copyOf(fields.keySet()).get(random.nextInt(fields.size()));
    var text = new StringBuilder(fields.getOrDefault(field, ""));
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
    }
    fields.put(field, text.toString());
    facts.put(new Fact("models", "home", fields));

    assertThat(restarted().stock().models("home")).hasSizeLessThanOrEqualTo(2);
  }
}
