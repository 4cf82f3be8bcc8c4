package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.fake.tailnet.Entries;
import dev.homeport.fake.tailnet.FakeTailscale;
import dev.homeport.fake.tailnet.Node;
import dev.homeport.fake.tailnet.State;
import dev.homeport.fake.tailnet.Way;
import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.HomeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a funnel over hours and nights: real commands as processes, real sockets to the
/// edges, and a clock that the story moves.
@Tag("story")
class TunnelStory {
  @TempDir Path folder = Path.of("");

  private static Cause cause(Report report) {
    return report.trouble() == null ? Cause.NOBODY_OUTSIDE : report.trouble().cause();
  }

  private static void isFine(Report report) {
    assertThat(report.state()).as("%s", report).isEqualTo(HomeState.FINE);
  }

  private static String on(Evening evening) {
    return "funnel --bg --yes --https=8443 " + evening.tailnet.localPort();
  }

  private static final String OFF = "funnel --https=8443 --set-path=/ off";

  private static void wellFromTheStart(Evening evening) {
    isFine(evening.lasts(20));
    assertThat(evening.states()).containsExactly("fine");
  }

  private static void nothingUnheardOf(Evening evening) {
    assertThat(evening.tailnet.tailscale().unexpected()).isEmpty();
    assertThat(evening.tailnet.tailscale().calls())
        .allMatch(FakeTailscale.Call::asCli)
        .allMatch(call -> call.stdin().equals("eof"));
    assertThat(evening.changes()).noneMatch(words -> words.contains("reset"));
  }

