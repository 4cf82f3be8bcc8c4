package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.time.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: what the fault matrix has no row for. See [FaultMatrixTest].
@Tag("rude")
@ExtendWith(LeakCheck.class)
class RudeProvidersTest {
  /// The silence that counts is the provider's.
  @Test
  void clientThatReadsSlowlyIsNotAStallOfTheProvider() throws Exception {
    String much = "y".repeat(1 << 16);
    var waits =
        Backend.waits(Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofSeconds(20));
    try (var provider =
            RudeServer.choosing(
                heard -> {
                  Tongue tongue = Tongue.of(heard);
                  var frames = new ArrayList<String>();
                  frames.add(tongue.opening());
                  for (int i = 0; i < 200; i++) {
                    frames.add(tongue.token(much));
                  }
                  frames.add(tongue.closing());
                  frames.add(Mishap.END);
                  return Mishap.says(tongue, true, After.STAYS, frames.toArray(String[]::new));
                });
        var rig = new RouterRig(Spoken.OLLAMA.at("first", provider.uri()).within(waits));
        var client = rig.client()) {
      client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY);
      // The client's own pace, not a guess of when something is done.
      Pause.real().last(Duration.ofMillis(900));
      Received answer = client.read();
      assertThat(answer.end()).isEqualTo(End.WHOLE);
      assertThat(Caller.CHAT.words(answer.text(), true)).hasSize(200 << 16);
    }
  }

  /// Some clients' libraries sleep for it in silence, so it is told only where nobody minds
  /// (product.md 6.10, clients.md 4).
  @Test
  void retryAfterIsToldOnlyWhereItIsShort() throws Exception {
    for (Map.Entry<String, String> each : Map.of("1", "1", "2", "2", "60", "").entrySet()) {
      try (var provider =
              RudeServer.playing(
                  Fault.says(
                      "429",
                      After.STAYS,
                      "HTTP/1.1 429 Too Many\r\nContent-Type: application/json\r\nRetry-After: "
                          + each.getKey()
                          + "\r\nContent-Length: 29\r\n\r\n{\"error\":\"too many requests\"}"));
          var rig = new RouterRig(Backend.ollama("first", provider.uri()));
          var client = rig.client()) {
        Received answer =
            client.post("/api/chat", Caller.CHAT.question(true), RouterRig.KEY).read();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After").orElse("")).isEqualTo(each.getValue());
        assertThat(answer.header("x-should-retry").isPresent())
            .isEqualTo(each.getValue().isEmpty());
      }
    }
  }

  @Test
  void whoCannotBeReachedIsNamedWithoutAddress() throws Exception {
    try (var rig =
            new RouterRig(
                Backend.openAi(
                    "first", URI.create("http://127.0.0.1:" + RudeServer.refusingPort())));
        var client = rig.client()) {
      Received answer =
          client.post("/v1/messages", Caller.MESSAGES.question(true), RouterRig.KEY).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(Caller.MESSAGES.refusal(answer.text()))
          .isEqualTo("first cannot be reached: connection refused");
      assertThat(answer.header("x-should-retry")).contains("false");
    }
  }
}
