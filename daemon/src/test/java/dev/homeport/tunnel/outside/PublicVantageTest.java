package dev.homeport.tunnel.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Authority;
import dev.homeport.fake.Authority.Shown;
import dev.homeport.fake.ConnectProxy;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Vantage.View;
import dev.homeport.tunnel.outside.PublicVantage.Look;
import dev.homeport.tunnel.outside.dns.Resolver;
import dev.homeport.tunnel.outside.dns.Resolver.Found;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.upstream.Passage;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Rude: the public address at edges that fail in each of the ways that were recorded of the real
/// one.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class PublicVantageTest {
  private static final String OURS = "hp-ours";
  private static final String FIRST = "127.0.0.1";
  private static final String SECOND = "127.0.0.2";

  /// For those who never answer.
  private static final Limits SHORT =
      new Limits(ofMillis(150), ofMillis(150), ofMillis(150), ofMillis(1000));

  private static final Limits LONG =
      new Limits(ofMillis(5000), ofMillis(5000), ofMillis(5000), ofMillis(9000));

  @TempDir private static Path keys;

  private static Authority authority;

  private final List<RudeEdge> edges = new ArrayList<>();
  private final FakeWall wall = new FakeWall();

  @BeforeAll
  static void issue() {
    authority = new Authority(keys);
  }

  @AfterEach
  void stop() {
    edges.forEach(RudeEdge::close);
  }

  private static Duration ofMillis(int millis) {
    return Duration.ofMillis(millis);
  }

  private RudeEdge edge(String address, int port, RudeEdge.Manner manner) {
    var edge = RudeEdge.at(address, port, manner);
    edges.add(edge);
    return edge;
  }

  private PublicVantage vantage(Resolver resolver, Limits limits) {
    return new PublicVantage(
        new PublicVantage.Parts(
            "public dns", resolver, () -> limits, authority::trust, Ticker.system(), wall));
  }

  private static Resolver knowing(String... addresses) {
    List<InetAddress> all = Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
    return _ -> new Found.Addresses(all, "9.9.9.9");
  }

  private View view(RudeEdge.Manner manner, Limits limits) throws InterruptedException {
    int port = edge(FIRST, 0, manner).port();
    return vantage(knowing(FIRST), limits).view(URI.create("https://localhost:" + port), OURS);
  }

  private static RudeEdge.Manner secure(Shown shown, Function<String, String> answer) {
    return RudeEdge.secure(authority.showing(shown), answer);
  }

  private static RudeEdge.Manner good(Function<String, String> answer) {
    return secure(Shown.GOOD, answer);
  }

  private static RudeEdge.Manner well() {
    return good(RudeEdge.health(OURS));
  }

  private static @Nullable Cause cause(View view) {
    return view.trouble() == null ? null : view.trouble().cause();
  }

  private static String what(View view) {
    return view.trouble() == null ? "" : view.trouble().what();
  }

  private static Mark mark(View view, Layer layer) {
    return evidence(view, layer).mark();
  }

  private static Evidence evidence(View view, Layer layer) {
    return view.evidence().stream().filter(each -> each.layer() == layer).findFirst().orElseThrow();
  }

  private static SSLContext without() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void answerOfOursOverTheNameProvesIt() throws Exception {
    int port = edge(FIRST, 0, well()).port();
    View view =
        vantage(knowing(FIRST), LONG).view(URI.create("https://localhost:" + port + "/"), OURS);
    assertThat(view.trouble()).isNull();
    assertThat(view.notices()).isEmpty();
    assertThat(view.from()).isEqualTo("public dns");
    assertThat(view.evidence())
        .extracting(Evidence::layer)
        .containsExactly(Layer.DNS, Layer.TCP, Layer.TLS, Layer.HTTP);
    assertThat(view.evidence()).allMatch(each -> each.mark() == Mark.FINE && each.took() != null);
    assertThat(evidence(view, Layer.DNS).what()).isEqualTo("localhost is 127.0.0.1, says 9.9.9.9");
    assertThat(evidence(view, Layer.TLS).what()).startsWith("127.0.0.1 has a certificate until 20");
    assertThat(evidence(view, Layer.HTTP).what()).isEqualTo("127.0.0.1 hp-ours answers HTTP 200");
    assertThat(edges.getFirst().heads())
        .singleElement()
        .asString()
        .containsPattern("^GET /health\\?nonce=[A-Za-z0-9_-]{22} HTTP/1.1\r\nHost: localhost:\\d+");
  }

  @Test
  void eachLookHasANonceOfItsOwn() throws Exception {
    RudeEdge edge = edge(FIRST, 0, well());
    PublicVantage vantage = vantage(knowing(FIRST), LONG);
    for (int i = 0; i < 3; i++) {
      View _ = vantage.view(URI.create("https://localhost:" + edge.port()), OURS);
    }
    assertThat(edge.heads().stream().map(RudeEdge::nonce).distinct()).hasSize(3);
  }

  static Stream<Arguments> failing() {
    String chunked =
        "HTTP/1.1 200 OK\r\nHomeport-Instance: hp-ours\r\nTransfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        failing("eof after the name", () -> RudeEdge.ending(), Cause.INGRESS_DEAD, Layer.TLS),
        failing("reset", () -> RudeEdge.resetting(), Cause.EDGE_UNREACHABLE, Layer.TLS),
        failing("alert", () -> RudeEdge.alerting(), Cause.NO_CERTIFICATE, Layer.TLS),
        failing(
            "no certificate",
            () -> RudeEdge.secure(without(), _ -> ""),
            Cause.NO_CERTIFICATE,
            Layer.TLS),
        failing(
            "plain http",
            () ->
                (socket, _) -> {
                  socket.getInputStream().read(new byte[1 << 16]);
                  socket.getOutputStream().write(RudeEdge.answer(400, "").getBytes(US_ASCII));
                  socket.getInputStream().read(new byte[1 << 16]);
                },
            Cause.SOMEBODY_ELSE,
            Layer.TLS),
        failing("stranger", () -> secure(Shown.STRANGERS, _ -> ""), Cause.NOT_TRUSTED, Layer.TLS),
        failing("elsewhere", () -> secure(Shown.ELSEWHERE, _ -> ""), Cause.NOT_TRUSTED, Layer.TLS),
        failing("expired", () -> secure(Shown.EXPIRED, _ -> ""), Cause.NOT_TRUSTED, Layer.TLS),
        failing(
            "empty 502",
            () -> good(_ -> RudeEdge.answer(502, "", "Date: x")),
            Cause.EMPTY_ANSWER,
            Layer.HTTP),
        failing(
            "full 502",
            () -> good(_ -> RudeEdge.answer(502, "<html>")),
            Cause.SOMEBODY_ELSE,
            Layer.HTTP),
        failing("nothing", () -> good(_ -> ""), Cause.EMPTY_ANSWER, Layer.HTTP),
        failing("another", () -> good(RudeEdge.health("hp-x")), Cause.SOMEBODY_ELSE, Layer.HTTP),
        failing(
            "not homeport",
            () -> good(_ -> RudeEdge.answer(200, "hello")),
            Cause.SOMEBODY_ELSE,
            Layer.HTTP),
        failing(
            "wrong nonce",
            () -> good(_ -> RudeEdge.health(OURS).apply("?nonce=of-yesterday ")),
            Cause.SOMEBODY_ELSE,
            Layer.HTTP),
        failing(
            "no nonce",
            () -> good(_ -> RudeEdge.answer(200, "", "Homeport-Instance: hp-ours")),
            Cause.SOMEBODY_ELSE,
            Layer.HTTP),
        failing(
            "cut chunks", () -> good(_ -> chunked + "5\r\nhello"), Cause.EMPTY_ANSWER, Layer.HTTP),
        failing(
            "cut length",
            () -> good(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"),
            Cause.EMPTY_ANSWER,
            Layer.HTTP),
        failing("no http", () -> good(_ -> "220 mail\r\n"), Cause.SOMEBODY_ELSE, Layer.HTTP),
        failing(
            "huge head",
            () -> good(_ -> "HTTP/1.1 200 OK\r\na: " + "b".repeat(50_000)),
            Cause.SOMEBODY_ELSE,
            Layer.HTTP));
  }

  private static Arguments failing(
      String name, Supplier<RudeEdge.Manner> manner, Cause cause, Layer layer) {
    return Arguments.of(name, manner, cause, layer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failing")
  void everyWayOfFailingHasItsCause(
      String name, Supplier<RudeEdge.Manner> manner, Cause cause, Layer layer) throws Exception {
    View view = view(manner.get(), LONG);
    assertThat(cause(view)).as(name).isEqualTo(cause);
    assertThat(mark(view, layer)).isEqualTo(Mark.FAILS);
    for (Evidence each : view.evidence()) {
      int order = each.layer().compareTo(layer);
      assertThat(each.mark())
          .isEqualTo(order < 0 ? Mark.FINE : order == 0 ? Mark.FAILS : Mark.UNSEEN);
    }
    assertThat(what(view)).startsWith("https://localhost:").contains("127.0.0.1 ");
  }

  @Test
  void silenceInTheHandshakeIsAnUnreachedNode() throws Exception {
    View silent = view(RudeEdge.silent(), SHORT);
    assertThat(cause(silent)).isEqualTo(Cause.NODE_UNREACHABLE);
    assertThat(mark(silent, Layer.TLS)).isEqualTo(Mark.FAILS);
  }

  @Test
  void questionThatIsTakenAndNotAnsweredIsAnUnreachedNode() throws Exception {
    Limits patient = new Limits(ofMillis(5000), ofMillis(5000), ofMillis(150), ofMillis(9000));
    var over = new CountDownLatch(1);
    View view =
        view(
            good(
                _ -> {
                  await(over);
                  return "";
                }),
            patient);
    over.countDown();
    assertThat(cause(view)).isEqualTo(Cause.NODE_UNREACHABLE);
    assertThat(mark(view, Layer.TLS)).isEqualTo(Mark.FINE);
    assertThat(mark(view, Layer.HTTP)).isEqualTo(Mark.FAILS);
  }

  private static void await(CountDownLatch over) {
    try {
      boolean _ = over.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void wholeLookHasALimit() throws Exception {
    Limits hurried = new Limits(ofMillis(5000), ofMillis(60_000), ofMillis(60_000), ofMillis(150));
    assertThat(cause(view(RudeEdge.silent(), hurried))).isEqualTo(Cause.NODE_UNREACHABLE);
  }

  @Test
  void ollamaThatIsDownIsNoTroubleOfTheTunnel() throws Exception {
    View view =
        view(good(head -> RudeEdge.health(OURS).apply(head).replace("200 X", "503 X")), LONG);
    assertThat(view.trouble()).isNull();
  }

  @Test
  void closedPortEverywhereIsTheEdge() throws Exception {
    int port = edge(FIRST, 0, well()).port();
    edges.removeLast().close();
    View view = vantage(knowing(FIRST), LONG).view(URI.create("https://localhost:" + port), OURS);
    assertThat(cause(view)).isEqualTo(Cause.EDGE_UNREACHABLE);
    assertThat(mark(view, Layer.TCP)).isEqualTo(Mark.FAILS);
  }

  @Test
  void oneWayInIsEnoughAndTheOtherIsTold() throws Exception {
    int port = edge(FIRST, 0, RudeEdge.ending()).port();
    RudeEdge _ = edge(SECOND, port, well());
    View view =
        vantage(knowing(FIRST, SECOND), LONG).view(URI.create("https://localhost:" + port), OURS);
    assertThat(view.trouble()).isNull();
    assertThat(mark(view, Layer.TCP)).isEqualTo(Mark.FINE);
    assertThat(mark(view, Layer.TLS)).isEqualTo(Mark.WARNS);
    assertThat(mark(view, Layer.HTTP)).isEqualTo(Mark.FINE);
    assertThat(view.notices())
        .singleElement()
        .extracting(Notice::topic, Notice::what)
        .containsExactly(
            "edge",
            "1 of 2 public addresses fails: 127.0.0.1 ends the connection as soon as it hears the"
                + " name");
  }

  @Test
  void whereAllFailWhatWasSeenDeepestIsTold() throws Exception {
    int port = edge(FIRST, 0, RudeEdge.ending()).port();
    RudeEdge _ = edge(SECOND, port, RudeEdge.alerting());
    View view =
        vantage(knowing(FIRST, SECOND, "127.0.0.3"), LONG)
            .view(URI.create("https://localhost:" + port), OURS);
    assertThat(cause(view)).isEqualTo(Cause.NO_CERTIFICATE);
    assertThat(what(view)).contains("127.0.0.2").contains("of 3 addresses none works");
  }

  @Test
  void nameWithoutAPublicAddressIsTold() throws Exception {
    View view =
        vantage(_ -> new Found.Nowhere("x does not exist, says 9.9.9.9"), LONG)
            .view(URI.create("https://localhost"), OURS);
    assertThat(cause(view)).isEqualTo(Cause.NO_ADDRESS);
    assertThat(view.evidence())
        .singleElement()
        .satisfies(seen -> assertThat(seen.mark()).isEqualTo(Mark.FAILS));
  }

  @Test
  void whereNobodyCanSayNobodyHasLooked() throws Exception {
    View view =
        vantage(_ -> new Found.Unsaid("9.9.9.9 does not answer", "set it"), LONG)
            .view(URI.create("https://localhost"), OURS);
    assertThat(cause(view)).isEqualTo(Cause.NOBODY_OUTSIDE);
    View unknown = vantage(knowing(), LONG).view(null, OURS);
    assertThat(cause(unknown)).isEqualTo(Cause.NOBODY_OUTSIDE);
    assertThat(cause(vantage(knowing(), LONG).view(URI.create("tcp://x:1"), OURS)))
        .isEqualTo(Cause.NOBODY_OUTSIDE);
  }

  @Test
  void certificateThatShouldHaveBeenRenewedIsTold() throws Exception {
    int port = edge(FIRST, 0, well()).port();
    wall.advance(Duration.between(wall.now(), Instant.now()).plusDays(24));
    View view = vantage(knowing(FIRST), LONG).view(URI.create("https://localhost:" + port), OURS);
    assertThat(view.trouble()).isNull();
    assertThat(view.notices())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.topic()).isEqualTo("certificate");
              assertThat(notice.what()).startsWith("the certificate of localhost ends 20");
            });
  }

  @Test
  void plainAddressIsAskedWithoutTls() throws Exception {
    RudeEdge edge = edge(FIRST, 0, RudeEdge.saying(RudeEdge.health(OURS)));
    URI url = URI.create("http://127.0.0.1:" + edge.port() + "/ollama");
    View view = vantage(_ -> new Found.Nowhere("nobody asks"), LONG).view(url, OURS);
    assertThat(view.trouble()).isNull();
    assertThat(view.evidence())
        .extracting(Evidence::layer)
        .containsExactly(Layer.DNS, Layer.TCP, Layer.HTTP);
    assertThat(edge.heads().getFirst()).startsWith("GET /ollama/health?nonce=");
  }

  @Test
  void whereAnybodyMayAnswerEveryWholeAnswerProves() throws Exception {
    RudeEdge edge = edge(FIRST, 0, RudeEdge.saying(_ -> RudeEdge.answer(404, "no page")));
    RudeEdge empty = edge(FIRST, 0, RudeEdge.saying(_ -> RudeEdge.answer(502, "")));
    RudeEdge old =
        edge(FIRST, 0, RudeEdge.saying(_ -> RudeEdge.answer(200, "", "Homeport-Instance: hp-old")));
    RudeEdge kept =
        edge(FIRST, 0, RudeEdge.saying(_ -> RudeEdge.health("hp-x").apply("?nonce=of-yesterday ")));
    PublicVantage vantage = vantage(knowing(FIRST), LONG);
    assertThat(cause(vantage.view(at(edge), null))).isNull();
    assertThat(cause(vantage.view(at(old), null))).isNull();
    assertThat(cause(vantage.view(at(empty), null))).isEqualTo(Cause.EMPTY_ANSWER);
    assertThat(cause(vantage.view(at(kept), null))).isEqualTo(Cause.SOMEBODY_ELSE);
  }

  private static URI at(RudeEdge edge) {
    return URI.create("http://localhost:" + edge.port());
  }

  private Look led(int edge, Approach.Guide guide) throws InterruptedException {
    return vantage(_ -> new Found.Nowhere("nobody is asked"), LONG)
        .look(
            URI.create("https://localhost:" + edge),
            OURS,
            "a-nonce-of-theirs",
            new Approach.Led("the proxy", "ask the proxy", guide),
            authority::trust);
  }

  @Test
  void certificateIsTheHomesOwnWhereAProxyLeadsThere() throws Exception {
    int edge = edge(FIRST, 0, well()).port();
    try (var proxy = ConnectProxy.leading(_ -> edge)) {
      var through = new Passage.Way.Through("the proxy", FIRST, proxy.port());
      Look seen = led(edge, through::lead);
      assertThat(seen.view().trouble()).isNull();
      assertThat(seen.echoed()).isTrue();
      assertThat(mark(seen.view(), Layer.TLS)).isEqualTo(Mark.FINE);
      assertThat(proxy.asked()).containsExactly("localhost:" + edge);
    }
    int other = edge(FIRST, 0, secure(Shown.ELSEWHERE, RudeEdge.health(OURS))).port();
    try (var proxy = ConnectProxy.leading(_ -> other)) {
      var through = new Passage.Way.Through("the proxy", FIRST, proxy.port());
      assertThat(cause(led(other, through::lead).view())).isEqualTo(Cause.NOT_TRUSTED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"none, NOT_REACHED", "it sleeps, NOBODY_OUTSIDE"})
  void interfaceThatLeadsNowhereIsJudgedByWhatIsKnownOfIt(@Nullable String doubt, Cause cause)
      throws Exception {
    View view =
        vantage(knowing(FIRST), LONG)
            .look(
                URI.create("http://localhost:" + RudeServer.refusingPort()),
                OURS,
                "a-nonce-of-theirs",
                new Approach.Aided("mend the interface", doubt),
                authority::trust)
            .view();
    assertThat(cause(view)).isEqualTo(cause);
    assertThat(view.trouble()).extracting(Finding::next).isEqualTo("mend the interface");
    assertThat(what(view)).contains(doubt == null ? FIRST : doubt);
  }
}
