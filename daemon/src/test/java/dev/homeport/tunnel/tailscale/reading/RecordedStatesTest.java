package dev.homeport.tunnel.tailscale.reading;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Command.Result;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.Expectations;
import dev.homeport.tunnel.tailscale.RealCall;
import dev.homeport.tunnel.tailscale.cli.CliTrouble;
import dev.homeport.tunnel.tailscale.cli.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every recorded state of a real node, and the cause that follows from it.
class RecordedStatesTest {
  /// Half a minute after the recorded key had expired, and months before the others do.
  private static final Instant THEN = Instant.parse("2026-11-21T09:58:30Z");

  private static final Expectations CAUSES =
      new Expectations(
          """
          capabilities/all-missing/*              https-off
          capabilities/funnel-missing/*           funnel-not-granted
          capabilities/https-off/*                https-off
          capabilities/port-443-not-in-ports/*    port-not-granted
          capabilities/ports-missing/*            port-not-granted
          misc/status-json-cert-missing           -
          old-daemon/*                            bad-version
          permission/socket-not-readable          not-allowed
          permission/status-json                  -
          rename/then/*                           -
          status/approval-withdrawn/*             needs-approval
          status/control-back/*                   -
          status/control-gone-daemon-restart/*    no-control
          status/control-gone/*                   -
          status/control-silent/*                 -
          status/daemon-starts-meanwhile          -
          status/first-moments/*                  -
          status/frozen/*                         service-frozen
          status/health-from-control/*            -
          status/key-expired-after-restart/*      key-expired
          status/key-expired/*                    key-expired
          status/key-expires-in-20h/*             -
          status/key-expires-in-4s/*              key-expired
          status/key-expiry-extended/*            key-expired
          status/logged-out/*                     logged-out
          status/needs-login-auth-url/*           logged-out
          status/needs-login-fresh/*              logged-out
          status/needs-machine-auth/*             needs-approval
          status/no-daemon-stale-socket/*         service-gone
          status/no-daemon/*                      service-gone
          status/no-socket-but-process/*          service-frozen
          status/node-deleted/*                   -
          status/running-with-funnel/*            -
          status/running/*                        -
          status/starting/status-json*            starting
          status/starting/*                       -
          status/stopped-then-daemon-restart/*    stopped
          status/stopped/*                        stopped
          """);

  private static final Expectations CONTROL =
      new Expectations(
          """
          status/control-gone-daemon-restart/*       not heard
          status/control-gone/*                      not heard
          status/control-silent/001s/*               heard
          status/control-silent/030s/*               heard
          status/control-silent/060s/*               heard
          status/control-silent/100s/*               heard
          status/control-silent/back/*               heard
          status/control-silent/*                    not heard
          status/logged-out/*                        not heard
          status/needs-login-*                       not heard
          status/node-deleted/*                      not heard
          status/stopped*                            not heard
          *                                          heard
          """);

  private static @Nullable Finding trouble(RealCall call) {
    Optional<Node> node = Node.read(call.out());
    if (node.isEmpty()) {
      return CliTrouble.of(call.ours().orElseThrow(), call.result(), Variant.LINUX);
    }
    Finding tailnet = NodeTrouble.tailnet(node.get(), THEN, false);
    return tailnet == null ? NodeTrouble.grants(node.get(), 443) : tailnet;
  }

  @Test
  void everyRecordedStateHasItsCause() {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (RealCall call : RealCall.all()) {
      if (call.asksFor("status")) {
        Finding trouble = trouble(call);
        found.put(call.name(), trouble == null ? "-" : trouble.cause().word());
        expected.put(call.name(), CAUSES.of(call.name()));
      }
    }

    assertThat(found).hasSizeGreaterThan(90).isEqualTo(expected);
    assertThat(CAUSES.unused()).isEmpty();
  }

  @Test
  void controlIsHeardWhereItWas() {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (RealCall call : RealCall.all()) {
      if (call.asksFor("status") && Node.read(call.out()).isPresent()) {
        boolean online = Node.read(call.out()).orElseThrow().online();
        found.put(call.name(), online ? "heard" : "not heard");
        expected.put(call.name(), CONTROL.of(call.name()));
      }
    }

    assertThat(found).hasSizeGreaterThan(90).isEqualTo(expected);
    assertThat(CONTROL.unused()).isEmpty();
  }

  @Test
  void whatTheRunningNodeSaysIsRead() {
    Node node = Node.read(RealCall.of("status/running/status-json-nopeers").out()).orElseThrow();

    assertThat(node)
        .isEqualTo(
            new Node(
                "1.102.3-t53a0d659a",
                Backend.RUNNING,
                "Running",
                true,
                null,
                "my-mac.tail1234.ts.net",
                true,
                Instant.parse("2027-05-20T09:47:26Z"),
                false,
                new Grants(true, true, List.of("443", "8443", "10000")),
                List.of(),
                "test"));
    assertThat(node.shortVersion()).isEqualTo("1.102.3");
  }

  /// Whatever Health says: it speaks of logging in, and nobody may be sent to do that.
  @Test
  void noStateIsNeverALogout() {
    Node node =
        Node.read(RealCall.of("status/control-gone-daemon-restart/2/status-json-nopeers").out())
            .orElseThrow();

    assertThat(node.health().getFirst()).contains("You are logged out");
    assertThat(node.name()).isNull();
    Finding trouble = NodeTrouble.tailnet(node, THEN, true);
    assertThat(requireNonNull(trouble).next()).startsWith("nothing").doesNotContain("log");
  }

  @Test
  void whereToLogInIsPassedOn() {
    Node node =
        Node.read(RealCall.of("status/needs-login-auth-url/status-json-nopeers").out())
            .orElseThrow();

    Finding trouble = NodeTrouble.tailnet(node, THEN, false);
    assertThat(requireNonNull(trouble).next())
        .isEqualTo("log in: http://127.0.0.1:9911/auth/99a8076ebf6f20ff9ef7");
  }

  @Test
  void mismatchIsANoticeThatNamesBothVersions() {
    RealCall call = RealCall.of("old-daemon/status");

    assertThat(call.result())
        .isInstanceOfSatisfying(
            Result.Ran.class,
            ran ->
                assertThat(Versions.mismatch(ran.err()).orElseThrow().what())
                    .contains("1.102.3-t53a0d659a", "1.102.1-t3fb8edada"));
  }
}
