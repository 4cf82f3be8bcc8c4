package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.lifecycle.Threads;
import dev.homeport.resilience.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: more clients than places, on real sockets. Who is let in, who waits, who is sent away, and
/// that every place comes back.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class AdmissionTest {
  private static final String CHAT = "/api/chat";
  private static final String V1 = "/v1/chat/completions";
  private static final Duration LONG = Duration.ofMinutes(1);

  /// A whole answer on every route.
  private static final String ANSWER =
      "{\"message\":{\"content\":\"x\"},\"choices\":[{\"finish_reason\":\"stop\"}],\"done\":true}";

  private static Act slowly(String body, int millis) {
    return new Fault.Says(
        "a slow answer",
        List.of(Fault.sized("200 OK", "application/json", body)),
        Duration.ofMillis(millis),
        Act.After.STAYS);
  }

  private static void waitFor(FrontRig rig, int running, int waiting) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    Gate.Snapshot now = rig.gate().snapshot();
    while (now.running() != running || now.waiting() != waiting) {
      assertThat(System.nanoTime() - deadline).as(now.toString()).isNegative();
      Thread.onSpinWait();
      now = rig.gate().snapshot();
    }
  }

  private static void together(int count, Runnable work) throws InterruptedException {
    List<Thread> threads =
        IntStream.range(0, count).mapToObj(i -> Threads.virtual("client " + i, work)).toList();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void noMoreThanHavePlacesAreEverAtOllama() throws Exception {
    try (var upstream = RudeServer.playing(slowly(ANSWER, 10));
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(2, 100, LONG))) {
      var statuses = new ConcurrentLinkedQueue<Integer>();
      together(
          20,
          () -> {
            try (var client = rig.client()) {
              statuses.add(client.post(CHAT, FrontRig.BODY, FrontRig.KEY).read().status());
            }
          });
      assertThat(statuses).hasSize(20).containsOnly(200);
      // A connection is used by one request at a time and kept, so their number is the proof.
      assertThat(upstream.connections()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void keysTakeTurns() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs(), Fault.json(ANSWER));
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(1, 100, LONG))) {
      RawClient first = rig.client();
      first.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      upstream.next();
      var clients = new ArrayList<RawClient>();
      for (String who : List.of("o1", "o2", "o3", "o4", "g1", "g2")) {
        String key = who.startsWith("o") ? FrontRig.KEY : FrontRig.GUEST;
        RawClient client = rig.client();
        clients.add(client.post(CHAT, FrontRig.BODY, key, "X-Who: " + who + "\r\n"));
        waitFor(rig, 1, clients.size());
      }
      first.close();
      var order = new ArrayList<String>();
      for (int i = 0; i < clients.size(); i++) {
        order.add(upstream.next().header("X-Who").orElseThrow());
      }
      clients.forEach(client -> assertThat(client.read().status()).isEqualTo(200));
      clients.forEach(RawClient::close);
      assertThat(order).containsExactly("o1", "g1", "o2", "g2", "o3", "o4");
    }
  }

  @Test
  void waitEndsWithAnHonestWord() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(1, 10, Duration.ofMillis(50)));
        var first = rig.client();
        var second = rig.client()) {
      first.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      upstream.next();
      Received answer = second.post(V1, FrontRig.BODY, FrontRig.KEY).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text())
          .startsWith("{\"error\":{\"message\":")
          .contains("limits.queue-wait");
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.REFUSED);
      waitFor(rig, 1, 0);
    }
  }

  @Test
  void fullQueueSaysWhenToComeAgain() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(1, 1, LONG));
        var first = rig.client();
        var second = rig.client();
        var third = rig.client()) {
      first.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      upstream.next();
      second.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      waitFor(rig, 1, 1);
      Received answer = third.post("/v1/messages", FrontRig.BODY, FrontRig.KEY).read();
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("Retry-After")).contains("1");
      assertThat(answer.text()).contains("\"rate_limit_error\"").contains("limits.queue");
      // What takes no place is not hindered by those who wait for one.
      assertThat(third.get("/health").read().status()).isEqualTo(200);
    }
  }

  @Test
  void fourRequestsOfOneTurnAreAllAnswered() throws Exception {
    try (var upstream = RudeServer.playing(slowly(ANSWER, 5));
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(2, 32, LONG))) {
      var statuses = new ConcurrentLinkedQueue<Integer>();
      for (int turn = 0; turn < 5; turn++) {
        List<Thread> requests =
            List.of(CHAT, CHAT, V1, V1).stream()
                .map(
                    path ->
                        Threads.virtual(
                            path,
                            () -> {
                              try (var client = rig.client()) {
                                client.post(path, FrontRig.BODY, FrontRig.GUEST);
                                statuses.add(client.read().status());
                              }
                            }))
                .toList();
        for (Thread request : requests) {
          request.join();
        }
      }
      assertThat(statuses).hasSize(20).containsOnly(200);
    }
  }

  @Test
  void restartOfOllamaCostsNoRequest() throws Exception {
    try (var upstream = RudeServer.playing(slowly(ANSWER, 20));
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(8, 32, LONG))) {
      var statuses = new ConcurrentLinkedQueue<Integer>();
      for (int round = 0; round < 3; round++) {
        together(
            8,
            () -> {
              try (var client = rig.client()) {
                statuses.add(client.post(CHAT, FrontRig.BODY, FrontRig.KEY).read().status());
              }
            });
        upstream.dropConnections();
      }
      assertThat(statuses).hasSize(24).containsOnly(200);
    }
  }

  /// Jetty forgets whoever arrives while it stops, at about every second stop in such a crowd.
  @Test
  void whoArrivesWhileItStopsIsNotKeptOpen() throws Exception {
    for (int round = 0; round < 8; round++) {
      try (var upstream = RudeServer.playing(Fault.hangs());
          var rig = new FrontRig(upstream.uri(), new Gate.Limits(32, 32, LONG))) {
        together(
            50,
            () -> {
              for (int i = 0; i < 4; i++) {
                RawClient client = rig.client();
                client.post(CHAT, FrontRig.BODY, FrontRig.GUEST);
                client.reset();
              }
            });
      }
    }
  }

  /// Some leave before they are read, some in the queue, some while Ollama is silent.
  @Test
  @Timeout(50)
  void tenThousandWhoLeaveLeaveNothingBehind() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(32, 32, LONG))) {
      together(
          50,
          () -> {
            for (int i = 0; i < 200; i++) {
              RawClient client = rig.client();
              client.post(i % 2 == 0 ? CHAT : V1, FrontRig.BODY, FrontRig.GUEST);
              if (i % 4 == 0) {
                client.close();
              } else {
                client.reset();
              }
            }
          });
      waitFor(rig, 0, 0);
    }
    try (var upstream = RudeServer.playing(Fault.json(ANSWER));
        var rig = new FrontRig(upstream.uri(), new Gate.Limits(2, 32, LONG));
        var client = rig.client()) {
      assertThat(client.post(CHAT, FrontRig.BODY, FrontRig.KEY).read().status()).isEqualTo(200);
    }
  }
}
