package dev.homeport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.KeyMeter.Entered;
import dev.homeport.access.KeyMeter.Stay;
import dev.homeport.fake.FakeTicker;
import dev.homeport.lifecycle.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Keys at their limits.
class KeyMeterTest {
  private final FakeTicker ticker = new FakeTicker();
  private final KeyMeter meter = new KeyMeter(ticker);

  private static Key key(String name, @Nullable Integer perMinute, @Nullable Integer concurrent) {
    return new Key(
        name,
        Set.of(Scope.INFER),
        List.of(),
        new KeyLimits(perMinute, null, concurrent),
        Terms.USUAL,
        null);
  }

  private Stay in(Key key) {
    return switch (meter.enter(key)) {
      case Entered.In(Stay stay) -> stay;
      case Entered.Over(String text, int _) -> throw new AssertionError(text);
    };
  }

  private Entered.Over over(Key key) {
    return switch (meter.enter(key)) {
      case Entered.In _ -> throw new AssertionError("let in");
      case Entered.Over over -> over;
    };
  }

  @Test
  void keyWithoutLimitsIsAlwaysLetIn() {
    for (int i = 0; i < 1_000; i++) {
      in(Key.open());
    }
  }

  @Test
  void requestsPerMinuteAreCountedAndTheWaitIsHonest() {
    Key phone = key("phone", 3, null);
    for (int i = 0; i < 3; i++) {
      in(phone).close();
    }
    Entered.Over over = over(phone);
    assertThat(over.text()).isEqualTo("the key phone is at its limit: requests-per-minute 3");
    assertThat(over.retryAfterSeconds()).isEqualTo(20);

    ticker.advance(Duration.ofSeconds(over.retryAfterSeconds()));
    in(phone).close();
    assertThat(over(phone).retryAfterSeconds()).isEqualTo(20);
  }

  @Test
  void concurrencyIsCountedAndOneThatIsRefusedTakesNothing() {
    Key phone = key("phone", 3, 1);
    Stay stay = in(phone);
    for (int i = 0; i < 10; i++) {
      Entered.Over over = over(phone);
      assertThat(over.text()).isEqualTo("the key phone is at its limit: concurrent 1");
      assertThat(over.retryAfterSeconds()).isEqualTo(1);
    }
    stay.close();
    in(phone).close();
    in(phone).close();
    assertThat(over(phone).text()).contains("requests-per-minute 3");
  }

  @Test
  void stayIsLeftOnce() {
    Key phone = key("phone", null, 2);
    Stay first = in(phone);
    in(phone);
    first.close();
    first.close();
    in(phone);
    over(phone);
  }

  @Test
  void keysDoNotFeelEachOther() {
    in(key("a", 1, 1));
    over(key("a", 1, 1));
    in(key("b", 1, 1));
  }

  @Test
  void changedLimitsApplyAtOnceAndNothingIsForgotten() {
    Stay stay = in(key("phone", 1, 1));
    over(key("phone", 60, 1));
    assertThat(over(key("phone", 60, 2)).text()).contains("requests-per-minute 60");
    ticker.advance(Duration.ofSeconds(1));
    in(key("phone", 60, 2));
    over(key("phone", 600, 2));
    stay.close();
    over(key("phone", 600, 2));
    ticker.advance(Duration.ofMillis(100));
    in(key("phone", 600, 2));
  }

  @Test
  void nothingIsLeftOfTenThousandAbortedRequests() throws InterruptedException {
    Key phone = key("phone", null, 3);
    var most = new AtomicInteger();
    var inside = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 100; i++) {
      threads.add(
          Threads.virtual(
              "client",
              () -> {
                for (int n = 0; n < 100; n++) {
                  if (meter.enter(phone) instanceof Entered.In(Stay stay)) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    stay.close();
                    stay.close();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(meter.size()).isZero();
  }
}
