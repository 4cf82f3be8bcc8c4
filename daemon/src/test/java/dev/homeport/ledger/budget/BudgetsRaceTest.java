package dev.homeport.ledger.budget;

import static dev.homeport.ledger.budget.Wallet.BOT;
import static dev.homeport.ledger.budget.Wallet.CENT;
import static dev.homeport.ledger.budget.Wallet.DOLLAR;
import static dev.homeport.ledger.budget.Wallet.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Usage;
import dev.homeport.config.router.Budget;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Fare;
import dev.homeport.ledger.Payer;
import dev.homeport.ledger.Purse.Opened;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Many who want the same money.
class BudgetsRaceTest {
  private static final String POT = "budget/monthly/2026-11/deployment";
  private static final int THREADS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LittleTallies tallies = new LittleTallies();

  /// What one of those who race does.
  private interface Turn {
    void take(int number) throws InterruptedException;
  }

  private static void race(int threads, Turn turn) throws InterruptedException {
    var go = new CountDownLatch(1);
    var failed = new AtomicReference<Throwable>();
    IntFunction<Thread> racer =
        number ->
            Threads.virtual(
                "racer",
                () -> {
                  try {
                    go.await();
                    turn.take(number);
                  } catch (Throwable e) {
                    failed.set(e);
                  }
                });
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      running.add(racer.apply(i));
    }
    go.countDown();
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(failed).hasNullValue();
  }

  private Wallet wallet(Budget... budgets) {
    return new Wallet(tallies, Ticker.system(), budgets);
  }

  /// Asks once at somebody who takes exactly a dollar for each answer, and answers that.
  private static boolean ask(Wallet wallet, String provider, Estimate estimate)
      throws InterruptedException {
    Opened opened = wallet.budgets.open(BOT, provider, "m", estimate, PATIENCE);
    if (opened instanceof Opened.Leave(Fare fare)) {
      Threads.virtual("answer", () -> fare.answered(Wallet.charged(1), false)).join();
      return true;
    }
    return false;
  }

  private void exactlyAHundredAreAnswered(String provider, Estimate estimate, int replicas)
      throws InterruptedException {
    var wallets = new ArrayList<Wallet>();
    for (int i = 0; i < replicas; i++) {
      wallets.add(wallet(monthly(100)));
    }
    var answered = new AtomicInteger();
    race(
        THREADS,
        number -> {
          if (ask(wallets.get(number % replicas), provider, estimate)) {
            answered.incrementAndGet();
          }
        });
    assertThat(answered).hasValue(100);
    assertThat(tallies.level(POT).spent()).isEqualTo(100 * DOLLAR);
    assertThat(tallies.level(POT).reserved()).isZero();
    assertThat(tallies.out()).isZero();
  }

  @Test
  void exactlyAHundredOfTwoHundredWithAKnownPrice() throws InterruptedException {
    exactlyAHundredAreAnswered("exact", new Estimate(100, 0L), 1);
  }

  @Test
  void exactlyAHundredOfTwoHundredWhereTheUpperBoundIsTwiceThePrice() throws InterruptedException {
    exactlyAHundredAreAnswered("exact", new Estimate(100, 100L), 1);
  }

  @Test
  void exactlyAHundredOfTwoHundredWithoutAKnownPrice() throws InterruptedException {
    exactlyAHundredAreAnswered("shop", new Estimate(1, 1L), 1);
  }

  @Test
  void exactlyAHundredOfTwoHundredOverTwoReplicas() throws InterruptedException {
    exactlyAHundredAreAnswered("exact", new Estimate(100, 0L), 2);
  }

  @Test
  void exactlyAHundredOfTwoHundredOverTwoReplicasWithoutAKnownPrice() throws InterruptedException {
    exactlyAHundredAreAnswered("shop", new Estimate(1, 1L), 2);
  }

  @Test
  void replicaThatBeginsLateDoesNotOverspend() throws InterruptedException {
    Wallet first = wallet(monthly(100));
    for (int i = 0; i < 98; i++) {
      assertThat(ask(first, "shop", new Estimate(1, 1L))).isTrue();
    }
    Wallet late = wallet(monthly(100));
    race(50, _ -> ask(late, "shop", new Estimate(1, 1L)));
    assertThat(tallies.level(POT).spent()).isEqualTo(100 * DOLLAR);
  }

  @Test
  void whoWaitsIsServedAsSoonAsMoneyIsFree() throws InterruptedException {
    Wallet wallet = wallet(monthly(1));
    wallet.spend(1);
    Fare first = wallet.leave(90, 0);
    var second = new AtomicReference<Opened>();
    Thread waiting =
        Threads.virtual(
            "waiting",
            () -> {
              try {
                second.set(wallet.budgets.open(BOT, "exact", "m", new Estimate(90, 0L), PATIENCE));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    while (wallet.budgets.waiting() == 0) {
      Thread.onSpinWait();
    }
    first.nothing();
    waiting.join();
    assertThat(second.get()).isInstanceOf(Opened.Leave.class);
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesNothingBehind() throws InterruptedException {
    Wallet wallet = wallet(monthly(1));
    wallet.spend(1);
    Fare first = wallet.leave(90, 0);
    var stopped = new CountDownLatch(1);
    Thread waiting =
        Threads.virtual(
            "waiting",
            () -> {
              try {
                wallet.budgets.open(BOT, "exact", "m", new Estimate(90, 0L), PATIENCE);
              } catch (InterruptedException _) {
                stopped.countDown();
              }
            });
    while (wallet.budgets.waiting() == 0) {
      Thread.onSpinWait();
    }
    waiting.interrupt();
    waiting.join();
    assertThat(stopped.getCount()).isZero();
    first.nothing();
    assertThat(tallies.out()).isZero();
  }

  @Test
  void noLimitIsEverBrokenWhereTheCostIsCertain() throws InterruptedException {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(playOnce(seed, true).excess(POT)).isZero();
    }
  }

  @Test
  void limitIsBrokenOnlyByWhatIsDearerThanReservedAndEverySumIsRight() throws InterruptedException {
    for (int seed = 0; seed < 20; seed++) {
      playOnce(seed, false);
    }
  }

  /// Several keys, users and providers, budgets at random, answers that keep to their estimate,
  /// some that fail.
  ///
  /// @param certain whether nothing but the prompt costs something
  private static LittleTallies playOnce(int seed, boolean certain) throws InterruptedException {
    var random = new Random(seed);
    var tallies = new LittleTallies();
    Budget[] budgets = {
      monthly(random.nextInt(5, 40)),
      Wallet.of(Period.DAILY, Per.KEY, null, random.nextInt(2, 20)),
      Wallet.of(Period.MONTHLY, Per.USER, "u1", random.nextInt(1, 10)),
      Wallet.alert(Wallet.of(Period.DAILY, Per.TENANT, null, 1)),
    };
    var wallets =
        List.of(
            new Wallet(tallies, Ticker.system(), budgets),
            new Wallet(tallies, Ticker.system(), budgets));
    var paid = new AtomicLong();
    race(
        40,
        number -> {
          var own = new Random(seed * 1000L + number);
          Wallet wallet = wallets.get(number % 2);
          for (int i = 0; i < 20; i++) {
            var payer = new Payer("k" + own.nextInt(3), "u" + own.nextInt(2), "t");
            int prompt = own.nextInt(1, 30);
            int answer = certain ? 0 : own.nextInt(0, 30);
            Opened opened =
                wallet.budgets.open(
                    payer, "exact", "m", new Estimate(prompt, (long) answer), Duration.ofMillis(2));
            if (opened instanceof Opened.Leave(Fare fare)) {
              if (own.nextInt(4) == 0) {
                fare.nothing();
              } else {
                var usage = Usage.of(prompt, own.nextInt(answer + 1));
                Long cost = fare.answered(usage, own.nextBoolean()).cost();
                paid.addAndGet(cost == null ? 0 : cost);
              }
            }
          }
        });
    assertThat(tallies.out()).isZero();
    assertThat(tallies.level(POT).all()).isEqualTo(paid.get());
    assertWithin(tallies, POT, budgets[0]);
    long keys = 0;
    for (String pot : tallies.names()) {
      long spent = tallies.level(pot).spent();
      if (pot.contains("/key/")) {
        keys += spent;
        assertWithin(tallies, pot, budgets[1]);
      } else if (pot.endsWith("/user/u1")) {
        assertWithin(tallies, pot, budgets[2]);
      } else if (pot.contains("/tenant/")) {
        assertThat(spent).isEqualTo(paid.get());
      }
    }
    assertThat(keys).isEqualTo(paid.get());
    assertThat(paid.get()).isGreaterThan(CENT);
    return tallies;
  }

  private static void assertWithin(LittleTallies tallies, String pot, Budget budget) {
    assertThat(tallies.level(pot).spent())
        .isLessThanOrEqualTo(budget.limit() + tallies.excess(pot));
  }
}
