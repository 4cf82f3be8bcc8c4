package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.program.JavaCheck;
import dev.homeport.doctor.program.Running;
import dev.homeport.doctor.program.StartCheck;
import dev.homeport.host.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramChecksTest {
  private static final String SHARES = "mixed mode, sharing";
  private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path folder;

  private static Running running(int feature, String machine, @Nullable Path launcher) {
    return new Running("0.5.0", feature, feature + ".0.1 of Temurin", machine, launcher);
  }

  private static Outcome java(int feature, String os) {
    return new JavaCheck(
            running(feature, SHARES, null), Platform.of(Map.of(), os, "/home/a", "ann"))
        .look();
  }

  @Test
  void javaIsTheOneThatIsTested() {
    assertThat(java(25, "Linux")).isEqualTo(Outcome.ok("Homeport 0.5.0 on Java 25.0.1 of Temurin"));
    assertThat(java(26, "Mac OS X").fix()).isEqualTo("brew install openjdk@25");
    assertThat(java(26, "Linux").state()).isEqualTo(State.WARN);
    assertThat(Running.here("1").feature()).isEqualTo(Runtime.version().feature());
  }

  private Path image() throws IOException {
    Path app = Files.createDirectories(folder.resolve("lib/app"));
    Files.writeString(app.resolve("homeport.cfg"), "");
    return Files.createDirectories(folder.resolve("bin")).resolve("homeport");
  }

  private void at(String name, Instant when) throws IOException {
    Path file = folder.resolve("lib/app").resolve(name);
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(when));
  }

  private Outcome start(String machine, @Nullable Path launcher) {
    return new StartCheck(running(25, machine, launcher)).look();
  }

  @Test
  void launcherIsSaid() {
    assertThat(start(SHARES, null).what())
        .isEqualTo("started by java, with the JDK's own class cache");
    assertThat(start("mixed mode", folder.resolve("scripts/homeport")).what())
        .isEqualTo(
            "started from a checkout by "
                + folder.resolve("scripts/homeport")
                + ", without a class cache");
  }

  @Test
  void cacheIsUsedRefusedOldOrNotThere() throws IOException {
    Path launcher = image();
    assertThat(start(SHARES, launcher))
        .isEqualTo(
            Outcome.warn(
                "there is no AOT cache "
                    + folder.resolve("lib/app/homeport.aot")
                    + "; it starts slower",
                "scripts/package   # makes it anew"));
    at("homeport.aot", MADE);
    at("homeport.jar", MADE.minusSeconds(9));
    assertThat(start(SHARES, launcher).what())
        .isEqualTo("started by " + launcher + ", with its AOT cache");
    assertThat(start("mixed mode", launcher).what()).contains("was refused");
    at("other.jar", MADE.plusSeconds(9));
    assertThat(start(SHARES, launcher).what()).endsWith("homeport.aot is older than other.jar");
  }
}
