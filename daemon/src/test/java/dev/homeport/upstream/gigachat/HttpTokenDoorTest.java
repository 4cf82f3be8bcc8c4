package dev.homeport.upstream.gigachat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dialect.gigachat.Scope;
import dev.homeport.dialect.gigachat.Token;
import dev.homeport.fake.Act;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Threads;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tokens over real sockets (wire.md E.1), from services that misbehave too.
@Tag("rude")
@ExtendWith(LeakCheck.class)
@Timeout(30)
class HttpTokenDoorTest {
  private static final String TOKEN = "{\"access_token\":\"t\",\"expires_at\":4102444800000}";

  private final FakeTicker ticker = new FakeTicker();
  private final Alarms alarms =
      new Alarms(
          ticker,
          bug -> {
            throw bug;
          });

  private HttpTokenDoor door(URI address) {
    return new HttpTokenDoor(
        address, null, "me:secret", Scope.GIGACHAT_API_PERS, ticker, new FakeWall(), alarms);
  }

  @Test
  void tokenIsAskedForWithAnIdOfItsOwn() throws Exception {
    try (var server = RudeServer.playing(Fault.json(TOKEN));
        var door = door(server.uri())) {
      assertThat(door.ask()).isInstanceOf(Token.Outcome.Granted.class);
      door.ask();
      Heard first = server.next();
      assertThat(first.line()).isEqualTo("POST /api/v2/oauth HTTP/1.1");
      assertThat(first.text()).isEqualTo("scope=GIGACHAT_API_PERS");
      assertThat(first.headers("Authorization")).containsExactly("Basic bWU6c2VjcmV0");
      String id = first.header("RqUID").orElseThrow();
      assertThat(UUID.fromString(id)).hasToString(id);
      assertThat(server.next().header("RqUID")).isNotEqualTo(first.header("RqUID"));
    }
  }

  @Test
  void pathOfTheAddressIsKept() throws Exception {
    try (var server = RudeServer.playing(Fault.json("{\"tok\":\"t\",\"exp\":4102444800}"));
        var door = door(server.uri().resolve("/v1/token"))) {
      assertThat(door.ask()).isInstanceOf(Token.Outcome.Granted.class);
      assertThat(server.next().line()).isEqualTo("POST /v1/token HTTP/1.1");
    }
  }

  @Test
  void refusalIsToldInTheirWords() {
    String body = "{\"code\":5,\"message\":\"scope is empty\"}";
    Act refusal =
        Fault.says(
            "refuses", Act.After.STAYS, Fault.sized("400 Bad Request", "application/json", body));
    try (var server = RudeServer.playing(refusal);
        var door = door(server.uri())) {
      assertThat(said(door.ask())).startsWith("scope is empty");
    }
  }

  @Test
  void nobodyThereIsAFailureLikeAnyOther() {
    try (var door = door(URI.create("http://127.0.0.1:" + RudeServer.refusingPort()))) {
      assertThat(said(door.ask())).contains("refused");
    }
  }

  @Test
  void answerThatBreaksOffIsNone() {
    String half = Fault.sized("200 OK", "application/json", TOKEN);
    Act cut = Fault.says("cuts", Act.After.RESETS, half.substring(0, half.length() - 9));
    try (var server = RudeServer.playing(cut);
        var door = door(server.uri())) {
      assertThat(said(door.ask())).contains("closed the connection");
    }
  }

  @Test
  void silenceEndsAfterAQuarterOfAMinute() throws Exception {
    try (var server = RudeServer.playing(Fault.says("silent", Act.After.HANGS));
        var door = door(server.uri())) {
      var outcome = new LinkedBlockingQueue<Token.Outcome>();
      Thread asking = Threads.virtual("asking", () -> outcome.add(door.ask()));
      server.next();
      ticker.advance(Duration.ofSeconds(16));
      alarms.start();
      assertThat(said(outcome.take())).contains("15 s");
      asking.join();
      alarms.stop();
    }
  }

  @Test
  void closingEndsTheQuestionThatIsOut() throws Exception {
    try (var server = RudeServer.playing(Fault.says("silent", Act.After.HANGS))) {
      var door = door(server.uri());
      var outcome = new LinkedBlockingQueue<Token.Outcome>();
      Thread asking = Threads.virtual("asking", () -> outcome.add(door.ask()));
      server.next();
      door.close();
      assertThat(outcome.take()).isInstanceOf(Token.Outcome.Refused.class);
      asking.join();
      assertThat(said(door.ask())).isEqualTo("it is stopped");
    }
  }

  private static String said(Token.Outcome outcome) {
    return outcome instanceof Token.Outcome.Refused(var complaint) ? complaint.said() : "granted";
  }
}
