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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: calls of tools that come in fragments, for a client that gets calls only whole: what comes
/// in counts, and not what goes out.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class SlowCallsTest {
  private static final String QUESTION =
      "{\"model\":\""
          + RouterRig.MODEL
          + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{\"type\":\"function\","
          + "\"function\":{\"name\":\"look\",\"description\":\"looks\",\"parameters\":"
          + "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\"}}}}}]}";

  private static String delta(String rest, String finish) {
    return "data: {\"id\":\"gen-foreign\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"foreign\",\"choices\":[{\"index\":0,\"delta\":{"
        + rest
        + "},\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }

  private static String begun() {
    return delta(
        "\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
            + "\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"at\\\":\\\"\"}}]",
        "null");
  }

  private static String fragment(String arguments) {
    return delta(
        "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + arguments + "\"}}]",
        "null");
  }

  @Test
  void callThatTakesLongerThanAStallIsNoStall() throws Exception {
    var pieces = new ArrayList<String>();
    pieces.add(Mishap.head(Tongue.COMPLETIONS, true));
    pieces.add(Fault.chunk(begun()));
    for (int i = 0; i < 8; i++) {
      pieces.add(Fault.chunk(fragment("a")));
    }
    pieces.add(Fault.chunk(fragment("\\\"}")));
    pieces.add(Fault.chunk(delta("", "\"tool_calls\"") + "data: [DONE]\n\n"));
    pieces.add(Mishap.END);
    var slow = new Fault.Says("a slow call", pieces, Duration.ofMillis(100), After.STAYS);
    var waits =
        Backend.waits(Duration.ofSeconds(20), Duration.ofMillis(500), Duration.ofSeconds(20));
    try (var provider = RudeServer.playing(slow);
        var rig = new RouterRig(Spoken.OPENAI.at("first", provider.uri()).within(waits));
        var client = rig.client()) {
      Received answer = client.post("/api/chat", QUESTION, RouterRig.KEY).read();
      assertThat(answer.end()).as(answer.toString()).isEqualTo(End.WHOLE);
      assertThat(Caller.CHAT.isWhole(answer.text(), true)).isTrue();
      assertThat(answer.text()).contains("{\"at\":\"aaaaaaaa\"}");
    }
  }

  @Test
  void callThatBreaksBeforeItWentOutIsAnsweredByTheNext() throws Exception {
    for (After after : List.of(After.CLOSES, After.RESETS)) {
      try (var provider =
              RudeServer.playing(
                  Mishap.says(Tongue.COMPLETIONS, true, after, begun(), fragment("a")));
          var other = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "fine"));
          var rig =
              new RouterRig(
                  Spoken.OPENAI.at("first", provider.uri()),
                  Spoken.OPENAI.at("second", other.uri()));
          var client = rig.client()) {
        Received answer = client.post("/api/chat", QUESTION, RouterRig.KEY).read();
        assertThat(answer.end()).as(answer.toString()).isEqualTo(End.WHOLE);
        assertThat(answer.header("Homeport-Provider")).contains("second");
        assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("fine");
      }
    }
  }
}
