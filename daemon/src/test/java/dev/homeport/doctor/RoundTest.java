package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.doctor.Outcome.State;
import dev.homeport.fake.LeakCheck;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class RoundTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final List<Step> told = new ArrayList<>();

  /// A check that a test makes up.
  private record Made(
      String id, List<String> needs, List<String> after, Duration limit, Callable<Outcome> work)
      implements Check {
    @Override
    public Outcome look() throws InterruptedException {
      try {
        return work.call();
      } catch (InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Check check(String id, Callable<Outcome> work, String... needs) {
    return new Made(id, List.of(needs), List.of(), Duration.ofSeconds(10), work);
  }

  private static Check well(String id, String... needs) {
    return check(id, () -> Outcome.ok("fine"), needs);
  }

  private static Outcome forEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return Outcome.ok("never");
  }

  private Card make(boolean mends, Check... checks) throws InterruptedException {
    return new Round(Ticker.system(), mends).make(List.of(checks), told::add);
  }

  private Step step(Card card, String id) {
    return card.steps().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void stepsAreToldInOrderWhoeverIsFirst() throws Exception {
    var second = new CountDownLatch(1);
    Card card =
        make(
            false,
            check(
                "a.slow",
                () -> {
                  second.await();
                  return Outcome.ok("last");
                }),
            check(
                "a.quick",
                () -> {
                  second.countDown();
                  return Outcome.warn("first", "do it");
                }));
    assertThat(told).extracting(Step::id).containsExactly("a.slow", "a.quick");
    assertThat(card.steps()).isEqualTo(told);
    assertThat(card.isOk()).isTrue();
  }

  @Test
  void whatStandsBehindAFailureIsNotLookedAt() throws Exception {
    var looks = new AtomicInteger();
    Card card =
        make(
            false,
            check("a.first", () -> Outcome.fail("broken", "mend it")),
            check(
                "a.second",
                () -> {
                  looks.incrementAndGet();
                  return Outcome.ok("fine");
                },
                "a.first"),
            well("a.third", "a.second"),
            well("b.other"));
    assertThat(looks).hasValue(0);
    assertThat(card.count(State.FAIL)).isEqualTo(1);
    assertThat(step(card, "a.second").what()).isEqualTo("not seen, because of a.first");
    assertThat(step(card, "a.third").what()).isEqualTo("not seen, because of a.first");
    assertThat(step(card, "a.third").state()).isEqualTo(State.SKIP);
    assertThat(step(card, "b.other").state()).isEqualTo(State.OK);
  }

  @Test
  void warningKeepsNobodyFromLooking() throws Exception {
    Card card = make(false, check("a.a", () -> Outcome.warn("hm", null)), well("a.b", "a.a"));
    assertThat(step(card, "a.b").state()).isEqualTo(State.OK);
  }

  @Test
  void whoComesAfterLooksHoweverThatEnded() throws Exception {
    Card card =
        make(
            false,
            check("a.a", () -> Outcome.fail("broken", null)),
            new Made(
                "a.b",
                List.of(),
                List.of("a.a"),
                SHORT.multipliedBy(100),
                () -> Outcome.ok("seen")));
    assertThat(step(card, "a.b").what()).isEqualTo("seen");
  }

  @Test
  void needOfACheckThatIsNotThereIsNone() throws Exception {
    assertThat(make(false, well("a.a", "b.nobody", "a.a")).isOk()).isTrue();
  }

  @Test
  void checkThatThrowsIsShownAsABugAndTheOthersGoOn() throws Exception {
    Card card =
        make(
            false,
            check(
                "a.bug",
                () -> {
                  throw new IllegalStateException("boom");
                }),
            check(
                "a.worse",
                () -> {
                  throw new AssertionError("bang");
                }),
            well("a.next"));
    assertThat(step(card, "a.bug").what()).contains("this check has a bug", "boom");
    assertThat(step(card, "a.bug").fix()).contains("tell the makers");
    assertThat(step(card, "a.worse").what()).contains("bang");
    assertThat(step(card, "a.next").state()).isEqualTo(State.OK);
  }

  @Test
  void lateCheckIsLeftBehind() throws Exception {
    Card card =
        make(
            false,
            new Made("a.late", List.of(), List.of(), SHORT, RoundTest::forEver),
            well("a.behind", "a.late"));
    assertThat(step(card, "a.late").state()).isEqualTo(State.FAIL);
    assertThat(step(card, "a.late").what()).startsWith("it was not over within 0.");
    assertThat(step(card, "a.behind").state()).isEqualTo(State.SKIP);
  }

  @Test
  void wholeRoundHasALimitOfItsOwn() throws Exception {
    Duration long_ = Duration.ofHours(1);
    Card card =
        new Round(Ticker.system(), SHORT, false)
            .make(
                List.of(
                    new Made("a.late", List.of(), List.of(), long_, RoundTest::forEver),
                    new Made("a.next", List.of(), List.of("a.late"), long_, RoundTest::forEver)),
                told::add);
    assertThat(step(card, "a.late").state()).isEqualTo(State.FAIL);
    assertThat(step(card, "a.next").what()).isEqualTo("there was no time left to look");
  }

  @Test
  void whatMayBeMendedIsOnceAndLookedAtAgain() throws Exception {
    var broken = new AtomicInteger(1);
    Callable<Outcome> work =
        () ->
            broken.get() == 0
                ? Outcome.ok("whole")
                : Outcome.warn("broken", "mend it")
                    .mendedBy(
                        () -> {
                          broken.set(0);
                          return "mended it";
                        });
    assertThat(step(make(false, check("a.a", work)), "a.a").state()).isEqualTo(State.WARN);

    Step mended = step(make(true, check("a.a", work)), "a.a");
    assertThat(mended.fixed()).isTrue();
    assertThat(mended.state()).isEqualTo(State.OK);
    assertThat(mended.what()).isEqualTo("mended it\nwhole");

    Step again = step(make(true, check("a.a", work)), "a.a");
    assertThat(again.fixed()).isFalse();
    assertThat(again.what()).isEqualTo("whole");
  }

  @Test
  void repairThatFailsIsToldWithItsReason() throws Exception {
    Card card =
        make(
            true,
            check(
                "a.a",
                () ->
                    Outcome.warn("open", "chmod")
                        .mendedBy(
                            () -> {
                              throw new IOException("read-only");
                            })));
    assertThat(step(card, "a.a").what()).isEqualTo("open\nit could not be mended: read-only");
    assertThat(step(card, "a.a").fixed()).isFalse();
    assertThat(step(card, "a.a").fix()).isEqualTo("chmod");
  }
}
