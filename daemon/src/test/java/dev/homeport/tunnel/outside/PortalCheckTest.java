package dev.homeport.tunnel.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LeakCheck;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Internet.Reach;
import dev.homeport.tunnel.outside.dns.Resolver;
import dev.homeport.tunnel.outside.dns.Resolver.Found;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: whether there is the Internet, a portal in front of it, or nothing.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class PortalCheckTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  private static Resolver knowing(String... addresses) {
    return _ ->
        new Found.Addresses(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList(), "x");
  }

  private static Reach ask(Resolver resolver, int port, Duration limit)
      throws InterruptedException {
    return new PortalCheck(
            () -> URI.create("http://connectivity.example:" + port + "/generate_204?x=1"),
            new Fetch(resolver, PublicVantage::usualTrust),
            limit,
            Ticker.system())
        .ask();
  }

  private static Reach ask(RudeEdge.Manner manner, Duration limit) throws InterruptedException {
    try (var edge = RudeEdge.that(manner)) {
      return ask(knowing("127.0.0.1"), edge.port(), limit);
    }
  }

  @Test
  void nothingButNothingIsTheOpenNetwork() throws Exception {
    try (var edge = RudeEdge.that(RudeEdge.saying(_ -> "HTTP/1.1 204 No Content\r\n\r\n"))) {
      assertThat(ask(knowing("127.0.0.1"), edge.port(), LONG)).isEqualTo(Reach.OPEN);
      assertThat(edge.heads().getFirst())
          .startsWith("GET /generate_204?x=1 HTTP/1.1\r\nHost: connectivity.example:");
    }
  }

  @Test
  void whoeverAnswersOtherwiseStandsInBetween() throws Exception {
    for (String answer :
        new String[] {
          RudeEdge.answer(200, "<html>please sign in"),
          RudeEdge.answer(302, "", "Location: http://127.0.0.1:1/login"),
          RudeEdge.answer(511, ""),
          "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>",
          "welcome to our hotel\r\n",
        }) {
      assertThat(ask(RudeEdge.saying(_ -> answer), LONG)).as(answer).isEqualTo(Reach.CAPTIVE);
    }
  }

  @Test
  void whereNobodyAnswersThereIsNothing() throws Exception {
    Duration limit = Duration.ofMillis(100);
    assertThat(ask(RudeEdge.silent(), limit)).isEqualTo(Reach.NONE);
    assertThat(ask(RudeEdge.ending(), LONG)).isEqualTo(Reach.NONE);
    assertThat(ask(RudeEdge.resetting(), LONG)).isEqualTo(Reach.NONE);
    assertThat(ask(_ -> new Found.Nowhere("no"), 1, LONG)).isEqualTo(Reach.NONE);
    assertThat(ask(_ -> new Found.Unsaid("no", "no"), 1, LONG)).isEqualTo(Reach.NONE);
  }

  @Test
  void nextAddressIsTriedWhereOneIsClosed() throws Exception {
    try (var edge = RudeEdge.at("127.0.0.2", 0, RudeEdge.saying(_ -> "HTTP/1.1 204 X\r\n\r\n"))) {
      assertThat(ask(knowing("127.0.0.1", "127.0.0.2"), edge.port(), LONG)).isEqualTo(Reach.OPEN);
    }
  }
}
