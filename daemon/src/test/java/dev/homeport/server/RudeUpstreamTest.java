package dev.homeport.server;

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
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client sees of an upstream that misbehaves: never a whole answer that is none.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class RudeUpstreamTest {
  /// A route whose answers are whole by their framing, which is all that is broken here.
  private static final String EMBED = "/api/embed";

  private static Received ask(Act act) {
    try (var upstream = RudeServer.playing(act);
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      return client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read();
    }
  }

  static Stream<Fault> monsters() {
    return Stream.of(Fault.hugeHeader(), Fault.endlessLine(), Fault.endlessHeaders());
  }

  @Test
  void piecesArriveAsTheyWereSent() {
    assertThat(ask(Fault.whole()).texts()).containsExactly(Fault.LINE, Fault.LINE, Fault.LAST);
  }

  @Test
  void characterThatIsSplitStaysSplit() {
    byte[] text = "data: {\"a\":\"東京🙂\"}\n\n".getBytes(UTF_8);
    var pieces = Stream.<byte[]>builder();
    pieces.add("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n".getBytes(UTF_8));
    pieces.add("Transfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
    for (byte one : text) {
      pieces.add(new byte[] {'1', '\r', '\n', one, '\r', '\n'});
    }
    pieces.add("0\r\n\r\n".getBytes(UTF_8));
    Received answer = ask(Act.bytes(Act.After.STAYS, pieces.build().toArray(byte[][]::new)));
    assertThat(answer.pieces()).hasSize(text.length);
    assertThat(answer.body()).isEqualTo(text);
    assertThat(answer.end()).isEqualTo(End.WHOLE);
  }

  @ParameterizedTest
  @MethodSource("dev.homeport.fake.Fault#cuts")
  void brokenAnswerIsABrokenConnection(Fault fault) throws Exception {
    try (var upstream = RudeServer.playing(fault);
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      Received answer = client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.end()).isIn(End.CUT, End.RESET);
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.homeport.fake.Fault#noAnswers")
  void noAnswerIsSaidInTheClientsWords(Fault fault) {
    Received answer = ask(fault);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    assertThat(answer.text()).startsWith("{\"error\":\"").endsWith("\"}");
    assertThat(answer.head().headers("Transfer-Encoding")).isEmpty();
  }

  @Test
  void wordsOfOurOwnHaveNoHeadersOfTheBrokenAnswer() {
    String head = Fault.CHUNKED.replace("Content-Type:", "Content-Encoding: gzip\r\nX-Theirs:");
    Act fault = Act.bytes(Act.After.CLOSES, head.getBytes(UTF_8));
    Received answer = ask(fault);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.header("X-Theirs")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("monsters")
  void monsterOfAHeadIsRefusedAndItsConnectionClosed(Fault fault) throws Exception {
    try (var upstream = RudeServer.playing(fault);
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      Received answer = client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read();
      assertThat(answer.status()).isEqualTo(502);
      upstream.next().departure();
    }
  }

  @Test
  void nobodyAtThePortIsSaidWithTheRemedy() {
    try (var rig = new FrontRig(URI.create("http://127.0.0.1:" + RudeServer.refusingPort()));
        var client = rig.client()) {
      Received answer = client.post("/v1/messages", FrontRig.BODY, FrontRig.KEY).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).startsWith("{\"type\":\"error\"").contains("ollama serve");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103})
  void interimHeadsOfTheUpstreamStayThere(int status) {
    Received answer = ask(Fault.interim(status));
    assertThat(answer.interim()).isEmpty();
    assertThat(answer.text()).isEqualTo("{}");
  }

  @Test
  void errorPagePassesAsItIs() {
    Received answer = ask(Fault.htmlError());
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Type")).contains("text/html");
    assertThat(answer.text()).contains("oops");
  }

  @Test
  void emptyAnswerStaysEmpty() {
    Received answer = ask(Fault.noContent());
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void endOfOldHttpBecomesAnEndInChunks() {
    Received answer = ask(Fault.oldHttp());
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    assertThat(answer.text()).isEqualTo(Fault.LINE + Fault.LAST);
  }

  @Test
  void gzipNobodyAskedForIsNotTouched() {
    Received answer = ask(Fault.unaskedGzip());
    assertThat(answer.header("Content-Encoding")).contains("gzip");
    assertThat(answer.body()).hasSize(3);
  }

  @Test
  void trailersCostNothing() {
    assertThat(ask(Fault.trailers()).text()).isEqualTo(Fault.LINE + Fault.LAST);
  }

  @Test
  void earlyAnswerIsAnAnswer() {
    assertThat(ask(new Fault.Early(Fault.json("{\"early\":true}"))).text()).contains("early");
  }

  @Test
  void headHasNoBody() {
    Act head =
        Act.bytes(Act.After.STAYS, "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n".getBytes(UTF_8));
    try (var upstream = RudeServer.playing(head, Fault.json("{}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.send("HEAD / HTTP/1.1\r\nHost: x\r\n" + FrontRig.KEY + "\r\n");
      assertThat(client.read("HEAD").header("Content-Length")).contains("17");
      assertThat(client.get("/api/tags", FrontRig.KEY).read().text()).isEqualTo("{}");
    }
  }

  @Test
  void surplusBytesReachNobody() {
    try (var upstream = RudeServer.playing(Fault.longBody(), Fault.json("{\"next\":1}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      assertThat(client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read().text()).isEqualTo("{}");
      assertThat(client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read().text())
          .isEqualTo("{\"next\":1}");
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void staleConnectionCostsNothing() {
    try (var upstream = RudeServer.playing(Fault.staleAfter("{\"n\":1}"), Fault.json("{\"n\":2}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read();
      assertThat(client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read().text())
          .isEqualTo("{\"n\":2}");
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void connectionsDroppedByARestartCostNothing() {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.post(EMBED, FrontRig.BODY, FrontRig.KEY).read().status()).isEqualTo(200);
        upstream.dropConnections();
      }
    }
  }

  @Test
  void largeBodyArrivesWhole() throws Exception {
    char[] filling = new char[3 << 20];
    Arrays.fill(filling, 'x');
    String body = FrontRig.BODY.replace("hello", new String(filling));
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri());
        RawClient client = rig.client()) {
      client.post(EMBED, body, FrontRig.KEY).read();
      assertThat(upstream.next().text()).isEqualTo(body);
    }
  }
}
