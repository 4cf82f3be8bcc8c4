package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.host.WakeWatch.Wake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WakeWatchTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final LinkedBlockingQueue<Wake> heard = new LinkedBlockingQueue<>();
  private final WakeWatch watch =
      new WakeWatch(
          ticker,
          wall,
          List.of(Duration.ofSeconds(3), Duration.ofSeconds(10)),
          new Told(),
          heard::add);

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  @Test
  void wakeIsToldAtOnceAndAgainAfterAWhile() {
    assertThat(watch.due()).isEmpty();
    wall.advance(HOUR);

    assertThat(watch.due()).containsExactly(new Wake(HOUR, Duration.ZERO));
    pass(Duration.ofSeconds(2));
    assertThat(watch.due()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(watch.due()).containsExactly(new Wake(HOUR, Duration.ofSeconds(3)));
    pass(Duration.ofSeconds(60));
    assertThat(watch.due()).containsExactly(new Wake(HOUR, Duration.ofSeconds(10)));
    assertThat(watch.due()).isEmpty();
  }

  @Test
  void newSleepForgetsTheRemindersOfTheOldOne() {
    wall.advance(HOUR);
    watch.due();
    wall.advance(HOUR.multipliedBy(2));

    assertThat(watch.due()).containsExactly(new Wake(HOUR.multipliedBy(2), Duration.ZERO));
    pass(Duration.ofSeconds(3));
    assertThat(watch.due()).containsExactly(new Wake(HOUR.multipliedBy(2), Duration.ofSeconds(3)));
  }

  @Test
  void clockThatIsSetBackIsNoSleep() {
    wall.advance(HOUR.negated());

    assertThat(watch.due()).isEmpty();
  }

  @Test
  void listenerHearsOfASleepAndTheLoopEnds() throws Exception {
    wall.advance(HOUR);
    watch.start();

    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Wake(HOUR, Duration.ZERO));
    watch.stop();
  }
}
