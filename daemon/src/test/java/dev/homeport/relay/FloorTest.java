package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.lifecycle.Alarms;
import dev.homeport.time.Ticker;
import dev.homeport.wire.Field;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nothing comes after the end of an answer, whoever would say it.
class FloorTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /// What a client gets.
  private static final class Client implements Recipient {
    private final List<String> got = new ArrayList<>();

    @Override
    public void onLeaving(Runnable action) {}

    @Override
    public void head(String contentType, long length, List<Field> fields) {
      got.add("head");
    }

    @Override
    public boolean write(byte[] piece, int offset, int length) {
      return got.add("piece");
    }

    @Override
    public boolean end(byte[] piece, int offset, int length) {
      return got.add("end");
    }

    @Override
    public void cut() {
      got.add("cut");
    }
  }

  private final Client client = new Client();
  private final Bytes words = new Bytes().append("words");

  private Floor floor() {
    return new Floor(
        new Delivery(client, Ticker.system()),
        () -> Opening.PLAIN,
        List::of,
        new Manners(LONG, LONG, Duration.ZERO, Duration.ZERO),
        new Alarms(Ticker.system(), _ -> {}),
        Ticker.system());
  }

  @Test
  void nobodyBeginsWhenItIsKnownThatNobodyAnswers() {
    Floor floor = floor();
    assertThat(floor.endsHeaded()).isFalse();
    floor.begin("text/plain", List::of);
    assertThat(floor.send(words)).isFalse();
    assertThat(floor.whole("text/plain", words, List::of)).isFalse();
    assertThat(client.got).isEmpty();
  }

  @Test
  void afterAHeadThereIsStillTheCut() {
    Floor floor = floor();
    floor.begin("text/plain", List::of);
    assertThat(floor.endsHeaded()).isTrue();
    floor.fail(503, "nobody is there");
    assertThat(client.got).containsExactly("head", "cut");
  }

  @Test
  void nothingComesAfterTheEnd() {
    Floor floor = floor();
    floor.begin("text/plain", List::of);
    assertThat(floor.end(words)).isTrue();
    assertThat(floor.send(words)).isFalse();
    assertThat(floor.end(words)).isFalse();
    assertThat(client.got).containsExactly("head", "end");
  }
}
