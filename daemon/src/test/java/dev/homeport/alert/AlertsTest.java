package dev.homeport.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.config.door.AlertSettings.Way;
import dev.homeport.config.value.Secret;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;
import dev.homeport.fake.ScriptedServer.Asked;
import dev.homeport.fake.Told;
import dev.homeport.host.Notification;
import dev.homeport.host.Platform;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Noted;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages on their way to real servers, good and bad.
@ExtendWith(LeakCheck.class)
class AlertsTest {
  private static final Act GOOD = new Act.Answer(200, "text/plain", "ok");
  private static final String HUSH = "/hush-1234567890";

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private final ScriptedServer server = new ScriptedServer().otherwise(GOOD);
  private volatile List<AlertSettings> targets = List.of(target(server.uri() + HUSH));
  private final Notification screen =
      new Notification(Platform.of(Map.of(), "Linux", "/home/ann", "ann"));
  private final Alerts alerts =
      new Alerts(() -> targets, () -> 5, new Shapes("mac-1", "router"), screen, told, ticker, wall);

  private static AlertSettings target(String url) {
    return new AlertSettings(
        Way.WEBHOOK, new Secret(url), null, EnumSet.complementOf(EnumSet.of(Topic.TUNNEL)));
  }

  @AfterEach
  void end() throws InterruptedException {
    alerts.stop();
    server.close();
  }

