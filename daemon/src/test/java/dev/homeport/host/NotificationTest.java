package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.host.Notification.Shown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked of `osascript`.
class NotificationTest {
  @TempDir Path folder;

  @AfterEach
  void nothingRunsOn() {
    assertThat(Programs.running()).isEmpty();
  }

  private Shown show(String text, String... osascript) throws InterruptedException {
    var programs = new Programs(folder);
    programs.put("osascript", osascript);
    var mac = Platform.of(programs.env(), "Mac OS X", "/Users/ann", "ann");
    return new Notification(mac, Duration.ofSeconds(2)).show("Homeport", text);
  }

  @Test
  void textIsAnArgumentAndNeverPartOfTheScript() throws InterruptedException {
    String nasty = "\" & (do shell script \"touch x\") & \"$(touch y) `touch z` -e ; \\";
    Path said = folder.resolve("said");
    assertThat(show(nasty, "for a in \"$@\"; do printf '%s\\n' \"$a\"; done > '" + said + "'"))
        .isInstanceOf(Shown.Yes.class);
    assertThat(new Programs(folder).lines("said"))
        .containsExactly(
            "-e",
            "on run argv",
            "-e",
            "display notification (item 2 of argv) with title (item 1 of argv)",
            "-e",
            "end run",
            "Homeport",
            nasty);
  }

  @Test
  void failureSaysWhy() throws InterruptedException {
    assertThat(show("x", "exit 3")).isEqualTo(new Shown.No("osascript ended with exit status 3"));
    assertThat(show("x", "exec sleep 60"))
        .isEqualTo(new Shown.No("osascript gave no answer within 2 s"));
    var linux = Platform.of(Map.of(), "Linux", "/home/ann", "ann");
    assertThat(new Notification(linux).show("Homeport", "x"))
        .isEqualTo(new Shown.No("only macOS has a screen for it"));
  }
}
