package dev.homeport.store.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.file.Disk;
import dev.homeport.time.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// A program that writes facts until it is killed, and says on its standard output which of them
/// were acknowledged, or `failed` and why, and goes on.
final class AppendingProcess {
  private AppendingProcess() {}

  public static void main(String[] args) {
    if (!(FactLog.open(Path.of(args[0]), Ticker.system(), _ -> {}, Disk.real(), 4096)
        instanceof FactLog.Opened.Open(FactLog log))) {
      throw new IllegalStateException("cannot open " + args[0]);
    }
    int count = Integer.parseInt(args[2]);
    var out = new PrintStream(System.out, true, UTF_8);
    for (int i = 0; i < count; i++) {
      // A few names over and over, so that the log is also rewritten under way.
      String name = args[1] + i % 10;
      var fact = new Fact("key", name, Map.of("v", String.valueOf(i), "pad", "x".repeat(i % 300)));
      switch (log.put(fact)) {
        case Facts.Written.Done _ -> out.println(i);
        case Facts.Written.Unmet _ -> throw new IllegalStateException();
        case Facts.Written.Failed(String why) -> {
          out.println("failed " + why);
          return;
        }
      }
    }
  }
}
