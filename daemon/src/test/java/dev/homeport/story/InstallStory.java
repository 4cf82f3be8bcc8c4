package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeLaunchd;
import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.RudeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Mac on which somebody types `homeport install`, and a launchd that really starts what it is
/// given.
@Tag("story")
class InstallStory {
  private static final String JOB = "gui/501/dev.homeport.daemon";

  @TempDir Path folder = Path.of("");

  @Test
  void oneCommandInstallsADaemonThatAnswersAndOneTakesItAway() throws Exception {
    var machine = new Machine(folder).asMac();
    int port = RudeServer.refusingPort();
    machine.with(
        "JDK_JAVA_OPTIONS",
        "-Djpackage.app-path=/Applications/homeport.app/Contents/MacOS/homeport");
    var launchd = FakeLaunchd.in(machine.programs, folder.resolve("bin"), 501, machine.home);
    Files.createDirectories(machine.home.resolve("Library"));
    try (var ollama = LittleOllama.brisk()) {
      machine.write(
          "Library/Application Support/Homeport/homeport.yaml",
          "daemon:\n  listen: 127.0.0.1:" + port + "\n  ollama: " + ollama.uri() + "\n");
      launchd.runs(runner(machine));

      Ran ran = machine.run("install", "--no-tunnel");

      assertThat(ran.exit()).as(ran.all()).isZero();
      assertThat(ran.err()).contains("ok      start " + JOB, ": healthy");
      String key = ran.out().lines().toList().get(1).replace("export OLLAMA_API_KEY=", "");
      assertThat(ran.out()).startsWith("export OLLAMA_BASE_URL=http://127.0.0.1:" + port + "\n");
      try (var client = RawClient.to(port)) {
        assertThat(client.get("/api/tags", Role.bearer(key)).read().status()).isEqualTo(200);
      }

      Ran away = machine.run("uninstall", "--purge");
      assertThat(away.exit()).as(away.all()).isZero();
      assertThat(launchd.loaded()).isEmpty();
      assertThat(machine.files()).isEmpty();
    }
  }

  /// Starts what the list names, as launchd does: with its variables, in its folder.
  private static String[] runner(Machine machine) {
    String library = machine.home + "/Library";
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    return new String[] {
      "grep -q '<string>" + library + "/Application Support/Homeport</string>' \"$1\" || exit 1",
      "cd '" + library + "/Application Support/Homeport' || exit 1",
      "exec env -i HOME='"
          + machine.home
          + "' PATH=/usr/bin:/bin '"
          + java
          + "' -XX:TieredStopAtLevel=1 '-Dos.name=Mac OS X' -Duser.name=somebody -cp '"
          + Path.of("target/classes").toAbsolutePath()
          + ":"
          + Path.of("target/lib").toAbsolutePath()
          + "/*' dev.homeport.cli.Main daemon"
    };
  }
}
