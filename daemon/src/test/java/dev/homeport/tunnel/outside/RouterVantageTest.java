package dev.homeport.tunnel.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.tailnet.Issuer;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Vantage;
import dev.homeport.tunnel.Vantage.View;
import dev.homeport.tunnel.outside.PresencePage.Home;
import dev.homeport.tunnel.outside.dns.Resolver.Found;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rude: the router asked what it sees, and what is made of every answer.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class RouterVantageTest {
  private static final URI OURS = URI.create("https://my-mac.tail1234.ts.net");
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(5);

  private static Home home(
      URI url, HomeState state, @Nullable Cause cause, @Nullable String instance, String nonce) {
    return new Home(
        "home",
        url,
        state,
        cause == null ? null : new Finding(cause, "what was seen", "what to do"),
        NOW,
        NOW,
        Duration.ofMillis(120),
        instance,
        nonce,
        List.of(Evidence.fine(Layer.DNS, "found").in(Duration.ofMillis(7))),
        List.of(new Notice("edge", "one of two", "nothing")));
  }

  private static Home fine(String nonce) {
    return home(OURS, HomeState.FINE, null, "hp-1", nonce);
  }

  private static String page(Home... homes) {
    return new PresencePage("hp-router", NOW, List.of(homes)).fields().toString();
  }

  private static RouterVantage vantage(RudeEdge edge, Duration limit, Ticker ticker) {
    return new RouterVantage(
        URI.create("ws://127.0.0.1:" + edge.port() + "/link"),
        "the-key",
        _ -> new Found.Nowhere("nobody asks"),
        PublicVantage::usualTrust,
        limit,
        ticker);
  }

  private static View view(Function<String, String> answer) throws InterruptedException {
    try (var edge = RudeEdge.that(RudeEdge.saying(answer))) {
      return vantage(edge, LONG, Ticker.system()).view(OURS, "hp-1");
    }
  }

  /// What is seen where the router tells of these homes, each made with the nonce.
  private static View told(Function<String, Home> home) throws InterruptedException {
    return view(head -> RudeEdge.answer(200, page(home.apply(RudeEdge.nonce(head)))));
  }

  private static @Nullable Cause cause(View view) {
    return view.trouble() == null ? null : view.trouble().cause();
  }

  private static String what(View view) {
    return view.trouble() == null ? "" : view.trouble().what();
  }

  @ParameterizedTest
  @CsvSource({
    "wss://router.example.com/link, https://router.example.com/presence",
    "wss://router.example.com:8443/link/, https://router.example.com:8443/presence",
    "wss://router.example.com, https://router.example.com/presence",
    "wss://example.com/llm/link, https://example.com/llm/presence",
    "ws://127.0.0.1:11435/link, http://127.0.0.1:11435/presence",
    "wss://[2001:db8::1]:1/link, https://[2001:db8::1]:1/presence",
  })
  void pageIsBesideTheLink(URI link, URI page) {
    assertThat(RouterVantage.presence(link)).isEqualTo(page);
  }

  /// The key would be theirs who stand in between.
  @ParameterizedTest
  @CsvSource({
    "router.example.com, public, 1",
    "router.example.com, strangers, 0",
    "other.example.com, public, 0",
  })
  void keyIsShownToTheRouterAlone(String shown, String issuer, int questions) throws Exception {
    var trusted = new Issuer("public");
    var by = issuer.equals("public") ? trusted : new Issuer(issuer);
    var asked = new AtomicInteger();
    Function<String, String> answer =
        head -> {
          asked.incrementAndGet();
          return RudeEdge.answer(200, page(fine(RudeEdge.nonce(head))));
        };
    try (var edge =
        RudeEdge.that(RudeEdge.secure(by.serving(shown, Duration.ofDays(30)), answer))) {
      var vantage =
          new RouterVantage(
              URI.create("wss://router.example.com:" + edge.port() + "/link"),
              "the-key",
              _ -> new Found.Addresses(List.of(InetAddress.ofLiteral("127.0.0.1")), "a test"),
              trusted::trust,
              LONG,
              Ticker.system());
      View view = vantage.view(OURS, "hp-1");
      assertThat(cause(view)).isEqualTo(questions == 1 ? null : Cause.NOBODY_OUTSIDE);
    }
    assertThat(asked).hasValue(questions);
  }

  @Test
  void routerThatIsAnsweredProvesIt() throws Exception {
    try (var edge =
        RudeEdge.that(
            RudeEdge.saying(head -> RudeEdge.answer(200, page(fine(RudeEdge.nonce(head))))))) {
      View view = vantage(edge, LONG, Ticker.system()).view(OURS, "hp-1");
      assertThat(view)
          .isEqualTo(
              new View(
                  "router",
                  List.of(Evidence.fine(Layer.DNS, "found").in(Duration.ofMillis(7))),
                  null,
                  List.of(new Notice("edge", "one of two", "nothing"))));
      assertThat(edge.heads())
          .singleElement()
          .asString()
          .containsPattern("^GET /presence\\?nonce=[A-Za-z0-9_-]{22} HTTP/1.1\r\n")
          .contains("Authorization: Bearer the-key\r\n");
    }
  }

  @Test
  void troubleThatTheRouterSeesIsOurs() throws Exception {
    View view = told(nonce -> home(OURS, HomeState.TUNNEL_DOWN, Cause.INGRESS_DEAD, null, nonce));
    assertThat(view.trouble())
        .isEqualTo(new Finding(Cause.INGRESS_DEAD, "what was seen", "what to do"));
  }

  @Test
  void causeOfANewerRouterIsThatNothingComesBack() throws Exception {
    View view =
        view(
            head ->
                RudeEdge.answer(
                    200,
                    page(home(
                            OURS,
                            HomeState.TUNNEL_DOWN,
                            Cause.INGRESS_DEAD,
                            null,
                            RudeEdge.nonce(head)))
                        .replace("ingress-dead", "eaten-by-a-grue")));
    assertThat(cause(view)).isEqualTo(Cause.NOT_REACHED);
  }

  @Test
  void lookForSomebodyElseAMomentAgoCountsAndAnOldOneDoesNot() throws Exception {
    assertThat(cause(told(_ -> fine("of-another")))).isNull();
    View old =
        view(
            _ ->
                RudeEdge.answer(
                    200, page(fine("of-another")).replaceFirst("12:00:00", "12:00:16")));
    assertThat(cause(old)).isEqualTo(Cause.NOBODY_OUTSIDE);
  }

  @Test
  void somebodyElseAtOurAddressIsTrouble() throws Exception {
    View view = told(nonce -> home(OURS, HomeState.FINE, null, "hp-2", nonce));
    assertThat(cause(view)).isEqualTo(Cause.SOMEBODY_ELSE);
    assertThat(what(view)).contains("hp-2").contains("hp-1");
    assertThat(cause(told(nonce -> home(OURS, HomeState.FINE, null, null, nonce))))
        .isEqualTo(Cause.SOMEBODY_ELSE);
  }

  /// Nothing here may be mended because of another machine, or of an address that is not ours.
  @Test
  void routerWithOtherHomesHasNotLookedAtUs() throws Exception {
    URI other = URI.create("https://old-name.tail1234.ts.net");
    for (String instance : new String[] {"hp-2", null}) {
      View view =
          told(nonce -> home(other, HomeState.TUNNEL_DOWN, Cause.INGRESS_DEAD, instance, nonce));
      assertThat(cause(view)).isEqualTo(Cause.NOBODY_OUTSIDE);
      assertThat(view.notices()).extracting(Notice::topic).containsExactly("router-home");
      assertThat(view.notices().getFirst().next()).contains("OLLAMA_BASE_URL").contains("my-mac");
    }
    assertThat(cause(view(_ -> RudeEdge.answer(200, page())))).isEqualTo(Cause.NOBODY_OUTSIDE);
  }

  @Test
  void homeIsFoundByItsNameThenItsAddressThenBecauseItIsAlone() {
    Home first = home(OURS, HomeState.FINE, null, "hp-2", "n");
    Home second = home(URI.create("http://10.0.0.9:8888"), HomeState.FINE, null, "hp-1", "n");
    Home silent = home(URI.create("http://10.0.0.8"), HomeState.TUNNEL_DOWN, null, null, "n");
    assertThat(RouterVantage.ours(List.of(first, second), OURS, "hp-1")).isSameAs(second);
    assertThat(RouterVantage.ours(List.of(second, first), OURS, "hp-3")).isSameAs(first);
    assertThat(RouterVantage.ours(List.of(second, first), OURS, null)).isSameAs(first);
    assertThat(RouterVantage.ours(List.of(silent), null, "hp-1")).isSameAs(silent);
    assertThat(RouterVantage.ours(List.of(silent), OURS, "hp-1")).isNull();
    assertThat(RouterVantage.ours(List.of(first), null, "hp-1")).isNull();
    assertThat(RouterVantage.ours(List.of(silent, first), null, "hp-1")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"401", "403"})
  void refusedKeyIsToldAndNotShownAgainAtOnce(int status) throws Exception {
    var ticker = new FakeTicker();
    try (var edge = RudeEdge.that(RudeEdge.saying(_ -> RudeEdge.answer(status, "no")))) {
      RouterVantage vantage = vantage(edge, LONG, ticker);
      View view = vantage.view(OURS, "hp-1");
      assertThat(cause(view)).isEqualTo(Cause.NOBODY_OUTSIDE);
      assertThat(view.notices())
          .singleElement()
          .satisfies(
              notice -> {
                assertThat(notice.topic()).isEqualTo("router-key");
                assertThat(notice.next()).contains("homeport keys add").doesNotContain("the-key");
              });
      ticker.advance(Duration.ofMinutes(5).minusNanos(1));
      assertThat(vantage.view(OURS, "hp-1")).isEqualTo(view);
      assertThat(edge.heads()).hasSize(1);
      ticker.advance(Duration.ofNanos(1));
      View _ = vantage.view(OURS, "hp-1");
      assertThat(edge.heads()).hasSize(2);
    }
  }

  @Test
  void everyOtherAnswerMeansThatSomebodyElseMustLook() throws Exception {
    for (String answer :
        new String[] {
          RudeEdge.answer(404, "{}"),
          RudeEdge.answer(302, "", "Location: http://127.0.0.1:1/"),
          RudeEdge.answer(500, "oops"),
          RudeEdge.answer(200, "<html>"),
          RudeEdge.answer(200, "[]"),
          RudeEdge.answer(200, "{\"now\":\"yesterday\",\"homes\":[]}"),
          RudeEdge.answer(200, "{\"homes\":7}"),
          RudeEdge.answer(200, page(fine("n")).replace("\"fine\"", "\"starting\"")),
          RudeEdge.answer(200, page(fine("n")).replace("\"fine\"", "\"splendid\"")),
          RudeEdge.answer(200, page(fine("n")).replace("\"checked\"", "\"unchecked\"")),
          "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + page(fine("n")),
          "",
        }) {
      assertThat(cause(view(_ -> answer))).as(answer).isEqualTo(Cause.NOBODY_OUTSIDE);
    }
    try (var edge = RudeEdge.that(RudeEdge.silent())) {
      View late = vantage(edge, Duration.ofMillis(100), Ticker.system()).view(OURS, "hp-1");
      assertThat(cause(late)).isEqualTo(Cause.NOBODY_OUTSIDE);
    }
  }

  private static Vantage saying(String from, @Nullable Cause cause, Notice... notices) {
    Finding trouble =
        cause == null ? null : new Finding(cause, "why of " + from, "next of " + from);
    return (_, _) -> new View(from, List.of(), trouble, List.of(notices));
  }

  @Test
  void nextPlaceIsAskedOnlyWhereOneCouldNotLook() throws Exception {
    var notice = new Notice("router-key", "refused", "make one");
    Vantage blind = saying("router", Cause.NOBODY_OUTSIDE, notice);
    Vantage fine = saying("public dns", null);
    View view = Vantages.first(blind, fine).view(OURS, null);
    assertThat(view).isEqualTo(new View("public dns", List.of(), null, List.of(notice)));

    Vantage down = saying("router", Cause.INGRESS_DEAD);
    assertThat(cause(Vantages.first(down, fine).view(OURS, null))).isEqualTo(Cause.INGRESS_DEAD);
    assertThat(Vantages.first(saying("router", null), down).view(OURS, null).from())
        .isEqualTo("router");

    View none = Vantages.first(blind, saying("public dns", Cause.NOBODY_OUTSIDE)).view(OURS, null);
    assertThat(none.trouble())
        .isEqualTo(
            new Finding(
                Cause.NOBODY_OUTSIDE,
                "router: why of router; public dns: why of public dns",
                "next of public dns"));
  }
}
