package dev.homeport.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.wire.JsonObject;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log as it stands in its file, and what its end leaves open.
class LogSetupTest {
  @TempDir private Path folder;

  @Test
  void endOfTheLogLeavesStandardErrorOpen() {
    LogSetup.begin(LogFormat.HUMAN, false, null, "error");
    LogSetup.end();
    assertThat(FileDescriptor.err.valid()).isTrue();
  }

  @Test
  void noNameStandsTwiceInALine() throws IOException {
    Path file = folder.resolve("daemon.log");
    LogSetup.begin(null, false, file, "info");
    new LogLines().tell(request());
    LogSetup.end();
    String line = Files.readString(file);
    assertThat(line).containsOnlyOnce("\"time\":").contains("\"took\":\"1.5ms\"");
    assertThat(JsonObject.parse(line)).isInstanceOf(JsonObject.Parsed.Good.class);
  }

  private static RequestEnded request() {
    Duration time = Duration.ofNanos(1_500_000);
    return new RequestEnded(
        "id1",
        "phone",
        "POST",
        "/api/chat",
        "m",
        null,
        null,
        null,
        200,
        Outcome.ANSWERED,
        null,
        2,
        3,
        time,
        time,
        time,
        null);
  }
}
