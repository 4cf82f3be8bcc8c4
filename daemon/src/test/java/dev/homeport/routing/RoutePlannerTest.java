package dev.homeport.routing;

import static dev.homeport.catalogue.Cards.cards;
import static dev.homeport.catalogue.Cards.stock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Names;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.chat.Reasoning;
import dev.homeport.fake.LineDialect;
import dev.homeport.fake.Rows;
import dev.homeport.routing.Route.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Who is asked, and who is not (product.md 3, 6.1 and 6.9; cases.md 3, number 8).
class RoutePlannerTest {
  private static final Source HOME = new Source("home", Kind.HOME);
  private static final Source OLLAMA_CLOUD = new Source("ollama-cloud", Kind.OLLAMA);
  private static final Source CLOUD = new Source("cloud", Kind.OTHER);

  private static Snapshot snapshot(Names names, Map<Source, List<ModelCard>> lists) {
    return snapshot(names, lists, HOME, CLOUD);
  }

  private static Snapshot snapshot(
      Names names, Map<Source, List<ModelCard>> lists, Source... chain) {
    return new Snapshot(
        contenders(LineDialect.ABLE, chain), List.of(), new Serving(names, stock(lists)));
  }

  private static List<Contender> contenders(LineDialect dialect, Source... sources) {
    return List.of(sources).stream().map(source -> new Contender(source, dialect)).toList();
  }

  /// A route as `home=model cloud=model`, what is skipped in brackets.
  private static String told(Route route) {
    String legs =
        route.legs().stream()
            .map(leg -> leg.provider() + "=" + leg.model())
            .collect(Collectors.joining(" "));
    String skipped =
        route.skipped().stream()
            .map(each -> "[" + each.provider() + ": " + each.reason().text() + "]")
            .collect(Collectors.joining(" "));
    return (legs + " " + skipped).strip();
  }

  private static Refusal refusal(Route route) {
    assertThat(route.legs()).isEmpty();
    return route.refusal().orElseThrow();
  }

  private final Snapshot usual =
      snapshot(
          Rows.of("gpt-3.5-turbo: home=qwen2.5:7b", "*: cloud=free home=llama3"),
          Map.of(
              HOME, cards("qwen2.5:7b", "llama3:latest", "nomic:latest embedding"),
              CLOUD, cards("free", "gpt-4o")));

  @ParameterizedTest
  @CsvSource({
    "qwen2.5:7b, home=qwen2.5:7b cloud=free",
    "QWEN2.5:7b, home=qwen2.5:7b cloud=free",
    "llama3, home=llama3:latest cloud=free",
    "gpt-3.5-turbo, home=qwen2.5:7b cloud=free",
    "gpt-4o, home=llama3:latest cloud=gpt-4o",
    "whatever, home=llama3:latest cloud=free",
    "'', home=llama3:latest cloud=free",
    "' ', home=llama3:latest cloud=free",
  })
  void chainIsAskedInItsOrder(String model, String route) {
    assertThat(told(RoutePlanner.plan(Asking.of(model).chat(), Wish.ANYBODY, usual)))
        .isEqualTo(route);
  }

  @Test
  void legSaysWhyItIsThatModel() {
    Route route = RoutePlanner.plan(Asking.of("gpt-3.5-turbo").chat(), Wish.ANYBODY, usual);

    assertThat(route.legs())
        .containsExactly(
            new Leg("home", "qwen2.5:7b", "a row of models"),
            new Leg("cloud", "free", "the row *"));
    assertThat(route.refusal()).isEmpty();
  }

