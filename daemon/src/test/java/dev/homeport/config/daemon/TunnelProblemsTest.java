package dev.homeport.config.daemon;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.homeport.config.Desk;
import dev.homeport.config.daemon.DaemonSettings.Repair;
import dev.homeport.config.door.TunnelKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of settings of a tunnel that cannot be, or that will not do what they seem to.
class TunnelProblemsTest {
  @TempDir Path folder = Path.of("");
  private Desk desk = new Desk(folder);

  @BeforeEach
  void sitDown() {
    desk = new Desk(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: tailscale, public-port: 8888 | daemon.tunnel.public-port: 8888 is no port that Tailscale's Funnel takes in; write 443, 8443 or 10000; the local port may be any
          kind: direct                       | daemon.tunnel.kind: a direct way has to be told where it begins; write daemon.tunnel.url: https://home.example.com
          resolver: dns.example              | daemon.tunnel.resolver: "dns.example" is no name server's address; write system, or an address such as 1.1.1.1 or 1.1.1.1:53
          resolver: "1.1.1.1:0"              | daemon.tunnel.resolver: "1.1.1.1:0" is no name server's address; write system, or an address such as 1.1.1.1 or 1.1.1.1:53
          resolver: "1.1.1.256"              | daemon.tunnel.resolver: "1.1.1.256" is no name server's address; write system, or an address such as 1.1.1.1 or 1.1.1.1:53
          allow: [ reset ]                   | daemon.tunnel.allow[1]: "reset" is none of the words for it; write down-and-up or restart
          """)
  void problemSaysWhatWouldBeRight(String section, String problem) {
    desk.yaml("daemon: { tunnel: { " + section + " } }");
    assertThat(desk.problems()).hasSize(1);
    assertThat(desk.problems().getFirst()).endsWith(problem);
  }

  /// What is wrong by itself has no value that could be held against another.
  @Test
  void valuesThatAreNoneAreEachToldOnce() {
    desk.yaml(
        """
        daemon:
          listen: 127.0.0.1:70000
          tunnel: { kind: tailscale, public-port: many }
        """);
    assertThat(desk.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.contains("daemon.listen: \"127.0.0.1:70000\" has no port"))
        .anyMatch(problem -> problem.contains("daemon.tunnel.public-port: \"many\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system",
        "1.1.1.1",
        "1.1.1.1:5353",
        "'[2606:4700::1111]:53'",
        "'2606:4700::1111'"
      })
  void nameServerIsAnAddress(String server) {
    desk.yaml("daemon: { tunnel: { resolver: " + server + " } }");
    assertThat(desk.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tunnel: { kind: twingate }        | only a router can see whether a way through Twingate leads here
          tunnel: { kind: link }            | this version has no link of its own yet, so nothing is watched
          link: { router: 'ws://r/link', key: hp_abcdefghijklmnop } | ws:// shows the key to everybody on the way
          link: { router: 'wss://r/link' }  | without a key the router is not asked what it sees
          """)
  void whatIsInVainIsDoubtful(String sections, String warning) {
    desk.yaml("daemon: { " + sections + " }");
    assertThat(desk.problems()).isEmpty();
    assertThat(desk.warnings()).hasSize(1);
    assertThat(desk.warnings().getFirst()).contains(warning);
  }

  @Test
  void everyOneOfThemIsTaken() {
    desk.yaml(
        """
        daemon:
          monitor: off
          tunnel:
            kind: tailscale
            public-port: 8443
            allow: [ down-and-up, restart ]
            keep-up: on
            command: /opt/tailscale
            captive-url: http://127.0.0.1:1/generate_204
        """);
    assertThat(desk.problems()).isEmpty();
    DaemonSettings settings = desk.good().settings();
    assertThat(settings.monitor()).isFalse();
    DaemonSettings.Tunnel tunnel = settings.tunnel();
    assertThat(tunnel.kind()).isEqualTo(TunnelKind.TAILSCALE);
    assertThat(tunnel.publicPort()).isEqualTo(8443);
    assertThat(tunnel.allow()).containsExactlyInAnyOrder(Repair.values());
    assertThat(tunnel.keepUp()).isTrue();
    assertThat(tunnel.command()).isEqualTo("/opt/tailscale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1]:8888", "192.168.1.5:8888", "100.64.0.7:8888"})
  void funnelNeedsADaemonThatListensWhereItLeads(String listen) {
    desk.yaml("daemon: { listen: '" + listen + "', tunnel: { kind: tailscale } }");
    assertThat(desk.problems())
        .singleElement(as(STRING))
        .endsWith(
            "Tailscale leads to 127.0.0.1, where nothing of ours listens then; write"
                + " 127.0.0.1:8888");

    desk.yaml("daemon: { listen: '" + listen + "', tunnel: { kind: twingate } }");
    assertThat(desk.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8888", "localhost:8888", "127.0.0.1:0", "0.0.0.0:8888"})
  void funnelLeadsToWhereTheDaemonListens(String listen) {
    desk.yaml(
        "daemon: { listen: '" + listen + "', tunnel: { kind: tailscale }, auth: { mode: keys } }");
    assertThat(desk.problems()).noneMatch(problem -> problem.contains("Tailscale"));
  }
}
