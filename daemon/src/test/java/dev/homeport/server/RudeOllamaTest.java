package dev.homeport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: an Ollama that breaks the rules of HTTP itself, answers before it was asked in full, or
/// says more than it was asked; and a bug of ours.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class RudeOllamaTest {
  private static final String CHAT = "/api/chat";
  private static final String EARLY =
      Fault.sized("400 Bad Request", "application/json", "{\"error\":\"too much\"}");

  static Stream<Act> nonsense() {
    return Stream.of(
            "HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 -200 Minus\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 abc Words\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
            "HTTP/1.1\r\n\r\n",
            "ICY 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000))
        .map(text -> Fault.says(text.strip(), Act.After.HANGS, text));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseIsNoAnswer(Act act) throws Exception {
    try (var upstream = RudeServer.playing(act, Fault.json("{\"done\":true}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      Received answer = client.post(CHAT, FrontRig.BODY, FrontRig.KEY).read();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.end()).isEqualTo(End.WHOLE);
      assertThat(answer.text()).startsWith("{\"error\":\"");
      upstream.next().departure();
      RequestEnded ended = rig.ended();
      assertThat(ended.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(rig.gate().snapshot().running()).isZero();
      assertThat(client.post(CHAT, FrontRig.BODY, FrontRig.KEY).read().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 600 Beyond\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nX-A: \u0000\u0001\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nX-A: \u00e9\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nX A: b\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nX-A: b\r\n c\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\n: b\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}"
      })
  void oddHeadIsPassedOnOrRefusedButNeverBreaksUs(String text) throws Exception {
    Act act = Act.bytes(Act.After.CLOSES, text.getBytes(ISO_8859_1));
    try (var upstream = RudeServer.playing(act, Fault.json("{\"next\":1}"));
        var rig = new FrontRig(upstream.uri())) {
      try (var client = rig.client()) {
        Received answer = client.get("/api/tags", FrontRig.KEY).read();
        assertThat(answer.end()).isIn(End.WHOLE, End.CUT, End.RESET);
        rig.ended();
        assertThat(rig.hasEnded()).isFalse();
      }
      try (var client = rig.client()) {
        assertThat(client.get("/api/tags", FrontRig.KEY).read().text()).isEqualTo("{\"next\":1}");
      }
    }
  }

  /// The next one on the same connection would otherwise get what was not meant for it.
  @Test
  void secondAnswerToOneQuestionIsNobodys() throws Exception {
    String twice =
        Fault.sized("200 OK", "application/json", "{\"n\":1}")
            + Fault.sized("200 OK", "application/json", "{\"secret\":1}");
    try (var upstream =
            RudeServer.playing(
                Act.bytes(Act.After.STAYS, twice.getBytes(UTF_8)), Fault.json("{\"n\":2}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      assertThat(client.get("/api/tags", FrontRig.KEY).read().text()).isEqualTo("{\"n\":1}");
      assertThat(client.get("/api/tags", FrontRig.KEY).read().text()).isEqualTo("{\"n\":2}");
      assertThat(client.get("/api/tags", FrontRig.KEY).read().text()).isEqualTo("{\"n\":2}");
    }
  }

  /// Go's server says no, shuts its side, and half a second later resets what is still being sent.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answerBeforeTheBodyWasReadIsTheAnswer(boolean lingers) throws Exception {
    byte[] body = FrontRig.BODY.replace("hello", "x".repeat(20 << 20)).getBytes(UTF_8);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var rig = new FrontRig(URI.create("http://127.0.0.1:" + server.getLocalPort()));
        var client = rig.client()) {
      Thread rude = Threads.virtual("early", () -> answerEarly(server, lingers));
      client.post(CHAT, new String(body, UTF_8), FrontRig.KEY);
      Received answer = client.read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("too much");
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.ANSWERED);
      rude.join();
    }
  }

  private static void answerEarly(ServerSocket server, boolean lingers) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().readNBytes(200);
      socket.getOutputStream().write(EARLY.getBytes(UTF_8));
      if (lingers) {
        socket.shutdownOutput();
        // As Go does it: the pause is the peer's behaviour, not a guess of when we are done.
        Pause.real().last(Duration.ofMillis(300));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void bugOfOursIsToldOnceAndHoldsNothing() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      for (int i = 0; i < 3; i++) {
        try (RawClient client = rig.client()) {
          String pull = "{\"model\":\"bug\"}";
          Received answer = client.post("/api/pull", pull, FrontRig.GUEST).read();
          assertThat(answer.status()).isEqualTo(500);
          assertThat(answer.text())
              .isEqualTo("{\"error\":\"Homeport failed here; its log says why\"}");
          assertThat(rig.ended().outcome()).isEqualTo(Outcome.FAILED);
          assertThat(rig.hasEnded()).isFalse();
        }
      }
      try (RawClient client = rig.client()) {
        assertThat(client.get("/health", FrontRig.KEY).read().text()).contains("\"in_flight\":1");
      }
    }
  }
}
