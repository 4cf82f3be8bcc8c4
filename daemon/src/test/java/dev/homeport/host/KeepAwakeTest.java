package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Programs;
import dev.homeport.fake.Told;
import dev.homeport.host.KeepAwake.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepAwakeTest {
  /// Blocks and keeps its name, which a shell that becomes another program does not.
  private static final String BLOCKS = "mkfifo \"$0.fifo\"; read nothing < \"$0.fifo\"";

  @TempDir Path folder;

  private final FakeTicker ticker = new FakeTicker();
  private final Told told = new Told();
  private final Semaphore turns = new Semaphore(0);
  private volatile Mode mode = Mode.WHILE_SERVING;

  @AfterEach
  void nothingRunsOn() {
    assertThat(Programs.running()).isEmpty();
  }

  private KeepAwake on(String os) {
    return new KeepAwake(
        Platform.of(new Programs(folder).env(), os, "/Users/ann", "ann"),
        () -> {
          turns.release();
          return mode;
        },
        told,
        ticker,
        new FakeWall());
  }

  private KeepAwake onMac(String... caffeinate) {
    new Programs(folder).put("caffeinate", caffeinate);
    return on("Mac OS X");
  }

  private KeepAwake onMac() {
    return onMac("exec sleep 100");
  }

  private static String commands() {
    return String.join("\n", Programs.running());
  }

  private void letGo(KeepAwake awake) throws InterruptedException {
    mode = Mode.NEVER;
    awake.turn();
  }

  @Test
  void machineIsKeptAwakeWhileRequestsRunAndForAGrace() throws Exception {
    KeepAwake awake = onMac();
    awake.turn();
    assertThat(awake.state().awake()).isFalse();

    awake.serving(1);
    awake.turn();
    assertThat(awake.state().awake()).isTrue();
    assertThat(Programs.running()).hasSize(1);

    awake.serving(-1);
    ticker.advance(KeepAwake.GRACE.minusNanos(1));
    awake.turn();
    assertThat(awake.state().awake()).isTrue();

    ticker.advance(Duration.ofNanos(1));
    awake.turn();
    assertThat(awake.state().awake()).isFalse();
    assertThat(Programs.running()).isEmpty();
  }

  @Test
  void assertionEndsWithUsHoweverWeEnd() throws Exception {
    KeepAwake awake = onMac(BLOCKS);
    awake.serving(1);
    awake.turn();

    assertThat(commands()).contains("caffeinate -i -w " + ProcessHandle.current().pid());
    letGo(awake);
  }

  @Test
  void requestWithinTheGraceKeepsTheSameChild() throws Exception {
    KeepAwake awake = onMac();
    awake.serving(1);
    awake.turn();
    long first = ProcessHandle.current().children().findFirst().orElseThrow().pid();

    awake.serving(-1);
    ticker.advance(Duration.ofSeconds(20));
    awake.serving(1);
    ticker.advance(Duration.ofSeconds(20));
    awake.turn();

    assertThat(ProcessHandle.current().children().findFirst().orElseThrow().pid()).isEqualTo(first);
    letGo(awake);
  }

  @Test
  void changedSettingIsFollowed() throws Exception {
    KeepAwake awake = onMac(BLOCKS);
    mode = Mode.ON_AC;
    awake.turn();
    assertThat(commands()).contains("caffeinate -s -w");

    mode = Mode.WHILE_SERVING;
    awake.turn();
    assertThat(awake.state().awake()).isFalse();

    awake.serving(1);
    awake.turn();
    assertThat(commands()).contains("caffeinate -i -w").doesNotContain("-s -w");

    mode = Mode.NEVER;
    awake.turn();
    assertThat(awake.state().why()).isEqualTo("power.keep-awake is never");
  }

  @Test
  void missingProgramIsToldOnceAndTriedAgainSeldom() throws Exception {
    KeepAwake awake = onMac("exit 3");
    assertThat(folder.resolve("caffeinate").toFile().delete()).isTrue();
    awake.serving(1);
    for (int i = 0; i < 50; i++) {
      awake.turn();
      ticker.advance(Duration.ofSeconds(5));
    }

    assertThat(told.events()).hasSize(1);
    assertThat(awake.state().why()).contains("caffeinate was not found");

    new Programs(folder).put("caffeinate", "exec sleep 100");
    ticker.advance(KeepAwake.RETRY);
    awake.turn();
    assertThat(awake.state().awake()).isTrue();
    letGo(awake);
  }

  @Test
  void childThatDiesIsToldAndReplacedLater() throws Exception {
    KeepAwake awake = onMac();
    awake.serving(1);
    awake.turn();
    var child = ProcessHandle.current().children().findFirst().orElseThrow();
    assertThat(child.destroyForcibly()).isTrue();
    child.onExit().get(10, TimeUnit.SECONDS);

    awake.turn();
    assertThat(awake.state().awake()).isFalse();
    assertThat(awake.state().why()).contains("caffeinate ended");
    assertThat(told.events()).hasSize(1);
    awake.turn();
    assertThat(Programs.running()).isEmpty();

    ticker.advance(KeepAwake.RETRY);
    awake.turn();
    assertThat(awake.state().awake()).isTrue();
    letGo(awake);
  }

  @Test
  void loopHearsOfTheFirstRequestAndEndsItsChildWithItself() throws Exception {
    KeepAwake awake = onMac();
    awake.start();
    turns.acquire();
    awake.serving(1);
    awake.settingsChanged();
    assertThat(turns.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    awake.stop();

    assertThat(awake.state().awake()).isFalse();
  }

  @Test
  void otherSystemsAreLeftAlone() throws Exception {
    new Programs(folder).put("caffeinate", "exec sleep 100");
    KeepAwake awake = on("Linux");
    awake.start();
    awake.serving(1);

    assertThat(awake.state().why()).isEqualTo("only macOS is kept awake");
    assertThat(turns.availablePermits()).isZero();
    awake.stop();
  }
}
