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
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: a home that takes longer for its first token than is waited for. One that says that its
/// model loads is waited for; of one that says nothing, nobody knows.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LoadingHomeTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Waits HASTY = new Waits(SHORT, LONG, LONG, SHORT, SHORT, LONG, LONG, null);

  /// Longer than a first token may take, in as many pieces as there are.
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final String LOADING = "HTTP/1.1 103 Early Hints\r\nHomeport-Ack: loading\r\n\r\n";
  private static final String SOMETHING = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";

  @Test
  void homeThatSaysThatItLoadsIsWaitedFor() throws Exception {
    assertThat(answerer("home", LOADING)).isEqualTo("home");
  }

  @Test
  void homeThatSaysAnythingElseIsNotWaitedFor() throws Exception {
    assertThat(answerer("home", SOMETHING)).isEqualTo("cloud");
  }

  /// Who answers when the first is called so and says this at once, and its answer much later.
  private static String answerer(String name, String first) throws Exception {
    var pieces = new ArrayList<String>();
    pieces.add(first);
    pieces.add("HTTP/1.1 100 Continue\r\n\r\n");
    pieces.add("HTTP/1.1 100 Continue\r\n\r\n");
    pieces.add(Mishap.head(Tongue.CHAT, true));
    pieces.add(Fault.chunk(Tongue.CHAT.token("fine") + Tongue.CHAT.closing()));
    pieces.add(Mishap.END);
    var late = new Fault.Says("a late answer", pieces, PAUSE, After.STAYS);
    try (var home = RudeServer.playing(late);
        var cloud = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "fine"));
        var rig =
            new RouterRig(
                Backend.ollama(name, home.uri()).within(HASTY),
                Backend.openAi("cloud", cloud.uri()));
        var client = rig.client()) {
      Received answer =
          client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY).read();
      assertThat(answer.end()).as(answer.toString()).isEqualTo(End.WHOLE);
      assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("fine");
      return answer.header("Homeport-Provider").orElseThrow();
    }
  }
}
