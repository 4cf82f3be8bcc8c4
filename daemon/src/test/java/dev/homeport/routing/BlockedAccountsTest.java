package dev.homeport.routing;

import static dev.homeport.catalogue.Cards.cards;
import static dev.homeport.catalogue.Cards.stock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Pool;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Cooling;
import dev.homeport.fake.FakePool;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LineDialect;
import dev.homeport.fake.Rows;
import dev.homeport.routing.Route.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pure: providers of which every account is blocked.
class BlockedAccountsTest {
  private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-12-01T00:00:00Z");
  private static final Source HOME = new Source("home", Kind.HOME);
  private static final Source ONE = new Source("ollama-cloud", Kind.OLLAMA);
  private static final Source TWO = new Source("openrouter", Kind.OTHER);

  private static Route route(Bearing bearing, Wish wish) {
    var snapshot =
        new Snapshot(
            Stream.of(HOME, ONE, TWO)
                .map(source -> new Contender(source, LineDialect.ABLE))
                .toList(),
            List.of(),
            new Serving(
                Rows.of(),
                stock(Map.of(HOME, cards("llama3"), ONE, cards("llama3"), TWO, cards("llama3")))),
            bearing,
            false);
    return RoutePlanner.plan(Asking.of("llama3").chat(), wish, snapshot);
  }

  private static List<String> asked(Route route) {
    return route.legs().stream().map(Leg::provider).toList();
  }

  @Test
  void othersAreAskedAndTheReasonIsKnown() {
    Route route =
        route(new Moment(null, Map.of("home", MONDAY, "openrouter", TUESDAY)), Wish.ANYBODY);
    assertThat(asked(route)).containsExactly("ollama-cloud");
    assertThat(route.able()).containsExactly("home", "ollama-cloud", "openrouter");
    assertThat(route.skipped())
        .containsExactly(
            new Skipped("home", new Skipped.AccountsBlocked(MONDAY)),
            new Skipped("openrouter", new Skipped.AccountsBlocked(TUESDAY)));
    assertThat(route.firstAccount())
        .contains(
            "every account of home is at its limit; the first is free at 2026-11-30 00:00 UTC");
  }

  /// A quota is a fact: nobody is asked as a last resort. Who is back first is named.
  @Test
  void nobodyIsLeft() {
    Route route =
        route(
            new Moment(
                null, Map.of("home", TUESDAY, "ollama-cloud", MONDAY, "openrouter", TUESDAY)),
            Wish.ANYBODY);
    assertThat(route.legs()).isEmpty();
    Refusal refusal = route.refusal().orElseThrow();
    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.until()).isEqualTo(MONDAY);
    assertThat(refusal.text())
        .isEqualTo(
            "every account of ollama-cloud is at its limit; the first is free at"
                + " 2026-11-30 00:00 UTC");
  }

  @Test
  void oneThatIsWantedAloneIsNotReplaced() {
    var blocked = new Moment(null, Map.of("home", MONDAY));
    assertThat(route(blocked, Wish.of("home")).refusal().orElseThrow().status()).isEqualTo(429);
    assertThat(route(blocked, new Wish(null, true, false)).refusal().orElseThrow().status())
        .isEqualTo(429);
  }

  /// Who rests may be back at any moment, and is asked where the others are blocked.
  @Test
  void whoRestsIsAskedBeforeNobody() {
    Instant soon = Instant.parse("2026-11-26T12:00:00Z");
    var bearing =
        new Bearing() {
          @Override
          public Condition of(String provider, String model) {
            return provider.equals("home")
                ? new Condition.Resting("refused", "no", soon, soon, Outlook.LASTING)
                : new Condition.Well();
          }

          @Override
          public @Nullable String preferred(String model) {
            return "openrouter";
          }

          @Override
          public @Nullable String pinned() {
            return null;
          }

          @Override
          public @Nullable Instant blockedUntil(String provider, String model) {
            return provider.equals("home") ? null : MONDAY;
          }
        };
    Route route = route(bearing, Wish.ANYBODY);
    assertThat(route.legs())
        .singleElement()
        .returns("home", Leg::provider)
        .returns(Leg.Hope.LAST_RESORT, Leg::hope);
    assertThat(route.firstAccount()).isPresent();
  }

  @Test
  void providerWithoutAnAccountForTheModelHasItNot() {
    Route route = route(new Moment(null, Map.of("ollama-cloud", Pool.NEVER)), Wish.ANYBODY);
    assertThat(asked(route)).containsExactly("home", "openrouter");
    assertThat(route.able()).containsExactly("home", "openrouter");
    assertThat(route.skipped())
        .containsExactly(new Skipped("ollama-cloud", new Skipped.NoAccount("llama3")));
    assertThat(route.firstAccount()).isEmpty();
    var alone = new Moment(null, Map.of("ollama-cloud", Pool.NEVER));
    Refusal refusal = route(alone, Wish.of("ollama-cloud")).refusal().orElseThrow();
    assertThat(refusal.status()).isEqualTo(404);
    assertThat(refusal.until()).isNull();
  }

  @Test
  void poolIsAskedForItsNextFreeAccount() {
    var ticker = new FakeTicker();
    var wall = new FakeWall();
    var conditions = new Conditions(ticker, wall, _ -> Cooling.OFF);
    var pool = FakePool.of("cloud", "a", "b");
    Bearing bearing = Bearing.by(conditions, name -> name.equals("cloud") ? pool : null, wall);
    assertThat(bearing.blockedUntil("cloud", "m")).isNull();
    assertThat(bearing.blockedUntil("another", "m")).isNull();
    pool.block("a");
    assertThat(bearing.blockedUntil("cloud", "m")).isNull();
    pool.block("b");
    assertThat(bearing.blockedUntil("cloud", "m")).isEqualTo(FakePool.FREE_AT);
  }
}
