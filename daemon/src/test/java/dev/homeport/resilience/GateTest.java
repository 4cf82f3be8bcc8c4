package dev.homeport.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {
  private final FakeTicker ticker = new FakeTicker();

  @Test
  void requestEntersWhereThereIsAPlace() throws Exception {
    Gate gate = gate(2, 4);
    gate.listLoaded(Set.of("m"), ticker.nanoTime());
    assertThat(gate.ticket("a", "m").enter(null)).isEqualTo(new Entry.Admitted(false));
    assertThat(gate.ticket("a", "m").enter(null)).isEqualTo(new Entry.Admitted(false));
    assertThat(gate.snapshot()).isEqualTo(new Gate.Snapshot(2, 0, null));
  }

  @Test
  void whoWouldNotWaitPassesNobody() throws Exception {
    Gate gate = gate(1, 4);
    Ticket first = gate.ticket("a", null);
    assertThat(first.enterNow()).isTrue();
    Ticket second = gate.ticket("b", null);
    assertThat(second.enterNow()).isFalse();
    Waiting waiting = Waiting.on(second, "b", gate);
    gate.resize(new Gate.Limits(2, 4, Duration.ofSeconds(10)));
    assertThat(waiting.entry()).isInstanceOf(Entry.Admitted.class);
    first.close();
    Ticket left = gate.ticket("c", null);
    left.leave();
    assertThat(left.enterNow()).isFalse();
    assertThat(gate.snapshot().running()).isOne();
    gate.close();
    assertThat(gate.ticket("c", null).enterNow()).isFalse();
  }

  @Test
  void fullQueueRefuses() throws Exception {
    Gate gate = gate(1, 0);
    gate.ticket("a", null).enter(null);
    assertThat(gate.ticket("a", null).enter(null)).isEqualTo(new Entry.Full(0));
  }

  @Test
  void queueThatOnePartyFilledIsNotFullForAnother() throws Exception {
    Gate gate = gate(1, 4);
    gate.ticket("x", null).enter(null);
    var waiting = new ArrayList<Waiting>();
    for (int i = 0; i < 4; i++) {
      waiting.add(Waiting.on(gate.ticket("a", null), "a" + i, gate));
    }
    assertThat(gate.ticket("a", null).enter(null)).isEqualTo(new Entry.Full(4));
    for (int i = 0; i < 2; i++) {
      var other = gate.ticket("b", null);
      Thread.ofVirtual().start(() -> enterQuietly(other));
      assertThat(waiting.get(3 - i).entry()).isInstanceOf(Entry.Full.class);
    }
    assertThat(gate.ticket("b", null).enter(null)).isEqualTo(new Entry.Full(4));
    assertThat(gate.snapshot().waiting()).isEqualTo(4);
    gate.close();
  }

  private static void enterQuietly(Ticket ticket) {
    try {
      ticket.enter(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void waitEndsWhenItIsOver() throws Exception {
    var gate = new Gate(new Gate.Limits(1, 4, Duration.ZERO), ticker);
    gate.ticket("a", null).enter(null);
    assertThat(gate.ticket("a", null).enter(null)).isEqualTo(new Entry.Overdue(Duration.ZERO));
    assertThat(gate.snapshot().waiting()).isZero();
  }

  @Test
  void placesGoRoundBetweenParties() throws Exception {
    Gate gate = gate(1, 10);
    Ticket running = gate.ticket("x", null);
    running.enter(null);
    var waiting = new ArrayList<Waiting>();
    for (String name : List.of("a1", "a2", "a3", "b1", "c1", "b2")) {
      waiting.add(Waiting.on(gate.ticket(name.substring(0, 1), null), name, gate));
    }
    var order = new ArrayList<String>();
    Ticket inside = running;
    for (int i = 0; i < waiting.size(); i++) {
      inside.close();
      Waiting next = Waiting.firstAdmitted(waiting, order);
      order.add(next.name());
      inside = next.ticket();
    }
    assertThat(order).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  @Test
  void oneModelLoadsAtATimeAndOthersPassIt() throws Exception {
    Gate gate = gate(4, 10);
    gate.listLoaded(Set.of("loaded"), ticker.nanoTime());
    Ticket loads = gate.ticket("a", "big");
    assertThat(loads.enter(null)).isEqualTo(new Entry.Admitted(true));
    Waiting other = Waiting.on(gate.ticket("a", "other"), "other", gate);
    assertThat(gate.ticket("a", "loaded").enter(null)).isEqualTo(new Entry.Admitted(false));
    assertThat(gate.snapshot()).isEqualTo(new Gate.Snapshot(2, 1, "big"));
    loads.begun();
    assertThat(other.entry()).isEqualTo(new Entry.Admitted(true));
    assertThat(gate.ticket("a", "big").enter(null)).isEqualTo(new Entry.Admitted(false));
  }

  @Test
  void loadThatEndsWithoutAByteLetsTheNextLoad() throws Exception {
    Gate gate = gate(3, 10);
    Ticket loads = gate.ticket("a", "big");
    loads.enter(null);
    Waiting other = Waiting.on(gate.ticket("a", "big"), "same model", gate);
    loads.close();
    assertThat(other.entry()).isEqualTo(new Entry.Admitted(true));
  }

  @Test
  void modelThatOllamaNoLongerListsHasToLoadAgain() throws Exception {
    Gate gate = gate(3, 10);
    Ticket first = gate.ticket("a", "m");
    first.enter(null);
    first.begun();
    first.close();
    gate.listLoaded(Set.of(), ticker.nanoTime() - 1);
    assertThat(gate.isLoaded("m")).as("it answered after the list was asked for").isTrue();
    gate.listLoaded(Set.of(), ticker.nanoTime() + 1);
    assertThat(gate.isLoaded("m")).isFalse();
  }

  @Test
  void leavingClientFreesItsPlaceInTheQueue() throws Exception {
    Gate gate = gate(1, 1);
    gate.ticket("a", null).enter(null);
    Ticket leaving = gate.ticket("b", null);
    Waiting waiting = Waiting.on(leaving, "b", gate);
    leaving.leave();
    assertThat(waiting.entry()).isEqualTo(new Entry.Left());
    assertThat(gate.snapshot().waiting()).isZero();
  }

  @Test
  void clientThatLeftBeforeItArrivedDoesNotWait() throws Exception {
    Gate gate = gate(1, 1);
    Ticket left = gate.ticket("a", null);
    left.leave();
    assertThat(left.enter(null)).isEqualTo(new Entry.Left());
    left.close();
    assertThat(gate.snapshot()).isEqualTo(new Gate.Snapshot(0, 0, null));
  }

  @Test
  void closedGateSendsAwayThoseWhoWait() throws Exception {
    Gate gate = gate(1, 5);
    Ticket inside = gate.ticket("a", null);
    inside.enter(null);
    Waiting waiting = Waiting.on(gate.ticket("b", null), "b", gate);
    gate.close();
    assertThat(waiting.entry()).isEqualTo(new Entry.Closed());
    assertThat(gate.ticket("c", null).enter(null)).isEqualTo(new Entry.Closed());
    inside.close();
    assertThat(gate.snapshot().running()).isZero();
  }

  @Test
  void positionIsToldToThoseWhoListen() throws Exception {
    Gate gate = gate(1, 5);
    Ticket inside = gate.ticket("a", null);
    inside.enter(null);
    Waiting first = Waiting.on(gate.ticket("b", null), "first", gate);
    var told = new CountDownLatch(1);
    var positions = new ArrayList<Integer>();
    Ticket second = gate.ticket("b", null);
    Thread listener =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    second.enter(
                        position -> {
                          positions.add(position);
                          told.countDown();
                        });
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    told.await();
    assertThat(positions).containsExactly(2);
    second.leave();
    listener.join();
    inside.close();
    assertThat(first.entry()).isEqualTo(new Entry.Admitted(false));
  }

  /// Threads come, leave, fail and finish in every order; at the end nothing is left over.
  @ParameterizedTest
  @MethodSource("seeds")
  void noPlaceIsLostAndNoneIsGivenTwice(long seed) throws Exception {
    Gate gate = gate(3, 6);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 24; i++) {
      var random = new Random(seed * 31 + i);
      threads.add(Thread.ofVirtual().start(() -> visits(gate, random, inside, most)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most.get()).isLessThanOrEqualTo(3);
    assertThat(gate.snapshot()).isEqualTo(new Gate.Snapshot(0, 0, null));
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  private static void visits(Gate gate, Random random, AtomicInteger inside, AtomicInteger most) {
    for (int i = 0; i < 30; i++) {
      @Nullable String model = random.nextInt(4) == 0 ? null : "m" + random.nextInt(3);
      try (Ticket ticket = gate.ticket("p" + random.nextInt(4), model)) {
        if (random.nextInt(3) == 0) {
          Thread.ofVirtual().start(ticket::leave);
        }
        if (ticket.enter(null) instanceof Entry.Admitted) {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          if (random.nextBoolean()) {
            ticket.begun();
          }
          Thread.onSpinWait();
          inside.decrementAndGet();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Gate gate(int concurrent, int queue) {
    return new Gate(new Gate.Limits(concurrent, queue, Duration.ofSeconds(60)), ticker);
  }
}
