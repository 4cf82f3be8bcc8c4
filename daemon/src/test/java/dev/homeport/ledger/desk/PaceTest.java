package dev.homeport.ledger.desk;

import static dev.homeport.ledger.desk.PlainRows.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.ledger.desk.Hand.Work;
import dev.homeport.store.ledger.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How soon rows are on their way to the book, by the desk's own clock and with turns when it says.
class PaceTest {
  private static final int AT_MOST_MILLIS = 50;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rowThatComesWheneverIsGivenAwayWithinFiftyMilliseconds(long seed) throws IOException {
    var random = new Random(seed);
    var ticker = new FakeTicker();
    var hand = new Obedient();
    var inbox = new Inbox(20_000);
    var desk = new Desk("sqlite:x", inbox, hand, folder, ticker, new FakeWall(), _ -> {}, null);
    Map<String, Integer> came = new HashMap<>();
    int next = 0;
    int quietUntil = 0;
    for (int now = 0; now < 20_000; now++) {
      if (now >= quietUntil && random.nextInt(5) == 0) {
        quietUntil = random.nextInt(200) == 0 ? now + 1500 : now;
        for (Row row : rows(now + "-", 1 + random.nextInt(3))) {
          came.put(row.id(), now);
          next = desk.mustWake(inbox.offer(row)) ? now : next;
        }
      }
      if (now >= next) {
        Duration rest = desk.turn();
        next = now + (int) Math.min(rest.toMillis(), 1_000_000);
        came.keySet().removeAll(given(hand));
      }
      int oldest = now - AT_MOST_MILLIS;
      assertThat(came.values()).allMatch(moment -> moment > oldest);
      ticker.advance(Duration.ofMillis(1));
    }
    desk.close();
  }

  /// The rows that the hand was given since this was last asked.
  private static Set<String> given(Obedient hand) {
    var ids = new HashSet<String>();
    for (Work work : hand.given) {
      if (work instanceof Work.Write(var rows)) {
        rows.forEach(row -> ids.add(row.id()));
      }
    }
    hand.given.clear();
    return ids;
  }
}
