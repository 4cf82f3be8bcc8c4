package dev.homeport.role.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeWall;
import dev.homeport.store.Facts.Written;
import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.wire.JsonFields;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of the tunnel, to whom, and by whom it is known.
class TunnelStandingTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String LOGIN = "https://login.tailscale.com/a/0123456789ab";
  private static final JsonFields OLLAMA =
      new JsonFields().put("state", "ollama-down").put("cause", "refused").put("next", "start it");

  @TempDir Path folder = Path.of("");
  private final FakeWall wall = new FakeWall();

  private static Report report(HomeState state, @Nullable Finding trouble) {
    return new Report(
        "tailscale",
        state,
        NOW,
        trouble,
        URI.create("https://my-mac.tail1234.ts.net"),
        NOW,
        "router",
        false,
        NOW.plusSeconds(60),
        List.of(Evidence.fails(Layer.TAILNET, "log in at " + LOGIN)),
        List.of(),
        List.of(new Report.Repair(NOW, Rung.REAPPLY, "config-lost", "done", Duration.ofMillis(7))),
        Map.of(Rung.REAPPLY, 1L));
  }

  private static Report loggedOut() {
    return report(
        HomeState.NEEDS_LOGIN,
        new Finding(Cause.LOGGED_OUT, "logged out, " + LOGIN, "log in at " + LOGIN));
  }

  private TunnelStanding standing(@Nullable Report own, boolean wanted) {
    return new TunnelStanding(
        () -> Optional.ofNullable(own), new TunnelFile(folder, wall), () -> wanted);
  }

  @Test
  void whoRunsThisHomeportKnowsAll() {
    assertThat(standing(loggedOut(), true).page(true).toString())
        .contains("\"state\":\"needs-login\"")
        .contains("\"cause\":\"logged-out\"")
        .contains("\"next\":\"log in at " + LOGIN)
        .contains("\"evidence\":[{\"layer\":\"tailnet\",\"mark\":\"fails\"")
        .contains("\"repairs\":[{\"at\":\"2026-11-26T12:00:00Z\",\"rung\":\"reapply\"")
        .contains("\"repair_counts\":{\"reapply\":1,\"off-and-on\":0,");
  }

  @Test
  void addressThatLogsThisMachineInIsForNobodyElse() {
    TunnelStanding standing = standing(loggedOut(), true);
    assertThat(standing.page(false).toString())
        .contains("\"cause\":\"logged-out\"")
        .doesNotContain("login.tailscale");
    assertThat(standing.home(OLLAMA, false).toString()).doesNotContain("login.tailscale");
  }

  @Test
  void wayThatIsClosedIsBlamedBeforeWhatLiesBehindIt() {
    assertThat(standing(loggedOut(), true).home(OLLAMA, true).value("state"))
        .isEqualTo("needs-login");
    for (HomeState open : List.of(HomeState.FINE, HomeState.UNPROVEN, HomeState.STARTING)) {
      assertThat(standing(report(open, null), true).home(OLLAMA, true).value("state"))
          .isEqualTo("ollama-down");
    }
    assertThat(standing(null, false).home(OLLAMA, true).value("state")).isEqualTo("ollama-down");
  }

  @Test
  void tunnelThatNobodyWantsIsOff() {
    assertThat(standing(null, false).page(true).value("state")).isEqualTo("off");
  }

  @Test
  void monitorBesideUsIsBelievedAsLongAsItSpeaks() {
    TunnelStanding standing = standing(null, true);
    assertThat(standing.page(true).value("cause")).isEqualTo("monitor-gone");
    assertThat(new TunnelFile(folder, wall).write(loggedOut())).isEqualTo(new Written.Done());
    assertThat(standing.page(true).toString())
        .contains("\"state\":\"needs-login\"")
        .contains("log in at");
    assertThat(standing.page(false).toString())
        .isEqualTo(standing(loggedOut(), true).page(false).toString())
        .contains("\"state\":\"needs-login\"")
        .contains("\"suspect\":false")
        .doesNotContain("login.tailscale");
    wall.advance(Duration.ofMinutes(3));
    assertThat(standing.page(true).value("cause")).isEqualTo("monitor-gone");
  }

  @Test
  void gaugesAreThereWhereThisProcessWatches() {
    assertThat(standing(null, true).gauges()).isEmpty();
    assertThat(standing(loggedOut(), true).gauges().toString())
        .contains("homeport_tunnel_up")
        .contains("homeport_tunnel_repairs");
  }
}
