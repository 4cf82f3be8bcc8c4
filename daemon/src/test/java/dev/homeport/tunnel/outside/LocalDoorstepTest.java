package dev.homeport.tunnel.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LeakCheck;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Doorstep.Seen;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: what listens on our port, and what does not.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LocalDoorstepTest {
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(100);

  private static Seen look(RudeEdge.Manner manner, Duration limit) throws InterruptedException {
    try (var edge = RudeEdge.that(manner)) {
      return new LocalDoorstep(edge::address, limit, Ticker.system()).look();
    }
  }

  private static Seen look(String answer) throws InterruptedException {
    return look(RudeEdge.saying(_ -> answer), LONG);
  }

  private static Finding trouble(Seen seen) {
    Finding trouble = seen.trouble();
    if (trouble == null) {
      throw new AssertionError("no trouble: " + seen);
    }
    return trouble;
  }

  private static Evidence seen(Seen seen, Layer layer) {
    return seen.evidence().stream().filter(each -> each.layer() == layer).findFirst().orElseThrow();
  }

  @Test
  void ourDaemonTellsHowOllamaIs() throws Exception {
    Seen well = look(RudeEdge.answer(200, "{\"status\":\"healthy\"}", "homeport-instance: hp-1"));
    assertThat(well.trouble()).isNull();
    assertThat(well.instance()).isEqualTo("hp-1");
    assertThat(seen(well, Layer.DAEMON).mark()).isEqualTo(Mark.FINE);
    assertThat(seen(well, Layer.DAEMON).took()).isNotNull();
    assertThat(seen(well, Layer.OLLAMA).mark()).isEqualTo(Mark.FINE);

    Seen ill =
        look(
            RudeEdge.answer(
                503,
                "{\"status\":\"unhealthy\",\"reason\":\"ollama-down: refused\"}",
                "Homeport-Instance: hp-1"));
    assertThat(ill.trouble()).isNull();
    assertThat(seen(ill, Layer.DAEMON).mark()).isEqualTo(Mark.FINE);
    assertThat(seen(ill, Layer.OLLAMA))
        .isEqualTo(Evidence.fails(Layer.OLLAMA, "ollama-down: refused"));
  }

  @Test
  void anotherProgramIsAsGood() throws Exception {
    for (int status : new int[] {200, 401, 404, 500}) {
      Seen seen = look(RudeEdge.answer(status, "<html>"));
      assertThat(seen.trouble()).isNull();
      assertThat(seen.instance()).isNull();
      assertThat(seen(seen, Layer.DAEMON).what())
          .startsWith("another program answers at 127.0.0.1:");
      assertThat(seen(seen, Layer.OLLAMA).mark()).isEqualTo(Mark.UNSEEN);
    }
  }

  @Test
  void whatDoesNotAnswerDoesNotListen() throws Exception {
    for (RudeEdge.Manner each :
        List.of(
            RudeEdge.silent(),
            RudeEdge.trickling("HTTP/1.1 200 OK\r\n", "a: b\r\n"),
            RudeEdge.ending(),
            RudeEdge.resetting(),
            RudeEdge.saying(_ -> "SSH-2.0-x\r\n"),
            RudeEdge.saying(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi"))) {
      Seen seen = look(each, SHORT);
      assertThat(trouble(seen).cause()).isEqualTo(Cause.NOTHING_LISTENS);
      assertThat(seen.instance()).isNull();
      assertThat(seen(seen, Layer.DAEMON).mark()).isEqualTo(Mark.FAILS);
    }
  }

  @Test
  void closedPortIsToldWithWhatToDo() throws Exception {
    var edge = RudeEdge.that(RudeEdge.silent());
    edge.close();
    Seen seen = new LocalDoorstep(edge::address, Ticker.system()).look();
    assertThat(trouble(seen).cause()).isEqualTo(Cause.NOTHING_LISTENS);
    assertThat(trouble(seen).what()).contains("127.0.0.1:" + edge.port());
    assertThat(trouble(seen).next())
        .contains("homeport daemon")
        .contains("lsof -i :" + edge.port());
  }
}
