package dev.homeport.tunnel.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Call;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Down and up, and what may come in between.
class NetworkMendTest {
  private static final String DOWN = "tailscale down";
  private static final String UP = "tailscale up";
  private static final String STOPPED = "stopped/status-json-nopeers";

  @TempDir Path folder = Path.of("");
  private Bench bench = new Bench(folder);

  @BeforeEach
  void build() {
    bench = new Bench(folder);
  }

  private PlayedTailscale tailscale() {
    return bench.tailscale;
  }

  private Mended mend() throws InterruptedException {
    return bench.tunnel().mend(Rung.DOWN_AND_UP, () -> {});
  }

  private @Nullable Cause cause() throws InterruptedException {
    Finding trouble = bench.tunnel().look().trouble();
    return trouble == null ? null : trouble.cause();
  }

  private static Cause refrained(Mended mended) {
    assertThat(mended).isInstanceOf(Mended.Refrained.class);
    return ((Mended.Refrained) mended).why().cause();
  }

  @Test
  void networkGoesDownAndComesUpPlainly() throws Exception {
    assertThat(mend()).isInstanceOf(Mended.Done.class);

    assertThat(tailscale().changes()).containsExactly(DOWN, UP);
    assertThat(bench.records().switchedOff()).isFalse();
  }

  @Test
  void clientsAreToldRightBeforeItGoesDownAndOnlyThen() throws Exception {
    var said = new ArrayList<Integer>();
    bench.tunnel().mend(Rung.DOWN_AND_UP, () -> said.add(tailscale().changes().size()));
    assertThat(said).containsExactly(0);
    assertThat(bench.pauses.getFirst()).isEqualTo(NetworkMending.PARTING);

    tailscale().in(STOPPED);
    bench.tunnel().mend(Rung.DOWN_AND_UP, () -> said.add(0));
    bench.keepUp = true;
    bench.tunnel().mend(Rung.DOWN_AND_UP, () -> said.add(0));
    tailscale().in("needs-login-auth-url/status-json");
    bench.tunnel().mend(Rung.DOWN_AND_UP, () -> said.add(0));
    assertThat(said).hasSize(1);
  }

  @Test
  void thatWeDoItIsWrittenDownFirst() throws Exception {
    tailscale()
        .then(
            Call.Down.class,
            () -> {
              assertThat(bench.records().switchedOff()).isTrue();
              return tailscale().obey(new Call.Down());
            });

    assertThat(mend()).isInstanceOf(Mended.Done.class);
    assertThat(tailscale().changes()).containsExactly(DOWN, UP);
  }

  @Test
  void upIsSaidAgainUntilItRuns() throws Exception {
    tailscale()
        .then(Call.Up.class, () -> PlayedTailscale.DONE)
        .then(Call.Up.class, () -> PlayedTailscale.recorded("login/up-timeout"));
    tailscale().then(Call.Up.class, () -> tailscale().obey(new Call.Up()));

    Mended mended = mend();

    assertThat(refrained(mended)).as("the second wants a person").isEqualTo(Cause.LOGGED_OUT);
    assertThat(tailscale().changes()).containsExactly(DOWN, UP, UP);
    assertThat(cause()).as("and it is ours to bring up").isEqualTo(Cause.LEFT_DOWN);
    assertThat(bench.tunnel().mend(Rung.REAPPLY, () -> {})).isInstanceOf(Mended.Done.class);
    assertThat(cause()).isNull();
  }

  @Test
  void networkThatDoesNotComeUpIsAFailureAndStaysOurs() throws Exception {
    for (int i = 0; i < NetworkMending.UPS; i++) {
      tailscale().then(Call.Up.class, () -> PlayedTailscale.DONE);
    }

    assertThat(mend())
        .isInstanceOfSatisfying(
            Mended.Failed.class, failed -> assertThat(failed.why()).contains("Stopped"));
    assertThat(tailscale().changes()).containsExactly(DOWN, UP, UP, UP);
    assertThat(bench.pauses).hasSizeLessThan(40);
    assertThat(cause()).isEqualTo(Cause.LEFT_DOWN);
  }

