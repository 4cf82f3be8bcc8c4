package dev.homeport.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wire.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the screen of `homeport status` says of the tunnel.
class TunnelScreenTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private static List<String> screen(String page) {
    if (JsonObject.parse(page) instanceof JsonObject.Parsed.Good(JsonObject good)) {
      return TunnelScreen.of(good, NOW);
    }
    throw new AssertionError("no object: " + page);
  }

  @Test
  void tunnelThatIsWellIsOneLineWithItsProof() {
    assertThat(
            screen(
                """
                {"kind":"tailscale","state":"fine","since":"2026-11-26T09:00:00Z","suspect":false,
                 "cause":null,"what":null,"next":null,"url":"https://my-mac.tail1234.ts.net",
                 "verified":"2026-11-26T11:59:20Z","verified_from":"router","notices":[],
                 "repairs":[]}"""))
        .containsExactly(
            "tunnel     fine at https://my-mac.tail1234.ts.net, seen from outside 40 s ago by"
                + " router");
  }

  @Test
  void tunnelThatIsDownSaysWhyWhatNextAndWhatWasTried() {
    assertThat(
            screen(
                """
                {"kind":"tailscale","state":"tunnel-down","suspect":false,"cause":"ingress-dead",
                 "what":"203.0.113.7 ends the connection\\u001b[31m","next":"wait",
                 "url":"https://m.ts.net","verified":"2026-11-26T11:00:00Z","verified_from":null,
                 "notices":[{"topic":"key","what":"the key expires in 6 days","next":"renew it"}],
                 "repairs":[{"at":"2026-11-26T11:58:00Z","rung":"reapply","cause":"ingress-dead",
                 "outcome":"our entry was written again","took_ms":90}]}"""))
        .containsExactly(
            "tunnel     tunnel-down at https://m.ts.net, last seen well from outside 1 h ago",
            "           ingress-dead: 203.0.113.7 ends the connection?[31m",
            "           next: wait",
            "           the key expires in 6 days",
            "           next: renew it",
            "           last repair 2 min ago: reapply for ingress-dead, our entry was written"
                + " again");
  }

  @Test
  void firstMissIsNoStateYet() {
    assertThat(
            screen(
                """
                {"state":"fine","suspect":true,"cause":"node-unreachable","what":"silence"}"""))
        .containsExactly(
            "tunnel     fine",
            "           looked down once, is looked at again: node-unreachable: silence");
  }

  @Test
  void firstGoodLookAfterARepairIsNoStateYetEither() {
    assertThat(
            screen(
                """
                {"state":"tunnel-down","since":"2026-11-26T11:59:00Z","cause":"config-lost",
                 "what":"nothing is published","next":"write it",
                 "verified":"2026-11-26T11:59:58Z"}"""))
        .containsExactly(
            "tunnel     tunnel-down, last seen well from outside 2 s ago",
            "           looked well once, is looked at again; it was config-lost: nothing is"
                + " published");
  }
}
