package dev.homeport.tunnel.tailscale;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Command.Result;
import dev.homeport.tunnel.Tunnel.Local;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Notice;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTest {
  @TempDir Path folder = Path.of("");
  private Bench bench = new Bench(folder);

  @BeforeEach
  void build() {
    bench = new Bench(folder);
  }

  private static Cause cause(Local local) {
    return requireNonNull(local.trouble()).cause();
  }

  private static List<String> topics(Local local) {
    return local.notices().stream().map(Notice::topic).toList();
  }

  @Test
  void healthyFunnelIsFineOnBothLayers() throws Exception {
    Local local = bench.tunnel().look();

    assertThat(local.trouble()).isNull();
    assertThat(local.publicUrl()).isEqualTo(URI.create("https://my-mac.tail1234.ts.net"));
    assertThat(local.controlHeard()).isTrue();
    assertThat(local.notices()).isEmpty();
    assertThat(local.evidence())
        .extracting(evidence -> evidence.layer().word() + " " + evidence.mark())
        .containsExactly("tailnet FINE", "config FINE");
    assertThat(local.evidence().getFirst().what())
        .contains("state Running", "version 1.102.3", Bench.HOST, "relay test", "2027-05-20");
    assertThat(local.evidence().getLast().what()).contains(Bench.HOST + ":443", "8888");
    assertThat(bench.tailscale.changes()).isEmpty();
  }

  @Test
  void frozenServiceIsAskedOnce() throws Exception {
    bench.tailscale.in(PlayedTailscale.FROZEN);

    Local local = bench.tunnel().look();

    assertThat(cause(local)).isEqualTo(Cause.SERVICE_FROZEN);
    assertThat(local.controlHeard()).isTrue();
    assertThat(bench.tailscale.calls()).isEqualTo(1);
    assertThat(local.evidence().getLast().mark()).isEqualTo(Mark.UNSEEN);
  }

  @Test
  void serviceThatFreezesBetweenTwoQuestionsIsFrozen() throws Exception {
    bench.tailscale.with(PlayedTailscale.FROZEN);

    assertThat(cause(bench.tunnel().look())).isEqualTo(Cause.SERVICE_FROZEN);
  }

  /// In that state an empty configuration means nothing, so it is not even read; and the address
  /// outside does not change.
  @Test
  void serviceWithoutControlIsOfflineAndNotLost() throws Exception {
    TailscaleTunnel tunnel = bench.tunnel();
    tunnel.look();
    bench.tailscale.in("control-gone-daemon-restart/2/status-json-nopeers").with("config/empty");

    Local local = tunnel.look();

    assertThat(cause(local)).isEqualTo(Cause.NO_CONTROL);
    assertThat(local.controlHeard()).isFalse();
    assertThat(local.publicUrl()).isEqualTo(URI.create("https://my-mac.tail1234.ts.net"));
    assertThat(bench.tailscale.calls()).isEqualTo(3);
  }

  @Test
  void lostControlIsEvidenceAndNoTrouble() throws Exception {
    bench.tailscale.in("control-gone/540s/status-json-nopeers");

    Local local = bench.tunnel().look();

    assertThat(local.trouble()).isNull();
    assertThat(local.controlHeard()).isFalse();
    assertThat(local.evidence().getFirst().mark()).isEqualTo(Mark.WARNS);
    assertThat(local.evidence().getFirst().what())
        .contains("control server not heard", "Unable to connect to the Tailscale coordination");
  }

  @Test
  void appThatHasNotBeenOpenedIsNotReady() throws Exception {
    bench.tailscale.in(new Result.Ran(0, "The Tailscale GUI failed to start: (error 3.)", ""));

    assertThat(cause(bench.tunnel().look())).isEqualTo(Cause.NOT_READY);
  }

  @Test
  void commandThatIsNowhereIsNamed() throws Exception {
    bench.command = "/no/such/tailscale";

    Local local = bench.tunnel().look();

    assertThat(cause(local)).isEqualTo(Cause.NOT_INSTALLED);
    assertThat(requireNonNull(local.trouble()).what()).contains("/no/such/tailscale");
  }

  @Test
  void commandThatVanishesIsNotInstalled() throws Exception {
    bench.tailscale.in(new Result.NotFound("tailscale could not be started: No such file"));

    assertThat(cause(bench.tunnel().look())).isEqualTo(Cause.NOT_INSTALLED);
  }

  @ParameterizedTest
  @CsvSource({
    "config/empty, CONFIG_LOST",
    "config/serve-only, CONFIG_HALF",
    "config/foreign-443, FOREIGN_ENTRY",
    "config/tcp-forward, FOREIGN_ENTRY",
  })
  void entryIsLookedAtWhereTheTailnetIsFine(String config, Cause expected) throws Exception {
    bench.tailscale.with(config);

    Local local = bench.tunnel().look();

    assertThat(cause(local)).isEqualTo(expected);
    assertThat(local.evidence())
        .extracting(evidence -> evidence.mark())
        .containsExactly(Mark.FINE, Mark.FAILS);
    assertThat(bench.tailscale.changes()).isEmpty();
  }

  @Test
  void missingGrantGoesBeforeTheEntryThatStillLooksWell() throws Exception {
    bench.tailscale.in(
        PlayedTailscale.recorded("capabilities/funnel-missing/was-on/status-json-nopeers"));

    assertThat(cause(bench.tunnel().look())).isEqualTo(Cause.FUNNEL_NOT_GRANTED);
  }

  @Test
  void portThatNobodyReachesIsRefusedAlthoughTailscaleTakesIt() throws Exception {
    bench.publicPort = 444;
    bench.tailscale.with("funnel/public-port-444/then");

    assertThat(cause(bench.tunnel().look())).isEqualTo(Cause.PORT_NOT_GRANTED);
  }

  @Test
  void whatAPersonShouldKnowIsANotice() throws Exception {
    bench.tailscale.in(
        new Result.Ran(
            0,
            RealCall.of("old-daemon/status-json-nopeers").out(),
            "Warning: client version \"1.102.3-t5\" != tailscaled server version \"1.102.1-t3\"\n"));
    Local old = bench.tunnel().look();
    assertThat(cause(old)).isEqualTo(Cause.BAD_VERSION);
    assertThat(topics(old)).containsExactly("tailscale-versions");

    bench.tailscale.in(PlayedTailscale.recorded("rename/then/status-json-nopeers"));
    bench.tailscale.with("rename/after-bg");
    Local renamed = bench.tunnel().look();
    assertThat(renamed.trouble()).isNull();
    assertThat(renamed.publicUrl()).isEqualTo(URI.create("https://renamed.tail1234.ts.net"));
    assertThat(topics(renamed)).containsExactly("tailscale-old-name-my-mac.tail1234.ts.net:443");
    assertThat(renamed.evidence().getLast().mark()).isEqualTo(Mark.WARNS);

    bench.tailscale.in("running/status-json-nopeers").with("foreground/while-running");
    assertThat(topics(bench.tunnel().look())).containsExactly("tailscale-foreground");
  }

  @Test
  void commandOfAnotherKindIsTriedWhereTheFirstCannotTalk() throws Exception {
    bench.os = "Mac OS X";
    bench.at("nowhere/usr/local/bin/tailscale").at("nowhere/opt/homebrew/bin/tailscale");
    bench.command = null;
    var asked = new ArrayList<String>();
    bench.talker =
        installed -> {
          asked.add(installed.variant().name());
          return installed.variant().name().equals("HOMEBREW")
              ? bench.tailscale
              : _ -> PlayedTailscale.recorded("status/no-daemon/status-json-nopeers");
        };
    TailscaleTunnel tunnel = bench.tunnel();

    assertThat(tunnel.look().trouble()).isNull();
    assertThat(tunnel.look().trouble()).isNull();
    assertThat(asked).containsExactly("SYSTEM", "HOMEBREW", "HOMEBREW");
    assertThat(bench.told.events()).hasSize(1);
  }

  @Test
  void answersThatAreNoAnswersAreWaitedFor() throws Exception {
    for (String text : List.of("{}", "[]", "", "{\"BackendState\":7}", "<html>")) {
      bench.tailscale.in(new Result.Ran(0, text, ""));
      assertThat(cause(bench.tunnel().look())).as(text).isEqualTo(Cause.NOT_READY);
    }
    bench
        .tailscale
        .in("running/status-json-nopeers")
        .with(new Result.Ran(0, "No serve config", ""));
    assertThat(cause(bench.tunnel().look())).isEqualTo(Cause.NOT_READY);
  }
}
