package dev.homeport.fake.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.host.Platform;
import dev.homeport.host.PortHolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MacProgramsTest {
  @TempDir Path folder = Path.of("");
  private MacPrograms mac;
  private Platform platform;
  private Duration patience = Duration.ofSeconds(20);

  @BeforeEach
  void open() {
    var programs = new Programs(folder);
    mac = new MacPrograms(programs);
    platform = Platform.of(programs.env(), "Mac OS X", "/Users/ann", "ann");
  }

  private Result run(String program, String... words) throws InterruptedException {
    var argv = new ArrayList<String>();
    argv.add(platform.executable(program).orElseThrow().toString());
    argv.addAll(Arrays.asList(words));
    return new Command(argv, patience).run();
  }

  private Result.Ran ran(String program, String... words) throws InterruptedException {
    Result result = run(program, words);
    assertThat(result).isInstanceOf(Result.Ran.class);
    return (Result.Ran) result;
  }

  @Test
  void healthyMacHasNothingToComplainOf() throws Exception {
    assertThat(ran("pmset", "-g", "custom").out())
        .contains("AC Power:\n", " sleep                0");
    assertThat(ran("socketfilterfw", "--getglobalstate").out()).contains("State = 0");
    assertThat(ran("scutil", "--dns").out()).contains("nameserver[0] : 192.0.2.53\n");
    assertThat(ran("scutil", "--nc", "list").out()).contains("\"Tailscale\"");
    assertThat(ran("id", "-Gn").out()).contains("admin");
    assertThat(PortHolder.of(8888, platform)).isEqualTo(new PortHolder(null, null));
  }

  @Test
  void portHasTheHolderThatTheTestWants() throws Exception {
    long pid = ProcessHandle.current().pid();
    mac.listens(11434, "*", pid, "ollama").listens(8888, "127.0.0.1", pid, "com.app.x");
    assertThat(PortHolder.of(8888, platform).program()).isEqualTo("com.app.x");
    assertThat(ran("lsof", "-nP", "-iTCP", "-sTCP:LISTEN", "-F", "pcn").out())
        .contains("n*:11434\n", "n127.0.0.1:8888\n");
    mac.nobodyListens();
    assertThat(PortHolder.of(8888, platform)).isEqualTo(new PortHolder(null, null));
  }

  @Test
  void keyRingIsOpenLockedOrWaits() throws Exception {
    String[] words = {"find-generic-password", "-s", "homeport", "-a", "ollama", "-w"};
    assertThat(ran("security", words).exit()).isEqualTo(44);
    mac.secret("homeport", "ollama", "it's a secret");
    assertThat(ran("security", words).out()).isEqualTo("it's a secret\n");
    mac.keyRingLocked();
    assertThat(ran("security", words).exit()).isEqualTo(36);
    mac.keyRingAsks();
    patience = Duration.ofMillis(300);
    assertThat(run("security", words)).isInstanceOf(Result.TimedOut.class);
  }

  @Test
  void appsAreOpenedAndMayBeMissing() throws Exception {
    assertThat(ran("open", "-a", "Tailscale").exit()).isZero();
    mac.withoutApp("Tailscale");
    assertThat(ran("open", "-a", "Tailscale").err()).contains("Unable to find application");
    assertThat(mac.open().calls()).isEqualTo(List.of("-a Tailscale", "-a Tailscale"));
    mac.scriptingForbidden();
    assertThat(ran("osascript", "-e", "quit app \"Tailscale\"").err()).contains("-1743");
  }

  @Test
  void wordsWithoutAnAnswerAreToldApart() throws Exception {
    assertThat(ran("pmset", "-g", "nonsense").exit()).isEqualTo(64);
  }
}
