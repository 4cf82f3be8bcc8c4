package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.Head;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.resilience.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rude: early acknowledgement as a router hears it on its socket, by the letter of
/// `front/design.md`.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class AcknowledgementTest {
  private static final String CHAT = "/api/chat";
  private static final String ACK = "Homeport-Ack: 1\r\n";
  private static final Gate.Limits ONE = new Gate.Limits(1, 20, Duration.ofMinutes(1));

  /// The standing that an interim head tells.
  private static String standing(Head head) {
    assertThat(head.line()).isEqualTo("HTTP/1.1 103 Early Hints");
    return head.header("Homeport-Ack").orElseThrow();
  }

  private static RawClient occupying(FrontRig rig, RudeServer upstream) throws Exception {
    RawClient first = rig.client();
    first.post(CHAT, FrontRig.BODY, FrontRig.KEY);
    upstream.next();
    return first;
  }

  private static void awaitWaiting(FrontRig rig, int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (rig.gate().snapshot().waiting() != count) {
      assertThat(System.nanoTime() - deadline).isNegative();
      Thread.onSpinWait();
    }
  }

  @Test
  void whoWaitsHearsItsPositionAndThenThatItRuns() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs(), Fault.whole());
        var rig = new FrontRig(upstream.uri(), ONE);
        var second = rig.client()) {
      rig.loaded("m:latest");
      RawClient first = occupying(rig, upstream);
      second.post(CHAT, FrontRig.BODY, FrontRig.KEY, ACK);
      assertThat(standing(second.head())).isEqualTo("queued; position=1");
      first.close();
      assertThat(standing(second.head())).isEqualTo("running");
      Received answer = second.read();
      assertThat(answer.interim()).isEmpty();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Homeport-Ack")).isEmpty();
    }
  }

  @Test
  void whoseModelLoadsHearsThatAndThenItsAnswer() throws Exception {
    try (var upstream = RudeServer.playing(Fault.whole());
        var rig = new FrontRig(upstream.uri(), ONE);
        var client = rig.client()) {
      rig.loaded("another:latest");
      client.post(CHAT, FrontRig.BODY, FrontRig.KEY, ACK);
      assertThat(standing(client.head())).isEqualTo("loading");
      Received answer = client.read();
      assertThat(answer.interim()).isEmpty();
      assertThat(answer.status()).isEqualTo(200);
      client.post(CHAT, FrontRig.BODY, FrontRig.KEY, ACK);
      assertThat(standing(client.head())).as("it has answered").isEqualTo("running");
    }
  }

  @Test
  void answerThatComesFirstIsNotPrecededByOldNews() throws Exception {
    try (var upstream = RudeServer.playing(Fault.whole());
        var rig = new FrontRig(upstream.uri(), ONE);
        var client = rig.client()) {
      client.post(CHAT, FrontRig.BODY, FrontRig.KEY, ACK);
      Received answer = client.read();
      assertThat(answer.interim().stream().map(AcknowledgementTest::standing))
          .containsExactly("loading");
      rig.loaded("m:latest");
      assertThat(client.post(CHAT, FrontRig.BODY, FrontRig.KEY).read().interim()).isEmpty();
    }
  }

  @Test
  void nobodyElseSeesAny() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs(), Fault.json("{\"done\":true}"));
        var rig = new FrontRig(upstream.uri(), ONE);
        var plain = rig.client();
        var other = rig.client();
        var old = rig.client()) {
      RawClient first = occupying(rig, upstream);
      plain.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      other.post(CHAT, FrontRig.BODY, FrontRig.KEY, "Homeport-Ack: 2\r\n");
      String length = "Content-Length: " + FrontRig.BODY.length() + "\r\n";
      old.send(
          "POST /api/chat HTTP/1.0\r\n" + ACK + length + FrontRig.KEY + "\r\n" + FrontRig.BODY);
      awaitWaiting(rig, 3);
      first.close();
      for (RawClient client : List.of(plain, other, old)) {
        Received answer = client.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.interim()).isEmpty();
      }
      assertThat(upstream.next().headers("Homeport-Ack")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"/api/chat, no JSON, 400", "/nope, {}, 404", "/api/pull, {}, 403"})
  void whoIsRefusedHearsNothingBefore(String path, String body, int status) {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri(), ONE);
        var client = rig.client()) {
      Received answer = client.post(path, body, FrontRig.GUEST, ACK).read();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.interim()).isEmpty();
      assertThat(client.post(CHAT, FrontRig.BODY, ACK).read().interim()).isEmpty();
    }
  }

  @Test
  void whoFindsTheQueueFullHearsNothingBefore() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(1, 0, Duration.ofMinutes(1)));
        var client = rig.client()) {
      RawClient first = occupying(rig, upstream);
      Received answer = client.post(CHAT, FrontRig.BODY, FrontRig.KEY, ACK).read();
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.interim()).isEmpty();
      first.close();
    }
  }

  @Test
  void positionIsToldAtMostOnceASecond() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri(), ONE);
        var last = rig.client()) {
      RawClient first = occupying(rig, upstream);
      var before = new ArrayList<RawClient>();
      for (int i = 1; i <= 5; i++) {
        before.add(rig.client().post(CHAT, FrontRig.BODY, FrontRig.KEY));
        awaitWaiting(rig, i);
      }
      last.post(CHAT, FrontRig.BODY, FrontRig.KEY, ACK);
      assertThat(standing(last.head())).isEqualTo("queued; position=6");
      long told = System.nanoTime();
      before.forEach(RawClient::close);
      awaitWaiting(rig, 1);
      assertThat(standing(last.head())).isEqualTo("queued; position=1");
      assertThat(System.nanoTime() - told).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(700));
      first.close();
    }
  }

  @Test
  void whoLeavesTheQueueFreesItsPlace() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri(), ONE)) {
      RawClient first = occupying(rig, upstream);
      try (var client = rig.client()) {
        client.post(CHAT, FrontRig.BODY, FrontRig.KEY, ACK);
        assertThat(standing(client.head())).isEqualTo("queued; position=1");
      }
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(rig.gate().snapshot().waiting()).isZero();
      assertThat(upstream.hasHeard()).isFalse();
      first.close();
    }
  }
}