  /// `OLLAMA_MODEL` is the model meant when a client names none, so what a row says of it counts.
  @Test
  void whereNoneIsNamedTheRowsOfTheDefaultCount() {
    var snapshot =
        snapshot(
            Rows.of("qwen2.5:7b: cloud=big", "*: home=qwen2.5:7b cloud=free"),
            Map.of(HOME, cards("qwen2.5:7b"), CLOUD, cards("big", "free")));

    assertThat(told(RoutePlanner.plan(Asking.of("").chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo("home=qwen2.5:7b cloud=big");
  }

  @Test
  void whereHomeHasNoDefaultEachHasItsOwn() {
    var snapshot =
        snapshot(Rows.of("*: cloud=free"), Map.of(HOME, cards("m"), CLOUD, cards("free")));

    assertThat(told(RoutePlanner.plan(Asking.of("").chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo("cloud=free [home: no such model]");
    assertThat(
            refusal(
                RoutePlanner.plan(
                    Asking.of("").chat(),
                    Wish.ANYBODY,
                    snapshot(Rows.of(), Map.of(HOME, cards("m"))))))
        .isEqualTo(new Refusal(400, "model is required: none is named, and there is no default"));
  }

  @Test
  void homeIsTriedBeforeItsListWasEverSeen() {
    assertThat(
            told(
                RoutePlanner.plan(
                    Asking.of("m").chat(), Wish.ANYBODY, snapshot(Rows.of(), Map.of()))))
        .isEqualTo("home=m [cloud: its list of models was never seen]");
  }

  @Test
  void whoHasNoModelIsSkipped() {
    var snapshot = snapshot(Rows.of(), Map.of(HOME, cards("m"), CLOUD, cards("c")));

    assertThat(told(RoutePlanner.plan(Asking.of("c").chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo("cloud=c [home: no such model]");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "qwen2.5:7B-, model 'qwen2.5:7B-' not found; did you mean 'qwen2.5:7b'?",
        "something-else, 'model ''something-else'' not found; there are: qwen2.5:7b, a, b'",
      })
  void unknownModelIsNotFoundAndTheNearestIsNamed(String model, String text) {
    var snapshot = snapshot(Rows.of(), Map.of(HOME, cards("qwen2.5:7b"), CLOUD, cards("a", "b")));

    assertThat(refusal(RoutePlanner.plan(Asking.of(model).chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo(new Refusal(404, text));
  }

  @Test
  void ofManyNamesOnlySomeAreTold() {
    var snapshot =
        snapshot(
            Rows.of(),
            Map.of(
                HOME, List.of(), CLOUD, cards("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")));

    assertThat(
            refusal(RoutePlanner.plan(Asking.of("something").chat(), Wish.ANYBODY, snapshot))
                .text())
        .isEqualTo("model 'something' not found; there are: a, b, c, d, e, f, g, h and 2 more");
  }

  @Test
  void whereAListIsStillUnseenNotFoundWouldBeALie() {
    var snapshot = snapshot(Rows.of(), Map.of(HOME, cards("m")));

    assertThat(refusal(RoutePlanner.plan(Asking.of("c").chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo(
            new Refusal(
                503, "model 'c' is not known so far: cloud: its list of models was never seen"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "nothing, home=m cloud=c",
        "tools, home=m [cloud: c lacks tools]",
        "picture, cloud=c [home: m lacks vision]",
        "sound, '[home: m lacks audio] [cloud: c lacks audio]'",
        "suffix, '[home: m lacks insert] [cloud: c lacks insert]'",
        "tools picture, '[home: m lacks vision] [cloud: c lacks tools]'",
        "sound picture, '[home: m lacks vision, audio] [cloud: c lacks audio]'",
        // Ollama refuses to think with a model that cannot; others answer without.
        "thinking, home=m cloud=c",
        "thinking ollama, cloud=c [home: m lacks thinking]",
        "no-thinking ollama, home=m cloud=c",
      })
  void whoLacksWhatIsNeededIsSkipped(String wishes, String route) {
    var snapshot =
        snapshot(
            Rows.of("m: cloud=c"),
            Map.of(
                HOME, cards("m completion,tools"), CLOUD, cards("c completion,vision,thinking")));
    Asking asking = Asking.of("m");
    for (String wish : wishes.split(" ", -1)) {
      asking = asking.with(wish);
    }

    assertThat(told(RoutePlanner.plan(asking.chat(), Wish.ANYBODY, snapshot))).isEqualTo(route);
  }

  @Test
  void refusalNamesWhatIsMissingWhere() {
    var snapshot =
        snapshot(
            Rows.of("m: cloud=c"),
            Map.of(HOME, cards("m completion"), CLOUD, cards("c completion,tools")));

    assertThat(
            refusal(
                RoutePlanner.plan(
                    Asking.of("m").with("picture").with("tools").chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo(
            new Refusal(
                400, "nobody can answer this: home: m lacks tools, vision; cloud: c lacks vision"));
  }

  @Test
  void whatIsNotKnownSpeaksAgainstNobody() {
    var snapshot = snapshot(Rows.of("m: cloud=unlisted"), Map.of(HOME, cards("m"), CLOUD, cards()));

    assertThat(
            told(
                RoutePlanner.plan(
                    Asking.of("m").with("tools").with("picture").room(900_000, null, null).chat(),
                    Wish.ANYBODY,
                    snapshot)))
        .isEqualTo("home=m cloud=unlisted");
  }

  @Test
  void modelThatOnlyEmbedsAnswersNothing() {
    assertThat(refusal(RoutePlanner.plan(Asking.of("nomic").chat(), Wish.of("home"), usual)).text())
        .isEqualTo("nobody can answer this: home: nomic:latest lacks completion");
  }

  @Test
  void legThatCannotThinkIsNotToldTo() {
    var snapshot =
        snapshot(
            Rows.of("m: cloud=c"),
            Map.of(HOME, cards("m completion"), CLOUD, cards("c completion,thinking")));
    ChatRequest request = Asking.of("m").with("thinking").chat();
    Route route = RoutePlanner.plan(request, Wish.ANYBODY, snapshot);

    assertThat(route.legs().get(0).fit(request).reasoning()).isNull();
    assertThat(route.legs().get(1).fit(request)).isSameAs(request);
    ChatRequest off = Asking.of("m").with("no-thinking").chat();
    assertThat(route.legs().get(0).fit(off).reasoning()).isEqualTo(Reasoning.OFF);
  }

  @Test
  void apiThatCannotCarryItIsSkipped() {
    var snapshot =
        new Snapshot(
            List.of(
                new Contender(HOME, new LineDialect("several tools of one name", true, false)),
                new Contender(CLOUD, LineDialect.ABLE)),
            List.of(),
            new Serving(Rows.of(), stock(Map.of(HOME, cards("m"), CLOUD, cards("m")))));

    assertThat(told(RoutePlanner.plan(Asking.of("m").chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo("cloud=m [home: its API cannot carry several tools of one name]");
  }

  /// No silent truncation, and nobody passed over because of an estimate alone.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // estimate, max tokens, num_ctx: the contexts are 8192, 8192 and 8192
        "100, -, -, home ollama-cloud cloud",
        "8000, -, -, home ollama-cloud cloud",
        "12000, -, -, home ollama-cloud cloud",
        "13000, -, -, ''",
        // The longest answer is room only with those who add it.
        "100, 8000, -, home ollama-cloud cloud",
        "4000, 8000, -, home ollama-cloud",
        "100, 100000, -, home ollama-cloud",
        // A wish for room: home cuts it as Ollama does, the others are asked where they have it.
        "100, -, 8192, home ollama-cloud cloud",
        "100, -, 16384, home",
        "100, 4000, 16384, home",
      })
  void roomIsLookedFor(
      long tokens, @Nullable Long most, @Nullable Integer wished, String providers) {
    var snapshot =
        snapshot(
            Rows.of(),
            Map.of(
                HOME, cards("m ? 8192"), OLLAMA_CLOUD, cards("m ? 8192"), CLOUD, cards("m ? 8192")),
            HOME,
            OLLAMA_CLOUD,
            CLOUD);

    Route route =
        RoutePlanner.plan(Asking.of("m").room(tokens, most, wished).chat(), Wish.ANYBODY, snapshot);

    assertThat(route.legs().stream().map(Leg::provider).collect(Collectors.joining(" ")))
        .isEqualTo(providers);
  }

  @Test
  void wishForMoreRoomThanThereIsTakesWhatThereIs() {
    var snapshot =
        snapshot(Rows.of(), Map.of(HOME, cards(), CLOUD, cards("c ? 8192")), HOME, CLOUD);

    assertThat(
            told(
                RoutePlanner.plan(
                    Asking.of("c").room(100, null, 32768).chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo("cloud=c [home: no such model]");
  }

  @Test
  void refusalForWantOfRoomSaysHowMuchThereIs() {
    var snapshot = snapshot(Rows.of(), Map.of(HOME, cards("m ? 2048")), HOME);

    assertThat(
            refusal(
                RoutePlanner.plan(
                    Asking.of("m").room(9000, null, null).chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo(
            new Refusal(
                400,
                "nobody can answer this: home: m has a context of 2048 tokens, and at least 6000"
                    + " are needed"));
  }

  @Test
  void forcedOneIsAskedAlone() {
    assertThat(told(RoutePlanner.plan(Asking.of("qwen2.5:7b").chat(), Wish.of("cloud"), usual)))
        .isEqualTo("cloud=free [home: cloud was asked for]");
  }

  @Test
  void forcedOneNeedNotBeInTheChain() {
    var snapshot =
        new Snapshot(
            contenders(LineDialect.ABLE, HOME),
            contenders(LineDialect.ABLE, CLOUD),
            new Serving(Rows.of(), stock(Map.of(HOME, cards("m"), CLOUD, cards("m")))));

    assertThat(told(RoutePlanner.plan(Asking.of("m").chat(), Wish.of("cloud"), snapshot)))
        .isEqualTo("cloud=m [home: cloud was asked for]");
    assertThat(told(RoutePlanner.plan(Asking.of("m").chat(), Wish.ANYBODY, snapshot)))
        .isEqualTo("home=m");
  }

  @Test
  void forcedOneThatCannotIsNoReasonToAskAnother() {
    assertThat(refusal(RoutePlanner.plan(Asking.of("c").chat(), Wish.of("home"), plain())).status())
        .isEqualTo(404);
    assertThat(refusal(RoutePlanner.plan(Asking.of("m").chat(), Wish.of("nobody"), plain())))
        .isEqualTo(new Refusal(400, "there is no provider 'nobody'; there are: home, cloud"));
  }

  private static Snapshot plain() {
    return snapshot(Rows.of(), Map.of(HOME, cards("m"), CLOUD, cards("c")));
  }

  /// Vectors never cross to another model (product.md 6.9).
  @ParameterizedTest
  @CsvSource({
    "nomic, home=nomic:latest [cloud: the vectors of free are not those of the model asked for]",
    "mapped, home=nomic:latest cloud=small",
    "vec-1, '[home: the vectors of nomic:latest are not those of the model asked for]"
        + " [cloud: the vectors of small are not those of the model asked for]'",
    "small, cloud=small [home: no such model]",
    "'', cloud=free [home: no such model]",
  })
  void vectorsComeFromTheModelThatWasNamed(String model, String expected) {
    var snapshot =
        snapshot(
            Rows.of(
                "mapped: home=nomic cloud=small", "vec-*: home=nomic cloud=small", "*: cloud=free"),
            Map.of(
                HOME, cards("nomic:latest embedding"),
                CLOUD, cards("small embedding", "free ?")));

    assertThat(told(RoutePlanner.plan(Asking.of(model).vectors(), Wish.ANYBODY, snapshot)))
        .isEqualTo(expected);
  }

  @Test
  void vectorsOfAModelThatNobodyHasAreNotFound() {
    assertThat(refusal(RoutePlanner.plan(Asking.of("nomik").vectors(), Wish.ANYBODY, usual)))
        .isEqualTo(
            new Refusal(
                404,
                "model 'nomik' not found: home: the vectors of llama3:latest are not those of the"
                    + " model asked for; cloud: the vectors of free are not those of the model"
                    + " asked for"));
  }

  @Test
  void whoHasNoVectorsIsSkipped() {
    var snapshot =
        new Snapshot(
            List.of(
                new Contender(HOME, LineDialect.ABLE),
                new Contender(CLOUD, new LineDialect(null, false, false))),
            List.of(),
            new Serving(Rows.of(), stock(Map.of(HOME, cards("m completion"), CLOUD, cards("m")))));

    assertThat(refusal(RoutePlanner.plan(Asking.of("m").vectors(), Wish.ANYBODY, snapshot)))
        .isEqualTo(
            new Refusal(
                400,
                "nobody can answer this: home: m lacks embedding; cloud: its API has no"
                    + " embeddings"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// Whatever the request: each of the chain is a leg or skipped, in its order and once, and there
  /// are no words for a refusal where there is a leg.
  @ParameterizedTest
  @MethodSource("seeds")
  void everybodyIsEitherAskedOrSkipped(long seed) {
    var random = new Random(seed);
    List<String> names = List.of("a", "b:7b", "c", "");
    List<String> can = List.of("?", "completion", "completion,tools", "embedding");
    var lists = new LinkedHashMap<Source, List<ModelCard>>();
    var chain = new ArrayList<Source>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      var source = new Source("p" + i, List.of(Kind.values()).get(random.nextInt(3)));
      chain.add(source);
      if (random.nextInt(4) > 0) {
        lists.put(
            source,
            cards(
                names.get(random.nextInt(3))
                    + " "
                    + can.get(random.nextInt(4))
                    + (random.nextBoolean() ? " 100" : " ?")));
      }
    }
    var snapshot =
        snapshot(
            random.nextBoolean() ? Rows.of("a: p0=c p1=x", "*: p1=c") : Rows.of(),
            lists,
            chain.toArray(Source[]::new));
    Asking asking =
        Asking.of(names.get(random.nextInt(4)))
            .with(random.nextBoolean() ? "tools" : "nothing")
            .room(random.nextInt(300), null, random.nextBoolean() ? 200 : null);
    Wish forced = random.nextInt(3) == 0 ? Wish.of("p0") : Wish.ANYBODY;

    for (Route route :
        List.of(
            RoutePlanner.plan(asking.chat(), forced, snapshot),
            RoutePlanner.plan(asking.vectors(), forced, snapshot))) {
      var legs = route.legs().stream().map(Leg::provider).toList();
      var skipped = route.skipped().stream().map(Skipped::provider).toList();
      var all = new ArrayList<>(legs);
      all.addAll(skipped);
      var order = chain.stream().map(Source::name).toList();
      assertThat(all).containsExactlyInAnyOrderElementsOf(order);
      assertThat(legs).isSorted();
      assertThat(route.refusal().isEmpty()).isEqualTo(!legs.isEmpty());
    }
  }
}
