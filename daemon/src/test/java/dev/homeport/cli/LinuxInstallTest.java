package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeSystemd;
import dev.homeport.fake.NoWay;
import dev.homeport.fake.Programs;
import dev.homeport.host.Platform;
import dev.homeport.install.Door;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `homeport install` and `homeport uninstall` on Linux, as typed.
class LinuxInstallTest {
  private static final String ROUTER = "homeport-router.service";

  @TempDir Path folder = Path.of("");

  private record Ran(int exit, String out, String err) {}

  /// A machine: its system's folders, a home, and a `systemctl`.
  private final class Linux {
    final Path slash = folder.resolve("linux");
    final Path home = slash.resolve("home/ann");
    final Path userUnits = home.resolve(".config/systemd/user");
    final Path systemUnits = slash.resolve("etc/systemd/system");
    final FakeSystemd systemd;
    final Map<String, String> env = new HashMap<>();
    String launcher = "/opt/homeport/bin/homeport";
    boolean answers = true;

    Linux(int uid) {
      try {
        Files.createDirectories(home);
        Files.createDirectories(systemUnits);
        Path bin = Files.createDirectories(folder.resolve("bin"));
        var programs = new Programs(bin);
        systemd = FakeSystemd.in(programs, bin, systemUnits, userUnits, uid);
        env.putAll(programs.env());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      env.put("HOME", home.toString());
    }

    private Grounds grounds() {
      return new Grounds(
          slash,
          _ -> Optional.empty(),
          (_, _) -> answers ? new Door.Said(200, "{}", true) : new Door.Said(0, "refused", false),
          _ -> {},
          (_, _) -> {},
          new NoWay(),
          launcher,
          Path.of("/jdk"));
    }

    private Surroundings around() {
      return new Surroundings(env, home, Platform.of(env, "Linux", home.toString(), "ann"));
    }

    Ran install(String... words) {
      return run(new InstallCommand(around(), grounds()), words);
    }

    Ran uninstall(String... words) {
      return run(new UninstallCommand(around(), grounds()), words);
    }

    private Ran run(Callable<Integer> command, String... words) {
      var out = new StringWriter();
      var err = new StringWriter();
      int exit =
          new CommandLine(command)
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(words);
      return new Ran(exit, out.toString(), err.toString());
    }

    void variables(Path config) throws IOException {
      Files.createDirectories(config);
      Files.writeString(config.resolve("env"), "OPENROUTER_API_KEY=sk-or-v1-abcdef0123456789\n");
    }

    List<Path> tree() throws IOException {
      try (Stream<Path> all = Files.walk(slash)) {
        return all.sorted().toList();
      }
    }
  }

  @Test
  void rootMakesAServiceOfTheSystem() throws IOException {
    var linux = new Linux(0);
    linux.variables(linux.slash.resolve("etc/homeport"));
    var before = linux.tree();
    Ran ran = linux.install();
    assertThat(ran.err()).contains("STATE_DIRECTORY=" + linux.slash.resolve("var/lib/homeport"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .matches(
            "export OPENAI_BASE_URL=http://127.0.0.1:11435/v1\nexport OPENAI_API_KEY=hp_\\w{40}\n");
    assertThat(linux.systemUnits.resolve(ROUTER))
        .content()
        .contains("ExecStart=/opt/homeport/bin/homeport router", "DynamicUser=yes");
    assertThat(linux.systemd.runs("system-" + ROUTER)).isTrue();

    Ran again = linux.install();
    assertThat(again.exit()).isZero();
    assertThat(again.out()).doesNotContain("hp_");
    assertThat(linux.systemd.calls()).contains("disable --now " + ROUTER);

    assertThat(linux.uninstall().exit()).isZero();
    assertThat(linux.systemd.runs("system-" + ROUTER)).isFalse();
    assertThat(linux.systemUnits.resolve(ROUTER)).doesNotExist();
    assertThat(linux.slash.resolve("var/lib/homeport/homeport.db")).exists();
    assertThat(linux.slash.resolve("etc/homeport/env")).exists();

    linux.install();
    assertThat(linux.uninstall("--purge").exit()).isZero();
    var after = linux.tree();
    assertThat(before).containsAll(after);
    assertThat(before)
        .filteredOn(path -> !after.contains(path))
        .as("what was asked to be purged")
        .allMatch(path -> path.startsWith(linux.slash.resolve("etc/homeport")));
  }

  @Test
  void userMakesAServiceOfTheirOwn() throws IOException {
    var linux = new Linux(1000);
    var before = linux.tree();
    Ran ran = linux.install("--role", "daemon");
    assertThat(ran.err()).contains("loginctl enable-linger ann");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("export OLLAMA_BASE_URL=http://127.0.0.1:8888\n");
    assertThat(linux.systemd.runs("user-homeport-daemon.service")).isTrue();
    assertThat(linux.systemd.calls()).allMatch(call -> call.startsWith("--user "));
    linux.uninstall("--role", "daemon", "--purge");
    assertThat(linux.tree()).isEqualTo(before);
  }

  @Test
  void failureTakesAllBack() throws IOException {
    var linux = new Linux(1000);
    var before = linux.tree();
    linux.answers = false;
    linux.systemd.lastExit(203);
    Ran ran = linux.install("--role", "daemon");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("does not answer", "launcher cannot be executed", "journalctl");
    assertThat(linux.tree()).isEqualTo(before);
    assertThat(linux.systemd.runs("user-homeport-daemon.service")).isFalse();
  }

  @Test
  void whatCannotBeIsRefusedWithWhatCan() throws IOException {
    var linux = new Linux(0);
    assertThat(linux.install().err())
        .contains(
            "nobody who could answer", linux.slash.resolve("etc/homeport/env") + " (mode 600)");
    assertThat(linux.uninstall().err())
        .contains("No " + ROUTER + " is installed here")
        .as("where nothing is, nothing stays")
        .doesNotContain("Keys, logs");
    linux.variables(linux.slash.resolve("etc/homeport"));
    linux.launcher = "/home/ann/src/scripts/homeport";
    assertThat(linux.install().err()).contains("scripts/install --image");
    linux.launcher = "/opt/homeport/bin/homeport";
    assertThat(linux.install("--headless").err()).contains("for a Mac");
    Files.createDirectories(linux.userUnits);
    Files.writeString(linux.userUnits.resolve(ROUTER), "x");
    assertThat(linux.install().err())
        .contains(ROUTER, "homeport uninstall (without sudo) --role router");
  }
}
