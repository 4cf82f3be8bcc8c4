package dev.homeport.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A place of which there is one.
class SeatTest {
  @TempDir Path folder = Path.of("");

  @Test
  void placeIsHeldByOneAndFreeAfterThat() throws Exception {
    Path file = folder.resolve("state/monitor.lock");
    try (Seat held = Seat.take(file).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(Seat.take(file)).isEmpty();
    }
    try (Seat again = Seat.take(file).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void fileIsClosedToOthersAsAllInTheFolderOfTheState() throws Exception {
    Path file = folder.resolve("state/monitor.lock");
    Seat.take(file).orElseThrow().close();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
