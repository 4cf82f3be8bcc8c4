package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Inputs;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.source.SecretStore;
import dev.homeport.doctor.Chart.Configured;
import dev.homeport.doctor.look.Clocks;
import dev.homeport.doctor.look.Web;
import dev.homeport.doctor.program.Running;
import dev.homeport.doctor.tunnel.OwnLook;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Programs;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.host.Platform;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A whole round on a Mac that is well and on one that is not, as its owner reads it.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class WholeRoundTest {
  private static final String PAGE =
      """
      {"status":"healthy","version":"0.5.0","ollama":{"reachable":true},
       "tunnel":{"kind":"tailscale","state":"fine","url":"https://mac.tail9f.ts.net",
         "verified":"2026-11-24T11:59:30Z","verified_from":"router","notices":[]},
       "queue":{"running":0,"concurrent":2,"waiting":0,"capacity":32},
       "config":{"problems":[],"needs_restart":[]}}\
      """;

  @TempDir private Path folder;

  private Path home = Path.of("");
  private Programs programs = new Programs(Path.of(""));

  @BeforeEach
  void build() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    programs = new Programs(Files.createDirectory(folder.resolve("bin")));
  }

  private void mac(String sleep, String lsof, String list) {
    programs.put("pmset", "printf 'AC Power:\\n sleep " + sleep + "\\n powernap 1\\n'");
    programs.put("lsof", lsof);
    programs.put(
        "launchctl",
        "case \"$*\" in",
        "getenv*) exit 0;;",
        "list) printf 'PID\\tStatus\\tLabel\\n" + list + "';;",
        "'list dev.homeport.daemon') [ -n '" + list + "' ] && echo '\"PID\" = 42;';;",
        "*) exit 113;;",
        "esac");
  }

  /// What a round prints, without what is another each time.
  private String printed(String yaml, URI daemon, boolean mends) throws Exception {
    Files.writeString(folder.resolve("homeport.yaml"), yaml);
    var env = new HashMap<>(programs.env());
    env.put("HOME", home.toString());
    var inputs = Inputs.of(env, folder, List.of(), folder.resolve("state"), SecretStore.none());
    var wall = new FakeWall();
    var chart =
        new Chart(
            Platform.of(env, "Mac OS X", home.toString(), "ann"),
            new Running("0.5.0", 25, "25.0.1 of Temurin", "mixed mode, sharing", null),
            new Web(Ticker.system(), new Clocks(wall)),
            wall,
            folder.resolve(".env"),
            _ -> "apfs",
            null,
            "hp_secret",
            null);
    List<Check> checks =
        Doctor.daemon(chart, Configured.of(DaemonRole.LOADER.load(inputs), null), OwnLook.none());
    assertThat(new TreeSet<>(checks.stream().map(Check::id).toList())).hasSameSizeAs(checks);
    var sheet = Sheet.of(checks, false);
    var lines = new StringBuilder();
    Card card =
        new Round(Ticker.system(), mends)
            .make(
                checks, step -> sheet.lines(step).forEach(line -> lines.append(line).append('\n')));
    lines.append(sheet.summary(card)).append('\n');
    return lines
        .toString()
        .replace(folder.toString(), "~")
        .replace(":" + daemon.getPort(), ":8888")
        .replaceAll("127.0.0.1:(?!8888)\\d+", "127.0.0.1:11434")
        .replaceAll("at port \\d+", "at port 11434")
        .replaceAll("\\d+ ms", "N ms");
  }

  private void give(String name, String mode) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "hp_first\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    if (name.startsWith("state")) {
      Files.setPosixFilePermissions(
          folder.resolve("state"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void macThatIsWellIsWellAllTheWay() throws Exception {
    mac(
        "0",
        "printf 'p42\\nchomeport\\nn127.0.0.1:'${2#*:}'\\n'",
        "42\\t0\\tdev.homeport.daemon\\n");
    give("state/first-key.txt", "rw-------");
    try (ScriptedServer daemon = Answers.role(200, PAGE);
        ScriptedServer ollama = Answers.ollama("0.33.0", "qwen2.5:7b")) {
      String yaml =
          "daemon:\n  listen: 127.0.0.1:%d\n  ollama: %s\n  tunnel: { kind: tailscale }\n"
              .formatted(daemon.port(), ollama.uri());
      assertThat(printed(yaml, daemon.uri(), false))
          .isEqualTo(Files.readString(Path.of("src/test/resources/doctor/well.txt")));
    }
  }

  @Test
  void macThatIsIllHasARemedyForEachStepAndIsMendedOnce() throws Exception {
    mac("10", "printf 'p9\\ncollama\\nn*:'${2#*:}'\\n'", "");
    give("state/first-key.txt", "rw-r--r--");
    Files.writeString(folder.resolve(".env"), "export OPENAI_API_KEY='sk-...'\n");
    Files.setPosixFilePermissions(
        folder.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));
    URI nobody = URI.create("http://127.0.0.1:" + RudeServer.refusingPort());
    try (ScriptedServer ollama = Answers.ollama("0.9.0")) {
      String yaml =
          "daemon:\n  listen: 127.0.0.1:%d\n  ollama: %s\n  auth: none\n  warm: [ m ]\n  tunnel: {"
              + " kind: tailscale }\n";
      yaml = yaml.formatted(nobody.getPort(), ollama.uri());
      String ill = printed(yaml, nobody, false);
      assertThat(ill).isEqualTo(Files.readString(Path.of("src/test/resources/doctor/ill.txt")));
      assertThat(ill).doesNotContain("hp_secret", "hp_first", "sk-");

      String mended = printed(yaml, nobody, true);
      assertThat(mended)
          .contains("fixed  daemon.secrets", "made ~/state/first-key.txt 600", ", 1 fixed");
      assertThat(printed(yaml, nobody, true))
          .contains("ok     daemon.secrets")
          .doesNotContain("fixed");
      assertThat(Files.getPosixFilePermissions(folder.resolve(".env")))
          .isEqualTo(Set.copyOf(PosixFilePermissions.fromString("rw-------")));
    }
  }

  @Test
  void tellsNoSecret() {
    var env = Map.of("HOMEPORT_KEY", "hp_secret");
    Platform platform = Platform.of(env, "Linux", "/home/ann", "ann");
    var chart =
        Chart.of(platform, "1", folder, Ticker.system(), new FakeWall(), null, "hp_secret", null);
    assertThat(chart.toString()).doesNotContain("hp_secret");
  }
}
