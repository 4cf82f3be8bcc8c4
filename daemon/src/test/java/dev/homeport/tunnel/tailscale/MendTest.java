package dev.homeport.tunnel.tailscale;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.host.Command;
import dev.homeport.store.NoFacts;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MendTest {
  private static final String ON = "tailscale funnel --bg --yes 8888";
  private static final String OFF = "tailscale funnel --https=443 --set-path=/ off";
  private static final String RUNNING = "running/status-json-nopeers";

  @TempDir Path folder = Path.of("");
  private Bench bench = new Bench(folder);

  @BeforeEach
  void build() {
    bench = new Bench(folder);
  }

  private PlayedTailscale tailscale() {
    return bench.tailscale;
  }

  private Mended mend(Rung rung) throws InterruptedException {
    return bench.tunnel().mend(rung, () -> {});
  }

  private static Finding refrained(Mended mended) {
    assertThat(mended).isInstanceOf(Mended.Refrained.class);
    return ((Mended.Refrained) mended).why();
  }

  private static void done(Mended mended) {
    assertThat(mended).isInstanceOf(Mended.Done.class);
  }

  /// States and configurations in which nothing may be changed, and why.
  static Stream<String[]> forbidden() {
    return Stream.of(
        new String[] {"status/control-gone-daemon-restart/1/status-json", "no-control"},
        new String[] {"status/starting/status-json-nopeers", "starting"},
        new String[] {"status/needs-login-auth-url/status-json", "logged-out"},
        new String[] {"status/key-expired/status-json-nopeers", "key-expired"},
        new String[] {"status/needs-machine-auth/status-json", "needs-approval"},
        new String[] {"status/stopped/status-json-nopeers", "stopped"},
        new String[] {"capabilities/https-off/status-json-nopeers", "https-off"},
        new String[] {"capabilities/funnel-missing/status-json-nopeers", "funnel-not-granted"},
        new String[] {"capabilities/ports-missing/status-json-nopeers", "port-not-granted"},
        new String[] {"old-daemon/status-json-nopeers", "bad-version"},
        new String[] {"permission/socket-not-readable", "not-allowed"});
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void nothingIsChangedInAStateThatForbidsIt(String state, String cause) throws Exception {
    for (String config : List.of("config/empty", "config/funnel-443")) {
      for (Rung rung : Rung.values()) {
        tailscale().in(PlayedTailscale.recorded(state)).with(config);

        assertThat(refrained(mend(rung)).cause().word()).as(rung.word()).isEqualTo(cause);
      }
    }
    assertThat(tailscale().changes()).isEmpty();
    assertThat(bench.pauses).isEmpty();
  }

  @Test
  void lostEntryIsWrittenOnceAndReadAgain() throws Exception {
    tailscale().with("config/empty");

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes()).containsExactly(ON);
    assertThat(bench.records().wrote(Bench.HOST + ":443", 8888)).isTrue();
    assertThat(bench.tunnel().look().trouble()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"config/serve-only", "config/raw-allow-false", "config/raw-funnel-without-web"})
  void halfAnEntryIsWrittenAgain(String config) throws Exception {
    tailscale().with(config);

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes()).containsExactly(ON);
  }

  @Test
  void wholeEntryIsNeverTouchedByTheGentlestRung() throws Exception {
    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "config/foreign-443",
    "config/tcp-forward",
    "config/path-mount",
    "funnel/target-directory/then",
    "funnel/target-remote/then",
  })
  void foreignEntryIsReportedAndNeverReplaced(String config) throws Exception {
    tailscale().with(config);

    for (Rung rung : List.of(Rung.REAPPLY, Rung.OFF_AND_ON, Rung.DOWN_AND_UP)) {
      assertThat(refrained(mend(rung)).cause()).isEqualTo(Cause.FOREIGN_ENTRY);
    }
    assertThat(tailscale().changes()).isEmpty();
  }

  @Test
  void entryOfOurFormerPortIsReplaced() throws Exception {
    bench.records().written(Bench.HOST + ":443", 9999);
    tailscale().with("config/funnel-443-to-9999");

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes()).containsExactly(ON);
  }

  @Test
  void otherPublicPortIsNamed() throws Exception {
    bench.publicPort = 8443;
    tailscale()
        .with("config/funnel-443")
        .then(
            Call.On.class,
            () -> {
              tailscale().with("config/funnel-443-8443");
              return PlayedTailscale.DONE;
            });

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes())
        .containsExactly("tailscale funnel --bg --yes --https=8443 8888");
  }

  /// The grants were there when they were read; control takes them away before the call.
  @ParameterizedTest
  @CsvSource({
    "capabilities/funnel-missing/bg-control-says-nowait, FUNNEL_NOT_GRANTED",
    "capabilities/funnel-missing/bg-control-says-wait, FUNNEL_NOT_GRANTED",
    "capabilities/funnel-missing/bg-control-says-404, FUNNEL_NOT_GRANTED",
    "capabilities/https-off/bg-control-says-404, HTTPS_OFF",
    "capabilities/port-443-not-in-ports/bg-control-says-404, PORT_NOT_GRANTED",
    "permission/funnel-bg, NOT_ALLOWED",
    "funnel/shields-up, LOCKED",
    "config/tcp-forward/then-ours, FOREIGN_ENTRY",
    "foreground/bg-same-port-while-running, FOREIGN_ENTRY",
  })
  void callThatOnlyAPersonCanHelpIsNotRepeated(String recording, Cause expected) throws Exception {
    tailscale().with("config/empty").then(Call.On.class, () -> PlayedTailscale.recorded(recording));

    assertThat(refrained(mend(Rung.REAPPLY)).cause()).isEqualTo(expected);
    assertThat(tailscale().changes()).containsExactly(ON);
  }

  @Test
  void exitStatusZeroProvesNothing() throws Exception {
    tailscale().with("config/empty").then(Call.On.class, () -> PlayedTailscale.DONE);

    assertThat(mend(Rung.REAPPLY))
        .isInstanceOfSatisfying(
            Mended.Failed.class,
            failed -> assertThat(failed.why()).contains("nothing is published"));
    assertThat(bench.records().wrote(Bench.HOST + ":443", 8888)).isFalse();
  }

  @Test
  void errorProvesNothingEither() throws Exception {
    tailscale()
        .with("config/empty")
        .then(
            Call.On.class,
            () -> {
              tailscale().with("config/funnel-443");
              return PlayedTailscale.recorded("capabilities/human-enables");
            });

    done(mend(Rung.REAPPLY));
  }

  @Test
  void lostRaceIsRunOnceMore() throws Exception {
    tailscale()
        .with("config/empty")
        .then(Call.On.class, () -> PlayedTailscale.recorded("race/two-same-loser"));

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes()).containsExactly(ON, ON);
    assertThat(bench.pauses).hasSize(1);
    assertThat(bench.pauses.getFirst()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(1));
  }

  @Test
  void secondLostRaceIsAFailure() throws Exception {
    tailscale()
        .with("config/empty")
        .then(Call.On.class, () -> PlayedTailscale.recorded("race/two-same-loser"))
        .then(Call.On.class, () -> PlayedTailscale.recorded("race/two-same-loser"));

    assertThat(mend(Rung.REAPPLY)).isInstanceOf(Mended.Failed.class);
    assertThat(tailscale().changes()).containsExactly(ON, ON);
  }

  @Test
  void whoeverWonTheRaceIsNotReplaced() throws Exception {
    tailscale()
        .with("config/empty")
        .then(
            Call.On.class,
            () -> {
              tailscale().with("config/foreign-443");
              return PlayedTailscale.recorded("race/two-same-loser");
            });

    assertThat(refrained(mend(Rung.REAPPLY)).cause()).isEqualTo(Cause.FOREIGN_ENTRY);
    assertThat(tailscale().changes()).containsExactly(ON);
  }

  @Test
  void serviceThatFreezesUnderACallIsAFailure() throws Exception {
    tailscale()
        .with("config/empty")
        .then(
            Call.On.class,
            () -> {
              tailscale().in(PlayedTailscale.FROZEN);
              return PlayedTailscale.FROZEN;
            });

    assertThat(mend(Rung.REAPPLY)).isInstanceOf(Mended.Failed.class);
  }

  @Test
  void entryIsTakenAwayForAMinute() throws Exception {
    done(mend(Rung.OFF_AND_ON));

    assertThat(tailscale().changes()).containsExactly(OFF, ON);
    assertThat(bench.pauses).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void whoCameInThatMinuteIsNotReplaced() throws Exception {
    bench.meanwhile = _ -> tailscale().with("config/foreign-443");

    assertThat(refrained(mend(Rung.OFF_AND_ON)).cause()).isEqualTo(Cause.FOREIGN_ENTRY);
    assertThat(tailscale().changes()).containsExactly(OFF);
  }

  @Test
  void interruptedMinuteLosesNothingThatTheGentlestRungDoesNotMend() throws Exception {
    bench.meanwhile =
        _ -> {
          throw new InterruptedException();
        };
    assertThatThrownBy(() -> mend(Rung.OFF_AND_ON)).isInstanceOf(InterruptedException.class);
    assertThat(tailscale().changes()).containsExactly(OFF);

    bench.meanwhile = _ -> {};
    done(mend(Rung.REAPPLY));
    assertThat(bench.tunnel().look().trouble()).isNull();
  }

  @Test
  void entryThatDidNotGoIsNotWaitedFor() throws Exception {
    tailscale().then(Call.Off.class, () -> PlayedTailscale.recorded("permission/funnel-off"));

    assertThat(refrained(mend(Rung.OFF_AND_ON)).cause()).isEqualTo(Cause.NOT_ALLOWED);
    assertThat(tailscale().changes()).containsExactly(OFF);
    assertThat(bench.pauses).isEmpty();
  }

  @Test
  void lostRaceOfTakingAwayIsRunOnceMore() throws Exception {
    tailscale().then(Call.Off.class, () -> PlayedTailscale.recorded("race/loser"));

    done(mend(Rung.OFF_AND_ON));

    assertThat(tailscale().changes()).containsExactly(OFF, OFF, ON);
  }

  @Test
  void entryOnAProgramIsThatPrograms() throws Exception {
    tailscale().with("foreground/while-running");

    assertThat(refrained(mend(Rung.OFF_AND_ON)).cause()).isEqualTo(Cause.FOREIGN_ENTRY);
    assertThat(tailscale().changes()).isEmpty();
  }

  @Test
  void renamedMachineGetsItsEntryAndKeepsTheOldOne() throws Exception {
    tailscale()
        .in(PlayedTailscale.recorded("rename/then/status-json-nopeers"))
        .with("rename/then")
        .then(
            Call.On.class,
            () -> {
              tailscale().with("rename/after-bg");
              return PlayedTailscale.DONE;
            });

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes()).containsExactly(ON);
    assertThat(bench.records().wrote("renamed.tail1234.ts.net:443", 8888)).isTrue();
  }

  @Test
  void onlyWhatWeWroteIsRemoved() throws Exception {
    assertThat(refrained(bench.tunnel().remove()).cause()).isEqualTo(Cause.FOREIGN_ENTRY);
    assertThat(tailscale().changes()).isEmpty();

    bench.records().written(Bench.HOST + ":443", 8888);
    done(bench.tunnel().remove());
    assertThat(tailscale().changes()).containsExactly(OFF);
    assertThat(bench.records().wroteAt(Bench.HOST + ":443")).isFalse();

    done(bench.tunnel().remove());
    assertThat(tailscale().changes()).containsExactly(OFF);
  }

  @Test
  void foreignEntryOutlivesUs() throws Exception {
    bench.records().written(Bench.HOST + ":443", 8888);
    tailscale().with("config/foreign-443");

    done(bench.tunnel().remove());

    assertThat(tailscale().changes()).isEmpty();
  }

  @Test
  void nothingToTurnOffIsNoSuccessWhereTheEntryStays() throws Exception {
    bench.records().written(Bench.HOST + ":443", 8888);
    tailscale().then(Call.Off.class, () -> PlayedTailscale.recorded("rename/off-443"));

    assertThat(bench.tunnel().remove()).isInstanceOf(Mended.Failed.class);
    assertThat(bench.records().wroteAt(Bench.HOST + ":443")).isTrue();
  }

  @Test
  void removalFromAStoppedTailnetSaysWhy() throws Exception {
    bench.records().written(Bench.HOST + ":443", 8888);
    tailscale().in("stopped/status-json-nopeers");

    assertThat(refrained(bench.tunnel().remove()).cause()).isEqualTo(Cause.STOPPED);
    tailscale().in(RUNNING);
    done(bench.tunnel().remove());
  }

  @Test
  void oldNamesAreToldWhenWeGo() throws Exception {
    bench.records().written("renamed.tail1234.ts.net:443", 8888);
    tailscale()
        .in(PlayedTailscale.recorded("rename/then/status-json-nopeers"))
        .with("rename/after-bg")
        .then(
            Call.Off.class,
            () -> {
              tailscale().with("rename/after-off-again");
              return PlayedTailscale.DONE;
            });

    assertThat(bench.tunnel().remove())
        .isInstanceOfSatisfying(
            Mended.Done.class,
            gone -> assertThat(gone.what()).contains("my-mac.tail1234.ts.net:443"));
  }

  @Test
  void whereNothingCanBeStoredOurRecordsLastAsLongAsWe() {
    var records = new OurRecords(new NoFacts("a read-only disk"), bench.wall);

    records.written("m:443", 8888);
    records.switchingOff();
    assertThat(records.wrote("m:443", 8888)).isTrue();
    assertThat(records.wrote("m:443", 8889)).isFalse();
    assertThat(records.switchedOff()).isTrue();
    records.takenAway("m:443");
    records.isOn();
    assertThat(records.wroteAt("m:443")).isFalse();
    assertThat(records.switchedOff()).isFalse();
  }

  private static String entry(int port) {
    return "'%s:%d':{'Handlers':{'/':{'Proxy':'http://127.0.0.1:8888'}}}"
        .formatted(Bench.HOST, port);
  }

  /// What is published where these ports lead to ours, for good.
  private static Command.Result published(Integer... ports) {
    String tcp =
        Stream.of(ports).map(port -> "'" + port + "':{'HTTPS':true}").collect(joining(","));
    String web = Stream.of(ports).map(MendTest::entry).collect(joining(","));
    String open =
        Stream.of(ports)
            .map(port -> "'" + Bench.HOST + ":" + port + "':true")
            .collect(joining(","));
    return PlayedTailscale.json(
        "{'TCP':{%s},'Web':{%s},'AllowFunnel':{%s}}".formatted(tcp, web, open));
  }

  private void movesTo8443() {
    bench.publicPort = 8443;
    tailscale()
        .with(published(443))
        .then(
            Call.On.class,
            () -> {
              tailscale().with(published(443, 8443));
              return PlayedTailscale.DONE;
            })
        .then(
            Call.Off.class,
            () -> {
              tailscale().with(published(8443));
              return PlayedTailscale.DONE;
            });
  }

  @Test
  void whoChoosesAnotherPublicPortLeavesTheOneThatWeWrote() throws Exception {
    movesTo8443();
    bench.records().written(Bench.HOST + ":443", 8888);

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes())
        .containsExactly("tailscale funnel --bg --yes --https=8443 8888", OFF);
    assertThat(bench.records().wroteAt(Bench.HOST + ":443")).isFalse();
    assertThat(bench.records().wroteAt(Bench.HOST + ":8443")).isTrue();
    assertThat(bench.tunnel().look().notices()).isEmpty();
  }

  @Test
  void entryOnAnotherPortThatSomebodyElseWroteStays() throws Exception {
    movesTo8443();

    done(mend(Rung.REAPPLY));

    assertThat(tailscale().changes())
        .containsExactly("tailscale funnel --bg --yes --https=8443 8888");
    assertThat(bench.tunnel().look().notices()).isEmpty();
  }

  @Test
  void entryOfOursThatStaysOnAnotherPortIsToldAndGoesWithUs() throws Exception {
    bench.publicPort = 8443;
    tailscale().with(published(443, 8443));
    bench.records().written(Bench.HOST + ":443", 8888);
    bench.records().written(Bench.HOST + ":8443", 8888);

    assertThat(bench.tunnel().look().trouble()).isNull();
    assertThat(bench.tunnel().look().notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.next()).contains(OFF));
    tailscale()
        .then(
            Call.Off.class,
            () -> {
              tailscale().with(published(443));
              return PlayedTailscale.DONE;
            });
    done(bench.tunnel().remove());
    assertThat(tailscale().changes())
        .containsExactly("tailscale funnel --https=8443 --set-path=/ off", OFF);
    assertThat(bench.records().wroteAt(Bench.HOST + ":443")).isFalse();
  }
}