  @Test
  void tunnelInWhichNothingIsWrongIsNeverTouched() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP, Rung.RESTART)) {
      wellFromTheStart(evening);
      isFine(evening.lasts(Duration.ofMinutes(4)));
      assertThat(evening.changes()).isEmpty();
      assertThat(evening.states()).containsExactly("fine");
      nothingUnheardOf(evening);
    }
  }

  @Test
  void lostConfigIsWrittenAgainOnce() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      evening.tailnet.becomes(State.BARE);
      isFine(evening.lasts(60));
      assertThat(evening.changes()).containsExactly(on(evening));
      assertThat(evening.repairs()).containsExactly("reapply config-lost");
      assertThat(evening.states()).containsExactly("fine", "tunnel-down config-lost", "fine");
      nothingUnheardOf(evening);
    }
  }

  @Test
  void configThatSomebodyTakesAwayAgainAndAgainIsNotFoughtFor() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      for (int i = 0; i < 40; i++) {
        evening.tailnet.becomes(State.BARE);
        evening.lasts(30);
      }
      // In twenty minutes: the gap grows from half a minute to a quarter of an hour.
      assertThat(evening.changes()).hasSizeBetween(2, 7);
      nothingUnheardOf(evening);
    }
  }

  @Test
  void restartedServiceComesBackByItself() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      evening.tailnet.becomes(State.NO_DAEMON);
      Report gone = evening.lasts(40);
      assertThat(cause(gone)).isEqualTo(Cause.SERVICE_GONE);
      assertThat(gone.state()).isEqualTo(HomeState.TAILNET_DOWN);
      evening.tailnet.becomes(State.of(Node.STARTING, Entries.OURS));
      evening.lasts(5);
      evening.tailnet.becomes(State.FUNNELLED);
      isFine(evening.lasts(90));
      assertThat(evening.changes()).isEmpty();
      nothingUnheardOf(evening);
    }
  }

  @Test
  void serviceThatWaitsForItsControlServerHasLostNothing() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP, Rung.RESTART)) {
      wellFromTheStart(evening);
      evening.tailnet.becomes(State.NO_STATE);
      assertThat(evening.lasts(Duration.ofMinutes(4)).state()).isEqualTo(HomeState.OFFLINE);
      evening.tailnet.becomes(evening.tailnet.tailscale().state().with(Node.RUNNING));
      isFine(evening.lasts(90));
      assertThat(evening.changes()).isEmpty();
      nothingUnheardOf(evening);
    }
  }

  @Test
  void deadIngressIsDownThoughTheStatusIsGreen() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      evening.tailnet.ingressUntil(new Way.Ends(), "funnel --bg.*");
      Report dead = evening.lasts(95);
      assertThat(evening.states()).contains("tunnel-down ingress-dead");
      assertThat(evening.tailnet.tailscale().state().node()).isEqualTo(Node.RUNNING);
      assertThat(dead.evidence()).isNotEmpty();
      isFine(evening.lasts(Duration.ofMinutes(5)));
      assertThat(evening.changes()).containsExactly(OFF, on(evening));
      assertThat(evening.repairs()).last().isEqualTo("off-and-on ingress-dead");
      nothingUnheardOf(evening);
    }
  }

  @Test
  void networkIsTakenDownOnlyWhereItMayBeAndAfterTheAnswersWereEnded() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP)) {
      wellFromTheStart(evening);
      evening.tailnet.ingressUntil(new Way.Ends(), "up");
      isFine(evening.lasts(Duration.ofMinutes(12)));
      assertThat(evening.changes()).containsExactly(OFF, on(evening), "down", "up");
      assertThat(evening.answersEnded()).isEqualTo(1);
      nothingUnheardOf(evening);
    }
  }

  @Test
  void ingressThatStaysDeadIsLookedAtForEver() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      evening.tailnet.ingress(new Way.Ends());
      Report dead = evening.lasts(Duration.ofMinutes(35));
      assertThat(dead.state()).isEqualTo(HomeState.TUNNEL_DOWN);
      assertThat(dead.nextLook()).isNotNull();
      // All that is allowed was tried once, and the last word is on.
      assertThat(evening.changes()).containsExactly(OFF, on(evening));
      evening.tailnet.ingressWell();
      isFine(evening.lasts(Duration.ofMinutes(8)));
      nothingUnheardOf(evening);
    }
  }

  @Test
  void oneDeadEdgeOfTwoIsNotARepair() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      evening.tailnet.ingress(1, new Way.Ends());
      Report report = evening.lasts(Duration.ofMinutes(4));
      isFine(report);
      assertThat(report.notices()).isNotEmpty();
      assertThat(evening.changes()).isEmpty();
    }
  }

  @Test
  void whoeverIsLoggedOutMustLogInHimself() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP, Rung.RESTART)) {
      wellFromTheStart(evening);
      evening.tailnet.becomes(State.LOGGED_OUT);
      Report out = evening.lasts(Duration.ofMinutes(5));
      assertThat(out.state()).isEqualTo(HomeState.NEEDS_LOGIN);
      assertThat(cause(out)).isEqualTo(Cause.LOGGED_OUT);
      assertThat(evening.changes()).isEmpty();
      // A logout takes every entry along.
      evening.tailnet.becomes(State.BARE);
      isFine(evening.lasts(Duration.ofMinutes(3)));
      assertThat(evening.changes()).containsExactly(on(evening));
      nothingUnheardOf(evening);
    }
  }

  @Test
  void expiredKeyIsSaidAndNotRepaired() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP, Rung.RESTART)) {
      evening.tailnet.tailscale().keyExpires(evening.wall.now().plus(Duration.ofDays(6)));
      Report soon = evening.lasts(20);
      isFine(soon);
      assertThat(soon.notices()).as("expires soon").isNotEmpty();
      evening.tailnet.becomes(State.KEY_EXPIRED);
      Report expired = evening.lasts(Duration.ofMinutes(5));
      assertThat(expired.state()).isEqualTo(HomeState.NEEDS_LOGIN);
      assertThat(cause(expired)).isEqualTo(Cause.KEY_EXPIRED);
      evening.tailnet.becomes(State.FUNNELLED);
      isFine(evening.lasts(Duration.ofMinutes(3)));
      assertThat(evening.changes()).isEmpty();
      nothingUnheardOf(evening);
    }
  }

  @Test
  void renamedNodeIsPublishedUnderItsNewName() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      evening.tailnet.becomes(State.RENAMED);
      Report report = evening.lasts(90);
      isFine(report);
      assertThat(report.url()).hasHost(FakeTailscale.NEW_NAME);
      assertThat(report.notices()).anyMatch(notice -> notice.what().contains(FakeTailscale.NAME));
      assertThat(evening.changes()).containsExactly(on(evening));
      assertThat(evening.tailnet.tailscale().state().entries()).isEqualTo(Entries.BOTH_NAMES);
      nothingUnheardOf(evening);
    }
  }

  @Test
  void foreignEntryIsReportedAndStays() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP, Rung.RESTART)) {
      for (Entries foreign : List.of(Entries.FOREIGN, Entries.FOREIGN_TCP)) {
        evening.tailnet.becomes(State.BARE.with(foreign));
        Report report = evening.lasts(Duration.ofMinutes(3));
        assertThat(cause(report)).isEqualTo(Cause.FOREIGN_ENTRY);
        assertThat(evening.tailnet.tailscale().state().entries()).isEqualTo(foreign);
      }
      assertThat(evening.changes()).isEmpty();
      nothingUnheardOf(evening);
    }
  }

  @Test
  void hangingCommandIsAFrozenService() {
    try (var evening = Evening.on(folder)) {
      wellFromTheStart(evening);
      evening.tailnet.becomes(State.FROZEN);
      evening.waits(Duration.ofMillis(200));
      Report report = evening.lasts(30);
      assertThat(cause(report)).isEqualTo(Cause.SERVICE_FROZEN);
      assertThat(report.state()).isEqualTo(HomeState.TAILNET_DOWN);
      assertThat(Programs.running()).isEmpty();
      evening.waitsLong();
      evening.tailnet.becomes(State.FUNNELLED);
      isFine(evening.lasts(Duration.ofMinutes(3)));
      assertThat(evening.changes()).isEmpty();
    }
  }

  @Test
  void commandThatIsNotThereIsMissedAndFound() {
    Path place = folder.resolve("bin/other");
    Path command = place.resolve("tailscale");
    try (var evening = Evening.with(folder, command)) {
      Report absent = evening.lasts(Duration.ofMinutes(5));
      assertThat(cause(absent)).isEqualTo(Cause.NOT_INSTALLED);
      assertThat(absent.state()).isEqualTo(HomeState.TAILNET_DOWN);
      assertThat(place.toFile().mkdirs()).isTrue();
      new Programs(place)
          .put("tailscale", "exec '" + evening.tailnet.tailscale().program() + "' \"$@\"");
      isFine(evening.lasts(Duration.ofMinutes(3)));
    }
  }

  @Test
  void wakeAfterEightHoursIsNoReasonForRepairsOrAlarms() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP, Rung.RESTART)) {
      wellFromTheStart(evening);
      evening.tailnet.offline();
      evening.sleeps(Duration.ofHours(8));
      evening.lasts(8);
      evening.tailnet.online();
      isFine(evening.lasts(40));
      assertThat(evening.states()).containsOnly("fine");
      assertThat(evening.changes()).isEmpty();
      nothingUnheardOf(evening);
    }
  }

  @Test
  void flappingWifiOfAnEveningIsBornePatiently() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP, Rung.RESTART)) {
      wellFromTheStart(evening);
      var random = new Random(20);
      int outages = 10;
      for (int i = 0; i < outages; i++) {
        evening.tailnet.offline();
        evening.networkChanges();
        evening.lasts(5 + random.nextInt(55));
        evening.tailnet.online();
        evening.networkChanges();
        evening.lasts(15 + random.nextInt(45));
      }
      isFine(evening.lasts(60));
      assertThat(evening.changes()).isEmpty();
      assertThat(evening.repairs()).isEmpty();
      assertThat(evening.states())
          .as("told at most once for each outage and its end")
          .hasSizeLessThanOrEqualTo(2 * outages + 1)
          .allMatch(state -> state.startsWith("fine") || state.startsWith("offline"));
      nothingUnheardOf(evening);
    }
  }

  @Test
  void hotelThatWantsASignatureIsNotARepair() {
    try (var evening = Evening.allowing(folder, Rung.DOWN_AND_UP)) {
      wellFromTheStart(evening);
      evening.tailnet.captive();
      evening.networkChanges();
      Report report = evening.lasts(Duration.ofMinutes(5));
      assertThat(cause(report)).isEqualTo(Cause.CAPTIVE_PORTAL);
      evening.tailnet.online();
      isFine(evening.lasts(60));
      assertThat(evening.changes()).isEmpty();
    }
  }
}
