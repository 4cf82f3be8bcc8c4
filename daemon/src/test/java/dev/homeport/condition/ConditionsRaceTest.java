package dev.homeport.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.lifecycle.Threads;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Threads that race for what one may have.
class ConditionsRaceTest {
  private static final int THREADS = 200;

  private final Clinic clinic = new Clinic();
  private final Conditions conditions = clinic.conditions;

  private static void together(int threads, Runnable work) throws InterruptedException {
    var go = new CountDownLatch(1);
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Threads.virtual(
              "racer",
              () -> {
                try {
                  go.await();
                  work.run();
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    go.countDown();
    for (Thread thread : running) {
      thread.join();
    }
  }

  @Test
  void oneTrialAtATimeHoweverManyWant() throws InterruptedException {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    clinic.pass(300);
    var trying = new AtomicInteger();
    var most = new AtomicInteger();
    var tried = new AtomicInteger();
    together(
        THREADS,
        () -> {
          for (int i = 0; i < 100; i++) {
            conditions
                .tryAsk("cloud", "m")
                .ifPresent(
                    permit -> {
                      most.accumulateAndGet(trying.incrementAndGet(), Math::max);
                      tried.incrementAndGet();
                      assertThat(conditions.tryAsk("cloud", "m")).isEmpty();
                      trying.decrementAndGet();
                      permit.dropped();
                    });
          }
        });
    assertThat(most).hasValue(1);
    assertThat(tried.get()).isPositive();
    assertThat(clinic.word("cloud")).isEqualTo("unproven of server");
  }

  @Test
  void oneOfManyGetsTheTrial() throws InterruptedException {
    clinic.fail("cloud", "m", Clinic.sick("server"));
    clinic.pass(300);
    var given = new AtomicInteger();
    together(
        THREADS, () -> conditions.tryAsk("cloud", "m").ifPresent(_ -> given.incrementAndGet()));
    assertThat(given).hasValue(1);
  }

  @Test
  void failuresOfOneEraAreOneStrikeFromAllThreads() throws InterruptedException {
    var all = new CountDownLatch(THREADS);
    together(
        THREADS,
        () -> {
          Permit permit = conditions.ask("home", "m");
          all.countDown();
          try {
            all.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          permit.failed(Clinic.dead("severed"));
        });
    assertThat(clinic.patient().strikes()).isEqualTo(1);
    assertThat(clinic.heard).containsExactly("home null severed");
  }

  @Test
  void everyPermitComesBackToTheRoom() throws InterruptedException {
    clinic.fail("home", "m", Clinic.sick("stall"));
    conditions.proven(clinic.patient());
    together(
        THREADS,
        () -> {
          for (int i = 0; i < 200; i++) {
            conditions.ask("home", "m").dropped();
          }
        });
    assertThat(clinic.word("home")).isEqualTo("room 1");
  }
}
