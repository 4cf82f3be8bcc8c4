package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.gigachat.GigaChatProvider;
import dev.homeport.dialect.gigachat.Scope;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rude: a client that leaves frees its provider at once, in whatever phase and by whatever API
/// (cases.md 1.7). Nobody else is asked then, and nobody is said to have failed.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LeavingTest {
  /// The sweeper's turn, twice, and room for a busy machine.
  private static final Duration AT_ONCE = Duration.ofMillis(1500);

  /// A picture of one pixel.
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

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

  /// When a client goes.
  enum Phase {
    /// G4.
    BEFORE_THE_HEAD(true),
    /// The head has come, and nothing that a client may see.
    WHILE_HELD(true),
    /// G1.
    AMID_A_STREAM(true),
    /// G2.
    AMID_A_BODY(false);

    final boolean stream;

    Phase(boolean stream) {
      this.stream = stream;
    }

    Fault play(Tongue tongue) {
      String head = Mishap.head(tongue, stream);
      return switch (this) {
        case BEFORE_THE_HEAD -> Fault.hangs();
        case WHILE_HELD -> Fault.says("held", After.HANGS, head, Fault.chunk(tongue.opening()));
        case AMID_A_STREAM ->
            Fault.says(
                "amid", After.HANGS, head, Fault.chunk(tongue.opening() + tongue.token("One")));
        case AMID_A_BODY ->
            Fault.says("amid", After.HANGS, head, Fault.chunk(tongue.body("x").substring(0, 40)));
      };
    }
  }

  static Stream<Arguments> phasesAndWays() {
    return Stream.of(Phase.values())
        .flatMap(phase -> Stream.of(Way.values()).map(way -> Arguments.of(phase, way)));
  }

  @ParameterizedTest
  @MethodSource("phasesAndWays")
  void providerIsFreedAtOnce(Phase phase, Way way) throws Exception {
    try (var provider = RudeServer.choosing(heard -> phase.play(Tongue.of(heard)));
        var other = RudeServer.playing(Fault.json("{}"));
        var rig =
            new RouterRig(
                Backend.ollama("first", provider.uri()).atMost(1, Duration.ofSeconds(5)),
                Backend.ollama("second", other.uri()))) {
      for (Caller caller : Caller.values()) {
        var client = rig.client();
        client.post(caller.path(), caller.question(phase.stream), RouterRig.KEY);
        Heard heard = provider.next();
        if (phase == Phase.AMID_A_STREAM) {
          client.head();
          assertThat(client.piece()).isPresent();
        }
        long left = System.nanoTime();
        way.go(client);
        assertThat(Duration.ofNanos(heard.departure().atNanos() - left))
            .as("%s", caller)
            .isLessThan(AT_ONCE);
        assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
        assertThat(rig.gate("first").snapshot().running()).isZero();
        assertThat(rig.notes()).isEmpty();
        client.close();
      }
      assertThat(other.hasHeard()).isFalse();
    }
  }

  @Test
  void whoLeavesTheQueueOfAProviderIsNeverAskedFor() throws Exception {
    try (var provider = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Backend.ollama("first", provider.uri()).atMost(1, Duration.ofSeconds(9)));
        var first = rig.client()) {
      first.post("/api/chat", Caller.CHAT.question(true), RouterRig.KEY);
      provider.next();
      for (Way way : Way.values()) {
        try (var second = rig.client()) {
          second.post("/v1/messages", Caller.MESSAGES.question(true), RouterRig.KEY);
          while (rig.gate("first").snapshot().waiting() == 0) {
            Thread.onSpinWait();
          }
          way.go(second);
          assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
          assertThat(rig.gate("first").snapshot().waiting()).isZero();
        }
      }
      assertThat(provider.hasHeard()).isFalse();
      assertThat(rig.notes()).isEmpty();
      Way.CLOSE.go(first);
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
    }
  }

  /// Who waits too long for a turn is answered by somebody else.
  @Test
  void whoGetsNoTurnIsAnsweredByTheNext() throws Exception {
    try (var provider = RudeServer.playing(Fault.hangs());
        var other = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "fine"));
        var rig =
            new RouterRig(
                Backend.ollama("first", provider.uri()).atMost(1, Duration.ofMillis(50)),
                Backend.ollama("second", other.uri()));
        var first = rig.client();
        var second = rig.client()) {
      first.post("/api/chat", Caller.CHAT.question(true), RouterRig.KEY);
      provider.next();
      Received answer = second.post("/api/chat", Caller.CHAT.question(true), RouterRig.KEY).read();
      assertThat(answer.header("Homeport-Provider")).contains("second");
      assertThat(answer.header("Homeport-Attempts").orElseThrow())
          .startsWith("first;concurrency;dur=");
      assertThat(provider.hasHeard()).isFalse();
    }
  }

  @Test
  void clientThatLeavesWhileAPictureIsUploadedFreesTheProvider() throws Exception {
    try (var provider = RudeServer.playing(Fault.hangs())) {
      var dialect =
          new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_PERS, WallClock.system());
      try (var rig =
          new RouterRig(
              new Backend("first", provider.uri(), dialect, "token", Mishap.PATIENT, null))) {
        for (Way way : Way.values()) {
          try (var client = rig.client()) {
            client.post(
                "/api/chat",
                "{\"model\":\""
                    + RouterRig.MODEL
                    + "\",\"messages\":[{\"role\":\"user\",\"content\":\"what is it?\",\"images\":[\""
                    + PIXEL
                    + "\"]}]}",
                RouterRig.KEY);
            Heard upload = provider.next();
            assertThat(upload.line()).contains("/files");
            way.go(client);
            upload.departure();

            assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
            assertThat(rig.notes()).isEmpty();
          }
        }
        assertThat(provider.hasHeard()).isFalse();
      }
    }
  }

  @Test
  void bodyThatNeverComesWholeIsAskedOfNobody() throws Exception {
    try (var provider = RudeServer.playing(Fault.json("{}"));
        var rig = new RouterRig(Backend.ollama("first", provider.uri()))) {
      for (Caller caller : Caller.values()) {
        for (Way way : List.of(Way.CLOSE, Way.RESET)) {
          var client = rig.client();
          client.send(
              "POST "
                  + caller.path()
                  + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                  + RouterRig.KEY
                  + "\r\n{\"model\":");
          way.go(client);
          assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
        }
      }
      assertThat(provider.hasHeard()).isFalse();
    }
  }
}
