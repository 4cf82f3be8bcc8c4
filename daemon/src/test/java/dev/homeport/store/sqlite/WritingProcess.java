package dev.homeport.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A program that writes facts and draws from a pot until it is killed, and says on its standard
/// output how often that was acknowledged, or `over` when the pot is empty.
final class WritingProcess {
  private WritingProcess() {}

  public static void main(String[] args) {
    if (!(SqliteState.open(
            Path.of(args[0]), Ticker.system(), WallClock.system(), _ -> {}, Duration.ofSeconds(20))
        instanceof SqliteState.Opened.Open(SqliteState state))) {
      throw new IllegalStateException("cannot open " + args[0]);
    }
    var pot = new Pot("shared", Long.valueOf(args[2]), Instant.parse("2100-01-01T00:00:00Z"));
    var out = new PrintStream(System.out, true, UTF_8);
    for (int i = 0; ; i++) {
      if (state.tallies().reserve(List.of(pot), 1, 1, Duration.ofHours(1))
          instanceof Reserved.Over) {
        out.println("over");
        return;
      }
      var fact = new Fact("key", args[1] + i % 10, Map.of("v", String.valueOf(i)));
      if (!(state.facts().put(fact) instanceof Facts.Written.Done)) {
        throw new IllegalStateException("not written: " + i);
      }
      out.println(i);
    }
  }
}
