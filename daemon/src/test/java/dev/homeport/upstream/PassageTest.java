package dev.homeport.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.failure.Failure;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.ConnectProxy;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Passage.Way;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The way through a proxy, which may do anything.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class PassageTest {
  private static final URI HOME = URI.create("http://home.acme.internal:8888");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(120);
  private static final Question HELLO = new Question("GET", "/api/tags", List.of(), null);

  private final List<String> told = new CopyOnWriteArrayList<>();

  /// A way that remembers what it was told.
  private Passage over(Way way) {
    return new Passage() {
      @Override
      public Way way() {
        return way;
      }

      @Override
      public void opened() {
        told.add("opened");
      }

      @Override
      public void failed(String why) {
        told.add(why);
      }
    };
  }

  private Passage through(int port) {
    return over(new Way.Through("the proxy", "127.0.0.1", port));
  }

  private static HttpUpstream upstream(URI base, Duration connect, Passage passage) {
    return new HttpUpstream(base, "home", Ticker.system(), null, connect, passage);
  }

  /// Why it was not answered.
  private Failure failure(URI base, Duration connect, Passage passage) {
    HttpUpstream upstream = upstream(base, connect, passage);
    try {
      return switch (upstream.attempt().ask(HELLO)) {
        case Reply.Failed(Failure failure) -> failure;
        case Reply.Answered(Answer answer) -> {
          answer.close();
          throw new AssertionError("answered: " + answer.status());
        }
      };
    } finally {
      upstream.stop();
    }
  }

  private Failure.Unreachable met(Duration connect, Act proxy) {
    try (var server = RudeServer.playing(proxy)) {
      return (Failure.Unreachable) failure(HOME, connect, through(server.port()));
    }
  }

  private static Act says(String text, After after) {
    return Act.bytes(after, text.replace("¶", "\r\n").getBytes(US_ASCII));
  }

  @Test
  void nameIsLeftToTheProxyAndConnectionsAreKept() throws Exception {
    try (var home = RudeServer.playing(Fault.json("{}"));
        var proxy = ConnectProxy.leading(_ -> home.port())) {
      HttpUpstream upstream = upstream(HOME, LONG, through(proxy.port()));
      for (int i = 0; i < 2; i++) {
        try (Answer answer = answered(upstream.attempt())) {
          assertThat(answer.status()).isEqualTo(200);
          while (answer.read() > 0) {}
        }
      }
      assertThat(proxy.asked()).containsExactly("home.acme.internal:8888");
      assertThat(home.next().head()).startsWith("GET /api/tags HTTP/1.1\r\nHost: home\r\n");
      assertThat(told).containsExactly("opened");
      upstream.stop();
    }
  }

  private static Answer answered(Attempt attempt) {
    return switch (attempt.ask(HELLO)) {
      case Reply.Answered(Answer answer) -> answer;
      case Reply.Failed(Failure failure) -> throw new AssertionError(failure);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "http://100.64.1.25:8888, 100.64.1.25:8888",
    "http://home, home:80",
    "http://[fd00::1]:8888, [fd00::1]:8888"
  })
  void proxyIsAskedForTheAddressAsItIsWritten(URI base, String target) throws Exception {
    try (var proxy = RudeServer.playing(says("HTTP/1.1 403 No¶¶", After.CLOSES))) {
      failure(base, LONG, through(proxy.port()));
      assertThat(proxy.next().head())
          .isEqualTo("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
    }
  }

  @Test
  void piecesPassOneByOneAndLeavingClosesTheTunnelAtOnce() throws Exception {
    Act story =
        Act.bytes(
            After.HANGS,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n".getBytes(UTF_8),
            "6\r\nsecond\r\n".getBytes(UTF_8));
    try (var home = RudeServer.playing(story);
        var proxy = ConnectProxy.leading(_ -> home.port())) {
      HttpUpstream upstream = upstream(HOME, LONG, through(proxy.port()));
      Attempt attempt = upstream.attempt();
      Answer answer = answered(attempt);
      assertThat(piece(answer)).isEqualTo("first");
      assertThat(piece(answer)).isEqualTo("second");
      Heard heard = home.next();
      assertThat(heard.isPeerThere()).isTrue();

      attempt.cancel();

      heard.departure();
      assertThat(answer.read()).isEqualTo(Answer.BROKEN);
      assertThat(answer.failure()).isInstanceOf(Failure.Cancelled.class);
      answer.close();
      upstream.stop();
    }
  }

  private static String piece(Answer answer) {
    int count = answer.read();
    return new String(answer.buffer(), 0, count, UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 403 Forbidden¶Content-Length: 16¶¶no such resource | the proxy refused: 403 Forbidden: no such resource; home.acme.internal:8888 may not be granted to it
          HTTP/1.1 403 Forbidden¶Content-Length: 90¶¶and then nothing | the proxy refused: 403 Forbidden: and then nothing; home.acme.internal:8888 may not be granted to it
          HTTP/1.0 502 Bad Gateway¶¶ | the proxy refused: 502 Bad Gateway; it may know no such resource as home.acme.internal:8888, or have no way to it now
          HTTP/1.1 302¶Location: /¶¶ | the proxy refused: 302
          HTTP/1.1 101 Switching¶¶ | the proxy refused: 101 Switching
          """)
  void refusalIsToldInTheProxysWords(String answer, String why) {
    Failure.Unreachable met = met(LONG, says(answer, After.CLOSES));
    assertThat(met.why()).isEqualTo(why);
    assertThat(met.obstacle()).isEqualTo(Failure.Obstacle.OTHER);
    assertThat(told).containsExactly(why);
  }

  @Test
  void refusalIsShownWithoutWhatTerminalsObey() {
    assertThat(
            met(LONG, says("HTTP/1.1 403 \u001b[31m" + "x".repeat(900) + "¶¶", After.CLOSES)).why())
        .contains("403 ?[31mxxx")
        .hasSizeLessThan(300);
  }

  @Test
  void silenceEndsWithThePatienceForAConnection() {
    Failure.Unreachable met = met(SHORT, Fault.hangs());
    assertThat(met.obstacle()).isEqualTo(Failure.Obstacle.SILENCE);
    assertThat(met.why()).contains("the proxy at 127.0.0.1:", "no answer in time");
  }

  @Test
  void oneByteAtATimeDoesNotPutItOff() {
    Duration between = SHORT.dividedBy(4);
    Act trickle = new Fault.Drips("trickle", "HTTP/1.1 200 OK\r\n", "X: y\r\n", between);
    long began = System.nanoTime();
    assertThat(met(SHORT, trickle).obstacle()).isEqualTo(Failure.Obstacle.SILENCE);
    assertThat(System.nanoTime() - began).isLessThan(LONG.toNanos() / 2);
  }

  @Test
  void earlyEndIsTold() {
    for (Act early :
        List.of(
            says("", After.CLOSES), says("HTTP/1.1 200", After.CLOSES), says("", After.RESETS))) {
      assertThat(met(LONG, early).why()).contains("ended the connection without an answer");
    }
  }

  @Test
  void whatIsNoProxyIsTold() {
    assertThat(met(LONG, says("SSH-2.0-OpenSSH_9.6¶", After.HANGS)).why())
        .contains("what listens there is no HTTP proxy");
    assertThat(met(LONG, says("HTTP/1.1 fine¶¶", After.HANGS)).why())
        .contains("what listens there is no HTTP proxy");
    assertThat(met(LONG, new Fault.Pours("endless", "HTTP/1.1 200 OK\r\n", "X: y\r\n")).why())
        .contains("its answer has no end");
  }

  @Test
  void nobodyAtTheProxysAddressIsNotTakenForTheUpstreamsAbsence() {
    var met = (Failure.Unreachable) failure(HOME, LONG, through(RudeServer.refusingPort()));
    assertThat(met.why()).contains("the proxy at 127.0.0.1:", "does not take connections");
    assertThat(met.where()).isEqualTo(HOME.toString());
  }

  @Test
  void attemptEndsAtOnceWhileTheProxySaysNothing() throws Exception {
    try (var proxy = RudeServer.playing(Fault.hangs())) {
      HttpUpstream upstream = upstream(HOME, LONG, through(proxy.port()));
      Attempt attempt = upstream.attempt();
      var replies = new ArrayBlockingQueue<Reply>(1);
      Thread asking = Threads.virtual("asking", () -> replies.add(attempt.ask(HELLO)));
      Heard heard = proxy.next();

      attempt.cancel();

      assertThat(replies.poll(10, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Reply.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.Cancelled.class));
      heard.departure();
      asking.join();
      assertThat(told).isEmpty();
      upstream.stop();
    }
  }

  @Test
  void whereThereIsNoWayNothingIsTried() {
    var met =
        (Failure.Unreachable) failure(HOME, LONG, over(new Way.Shut("twingated is not there")));
    assertThat(met.why()).isEqualTo("twingated is not there");
  }

  @Test
  void doubtIsToldWithWhatWasMet() {
    URI nobody = URI.create("http://127.0.0.1:" + RudeServer.refusingPort());
    var met =
        (Failure.Unreachable) failure(nobody, LONG, over(new Way.Direct("twingate is offline")));
    assertThat(met.why()).isEqualTo("connection refused; twingate is offline");
    assertThat(met.obstacle()).isEqualTo(Failure.Obstacle.REFUSED);
  }

  @Test
  void keptConnectionsAreDroppedAndOthersMadeInTheirPlace() {
    try (var home = RudeServer.playing(Fault.json("{}"));
        var proxy = ConnectProxy.leading(_ -> home.port())) {
      HttpUpstream upstream = upstream(HOME, LONG, through(proxy.port()));
      for (int i = 0; i < 3; i++) {
        try (Answer answer = answered(upstream.attempt())) {
          while (answer.read() > 0) {}
        }
        if (i == 1) {
          assertThat(proxy.asked()).hasSize(1);
          upstream.dropIdle();
        }
      }
      assertThat(proxy.asked()).hasSize(2);
      upstream.stop();
    }
  }
}
