package dev.homeport.tunnel.tailscale.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Command.Result;
import dev.homeport.host.Command.Result.NotFound;
import dev.homeport.host.Command.Result.Ran;
import dev.homeport.host.Command.Result.TimedOut;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.Expectations;
import dev.homeport.tunnel.tailscale.RealCall;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every recorded call that resembles one of ours, and the trouble that its end shows.
class CliTroubleTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /// `-` where the end shows no trouble; that proves nothing.
  private static final Expectations CAUSES =
      new Expectations(
          """
          capabilities/daemon-sig*-while-blocked              service-gone
          capabilities/sig*-while-blocked                     funnel-not-granted
          capabilities/blocked-stdin-open                     funnel-not-granted
          capabilities/human-enables                          funnel-not-granted
          capabilities/port-443-not-in-ports/bg-*/then/*      -
          capabilities/port-443-not-in-ports/bg-*             port-not-granted
          capabilities/port-443-not-in-ports/was-on/off-*     port-not-granted
          capabilities/ports-missing/bg-*/then/*              -
          capabilities/ports-missing/bg-*                     port-not-granted
          capabilities/ports-missing/was-on/off-*             port-not-granted
          capabilities/all-missing/bg-control-says-404        https-off
          capabilities/https-off/bg-control-says-404          https-off
          capabilities/https-off/bg-control-says-error        https-off
          capabilities/funnel-missing/bg-control-says-404     funnel-not-granted
          capabilities/funnel-missing/bg-control-says-error   funnel-not-granted
          capabilities/*/bg-control-says-nowait               funnel-not-granted
          capabilities/*/bg-control-says-wait                 funnel-not-granted
          capabilities/all-missing/serve-bg-*                 funnel-not-granted
          capabilities/https-off/serve-bg-*                   funnel-not-granted
          capabilities/*/was-on/off-control-says-wait         funnel-not-granted
          config/ours-then-tcp/the-call                       foreign-entry
          config/tcp-forward/https-off                        foreign-entry
          config/tcp-forward/then-ours                        foreign-entry
          foreground/bg-same-port-while-running               foreign-entry
          foreground/second-foreground-same-port              foreign-entry
          foreground/when-bg-exists                           foreign-entry
          foreground/daemon-sigkill                           service-gone
          foreground/off-while-running                        config-lost
          foreground/other-port-when-bg-exists                service-frozen
          foreground/sighup                                   not-ready
          foreground/sigkill                                  not-ready
          foreground/sigterm                                  not-ready
          funnel/bad-local-port-70000                         not-ready
          funnel/bad-local-port-word                          not-ready
          funnel/public-port-99999                            not-ready
          funnel/two-kinds                                    not-ready
          funnel/http-flag                                    bad-version
          funnel/legacy-*/then/*                              -
          funnel/legacy-*                                     bad-version
          funnel/off-legacy-form                              bad-version
          funnel/off-in-serve-form-when-nothing               config-lost
          funnel/off-short-when-nothing                       config-lost
          funnel/off-when-nothing*                            config-lost
          funnel/shields-up                                   locked
          login/force-reauth                                  logged-out
          login/login-timeout                                 logged-out
          login/up-timeout                                    logged-out
          login/up-json-timeout                               starting
          login/up-needs-approval                             needs-approval
          login/up-when-expired                               stopped
          permission/funnel-status-json                       -
          permission/status-json                              -
          permission/operator-serve-directory                 not-allowed
          permission/operator-*                               -
          permission/up                                       stopped
          permission/*                                        not-allowed
          race/*loser                                         config-lost
          race/*                                              -
          rename/off-443                                      config-lost
          rename/off-443-third                                config-lost
          status/approval-withdrawn/*json*                    -
          status/approval-withdrawn/funnel-*                  needs-approval
          status/approval-withdrawn/status                    needs-approval
          status/control-gone-daemon-restart/*json*           -
          status/control-gone-daemon-restart/*                no-control
          status/control-silent/after-down-up/funnel-fore*    service-frozen
          status/frozen/*                                     service-frozen
          status/key-expired*json*                            -
          status/key-expired/funnel-reset                     -
          status/key-expired*                                 logged-out
          status/logged-out/*json*                            -
          status/logged-out/funnel-reset                      starting
          status/logged-out/*                                 logged-out
          status/needs-login-*json*                           -
          status/needs-login-fresh/funnel-reset               starting
          status/needs-login-fresh/down                       -
          status/needs-login-*                                logged-out
          status/needs-machine-auth/*json*                    -
          status/needs-machine-auth/funnel-reset              -
          status/needs-machine-auth/*                         needs-approval
          status/no-daemon/after-restart/*                    -
          status/no-daemon*                                   service-gone
          status/no-socket-but-process/funnel-status*         service-gone
          status/no-socket-but-process/*                      service-frozen
          status/starting/funnel-foreground                   service-frozen
          status/stopped*json*                                -
          status/stopped/funnel-reset                         -
          status/stopped/*                                    stopped
          updown/up-missing-flags                             stopped
          updown/up-other-server                              stopped
          updown/up-when-running                              stopped
          updown/up-wrong-flag                                bad-version
          usage/flag-after-argument                           bad-version
          usage/funnel-wrong-flag                             bad-version
          usage/status-wrong-flag                             bad-version
          usage/three-arguments                               bad-version
          usage/wrong-sub-subcommand                          not-ready
          capabilities/*                                      -
          config/*                                            -
          foreground/*                                        -
          funnel/*                                            -
          login/*                                             -
          misc/*                                              -
          old-daemon/*                                        -
          rename/*                                            -
          status/control-*                                    -
          status/daemon-starts-meanwhile                      -
          status/first-moments/*                              -
          status/health-from-control/*                        -
          status/key-expires-in-*                             -
          status/key-expiry-extended/*                        -
          status/node-deleted/*                               -
          status/running*                                     -
          status/starting/*                                   -
          updown/*                                            -
          usage/*                                             -
          """);

  private static @Nullable Finding trouble(RealCall call) {
    return CliTrouble.of(call.ours().orElseThrow(), call.result(), Variant.LINUX);
  }

  private static Finding of(Call call, Result result) {
    return requireNonNull(CliTrouble.of(call, result, Variant.APP));
  }

  /// A person's question, answered in text as it should be.
  private static boolean isForPeople(RealCall call) {
    boolean asks = call.arguments().contains("status") && !call.arguments().contains("--json");
    return asks && call.result() instanceof Ran(int exit, _, _) && exit == 0;
  }

  @Test
  void everyRecordedEndShowsItsTrouble() {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (RealCall call : RealCall.all()) {
      if (call.ours().isPresent() && !isForPeople(call)) {
        Finding trouble = trouble(call);
        found.put(call.name(), trouble == null ? "-" : trouble.cause().word());
        expected.put(call.name(), CAUSES.of(call.name()));
      }
    }

    assertThat(found).hasSizeGreaterThan(400).isEqualTo(expected);
    assertThat(CAUSES.unused()).isEmpty();
  }

  /// The texts that no recording can have: of a Mac, of its app, of a configuration file.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failed to connect to local Tailscale service; is Tailscale running?  | SERVICE_GONE
          getting client status: failed to connect to local Tailscale service; is Tailscale running? | SERVICE_GONE
          The Tailscale GUI failed to start: The operation couldn’t be completed. (Tailscale.CLIError error 3.) | NOT_READY
          The Tailscale CLI failed to start: Failed to load preferences. | NOT_READY
          fatal: The current bundleIdentifier is unknown to the registry | NOT_ALLOWED
          can't reconfigure tailscaled when using a config file; config file is locked | LOCKED
          Cannot enable shields-up when Funnel is enabled. | LOCKED
          unexpected state: InUseOtherUser | OTHER_USER
          sending serve config: updating config: no self node | STARTING
          cannot remove web handler; currently serving TCP | FOREIGN_ENTRY
          2026/11/21 09:59:44 lost connection to tailscaled: EOF | SERVICE_GONE
          something that was never seen before | NOT_READY
          """)
  void textIsFoundOnEitherOutput(String text, Cause cause) {
    var call = new Call.Published();

    assertThat(of(call, new Ran(1, "", text)).cause()).isEqualTo(cause);
    assertThat(of(call, new Ran(1, text, "")).cause()).isEqualTo(cause);
    assertThat(of(call, new Ran(1, "", text)).what()).contains(text.substring(0, 30));
  }

  @Test
  void textWhereJsonIsExpectedIsNotReadyWhateverTheExitStatus() {
    String said = "The Tailscale GUI failed to start: … (Tailscale.CLIError error 3.)";

    assertThat(of(new Call.Status(), new Ran(0, said, "")))
        .satisfies(
            trouble -> {
              assertThat(trouble.cause()).isEqualTo(Cause.NOT_READY);
              assertThat(trouble.next()).contains("open -a Tailscale");
            });
    assertThat(of(new Call.Published(), new Ran(0, "", "")).cause()).isEqualTo(Cause.NOT_READY);
    assertThat(CliTrouble.of(new Call.Status(), new Ran(0, "{}", ""), Variant.APP)).isNull();
  }

  /// The state in JSON holds the words of others: of control, of health.
  @Test
  void jsonIsNotReadAsText() {
    String json = "{\"AuthURL\":\"\",\"Health\":[\"Logged out.\",\"Tailscale is stopped.\"]}";

    assertThat(CliTrouble.of(new Call.Status(), new Ran(0, json, ""), Variant.APP)).isNull();
    assertThat(of(new Call.Status(), new Ran(1, json, "boom")).cause()).isEqualTo(Cause.NOT_READY);
  }

  @Test
  void whatTheCommandWaitsForIsToldFromAFrozenService() {
    RealCall waits = RealCall.of("capabilities/funnel-missing/bg-control-says-wait");
    RealCall frozen = RealCall.of("status/frozen/funnel-bg");

    assertThat(trouble(waits))
        .isNotNull()
        .satisfies(
            trouble ->
                assertThat(trouble.next())
                    .isEqualTo(
                        "allow it:"
                            + " https://login.tailscale.com/f/funnel?node=nTESTCTRL00000001CNTRL"));
    assertThat(trouble(frozen))
        .isNotNull()
        .satisfies(
            trouble -> {
              assertThat(trouble.what()).contains("tailscale funnel --bg --yes 8888", "10 s");
              assertThat(trouble.next()).isEqualTo("sudo systemctl restart tailscaled");
            });
    assertThat(
            of(
                new Call.Up(),
                new TimedOut(LIMIT, "", "\nTo authenticate, visit:\n\n\thttps://x/a\n")))
        .satisfies(
            trouble -> {
              assertThat(trouble.cause()).isEqualTo(Cause.LOGGED_OUT);
              assertThat(trouble.next()).isEqualTo("log in: https://x/a");
            });
  }

  @Test
  void adviceIsOfTheInstallation() {
    var absent = new Ran(1, "", "failed to connect to local Tailscale service");

    for (Variant variant : Variant.values()) {
      assertThat(CliTrouble.of(new Call.Status(), absent, variant))
          .isNotNull()
          .satisfies(trouble -> assertThat(trouble.next()).isEqualTo(variant.start()));
    }
    assertThat(of(new Call.On(443, 8888), RealCall.of("permission/funnel-bg").result()).next())
        .contains("sudo tailscale set --operator=$USER");
    assertThat(
            of(
                    new Call.On(443, 8888),
                    RealCall.of("status/needs-login-auth-url/funnel-bg").result())
                .next())
        .isEqualTo("log in: http://127.0.0.1:9911/auth/99a8076ebf6f20ff9ef7");
  }

  @Test
  void programThatIsNotThereOrMayNotBeRun() {
    assertThat(of(new Call.Status(), new NotFound("x could not be started: error=2")).cause())
        .isEqualTo(Cause.NOT_INSTALLED);
    assertThat(
            of(
                    new Call.Status(),
                    new NotFound("x could not be started: error=13, Permission denied"))
                .cause())
        .isEqualTo(Cause.NOT_ALLOWED);
  }

  @Test
  void onlyALostRaceIsSaidAgain() {
    for (RealCall call : RealCall.all()) {
      assertThat(CliTrouble.lostARace(call.result()))
          .as(call.name())
          .isEqualTo(call.name().matches("race/.*loser"));
    }
  }
}
