package dev.homeport.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.Received.End;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The fakes of sockets against one another: what the server does is what the client sees.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class RudeServerTest {
  private static Received ask(Act act) {
    try (var server = RudeServer.playing(act);
        var client = RawClient.to(server.port())) {
      return client.post("/api/chat", "{}").read();
    }
  }

  @Test
  void wholeStreamComesInItsChunks() {
    Received answer = ask(Fault.whole());
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    assertThat(answer.texts()).containsExactly(Fault.LINE, Fault.LINE, Fault.LAST);
  }

  @Test
  void requestIsRememberedAsItCame() throws Exception {
    try (var server = RudeServer.playing(Fault.json("{}"));
        var client = RawClient.to(server.port())) {
      client.post("/api/chat?x=1", "{\"a\":\"ü\"}", "X-One: 1\r\n", "x-one: 2\r\n").read();
      Heard heard = server.next();
      assertThat(heard.line()).isEqualTo("POST /api/chat?x=1 HTTP/1.1");
      assertThat(heard.text()).isEqualTo("{\"a\":\"ü\"}");
      assertThat(heard.headers("X-One")).containsExactly("1", "2");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.homeport.fake.Fault#cuts")
  void cutIsSeen(Fault fault) {
    assertThat(ask(fault).end()).isIn(End.CUT, End.RESET, End.GARBLED);
  }

  @ParameterizedTest
  @MethodSource("dev.homeport.fake.Fault#silentCuts")
  void silentCutLooksWhole(Fault fault) {
    assertThat(ask(fault).end()).isEqualTo(End.WHOLE);
  }

  @ParameterizedTest
  @MethodSource("dev.homeport.fake.Fault#noAnswers")
  void noAnswerIsNoBody(Fault fault) {
    if (fault.equals(Fault.closesAfterHead())) {
      assertThat(ask(fault).end()).isEqualTo(End.CUT);
    } else {
      assertThatThrownBy(() -> ask(fault)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void endOfOldHttpIsTheEndOfItsConnection() {
    Received answer = ask(Fault.oldHttp());
    assertThat(answer.end()).isEqualTo(End.CLOSED);
    assertThat(answer.text()).isEqualTo(Fault.LINE + Fault.LAST);
  }

  @Test
  void interimHeadsAreKeptApart() {
    Received answer = ask(Fault.interim(103));
    assertThat(answer.interim()).hasSize(1);
    assertThat(answer.text()).isEqualTo("{}");
  }

  @Test
  void trailersAreRead() {
    assertThat(ask(Fault.trailers()).trailers()).hasSize(1);
  }

  @Test
  void dripIsWhole() {
    assertThat(ask(Fault.drips(Duration.ofMillis(1))).text()).isEqualTo(Fault.LINE + Fault.LAST);
  }

  @Test
  void earlyAnswerComesBeforeTheBody() {
    try (var server = RudeServer.playing(new Fault.Early(Fault.json("{}")));
        var client = RawClient.to(server.port())) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("{}");
      client.send("12345").post("/again", "{}");
      assertThat(client.read().text()).isEqualTo("{}");
    }
  }

  @Test
  void staleConnectionIsClosedAfterItsAnswer() {
    try (var server = RudeServer.playing(Fault.staleAfter("{}"));
        var client = RawClient.to(server.port())) {
      assertThat(client.get("/").read().end()).isEqualTo(End.WHOLE);
      assertThat(client.closed()).isEqualTo(End.CLOSED);
    }
  }

  @Test
  void departureIsNoticedWhileNothingIsSent() throws Exception {
    try (var server = RudeServer.playing(Fault.hangsInBody())) {
      var client = RawClient.to(server.port());
      client.get("/").head();
      Heard heard = server.next();
      assertThat(heard.isPeerThere()).isTrue();
      client.close();
      heard.departure();
    }
  }

  @Test
  void departureIsNoticedWhileSomethingIsPouredOut() throws Exception {
    try (var server = RudeServer.playing(Fault.endlessBody())) {
      var client = RawClient.to(server.port());
      client.get("/").head();
      client.reset();
      server.next().departure();
    }
  }

  @Test
  void actsArePlayedInTurn() {
    try (var server = RudeServer.playing(Fault.json("1"), Fault.json("2"));
        var client = RawClient.to(server.port())) {
      client.get("/a").get("/b").get("/c");
      assertThat(client.read().text() + client.read().text() + client.read().text())
          .isEqualTo("122");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void nobodyListensOnARefusingPort() {
    int port = RudeServer.refusingPort();
    assertThatThrownBy(() -> RawClient.to(port)).isInstanceOf(UncheckedIOException.class);
  }
}