  private void guess(String source) {
    alerts.tell(new Event.KeysGuessed(source, 10));
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  /// Takes a turn and waits for what it sends.
  private Duration turn() throws InterruptedException {
    Duration rest = alerts.turn();
    for (Thread sender : alerts.senders()) {
      sender.join();
    }
    return rest;
  }

  private TargetStanding standing() {
    return alerts.standing().getFirst();
  }

  private List<String> notes() {
    return told.events().stream()
        .map(event -> (Noted) event)
        .map(note -> note.what() + " " + note.facts().get("cause"))
        .toList();
  }

  private Asked asked() throws InterruptedException {
    Asked asked = server.asked().poll(10, TimeUnit.SECONDS);
    if (asked == null) {
      throw new AssertionError("nothing was sent");
    }
    return asked;
  }

  @Test
  void messageArrives() throws InterruptedException {
    guess("203.0.113.1");
    turn();
    Asked asked = asked();
    assertThat(asked.line()).isEqualTo("POST " + HUSH + " HTTP/1.1");
    assertThat(asked.body()).contains("\"subject\":\"203.0.113.1\"", "\"state\":\"open\"");
    assertThat(standing())
        .isEqualTo(new TargetStanding("webhook", "127.0.0.1", 0, 0, null, null, wall.now()));
    assertThat(told.events()).isEmpty();
  }

  @Test
  void whoDoesNotAskForItIsNotTold() throws InterruptedException {
    alerts.tell(new Event.TunnelChanged("tailscale", "offline", null, null, null, null));
    pass(Duration.ofSeconds(60));
    turn();
    assertThat(server.asked()).isEmpty();
    alerts.provider("home", true, "refused", null);
    pass(Duration.ofSeconds(60));
    turn();
    assertThat(asked().body()).contains("\"text\":\"home does not answer: refused\"");
    alerts.back("home", true);
    turn();
    assertThat(asked().body())
        .contains("\"text\":\"home does not answer: this is over after 1 min\"");
  }

  @Test
  void failureIsRetriedLaterAndLaterAndToldOnce() throws InterruptedException {
    server.otherwise(new Act.Answer(500, "text/plain", "no"));
    guess("203.0.113.1");
    for (int wait : new int[] {5, 10, 20, 40, 80, 160, 320, 600, 600}) {
      turn();
      asked();
      pass(Duration.ofSeconds(wait).minusMillis(1));
      assertThat(turn()).isPositive();
      assertThat(server.asked()).isEmpty();
      pass(Duration.ofMillis(1));
    }
    assertThat(notes()).containsExactly("alert not delivered it answers 500");
    assertThat(standing().waiting()).isEqualTo(1);
    assertThat(standing().why()).isEqualTo("it answers 500");
    server.otherwise(GOOD);
    turn();
    asked();
    assertThat(notes())
        .containsExactly("alert not delivered it answers 500", "alerts delivered again ");
    assertThat(standing().failedSince()).isNull();
  }

  @Test
  void afterADayItIsGivenUp() throws InterruptedException {
    server.otherwise(new Act.Answer(503, "text/plain", "no"));
    guess("203.0.113.1");
    for (int i = 0; i < 200 && standing().dropped() == 0; i++) {
      turn();
      pass(Duration.ofMinutes(10));
    }
    assertThat(notes()).contains("alert given up it answers 503");
    assertThat(standing().dropped()).isPositive();
  }

  @Test
  void tooManyIsWaitedForAsLongAsItSays() throws InterruptedException {
    server.otherwise(new Act.Raw("HTTP/1.1 429 x\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n"));
    guess("203.0.113.1");
    turn();
    asked();
    pass(Duration.ofSeconds(89));
    turn();
    assertThat(server.asked()).isEmpty();
    server.otherwise(GOOD);
    pass(Duration.ofSeconds(1));
    turn();
    assertThat(asked().body()).contains("203.0.113.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 410})
  void refusalIsToldAndNotRepeated(int status) throws InterruptedException {
    server.otherwise(
        new Act.Raw("HTTP/1.1 " + status + " x\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"));
    guess("203.0.113.1");
    turn();
    assertThat(asked().path()).isEqualTo(HUSH);
    pass(Duration.ofHours(1).minusSeconds(1));
    turn();
    assertThat(server.asked()).isEmpty();
    assertThat(notes()).singleElement().asString().startsWith("alert refused it answers " + status);
  }

  @Test
  void nobodyThereIsRetried() throws InterruptedException {
    targets = List.of(target("http://127.0.0.1:" + RudeServer.refusingPort() + HUSH));
    guess("203.0.113.1");
    turn();
    assertThat(standing().waiting()).isEqualTo(1);
    assertThat(notes()).singleElement().asString().contains("refused");
  }

  @Test
  void targetThatHangsIsLeftAfterTenSecondsAndKeepsNobodyElseWaiting() throws InterruptedException {
    var never = new CountDownLatch(1);
    try (var hanging = new ScriptedServer().otherwise(new Act.Hang(never, (Act.Answer) GOOD))) {
      targets = List.of(target(hanging.uri() + HUSH), target(server.uri() + HUSH));
      guess("203.0.113.1");
      alerts.turn();
      assertThat(hanging.asked().poll(10, TimeUnit.SECONDS)).isNotNull();
      asked();
      await(() -> alerts.senders().size() == 1);
      pass(Duration.ofSeconds(10));
      turn();
      assertThat(notes())
          .containsExactly("alert not delivered total-timeout: no answer within 10 s");
    }
  }

  private static void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oldestGiveWayWhereThereIsNoRoom() throws InterruptedException {
    server.otherwise(new Act.Answer(500, "text/plain", "no"));
    for (int i = 0; i < Mailbox.MOST + 50; i++) {
      alerts.tell(new Event.BudgetReached("daily of the key " + i, "2026-11-24", 100, 1, 1, false));
    }
    turn();
    assertThat(standing().waiting()).isEqualTo(Mailbox.MOST);
    assertThat(standing().dropped()).isEqualTo(50);
    server.otherwise(GOOD);
    server.asked().clear();
    pass(Duration.ofSeconds(5));
    turn();
    assertThat(asked().body()).contains("daily of the key 50");
  }

  @Test
  void nothingSecretIsToldByAnybody() throws InterruptedException {
    server.otherwise(new Act.Answer(404, "text/plain", HUSH));
    targets =
        List.of(
            target(server.uri() + HUSH),
            target("http://127.0.0.1:" + RudeServer.refusingPort() + HUSH));
    guess("203.0.113.1");
    turn();
    assertThat(told.events()).hasSize(2);
    assertThat(told.events().toString() + alerts.standing() + targets)
        .doesNotContain("hush")
        .contains("127.0.0.1");
  }

  @Test
  void targetsComeAndGoWhileItRuns() throws InterruptedException {
    targets = List.of();
    guess("203.0.113.1");
    turn();
    assertThat(alerts.standing()).isEmpty();
    targets = List.of(target(server.uri() + "/second"));
    guess("203.0.113.2");
    turn();
    assertThat(asked().path()).isEqualTo("/second");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void screenThatIsNotThereIsTold() throws InterruptedException {
    targets = List.of(new AlertSettings(Way.NOTIFICATION, null, null, Set.of(Topic.KEY_GUESSING)));
    guess("203.0.113.1");
    turn();
    assertThat(notes()).containsExactly("alert refused only macOS has a screen for it");
    guess("203.0.113.2");
    turn();
    assertThat(notes()).hasSize(1);
    assertThat(standing().where()).isEqualTo("macos");
  }

  @Test
  void loopSendsByItself() throws InterruptedException {
    alerts.start();
    guess("203.0.113.1");
    assertThat(asked().body()).contains("203.0.113.1");
  }
}
