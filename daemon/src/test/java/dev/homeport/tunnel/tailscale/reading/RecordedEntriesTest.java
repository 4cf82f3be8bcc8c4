package dev.homeport.tunnel.tailscale.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.tailscale.Expectations;
import dev.homeport.tunnel.tailscale.RealCall;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded configuration, and how an entry of ours stands in it.
class RecordedEntriesTest {
  private static final Entry OURS = new Entry("my-mac.tail1234.ts.net", 443, 8888);
  private static final Entry RENAMED = new Entry("renamed.tail1234.ts.net", 443, 8888);

  private static final Expectations STANDINGS =
      new Expectations(
          """
          capabilities/*/bg-control-says-complete/then/*   whole
          capabilities/*/bg-control-says-*/then/*          absent
          capabilities/*/was-on/*                          whole
          capabilities/human-enables/then/*                whole
          capabilities/only-443-in-ports/bg-8443/then/*    absent
          config/after-funnel-reset/*                      absent
          config/after-legacy-off/*                        whole
          config/after-off/*                               absent
          config/after-serve-off/*                         absent
          config/empty/*                                   absent
          config/foreign-443-then-ours/*                   whole
          config/foreign-443/*                             foreign
          config/funnel-443-8443-10000/*                   whole
          config/funnel-443-8443/*                         whole
          config/funnel-443-to-9999/*                      foreign
          config/funnel-443/*                              whole
          config/funnel-then-serve/*                       half
          config/only-path-mount/off-without-path/then/*   absent
          config/only-path-mount/*                         absent
          config/path-mount/off-only-the-path/then/*       foreign
          config/path-mount/off-only-the-root/then/*       absent
          config/path-mount/off-terminal-enter/then/*      absent
          config/path-mount/off-terminal-n/then/*          foreign
          config/path-mount/off-with*/then/*               absent
          config/path-mount/*                              foreign
          config/raw-allow-false/*                         half
          config/raw-funnel-without-web/*                  half
          config/raw-localhost-proxy/*                     whole
          config/serve-only/*                              half
          config/serve-then-funnel/*                       whole
          config/shields-up-with-funnel/*                  whole
          config/tcp-forward/*                             foreign
          config/tls-terminated-tcp/*                      absent
          foreground/after-down-up/*                       whole
          foreground/while-*                               whole
          foreground/*                                     absent
          funnel/bad-local-port-0/*                        foreign
          funnel/bad-local-port-*                          absent
          funnel/http-flag/*                               absent
          funnel/legacy-*                                  absent
          funnel/public-port-0/*                           whole
          funnel/public-port-*                             absent
          funnel/target-127/*                              whole
          funnel/target-directory/*                        foreign
          funnel/target-host-port/*                        whole
          funnel/target-https-insecure/*                   foreign
          funnel/target-remote/*                           foreign
          funnel/target-text/*                             foreign
          funnel/target-unix-socket/*                      foreign
          funnel/target-url-path/*                         foreign
          funnel/target-url/*                              whole
          funnel/two-kinds/*                               absent
          login/config-after-logout-login/*                absent
          login/*                                          whole
          old-daemon/*                                     whole
          permission/*                                     whole
          race/then/*                                      whole
          rename/after-off-again/*                         half
          rename/*                                         whole
          status/approval-withdrawn/*                      whole
          status/control-gone-daemon-restart/*             absent
          status/control-gone/*                            whole
          status/control-silent/after-down-up/*            whole
          status/frozen/*                                  unread
          status/key-expired/*                             whole
          status/key-expiry-extended/*                     absent
          status/logged-out/*                              absent
          status/needs-login-*                             absent
          status/needs-machine-auth/*                      absent
          status/no-daemon-stale-socket/*                  unread
          status/no-daemon/after-restart/*                 whole
          status/no-daemon/*                               unread
          status/no-socket-but-process/*                   unread
          status/node-deleted/*                            whole
          status/starting/*                                whole
          status/stopped*                                  whole
          updown/config-after-down-up/*                    absent
          """);

  private static String standing(Entry entry, RealCall call) {
    Optional<Published> published = Published.read(call.out());
    return published.isEmpty() ? "unread" : word(entry.in(published.get(), (_, _) -> false));
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.Whole _ -> "whole";
      case Standing.Half _ -> "half";
      case Standing.Absent _ -> "absent";
      case Standing.Foreign _ -> "foreign";
    };
  }

  private static Published recorded(String name) {
    return Published.read(RealCall.of(name + "/funnel-status-json").out()).orElseThrow();
  }

  @Test
  void everyRecordedConfigurationIsToldApart() {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (RealCall call : RealCall.all()) {
      if (call.asksFor("funnel", "status") || call.asksFor("serve", "status")) {
        found.put(call.name(), standing(OURS, call));
        expected.put(call.name(), STANDINGS.of(call.name()));
      }
    }

    assertThat(found).hasSizeGreaterThan(130).isEqualTo(expected);
    assertThat(STANDINGS.unused()).isEmpty();
  }

  @Test
  void afterARenameOurEntryIsAbsentAndTheOldNameIsTold() {
    Published renamed = recorded("rename/then");
    assertThat(word(RENAMED.in(renamed, (_, _) -> false))).isEqualTo("absent");
    assertThat(RENAMED.leftOvers(renamed, (_, _) -> false))
        .containsExactly("my-mac.tail1234.ts.net:443");

    Published written = recorded("rename/after-bg");
    assertThat(word(RENAMED.in(written, (_, _) -> false))).isEqualTo("whole");
    assertThat(RENAMED.leftOvers(written, (_, _) -> false))
        .containsExactly("my-mac.tail1234.ts.net:443");

    Published halved = recorded("rename/after-off-again");
    assertThat(word(RENAMED.in(halved, (_, _) -> false))).isEqualTo("absent");
    assertThat(OURS.leftOvers(halved, (_, _) -> false)).isEmpty();
  }

  @Test
  void otherPublicPortHasItsOwnEntry() {
    var on8443 = new Entry("my-mac.tail1234.ts.net", 8443, 8888);
    var on10000 = new Entry("my-mac.tail1234.ts.net", 10000, 8888);

    assertThat(word(on8443.in(recorded("config/funnel-443-8443"), (_, _) -> false)))
        .isEqualTo("whole");
    assertThat(word(on10000.in(recorded("config/funnel-443-8443"), (_, _) -> false)))
        .isEqualTo("absent");
    assertThat(word(on10000.in(recorded("config/tls-terminated-tcp"), (_, _) -> false)))
        .isEqualTo("foreign");
    assertThat(on8443.url()).hasToString("https://my-mac.tail1234.ts.net:8443");
    assertThat(OURS.url()).hasToString("https://my-mac.tail1234.ts.net");
  }

  @Test
  void formerPortOfOursIsNotForeign() {
    Published elsewhere = recorded("config/funnel-443-to-9999");

    assertThat(OURS.in(elsewhere, (hostPort, port) -> hostPort.endsWith(":443") && port == 9999))
        .isInstanceOfSatisfying(
            Standing.Half.class, half -> assertThat(half.what()).contains("http://127.0.0.1:9999"));
    assertThat(word(OURS.in(elsewhere, (_, port) -> port == 9998))).isEqualTo("foreign");
  }

  @Test
  void entryOnAProgramIsWholeAndSaysSo() {
    assertThat(OURS.in(recorded("foreground/while-running"), (_, _) -> false))
        .isInstanceOfSatisfying(
            Standing.Whole.class,
            whole -> assertThat(whole.session()).isEqualTo("b9756e2ef6c667ec"));
  }
}
