package dev.homeport.routing;

import static dev.homeport.catalogue.Cards.cards;
import static dev.homeport.catalogue.Cards.stock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.ModelCard;
import dev.homeport.fake.LineDialect;
import dev.homeport.fake.Rows;
import dev.homeport.routing.Route.Refusal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pure: questions that never leave home, whatever anybody wants.
class HomeOnlyTest {
  private static final Source HOME = new Source("home", Kind.HOME);
  private static final Source OTHER_HOME = new Source("office", Kind.HOME);
  private static final Source CLOUD = new Source("cloud", Kind.OTHER);
  private static final Source OLLAMA_CLOUD = new Source("ollama-cloud", Kind.OLLAMA);
  private static final Wish KEPT = new Wish(null, false, true);

  private static Snapshot snapshot(
      @Nullable String pinned, boolean alone, List<Source> chain, List<Source> reserve) {
    List<ModelCard> llama = cards("llama3");
    return new Snapshot(
        contenders(chain),
        contenders(reserve),
        new Serving(
            Rows.of("*: cloud=free"),
            stock(Map.of(HOME, llama, OTHER_HOME, llama, OLLAMA_CLOUD, cards("llama3", "kimi")))),
        new Moment(pinned, Map.of()),
        alone);
  }

  private static List<Contender> contenders(List<Source> sources) {
    return sources.stream().map(source -> new Contender(source, LineDialect.ABLE)).toList();
  }

  private static Route route(String model, Wish wish, Snapshot snapshot) {
    return RoutePlanner.plan(Asking.of(model).chat(), wish, snapshot);
  }

  private static List<String> asked(Route route) {
    return route.legs().stream().map(Leg::provider).toList();
  }

  private static Refusal refusal(Route route) {
    return route.refusal().orElseThrow();
  }

  @Test
  void onlyHomesAreAsked() {
    Route route =
        route(
            "llama3",
            KEPT,
            snapshot(null, false, List.of(CLOUD, HOME, OLLAMA_CLOUD, OTHER_HOME), List.of()));
    assertThat(asked(route)).containsExactly("home", "office");
    assertThat(route.able()).containsExactly("home", "office");
    assertThat(route.keepsAtHome()).isTrue();
    assertThat(route.skipped())
        .containsExactly(
            new Skipped("cloud", new Skipped.NeverLeavesHome()),
            new Skipped("ollama-cloud", new Skipped.NeverLeavesHome()));
  }

  @Test
  void cloudThatIsAskedForIsForbidden() {
    Refusal refusal =
        refusal(
            route(
                "llama3",
                new Wish("cloud", false, true),
                snapshot(null, false, List.of(HOME, CLOUD), List.of())));
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.text()).contains("never leave home").contains("'cloud' is not home");
  }

  @Test
  void homeThatIsAskedForIsAsked() {
    Route route =
        route(
            "llama3",
            new Wish("home", false, true),
            snapshot(null, false, List.of(CLOUD, HOME), List.of()));
    assertThat(asked(route)).containsExactly("home");
  }

  @Test
  void pinOrChainOfOneElsewhereSendsNothingThere() {
    assertThat(
            asked(route("llama3", KEPT, snapshot("cloud", false, List.of(HOME, CLOUD), List.of()))))
        .containsExactly("home");
    assertThat(asked(route("llama3", KEPT, snapshot(null, true, List.of(CLOUD), List.of(HOME)))))
        .containsExactly("home");
  }

  @Test
  void withoutAHomeNobodyIsAsked() {
    Refusal refusal =
        refusal(route("llama3", KEPT, snapshot(null, false, List.of(CLOUD), List.of())));
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.text()).contains("never leave home").contains("there is no home");
  }

  @Test
  void modelThatOnlyACloudHasIsNotThere() {
    Refusal refusal =
        refusal(route("kimi", KEPT, snapshot(null, false, List.of(HOME, OLLAMA_CLOUD), List.of())));
    assertThat(refusal.status()).isEqualTo(404);
    assertThat(refusal.text()).startsWith("model 'kimi' not found").endsWith("never leave home");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// However it is asked, by whomever it is pinned, and in whatever chain.
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingEverLeavesHome(long seed) {
    var random = new SplittableRandom(seed);
    List<Source> all = List.of(HOME, OTHER_HOME, CLOUD, OLLAMA_CLOUD);
    List<Source> chain = all.stream().filter(_ -> random.nextBoolean()).toList();
    if (chain.isEmpty()) {
      chain = List.of(CLOUD);
    }
    List<Source> inChain = chain;
    List<Source> reserve = all.stream().filter(each -> !inChain.contains(each)).toList();
    String only = random.nextBoolean() ? null : all.get(random.nextInt(4)).name();
    String pinned = random.nextBoolean() ? null : all.get(random.nextInt(4)).name();
    Snapshot snapshot = snapshot(pinned, random.nextBoolean(), chain, reserve);
    var wish = new Wish(only, random.nextBoolean(), true);
    String model = random.nextBoolean() ? "llama3" : "kimi";
    Stream.of(
            route(model, wish, snapshot),
            RoutePlanner.plan(Asking.of(model).vectors(), wish, snapshot))
        .forEach(route -> assertThat(asked(route)).isSubsetOf("home", "office"));
    assertThat(snapshot.homeMenu().joined("kimi")).isEmpty();
  }
}
