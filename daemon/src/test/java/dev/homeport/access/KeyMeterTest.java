package dev.homeport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.KeyMeter.Entered;
import dev.homeport.access.KeyMeter.Stay;
import dev.homeport.fake.FakeTicker;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Keys at their limits.
class KeyMeterTest {
  private final FakeTicker ticker = new FakeTicker();
  private final KeyMeter meter = impatient(new OwnPaces(ticker));

  private static KeyMeter impatient(Paces paces) {
    return new KeyMeter(paces, Duration.ZERO);
  }

  private static Entered enter(KeyMeter meter, Key key) {
    try {
      return meter.enter(key);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Key key(String name, @Nullable Integer perMinute, @Nullable Integer concurrent) {
    return key(name, perMinute, null, concurrent);
  }

  private static Key key(
      String name,
      @Nullable Integer requests,
      @Nullable Integer tokens,
      @Nullable Integer concurrent) {
    return new Key(
        name,
        Set.of(Scope.INFER),
        List.of(),
        new KeyLimits(requests, tokens, concurrent),
        Terms.USUAL,
        null);
  }

  private Stay in(Key key) {
    return switch (enter(meter, key)) {
      case Entered.In(Stay stay) -> stay;
      case Entered.Over(String text, int _) -> throw new AssertionError(text);
    };
  }

  private Entered.Over over(Key key) {
    return switch (enter(meter, key)) {
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
    String limit = "the key phone is at its limit: requests-per-minute 3; it has room again in ";
    assertThat(over(phone).text()).isEqualTo(limit + "20 s");

    ticker.advance(Duration.ofSeconds(20));
    in(phone).close();
    assertThat(over(phone).text()).isEqualTo(limit + "20 s");
  }

  @Test
  void whenToComeAgainIsSaidOnlyWhereThatIsSoon() {
    Key phone = key("phone", 3, null);
    for (int i = 0; i < 3; i++) {
      in(phone).close();
    }
    assertThat(over(phone).retryAfterSeconds()).as("programs would sit and wait").isZero();
    ticker.advance(Duration.ofMillis(17_999));
    assertThat(over(phone).retryAfterSeconds()).isZero();
    ticker.advance(Duration.ofMillis(1));
    assertThat(over(phone).retryAfterSeconds()).isEqualTo(2);
    ticker.advance(Duration.ofMillis(1_999));
    assertThat(over(phone).retryAfterSeconds()).isEqualTo(1);
    ticker.advance(Duration.ofMillis(1));
    in(phone);
  }

  @Test
  void tokensAreTakenWhenTheyAreUsedAndMoreThanThereAreMakesTheNextWaitLonger() {
    Key phone = key("phone", null, 600, null);
    try (Stay stay = in(phone)) {
      in(phone).close();
      stay.used(599);
    }
    try (Stay stay = in(phone)) {
      stay.used(1_201);
    }
    // 1800 were used of 600: at 10 a second, 120 s until none is missing, and a little for one.
    assertThat(over(phone).text())
        .isEqualTo(
            "the key phone is at its limit: tokens-per-minute 600; it has room again in 121 s");
    ticker.advance(Duration.ofMinutes(2));
    assertThat(over(phone).retryAfterSeconds()).isEqualTo(1);
    ticker.advance(Duration.ofMillis(100));
    in(phone).close();
  }

  @Test
  void usingNoTokensOrHavingNoLimitOnThemCostsNothing() {
    Key phone = key("phone", null, 1, null);
    for (int i = 0; i < 10; i++) {
      try (Stay stay = in(phone)) {
        stay.used(0);
      }
    }
    Key free = key("free", null, null);
    try (Stay stay = in(free)) {
      stay.used(Long.MAX_VALUE);
    }
    in(key("free", null, 1, null));
  }

  @Test
  void tokensBeyondAllMeasureAreOwedForAYearAtMost() {
    Key phone = key("phone", null, 1, null);
    try (Stay stay = in(phone)) {
      for (int i = 0; i < 100; i++) {
        stay.used(Long.MAX_VALUE);
      }
    }
    ticker.advance(Duration.ofDays(364));
    over(phone);
    ticker.advance(Duration.ofDays(2));
    in(phone).close();
  }

  @Test
  void whoIsRefusedForTokensTakesNoRequestAndNoPlace() {
    Key phone = key("phone", 1, 60, 1);
    try (Stay stay = in(key("phone", null, 60, 1))) {
      stay.used(120);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(over(phone).text()).contains("tokens-per-minute 60");
    }
    assertThat(meter.size()).isZero();
    ticker.advance(Duration.ofSeconds(61));
    in(phone).close();
    assertThat(over(phone).text()).contains("requests-per-minute 1");
    assertThat(meter.size()).isZero();
  }

  @Test
  void metersOnTheSamePacesShareTheMinuteButNotThePlaces() {
    Paces paces = new OwnPaces(ticker);
    var one = impatient(paces);
    var other = impatient(paces);
    Key phone = key("phone", 2, 600, 1);
    assertThat(enter(one, phone)).isInstanceOf(Entered.In.class);
    assertThat(enter(one, phone)).as("one place here").isInstanceOf(Entered.Over.class);
    if (!(enter(other, phone) instanceof Entered.In(Stay there))) {
      throw new AssertionError("a place of its own there");
    }
    there.used(700);
    there.close();
    assertThat(enter(other, phone))
        .isInstanceOfSatisfying(
            Entered.Over.class, over -> assertThat(over.text()).contains("tokens-per-minute"));
    ticker.advance(Duration.ofSeconds(11));
    assertThat(enter(other, key("phone", 2, null, null))).isInstanceOf(Entered.Over.class);
  }

  @Test
  void namesOfKeysThatCameAndWentAreForgotten() {
    var paces = new OwnPaces(ticker);
    for (int i = 0; i < 10_000; i++) {
      paces.took("tokens:" + i, 60, 1);
      ticker.advance(Duration.ofMillis(500));
    }
    assertThat(paces.size()).isLessThan(70);
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

  /// A client that asks one question after the other has the end of an answer a moment before its
  /// place is given back.
  @Test
  void placeThatIsAboutToBeFreeIsWaitedFor() throws InterruptedException {
    var patient = new KeyMeter(new OwnPaces(ticker), Duration.ofSeconds(20));
    Key phone = key("phone", null, 1);
    if (!(patient.enter(phone) instanceof Entered.In(Stay first))) {
      throw new AssertionError("nobody is inside");
    }
    var next = new AtomicReference<Entered>();
    Thread client = Threads.loop("next", () -> next.set(enter(patient, phone)));
    var deadline = Deadline.in(Duration.ofSeconds(10), Ticker.system());
    while (client.getState() != Thread.State.TIMED_WAITING && !deadline.hasPassed()) {
      Thread.onSpinWait();
    }
    assertThat(next.get()).isNull();
    assertThat(patient.enter(phone)).as("one waits already").isInstanceOf(Entered.Over.class);
    assertThat(next.get()).as("still waiting").isNull();
    assertThat(patient.enter(key("another", null, 1))).isInstanceOf(Entered.In.class);
    first.close();
    client.join();
    assertThat(next.get()).isInstanceOf(Entered.In.class);
    assertThat(patient.size()).isEqualTo(2);
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
                  if (enter(meter, phone) instanceof Entered.In(Stay stay)) {
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
