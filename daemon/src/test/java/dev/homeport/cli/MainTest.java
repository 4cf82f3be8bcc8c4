package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Platform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The program's words about itself.
class MainTest {
  private static final int WIDEST = 100;

  @TempDir Path folder = Path.of("");

  private record Ran(int exit, String out, String err) {}

  private Ran run(String... words) {
    var platform = Platform.of(Map.of(), "Linux", folder.toString(), "somebody");
    CommandLine program = Main.program(new Surroundings(Map.of(), folder, platform), words);
    var out = new StringWriter();
    var err = new StringWriter();
    // A command that was added before has its own.
    program.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Ran(program.execute(words), out.toString(), err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daemon",
        "demo",
        "status",
        "keys",
        "keys add",
        "keys list",
        "keys revoke",
        "config",
        "config init",
        "config check",
        "config show",
        "logs",
        "selftest",
        "completion"
      })
  void commandExplainsItself(String command) {
    var words = new ArrayList<>(command.isEmpty() ? List.of() : List.of(command.split(" ", -1)));
    words.add("--help");
    Ran ran = run(words.toArray(String[]::new));
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith(("Usage: homeport " + command).strip())
        .contains("-h, --help", "Show this help message and exit.")
        .doesNotContain("\033");
    assertThat(ran.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDEST));
  }

  @ParameterizedTest
  @CsvSource({"statsu, status", "demon, demo", "daemno, daemon", "key, keys", "log, logs"})
  void unknownCommandSuggestsTheNearest(String typed, String meant) {
    Ran ran = run(typed);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("'" + typed + "'", "homeport " + meant);
  }

  @Test
  void noCommandIsWrongUsage() {
    Ran ran = run();
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("which command?").contains("daemon", "demo", "status");
  }
}
