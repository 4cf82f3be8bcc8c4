package dev.homeport.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;
import dev.homeport.fake.Told;
import dev.homeport.probe.SelfCheck.Rules;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SelfCheckTest {
  private static final Duration STEP = Duration.ofSeconds(5);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Semaphore ends = new Semaphore(0);

  private SelfCheck counting() {
    return new SelfCheck(
        InetSocketAddress.createUnresolved("nowhere", 1), new Told(), ends::release, ticker, wall);
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  @Test
  void missesCountOnlyInARow() {
    SelfCheck check = counting();
    assertThat(check.count("refused")).isEqualTo(1);
    pass(STEP);
    assertThat(check.count("refused")).isEqualTo(2);
    pass(STEP);
    assertThat(check.count(null)).isZero();
    pass(STEP);
    assertThat(check.count("refused")).isEqualTo(1);
  }

  @Test
  void missesBeforeAndAfterASleepDoNotAddUp() {
    SelfCheck check = counting();
    check.count("timed out");
    pass(STEP);
    check.count("timed out");

    wall.advance(Duration.ofHours(1));
    pass(STEP);
    assertThat(check.count("timed out")).isZero();
  }

  @Test
  void machineTooSlowForThisCheckIsExcused() {
    SelfCheck check = counting();
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(40));
      assertThat(check.count("timed out")).isLessThanOrEqualTo(1);
    }
  }

  private SelfCheck of(ScriptedServer server) {
    return new SelfCheck(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
        new Rules(Duration.ofMillis(20), Duration.ofMillis(200), 3),
        new Told(),
        ends::release,
        Ticker.system(),
        WallClock.system());
  }

  @Test
  @Tag("rude")
  void serverThatAnswersIsLeftInPeace() throws Exception {
    try (var server = new ScriptedServer().json("/livez", "{}")) {
      SelfCheck check = of(server);
      check.start();
      for (int i = 0; i < 10; i++) {
        server.asked().take();
      }
      check.stop();
    }
    assertThat(ends.availablePermits()).isZero();
  }

  @Test
  @Tag("rude")
  void serverThatTakesConnectionsAndSaysNothingIsEnded() throws Exception {
    var never = new CountDownLatch(1);
    try (var server =
        new ScriptedServer().otherwise(new Act.Hang(never, new Act.Answer(200, "x", "")))) {
      SelfCheck check = of(server);
      check.start();

      assertThat(ends.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.asked()).hasSize(3);
      check.stop();
      never.countDown();
    }
    assertThat(ends.availablePermits()).isZero();
  }

  @Test
  @Tag("rude")
  void serverThatIsGoneIsEndedOnce() throws Exception {
    var gone = new ScriptedServer();
    gone.close();
    SelfCheck check = of(gone);
    check.start();

    assertThat(ends.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    check.stop();
    assertThat(ends.availablePermits()).isZero();
  }

  @Test
  @Tag("rude")
  void errorIsNoSignOfLife() throws Exception {
    try (var server = new ScriptedServer().otherwise(new Act.Answer(503, "x", ""))) {
      SelfCheck check = of(server);
      check.start();

      assertThat(ends.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      check.stop();
    }
  }
}
