package dev.homeport.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

  @Test
  void anAlarmRingsOnceItsTimeHasCome() throws Exception {
    var rung = new CountDownLatch(1);
    var alarm = alarms.in(SECOND, rung::countDown);
    now.addAndGet(SECOND.toNanos());
    alarms.start();
    rung.await();
    assertThat(alarm.hasRung()).isTrue();
    alarms.stop();
  }

  @Test
  void anAlarmThatIsPutOffLetsALaterOneRingFirst() throws Exception {
    var rung = new CountDownLatch(1);
    var putOff = alarms.in(SECOND, rung::countDown);
    var other = alarms.in(SECOND.multipliedBy(2), rung::countDown);
    putOff.putOff(SECOND.multipliedBy(3));
    now.addAndGet(SECOND.multipliedBy(2).toNanos());
    alarms.start();
    rung.await();
    assertThat(putOff.hasRung()).isFalse();
    assertThat(other.hasRung()).isTrue();
    alarms.stop();
  }

  @Test
  void anAlarmThatIsSwitchedOffNeverRings() throws Exception {
    var rung = new CountDownLatch(1);
    var off = alarms.in(SECOND, rung::countDown);
    off.close();
    var other = alarms.in(SECOND, rung::countDown);
    now.addAndGet(SECOND.toNanos());
    alarms.start();
    rung.await();
    assertThat(off.hasRung()).isFalse();
    assertThat(other.hasRung()).isTrue();
    alarms.stop();
  }
}
