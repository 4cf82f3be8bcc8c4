package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.lifecycle.Threads;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: two hundred clients that leave, in every phase, by every API, in a stream or not. Each of
/// them frees its provider, on both hops where there are two; nobody is held to have failed, and
/// the next question goes to the first as if nothing had been (cases.md G1 to G7).
@Tag("rude")
@ExtendWith(LeakCheck.class)
@Timeout(120)
class EarlyLeaversTest {
  private static final int CLIENTS = 200;
  private static final int LANES = 20;
  private static final List<Phase> PHASES = List.of(Phase.values());
  private static final List<Caller> CALLERS = List.of(Caller.values());

  /// The aim is a tenth of a second; this is for a machine that does ten other things.
  private static final Duration GENEROUS = Duration.ofSeconds(5);

  private static final Pattern NUMBER = Pattern.compile("leaver-(\\d+)-(\\w+)-");

  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, Arrival> arrivals = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /// When somebody leaves.
  enum Phase {
    BEFORE_THE_HEAD,
    /// The head has come, and nothing that a client may see.
    WHILE_HELD,
    AMID_THE_ANSWER;

    Act play(Tongue tongue, boolean stream) {
      return switch (this) {
        case BEFORE_THE_HEAD -> Fault.hangs();
        case WHILE_HELD -> Mishap.says(tongue, stream, After.HANGS, Mishap.opening(tongue, stream));
        case AMID_THE_ANSWER ->
            Mishap.says(tongue, stream, After.HANGS, Mishap.begun(tongue, stream));
      };
    }
  }

  /// A question on its way, as the provider hears it.
  private static final class Arrival {
    private final BlockingQueue<Heard> here = new ArrayBlockingQueue<>(1);

    void hears(Heard question) {
      here.add(question);
    }

    Heard await() throws InterruptedException {
      Heard heard = here.poll(10, TimeUnit.SECONDS);
      if (heard == null) {
        throw new AssertionError("the question did not come");
      }
      return heard;
    }
  }

  /// Holds those that will leave, and answers everybody else.
  private Act played(Heard heard) {
    Tongue tongue = Tongue.of(heard);
    Matcher number = NUMBER.matcher(heard.text());
    if (!number.find()) {
      return Mishap.good(tongue, tongue.isStreamed(heard), "fine");
    }
    arrivals.computeIfAbsent(Integer.valueOf(number.group(1)), _ -> new Arrival()).hears(heard);
    return Phase.valueOf(number.group(2).replace('x', '_')).play(tongue, tongue.isStreamed(heard));
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void leaversCostNobodyAnything(Spoken api) throws Exception {
    try (var provider = RudeServer.answering(this::played);
        var other = RudeServer.answering(heard -> Mishap.good(Tongue.of(heard), true, "no"));
        var rig =
            new RouterRig(
                RouterRig.Terms.STRICT,
                api.at("first", provider.uri()),
                api.at("second", other.uri()))) {
      leave(rig);
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
      }
      isAsIfNothingHadBeen(rig, "first");
      assertThat(other.hasHeard()).isFalse();
      report("a provider that speaks " + api);
    }
  }

  @Test
  void leaversFreeTheMacBehindItsDaemon() throws Exception {
    try (var ollama = RudeServer.answering(this::played);
        var front = new FrontRig(ollama.uri());
        var rig =
            new RouterRig(
                RouterRig.Terms.STRICT,
                Backend.ollama("home", URI.create("http://127.0.0.1:" + front.port()))
                    .showing(FrontRig.KEY.replace("Authorization: Bearer", "").strip()))) {
      leave(rig);
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
        assertThat(front.ended().outcome()).isEqualTo(Outcome.LEFT);
      }
      isAsIfNothingHadBeen(rig, "home");
      assertThat(front.gate().snapshot().running()).isZero();
      report("an Ollama behind a daemon");
    }
  }

  private static void isAsIfNothingHadBeen(RouterRig rig, String first)
      throws InterruptedException {
    assertThat(rig.notes()).isEmpty();
    assertThat(rig.told()).isEmpty();
    assertThat(rig.conditions().patients()).isEmpty();
    try (var client = rig.client()) {
      Received answer =
          client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY).read();
      assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("fine");
      assertThat(answer.header("Homeport-Attempts")).contains(first + ";ok");
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.ANSWERED);
    }
  }

  private void leave(RouterRig rig) throws InterruptedException {
    var lanes = new ArrayList<Thread>();
    for (int i = 0; i < LANES; i++) {
      lanes.add(
          Threads.virtual(
              "leavers",
              () -> {
                for (int it = next.getAndIncrement(); it < CLIENTS; it = next.getAndIncrement()) {
                  try {
                    leaver(rig, it);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                  } catch (AssertionError | RuntimeException e) {
                    failures.add(new AssertionError("leaver " + it, e));
                  }
                }
              }));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    assertThat(failures).isEmpty();
  }

  private void leaver(RouterRig rig, int number) throws InterruptedException {
    Phase phase = PHASES.get(number % PHASES.size());
    Caller caller = CALLERS.get(number / 3 % CALLERS.size());
    boolean stream = number / 18 % 2 == 0;
    var arrival = arrivals.computeIfAbsent(number, _ -> new Arrival());
    try (RawClient client = rig.client()) {
      String words = "leaver-" + number + "-" + phase.name().replace('_', 'x') + "-";
      client.post(caller.path(), caller.question(stream, words), RouterRig.KEY);
      Heard heard = arrival.await();
      if (phase == Phase.AMID_THE_ANSWER && stream) {
        client.head();
        assertThat(client.piece()).isPresent();
      }
      long left = System.nanoTime();
      if (number % 2 == 0) {
        client.halfClose();
      } else {
        client.reset();
      }
      long gone = heard.departure().atNanos() - left;
      assertThat(Duration.ofNanos(gone)).as("%s %s", phase, caller).isLessThan(GENEROUS);
      nanos.add(gone);
    }
  }

  private void report(String whom) {
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.printf(
        "clients that leave: %d, %s freed after %.1f ms (median), %.1f ms (longest)%n",
        sorted.size(), whom, sorted.get(sorted.size() / 2) / 1e6, sorted.getLast() / 1e6);
  }
}
