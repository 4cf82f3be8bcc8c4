package dev.homeport.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Alarms on a clock that only moves when it is told to.
class AlarmsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Ticker ticker = now::get;
  private final Alarms alarms =
      new Alarms(
          ticker,
          bug -> {
            throw bug;
          });

  /// The names of those that have rung, in their order.
  private final BlockingQueue<String> rung = new LinkedBlockingQueue<>();

  private Alarms.Alarm in(Duration time, String name) {
    return alarms.in(time, () -> rung.add(name));
  }

  @Test
  void anAlarmRingsOnceItsTimeHasCome() throws Exception {
    var _ = in(SECOND, "one");
    now.addAndGet(SECOND.toNanos());
    alarms.start();
    assertThat(rung.take()).isEqualTo("one");
    alarms.stop();
    assertThat(rung).isEmpty();
  }

  @Test
  void anAlarmThatIsPutOffLetsALaterOneRingFirst() throws Exception {
    in(SECOND, "put off").putOff(SECOND.multipliedBy(3));
    var _ = in(SECOND.multipliedBy(2), "other");
    now.addAndGet(SECOND.multipliedBy(2).toNanos());
    alarms.start();
    assertThat(rung.take()).isEqualTo("other");
    alarms.stop();
    assertThat(rung).isEmpty();
  }

  @Test
  void anAlarmMayBeSetToRingEarlierThanBefore() throws Exception {
    alarms.start();
    var brought = in(SECOND.multipliedBy(9), "brought forward");
    now.addAndGet(SECOND.toNanos());
    brought.ringIn(Duration.ZERO);
    assertThat(rung.take()).isEqualTo("brought forward");
    alarms.stop();
    assertThat(rung).isEmpty();
  }

  @Test
  void anAlarmThatIsSwitchedOffNeverRings() throws Exception {
    in(SECOND, "off").close();
    var _ = in(SECOND, "other");
    now.addAndGet(SECOND.toNanos());
    alarms.start();
    assertThat(rung.take()).isEqualTo("other");
    alarms.stop();
    assertThat(rung).isEmpty();
  }
}
