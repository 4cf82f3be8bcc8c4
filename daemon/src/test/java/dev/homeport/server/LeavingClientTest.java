package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.resilience.Gate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A client that leaves frees the upstream at once, whatever is going on and however it leaves.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LeavingClientTest {
  private static final String CHAT = "/api/chat";

  /// The sweeper's turn, twice, and room for a busy machine.
  private static final Duration AT_ONCE = Duration.ofMillis(1500);

  /// How a client goes.
  enum Way {
    CLOSE,
    RESET,
    HALF_CLOSE;

    void go(RawClient client) {
      switch (this) {
        case CLOSE -> client.close();
        case RESET -> client.reset();
        case HALF_CLOSE -> client.halfClose();
      }
    }
  }

  static Stream<Arguments> everyPhaseAndWay() {
    return Stream.of(Fault.hangs(), Fault.hangsInBody(), Fault.endlessBody())
        .flatMap(phase -> Stream.of(Way.values()).map(way -> Arguments.of(phase, way)));
  }

  @ParameterizedTest
  @MethodSource("everyPhaseAndWay")
  void upstreamIsFreedAtOnce(Fault phase, Way way) throws Exception {
    try (var upstream = RudeServer.playing(phase);
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      Heard heard = upstream.next();
      if (!phase.equals(Fault.hangs())) {
        client.head();
        assertThat(client.piece()).isPresent();
      }
      long left = System.nanoTime();
      way.go(client);
      assertThat(Duration.ofNanos(heard.departure().atNanos() - left)).isLessThan(AT_ONCE);
      while (way == Way.HALF_CLOSE && client.piece().isPresent()) {
        // Who only stops sending goes on reading; what is under way still comes.
      }
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(rig.gate().snapshot().running()).isZero();
    }
  }

  @Test
  void clientThatLeavesTheQueueIsNeverAsked() throws Exception {
    var one = new Gate.Limits(1, 10, Duration.ofMinutes(1));
    try (var upstream = RudeServer.playing(Fault.hangs(), Fault.json("{}"));
        var rig = new FrontRig(upstream.uri(), one);
        var first = rig.client()) {
      first.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      upstream.next();
      var second = rig.client();
      second.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      while (rig.gate().snapshot().waiting() == 0) {
        Thread.onSpinWait();
      }
      second.close();
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(rig.gate().snapshot().waiting()).isZero();
      assertThat(upstream.hasHeard()).isFalse();
    }
  }

  @Test
  void pipelinedClientIsAnsweredInOrder() {
    Act slow =
        new Fault.Says(
            "a slow stream",
            List.of(Fault.CHUNKED, Fault.chunk(Fault.LINE), Fault.chunk(Fault.LAST), "0\r\n\r\n"),
            Duration.ofMillis(60),
            Act.After.STAYS);
    String second = "{\"n\":2,\"done\":true}";
    String third = "{\"n\":3,\"done\":true}";
    try (var upstream = RudeServer.playing(slow, Fault.json(second), Fault.json(third));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      for (int i = 0; i < 3; i++) {
        client.post(CHAT, FrontRig.BODY, FrontRig.KEY);
      }
      assertThat(client.read().text()).isEqualTo(Fault.LINE + Fault.LAST);
      assertThat(client.read().text()).isEqualTo(second);
      assertThat(client.read().text()).isEqualTo(third);
    }
  }

  @Test
  void pipelinedClientThatLeavesIsNoticedBehindItsNextRequest() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri())) {
      var client = rig.client();
      client.post(CHAT, FrontRig.BODY, FrontRig.KEY).get("/api/tags", FrontRig.KEY);
      Heard heard = upstream.next();
      client.close();
      heard.departure();
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
    }
  }

  @Test
  void keptConnectionServesMany() {
    try (var upstream = RudeServer.playing(Fault.whole());
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      for (int i = 0; i < 50; i++) {
        assertThat(client.post(CHAT, FrontRig.BODY, FrontRig.KEY).read().pieces()).hasSize(3);
      }
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void bodyThatNeverComesWholeIsNotPassedOn() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      var client = rig.client();
      client.send(
          "POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
              + FrontRig.KEY
              + "\r\n{\"model\":");
      client.close();
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(upstream.hasHeard()).isFalse();
    }
  }
}
