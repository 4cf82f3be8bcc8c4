package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Condition;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: providers that take long to make vectors are treated like those that take long to answer.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LateVectorsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String PAGE =
      "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5]}],"
          + "\"model\":\"foreign\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
  private static final String LINE = "{\"model\":\"foreign\",\"embeddings\":[[0.5]]}";

  private static RawClient post(RawClient client) {
    return client.post(
        "/v1/embeddings", "{\"model\":\"" + RouterRig.MODEL + "\",\"input\":\"x\"}", RouterRig.KEY);
  }

  private static void isAnswered(Received answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    assertThat(answer.text().strip()).contains("\"embedding\":[0.5]");
  }

  @Test
  void homeThatMayLoadIsKeptWhileTheNextAnswers() throws Exception {
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.playing(Fault.json(PAGE));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri())
                    .within(Backend.waits(Duration.ofMillis(20), LONG, LONG)),
                Backend.openAi("cloud", cloud.uri()));
        RawClient client = rig.client()) {
      Received answer = post(client).read();
      isAnswered(answer);
      assertThat(answer.header("Homeport-Attempts").orElseThrow())
          .matches("home;timeout;dur=\\d+, cloud;ok");
      assertThat(rig.conditions().of("home", RouterRig.FOREIGN))
          .isInstanceOf(Condition.Resting.class);
      home.next();
    }
  }

  @Test
  void clientHearsBlanksUntilItsVectorsCome() throws Exception {
    var late =
        new Fault.Says(
            "late",
            List.of("", Fault.sized("200 OK", "application/json", LINE)),
            Duration.ofMillis(80),
            After.STAYS);
    try (var home = RudeServer.playing(late);
        var rig =
            new RouterRig(
                Terms.STRICT.holding(Duration.ofMillis(20), Duration.ofMillis(10)),
                Backend.ollama("home", home.uri()));
        RawClient client = rig.client()) {
      Received answer = post(client).read();
      isAnswered(answer);
      assertThat(answer.text()).startsWith("  ");
      assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
    }
  }

  @Test
  void clientThatLeavesFreesAllOfThem() throws Exception {
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.playing(Fault.hangs());
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri())
                    .within(Backend.waits(Duration.ofMillis(20), LONG, LONG)),
                Backend.openAi("cloud", cloud.uri()))) {
      Heard asked;
      try (RawClient client = rig.client()) {
        post(client);
        asked = cloud.next();
      }
      asked.departure();
      home.next().departure();
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(rig.conditions().of("cloud", RouterRig.FOREIGN))
          .isInstanceOf(Condition.Well.class);
    }
  }

  @Test
  void bodyThatStopsInTheMiddleIsFollowedByTheNext() {
    var stops =
        Fault.says(
            "stops",
            After.HANGS,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"data\":[");
    try (var first = RudeServer.playing(stops);
        var second = RudeServer.playing(Fault.json(PAGE));
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("first", first.uri())
                    .within(Backend.waits(Duration.ofMillis(30), LONG, LONG)),
                Backend.openAi("second", second.uri()));
        RawClient client = rig.client()) {
      Received answer = post(client).read();
      isAnswered(answer);
      assertThat(answer.header("Homeport-Attempts").orElseThrow()).startsWith("first;timeout");
    }
  }
}
