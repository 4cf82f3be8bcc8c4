package dev.homeport.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.routing.Route.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A key that may use some models does not get another one by naming none.
class RouteTest {
  private final Leg home = new Leg("home", "llama3", "a test");
  private final Leg cloud = new Leg("cloud", "dear", "a test");
  private final Route route =
      new Route(List.of(home, cloud), List.of("home", "cloud"), List.of(), null);

  @Test
  void onlyTheLegsThatAreAllowedAreGone() {
    assertThat(route.through(leg -> leg.model().equals("llama3"), "no").legs())
        .containsExactly(home);
    // Who must not be asked was never the first choice.
    assertThat(route.through(leg -> leg.model().equals("dear"), "no").able())
        .containsExactly("cloud");
    assertThat(route.through(_ -> true, "no")).isSameAs(route);
  }

  @Test
  void routeWithoutAllowedLegsIsRefused() {
    assertThat(route.through(_ -> false, "no").refusal()).contains(new Refusal(403, "no"));
  }

  @Test
  void refusalStaysWhatItIs() {
    var refused = new Route(List.of(), List.of(), List.of(), new Refusal(404, "gone"));
    assertThat(refused.through(_ -> false, "no")).isSameAs(refused);
  }
}
