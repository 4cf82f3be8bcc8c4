package dev.homeport.upstream.gigachat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.gigachat.Token;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.lifecycle.Threads;
import dev.homeport.upstream.Access.Shown;
import dev.homeport.wire.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tokens that are fetched once, early, and not again too soon (wire.md E.1, cases.md E10).
@ExtendWith(LeakCheck.class)
@Timeout(30)
class TokenSourceTest {
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Door door = new Door();
  private final TokenSource source = new TokenSource(door, ticker, wall);

  /// A door that gives tokens numbered from one, when a test lets it.
  private static final class Door implements TokenDoor {
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore leave = new Semaphore(0);
    private volatile boolean slow;
    private volatile @Nullable Instant expires;
    private volatile @Nullable Complaint complaint;

    @Override
    public Token.Outcome ask() {
      int number = asked.incrementAndGet();
      if (slow) {
        entered.release();
        leave.acquireUninterruptibly();
      }
      Complaint why = complaint;
      return why == null
          ? new Token.Outcome.Granted(new Token("t" + number, expires))
          : new Token.Outcome.Refused(why);
    }

    @Override
    public void close() {
      leave.release(100);
    }
  }

  @AfterEach
  void stop() throws Exception {
    source.close();
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  private static Shown token(String value) {
    return new Shown.Headers(List.of(new Field("Authorization", "Bearer " + value)));
  }

  @Test
  void fiftyWhoAskAtOnceCostOneFetch() throws Exception {
    door.slow = true;
    var shown = new LinkedBlockingQueue<Shown>();
    var asking = new CountDownLatch(50);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      threads.add(asker(shown, asking));
    }
    asking.await();
    door.leave.release();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shown).hasSize(50).containsOnly(token("t1"));
    assertThat(door.asked).hasValue(1);
  }

  private Thread asker(BlockingQueue<Shown> shown, CountDownLatch asking) {
    return Threads.virtual(
        "asker",
        () -> {
          try {
            asking.countDown();
            shown.add(source.show());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void nextTokenIsFetchedInTheLastMinuteWhileTheOldOneIsShown() throws Exception {
    door.expires = wall.now().plus(LIFE);
    assertThat(source.show()).isEqualTo(token("t1"));
    pass(LIFE.minusSeconds(61));
    assertThat(source.show()).isEqualTo(token("t1"));
    assertThat(door.asked).hasValue(1);
    pass(Duration.ofSeconds(2));
    door.slow = true;
    door.expires = wall.now().plus(LIFE);
    assertThat(source.show()).isEqualTo(token("t1"));
    door.entered.acquire();
    assertThat(source.show()).isEqualTo(token("t1"));
    door.leave.release();
    pass(Duration.ofMinutes(1));
    assertThat(source.show()).isEqualTo(token("t2"));
    assertThat(door.asked).hasValue(2);
  }

  @Test
  void failureIsToldToEveryoneAndNotTriedAgainWithinASecond() throws Exception {
    door.complaint = Complaint.of(Kind.KEY, 401, "wrong key");
    assertThat(source.show()).isEqualTo(new Shown.Nothing("wrong key"));
    assertThat(source.show()).isEqualTo(new Shown.Nothing("wrong key"));
    assertThat(door.asked).hasValue(1);
    pass(Duration.ofSeconds(1));
    door.complaint = null;
    assertThat(source.show()).isEqualTo(token("t2"));
  }

  @Test
  void restIsAsLongAsTheServiceWantsIt() throws Exception {
    door.complaint = new Complaint(Kind.RATE, 429, "slow", Duration.ofSeconds(5));
    source.show();
    pass(Duration.ofSeconds(4));
    assertThat(source.show()).isEqualTo(new Shown.Nothing("slow"));
    assertThat(door.asked).hasValue(1);
    pass(Duration.ofSeconds(1));
    source.show();
    assertThat(door.asked).hasValue(2);
  }

  @Test
  void refusedTokenIsDroppedOnceHoweverManyReportIt() throws Exception {
    Shown first = source.show();
    pass(Duration.ofSeconds(2));
    assertThat(source.refused(first)).isTrue();
    assertThat(source.show()).isEqualTo(token("t2"));
    for (int i = 0; i < 50; i++) {
      assertThat(source.refused(first)).isTrue();
      assertThat(source.show()).isEqualTo(token("t2"));
    }
    assertThat(door.asked).hasValue(2);
  }

  @Test
  void newTokenThatIsRefusedIsNotReplacedAtOnce() throws Exception {
    assertThat(source.refused(source.show())).isFalse();
    assertThat(source.show()).isEqualTo(new Shown.Nothing("a new token is refused"));
    pass(Duration.ofSeconds(1));
    assertThat(source.show()).isEqualTo(token("t2"));
  }

  @Test
  void whoLeavesDoesNotTakeTheFetchAlong() throws Exception {
    door.slow = true;
    var shown = new LinkedBlockingQueue<Shown>();
    Thread leaving = asker(shown, new CountDownLatch(1));
    door.entered.acquire();
    leaving.interrupt();
    leaving.join();
    assertThat(shown).isEmpty();
    door.leave.release();
    assertThat(source.show()).isEqualTo(token("t1"));
    assertThat(door.asked).hasValue(1);
  }

  @Test
  void clockThatIsWrongMakesNoTokenAnOldOne() throws Exception {
    door.expires = wall.now().minus(Duration.ofDays(3));
    source.show();
    pass(Duration.ofMinutes(20));
    assertThat(source.show()).isEqualTo(token("t1"));
    assertThat(door.asked).hasValue(1);
  }

  @Test
  void shortLivedTokenIsUsedForHalfOfItsLife() throws Exception {
    door.expires = wall.now().plusSeconds(40);
    source.show();
    pass(Duration.ofSeconds(19));
    source.show();
    assertThat(door.asked).hasValue(1);
    pass(Duration.ofSeconds(22));
    door.expires = null;
    assertThat(source.show()).isEqualTo(token("t2"));
  }

  @Test
  void stopEndsTheFetchAndThoseWhoWaitForIt() throws Exception {
    door.slow = true;
    var shown = new LinkedBlockingQueue<Shown>();
    Thread waiting = asker(shown, new CountDownLatch(1));
    door.entered.acquire();
    source.close();
    waiting.join();
    assertThat(shown.take()).isInstanceOf(Shown.Nothing.class);
    assertThat(source.show()).isEqualTo(new Shown.Nothing("it is stopped"));
    assertThat(door.asked).hasValue(1);
  }
}