  @Test
  void whoMayNotSwitchItOffLeavesItOn() throws Exception {
    tailscale().then(Call.Down.class, () -> PlayedTailscale.recorded("permission/down"));

    assertThat(refrained(mend())).isEqualTo(Cause.NOT_ALLOWED);
    assertThat(tailscale().changes()).containsExactly(DOWN);
    assertThat(bench.records().switchedOff()).isFalse();
  }

  @Test
  void stopInBetweenStillBringsItUp() {
    tailscale()
        .then(
            Call.Down.class,
            () -> {
              tailscale().obey(new Call.Down());
              throw new InterruptedException();
            });

    assertThatThrownBy(this::mend).isInstanceOf(InterruptedException.class);
    assertThat(tailscale().changes()).containsExactly(DOWN, UP);
    assertThat(bench.records().switchedOff()).isFalse();
  }

  @Test
  void crashInBetweenIsMendedByWhoeverComesNext() throws Exception {
    tailscale()
        .then(
            Call.Up.class,
            () -> {
              throw new IllegalStateException("killed");
            });
    assertThatThrownBy(this::mend).hasMessage("killed");

    assertThat(cause()).isEqualTo(Cause.LEFT_DOWN);
    assertThat(bench.tunnel().mend(Rung.REAPPLY, () -> {})).isInstanceOf(Mended.Done.class);
    assertThat(tailscale().changes()).containsExactly(DOWN, UP, UP);
  }

  @Test
  void whatAPersonSwitchedOffStaysOff() throws Exception {
    tailscale().in(STOPPED);

    for (Rung rung : Rung.values()) {
      assertThat(refrained(bench.tunnel().mend(rung, () -> {}))).isEqualTo(Cause.STOPPED);
    }
    assertThat(tailscale().changes()).isEmpty();
  }

  @Test
  void whatShallBeKeptUpIsBroughtUpAndNothingElse() throws Exception {
    bench.keepUp = true;
    for (Rung rung : new Rung[] {Rung.REAPPLY, Rung.OFF_AND_ON, Rung.DOWN_AND_UP}) {
      tailscale().in(STOPPED);
      assertThat(cause()).isEqualTo(Cause.LEFT_DOWN);
      assertThat(bench.tunnel().mend(rung, () -> {})).isInstanceOf(Mended.Done.class);
    }
    assertThat(tailscale().changes()).containsExactly(UP, UP, UP);
  }

  @Test
  void onceItRanAgainTheNextStopIsAPersons() throws Exception {
    bench.records().switchingOff();
    assertThat(cause()).isNull();

    tailscale().in(STOPPED);
    assertThat(cause()).isEqualTo(Cause.STOPPED);
  }

  @Test
  void settingsOfTheirOwnAreAPersonsToRepeat() throws Exception {
    bench.keepUp = true;
    tailscale()
        .in(STOPPED)
        .then(Call.Up.class, () -> PlayedTailscale.recorded("updown/up-missing-flags"));

    assertThat(refrained(mend())).isEqualTo(Cause.STOPPED);
    assertThat(tailscale().changes()).containsExactly(UP);
  }

  @Test
  void serviceThatFreezesInBetweenIsNotWaitedForForEver() throws Exception {
    tailscale()
        .then(
            Call.Down.class,
            () -> {
              tailscale().in(PlayedTailscale.FROZEN);
              return PlayedTailscale.FROZEN;
            })
        .then(Call.Up.class, () -> PlayedTailscale.FROZEN);

    assertThat(mend()).isInstanceOf(Mended.Failed.class);
    assertThat(tailscale().calls()).isLessThan(12);
    tailscale().in(STOPPED);
    assertThat(cause()).isEqualTo(Cause.LEFT_DOWN);
  }
}
