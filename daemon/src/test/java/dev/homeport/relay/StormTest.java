package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Condition;
import dev.homeport.condition.Cooling;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.lifecycle.Threads;
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: many who ask at once, leave when they like and wait no longer than they like, of providers
/// that do whatever they like. Each answer is of one provider, and when it is quiet again, nobody
/// holds anything.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class StormTest {
  private static final long SEED = 20261125;
  private static final List<Caller> CALLERS = List.of(Caller.values());
  private static final int ROUNDS = 12;
  private static final int CROWD = 16;
  private static final int EACH = 8;

  private static final Duration SOON = Duration.ofMillis(25);
  private static final Duration LOAD = Duration.ofMillis(120);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /// Who rests comes back within the test.
  private static final Terms TERMS =
      new Terms(
          new Cooling(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ZERO),
          new Manners(
              Duration.ofMillis(40),
              Duration.ofMillis(10),
              Duration.ofMillis(50),
              Duration.ofMillis(3)));

  private static Waits waits(boolean hedged) {
    return new Waits(SOON, SOON, LOAD, SOON, SOON, SOON, LOAD, hedged ? SOON.dividedBy(2) : null);
  }

  /// A provider that does something else each time.
  private static final class Moody {
    private final String name;
    private final AtomicInteger asked = new AtomicInteger();

    /// Whether it is in a good mood for good.
    private volatile boolean calm;

    private final RudeServer server = RudeServer.answering(this::next);

    Moody(String name) {
      this.name = name;
    }

    private Act next(Heard heard) {
      int number = asked.incrementAndGet();
      var dice = new Random(SEED + number * 31L + name.hashCode());
      Tongue tongue = Tongue.of(heard);
      int mood = calm ? 20 : dice.nextInt(21);
      String head = Mishap.head(tongue, true);
      String[] words = {name + "-", Integer.toString(number)};
      String whole =
          tongue.opening() + tongue.token(words[0]) + tongue.token(words[1]) + tongue.closing();
      Fault good = Fault.says("good", After.STAYS, head, Fault.chunk(whole), Mishap.END);
      return switch (mood) {
        case 0 -> Fault.hangs();
        case 1 -> Fault.closesBeforeHead();
        case 2 -> Fault.resetsBeforeHead();
        case 3 -> Fault.says("held", After.HANGS, head, Fault.chunk(tongue.opening()));
        case 4 -> Mishap.refusing("503 Down", "down").act(tongue, true);
        case 5 -> Mishap.refusing("429 Slow Down", "slow down").act(tongue, true);
        case 6 -> Mishap.refusing("401 Who", "who are you").act(tongue, true);
        case 7 ->
            Fault.says(
                "cut", After.RESETS, head, Fault.chunk(tongue.opening() + tongue.token(words[0])));
        case 8 ->
            Fault.says(
                "stalls",
                After.HANGS,
                head,
                Fault.chunk(tongue.opening() + tongue.token(words[0])));
        case 9 ->
            Fault.says("error", After.STAYS, head, Fault.chunk(tongue.error("no")), Mishap.END);
        case 10 -> Fault.garbage();
        case 11 -> Fault.htmlError();
        case 12 -> new Fault.Acknowledged("loading", Fault.hangs());
        case 13 -> new Fault.Acknowledged("running", good);
        case 14, 15, 16 ->
            new Fault.Says(
                "late",
                List.of("", head, Fault.chunk(whole), Mishap.END),
                Duration.ofMillis(5 + dice.nextInt(30)),
                After.STAYS);
        default -> good;
      };
    }
  }

  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();

  private void ask(RouterRig rig, Random dice) {
    Caller caller = CALLERS.get(dice.nextInt(CALLERS.size()));
    boolean stream = dice.nextBoolean();
    String limit =
        dice.nextInt(4) == 0 ? "Homeport-Timeout: " + (1 + dice.nextInt(60)) + "ms\r\n" : "";
    String alone = dice.nextInt(10) == 0 ? "Homeport-Fallback: never\r\n" : "";
    try (RawClient client = rig.client()) {
      client.post(caller.path(), caller.question(stream), RouterRig.KEY, limit, alone);
      switch (dice.nextInt(8)) {
        case 0 -> {
          left.incrementAndGet();
          client.reset();
        }
        case 1 -> {
          left.incrementAndGet();
          client.head();
        }
        default -> judge(client.read(), caller, stream);
      }
    } catch (AssertionError | RuntimeException e) {
      wrong.add(caller + " " + stream + ": " + e);
    }
  }

  private void judge(Received answer, Caller caller, boolean stream) {
    if (answer.status() != 200) {
      told.incrementAndGet();
      String said = caller.refusal(answer.text());
      if (said.contains("127.0.0.1") || said.contains("foreign")) {
        wrong.add("names too much: " + said);
      }
    } else if (answer.end() == End.WHOLE) {
      answered.incrementAndGet();
      String words = caller.words(answer.text(), stream);
      if (!words.matches("(home|second|third|fourth)-\\d+")
          || !caller.isWhole(answer.text(), stream)) {
        wrong.add("no answer of one provider: " + answer);
      }
    } else {
      told.incrementAndGet();
      if (stream ? caller.isWhole(answer.text(), true) : !answer.text().isBlank()) {
        wrong.add("cut, and yet whole: " + answer);
      }
    }
  }

  /// Whether nobody holds leave to ask any of them, which shows once it is quiet.
  private static boolean isQuiet(RouterRig rig, List<Moody> all) {
    return all.stream()
        .allMatch(
            each ->
                switch (rig.conditions().of(each.name, RouterRig.FOREIGN)) {
                  case Condition.Well _ -> true;
                  case Condition.Resting _ -> false;
                  case Condition.Unproven(_, _, boolean free) -> free;
                  case Condition.Recovering(int room) -> room > 0 && Integer.bitCount(room) == 1;
                });
  }

  @Test
  void nobodyHoldsAnythingWhenItIsQuietAgain() throws Exception {
    var all =
        List.of(new Moody("home"), new Moody("second"), new Moody("third"), new Moody("fourth"));
    try (var rig =
        new RouterRig(
            TERMS,
            Backend.ollama("home", all.get(0).server.uri()).within(waits(true)),
            Backend.openAi("second", all.get(1).server.uri()).within(waits(true)),
            Backend.anthropic("third", all.get(2).server.uri())
                .within(waits(false))
                .atMost(3, SOON),
            Backend.openAi("fourth", all.get(3).server.uri()).within(waits(false)))) {
      for (int round = 0; round < ROUNDS; round++) {
        var crowd = new ArrayList<Thread>();
        for (int one = 0; one < CROWD; one++) {
          var dice = new Random(SEED * 1000 + round * 100L + one);
          crowd.add(
              Threads.virtual(
                  "guest",
                  () -> {
                    for (int i = 0; i < EACH; i++) {
                      ask(rig, dice);
                    }
                  }));
        }
        for (Thread each : crowd) {
          each.join();
        }
        for (int i = 0; i < CROWD * EACH; i++) {
          rig.ended();
        }
        long until = System.nanoTime() + LAST_WORDS.toNanos();
        while (!isQuiet(rig, all) && System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        assertThat(isQuiet(rig, all)).as("%s", rig.conditions().patients()).isTrue();
        assertThat(wrong).isEmpty();
      }
      assertThat(List.of(answered.get(), told.get(), left.get())).allMatch(count -> count > 100);
      all.forEach(each -> each.calm = true);
      for (Moody each : all) {
        returns(rig, each.name);
      }
    } finally {
      all.forEach(each -> each.server.close());
    }
  }

  /// Who is asked again and again comes back step by step: each answer doubles the room.
  private static void returns(RouterRig rig, String name) throws InterruptedException {
    int room = 0;
    for (int i = 0; i < 8; i++) {
      try (RawClient client = rig.client()) {
        Received answer =
            client
                .post(
                    "/api/chat",
                    Caller.CHAT.question(true),
                    RouterRig.KEY,
                    "Homeport-Provider: " + name + "\r\n")
                .read();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        rig.ended();
      }
      switch (rig.conditions().of(name, RouterRig.FOREIGN)) {
        case Condition.Recovering(int now) -> {
          assertThat(now).isEqualTo(room == 0 ? now : 2 * room);
          room = now;
        }
        case Condition.Well _ -> {
          return;
        }
        case Condition.Unproven _, Condition.Resting _ -> throw new AssertionError(name);
      }
    }
    throw new AssertionError(name + " is not well after many answers");
  }
}
