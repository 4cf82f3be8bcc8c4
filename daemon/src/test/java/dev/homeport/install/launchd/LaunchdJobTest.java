package dev.homeport.install.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeLaunchd;
import dev.homeport.fake.Programs;
import dev.homeport.host.Platform;
import dev.homeport.install.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A job, through a `launchctl` that keeps launchd's rules.
class LaunchdJobTest {
  private static final String LABEL = "dev.homeport.daemon";
  private static final String TARGET = "gui/501/" + LABEL;

  @TempDir Path folder = Path.of("");
  private final List<Duration> waited = new ArrayList<>();
  private Programs programs;
  private FakeLaunchd launchd;

  @BeforeEach
  void build() throws IOException {
    programs = new Programs(folder);
    launchd = FakeLaunchd.in(programs, folder, 501, folder);
    Files.writeString(list(), "the list");
  }

  private Path list() {
    return folder.resolve(LABEL + ".plist");
  }

  private LaunchdJob job() {
    var platform = Platform.of(programs.env(), "Mac OS X", "/Users/ann", "ann");
    return new LaunchdJob(new Launchctl(platform), "gui/501", LABEL, list(), waited::add);
  }

  private static String why(Done done) {
    return done instanceof Done.Badly(String why) ? why : "well";
  }

  @Test
  void jobIsKickedBecauseLaunchdMayNotStartIt() throws Exception {
    assertThat(job().start()).isEqualTo(Done.WELL);
    assertThat(launchd.runs(TARGET)).isTrue();
    assertThat(launchd.listOf(TARGET)).isEqualTo("the list");
    assertThat(job().isLoaded()).isTrue();
  }

  @Test
  void jobIsGoneWhenLaunchdDoesNotKnowItAnyMore() throws Exception {
    job().start();
    launchd.slowToEnd(3);
    assertThat(job().stop()).isEqualTo(Done.WELL);
    assertThat(launchd.loaded()).isEmpty();
    assertThat(waited).hasSize(3);
    assertThat(job().start()).as("at once after that").isEqualTo(Done.WELL);
  }

  @Test
  void jobThatDoesNotEndIsGivenUp() throws Exception {
    job().start();
    launchd.slowToEnd(10_000);
    var impatient = new LaunchdJob(job().launchctl(), "gui/501", LABEL, list(), this::countdown);
    assertThat(why(impatient.stop())).contains("40 s", "launchctl kill SIGKILL " + TARGET);
  }

  /// So many looks would take the real launchctl's time.
  private void countdown(Duration duration) {
    waited.add(duration);
    if (waited.size() == 5) {
      programs.put("launchctl", "exit 0");
    }
  }

  @Test
  void absentJobIsStoppedWell() throws Exception {
    assertThat(job().stop()).isEqualTo(new Done.Well("was not loaded"));
    assertThat(launchd.calls()).containsExactly("print " + TARGET);
  }

  @Test
  void bootstrapThatIsTooEarlyIsRepeated() throws Exception {
    launchd.failOnce("bootstrap", 5);
    assertThat(job().start()).isEqualTo(Done.WELL);
    assertThat(waited).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "5, still shutting down, 4",
    "37, still busy, 4",
    "64, macOS 11, 0",
    "78, homeport config check, 0",
    "112, log in at the screen, 0",
    "119, launchctl enable, 0",
    "122, writable by nobody else, 0",
    "125, --headless, 0",
    "99, scripted, 0",
  })
  void errorsAreTranslatedIntoCauseAndFix(int exit, String words, int waits) throws Exception {
    launchd.fail("bootstrap", exit);
    assertThat(why(job().start())).contains("bootstrap failed with " + exit, words);
    assertThat(waited).hasSize(waits);
  }

  @Test
  void domainWithoutAScreenTakesNoJobs() throws Exception {
    launchd.close("gui/501");
    assertThat(why(job().start())).contains("125", "nobody is logged in");
  }

  @Test
  void statusZeroOfLoadIsNotBelieved() throws Exception {
    job().start();
    assertThat(launchd.calls()).noneMatch(call -> call.startsWith("load"));
    assertThat(String.join(" ", job().startCommands())).doesNotContain(" load");
  }

  @Test
  void absentLaunchctlIsTold() throws Exception {
    Files.delete(folder.resolve("launchctl"));
    assertThat(why(job().start())).contains("launchctl is not on this machine");
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "19968, its configuration is wrong (78): homeport config check says where",
    "256, it ended with 1",
  })
  void lastEndIsExplained(int status, String words) throws Exception {
    launchd.lastExit(status);
    assertThat(job().complaint()).isEqualTo(words);
  }

  @Test
  void killedJobIsExplained() throws Exception {
    launchd.lastExit(9);
    assertThat(job().complaint()).contains("killed");
  }
}
