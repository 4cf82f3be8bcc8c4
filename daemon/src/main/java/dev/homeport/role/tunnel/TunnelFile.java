package dev.homeport.role.tunnel;

import dev.homeport.store.Facts.Written;
import dev.homeport.store.file.PrivateFile;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Report;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a monitor that runs by itself leaves its report for the daemon beside it, which has no
/// other way to know.
///
/// @param state the folder of the durable facts
public record TunnelFile(Path state, WallClock wall) {
  /// How often it is written at least.
  public static final Duration BEAT = Duration.ofSeconds(30);

  /// A report that is older is no longer the truth.
  private static final Duration FRESH = Duration.ofMinutes(2);

  private Path file() {
    return state.resolve("tunnel.json");
  }

  /// Leaves the report; what cannot be written is not there.
  public Written write(Report report) {
    JsonFields page = TunnelPage.whole(report).put("written", wall.now().toString());
    return PrivateFile.write(file(), page + "\n");
  }

  /// Takes it away: nobody watches any more.
  public void remove() throws IOException {
    Files.deleteIfExists(file());
  }

  /// The report, as long as somebody keeps it fresh.
  public Optional<JsonObject> read() {
    try {
      return JsonObject.parse(Files.readString(file())) instanceof JsonObject.Parsed.Good(var page)
              && isFresh(page.text("written", ""))
          ? Optional.of(page)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean isFresh(String written) {
    try {
      return Duration.between(Instant.parse(written), wall.now()).compareTo(FRESH) < 0;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
