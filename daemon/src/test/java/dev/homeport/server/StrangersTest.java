package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who has no key costs next to nothing, however many of him there are and whatever he sends.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class StrangersTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");
  private static final String LARGE_BODY = "Content-Length: 1000000\r\n";

  private final FrontRig rig = new FrontRig(NOBODY);

  @Test
  void answerDoesNotWaitForTheBody() {
    try (rig;
        var stranger = rig.client()) {
      stranger.send("POST /api/chat HTTP/1.1\r\nHost: x\r\n" + LARGE_BODY + "\r\n{");
      Received answer = stranger.read();
      assertThat(answer.head().status()).isEqualTo(401);
      assertThat(answer.head().header("Connection")).contains("close");
    }
  }

  @Test
  void whoSendsAllHeHasStillHearsTheAnswer() {
    try (rig;
        var stranger = rig.client()) {
      stranger.send("POST /api/chat HTTP/1.1\r\nHost: x\r\n" + LARGE_BODY + "\r\n");
      for (int i = 0; i < 100; i++) {
        stranger.send("x".repeat(10_000));
      }
      assertThat(stranger.read().head().status()).isEqualTo(401);
      assertThat(stranger.closed()).isEqualTo(End.CLOSED);
    }
  }

  @Test
  void nobodyIsToldToSendWhatIsRefused() {
    try (rig;
        var stranger = rig.client()) {
      stranger.send(
          "POST /api/chat HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + LARGE_BODY + "\r\n");
      Received answer = stranger.read();
      assertThat(answer.interim()).isEmpty();
      assertThat(answer.head().status()).isEqualTo(401);
      assertThat(stranger.closed()).isEqualTo(End.CLOSED);
    }
  }

  @Test
  void smallBodyCostsNoConnection() {
    try (rig;
        var stranger = rig.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(stranger.post("/api/chat", FrontRig.BODY).read().head().status()).isEqualTo(401);
      }
    }
  }

  @Test
  void headOfManyHeadersIsRefused() {
    try (rig;
        var stranger = rig.client()) {
      stranger.send("GET /health HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(6000) + "\r\n");
      assertThat(stranger.read().head().status()).isEqualTo(431);
    }
  }

  /// A few thousand of these filled the heap, and the daemon ended.
  @Test
  void whoComesAmidACrowdOfHeadsThatNeverEndIsServed() {
    try (rig) {
      var crowd = new ArrayList<RawClient>();
      for (int i = 0; i < 700; i++) {
        crowd.add(rig.client().send("GET / HTTP/1.1\r\nHost: x\r\nx: " + "a".repeat(30_000)));
      }
      boolean served = isServedInTheEnd();
      crowd.forEach(RawClient::close);
      assertThat(served).isTrue();
    }
  }

  /// Whether somebody gets in who tries until the crowd is thinned out, which is soon.
  private boolean isServedInTheEnd() {
    long began = System.nanoTime();
    while (System.nanoTime() - began < 10_000_000_000L) {
      try (var client = rig.client()) {
        if (client.get("/health").read().head().status() == 200) {
          return true;
        }
      } catch (AssertionError _) {
        // Not yet.
      }
    }
    return false;
  }

  @Test
  void whatHeadsTakeIsGivenBack() {
    try (rig) {
      var heads = List.of("a: " + "b".repeat(30_000) + "\r\n", "", "a: b\r\n".repeat(190));
      for (int i = 0; i < 900; i++) {
        try (var client = rig.client()) {
          client.get("/health", heads.get(i % heads.size()));
          assertThat(client.read().head().status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void addressThatDoesNotFitIntoAnAnswerIsRefused() throws InterruptedException {
    try (rig;
        var stranger = rig.client()) {
      stranger.get("/api//tags?" + "a".repeat(20_000));
      assertThat(stranger.read().head().status()).isEqualTo(414);
      assertThat(rig.ended().cause()).isEqualTo("long address");
    }
  }

  @Test
  void madeUpMethodIsNotWrittenDownAtLength() throws InterruptedException {
    try (rig;
        var stranger = rig.client()) {
      stranger.send("A".repeat(9000) + " /api/tags HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(stranger.read().head().status()).isEqualTo(401);
      assertThat(rig.ended().method()).hasSizeLessThan(20);
    }
  }
}
