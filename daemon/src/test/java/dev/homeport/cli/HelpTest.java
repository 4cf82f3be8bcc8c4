package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Platform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every command says of itself, and to whoever uses it wrongly.
class HelpTest {
  @TempDir private Path folder;

  private record Ran(int exit, String out, String err) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daemon",
        "router",
        "monitor",
        "install",
        "uninstall",
        "demo",
        "status",
        "doctor",
        "force",
        "accounts",
        "accounts list",
        "accounts unblock",
        "usage",
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
        "completion",
        "simulate-ollama",
        "simulate-cloud"
      })
  void helpFitsInto100ColumnsAndSpeaksInSentences(String command) {
    Ran ran = run((command + " --help").strip().split(" "));
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith(("Usage: homeport " + command).strip());
    assertThat(ran.out()).contains("Prints this.").doesNotContain("Show this help");
    assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void listOfCommandsHasAWholeSentenceForEach() {
    String list = run("--help").out().replaceAll("\n {14,}", " ");
    assertThat(list.lines().filter(line -> line.matches("  [a-z]+ {2,}.*")))
        .hasSizeGreaterThan(12)
        .allSatisfy(line -> assertThat(line).matches(".*(\\.|completion\\))"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "demon                  | Unknown command 'demon'; did you mean demo or daemon",
        "statu                  | Unknown command 'statu'; did you mean status or install or uninstall?",
        "config chek            | Unknown command 'chek'; did you mean check?",
        "keys ad phone          | Unknown command 'ad'; did you mean add?",
        "daemon --lisen x       | Unknown option '--lisen'; did you mean --listen?",
        "status extra           | Unknown argument 'extra'",
        "logs -n many           | 'many' is not an int",
        "keys add               | Missing required parameter: 'NAME'",
        "keys add a --scope x   | 'x' is none of infer, admin, metrics, link",
        "demo --port http       | 'http' is not an int",
        "demo --ollama nonsense | 'nonsense' is not an address like http://127.0.0.1:8888",
        "status --url nonsense  | 'nonsense' is not an address like http://127.0.0.1:8888",
        "logs -n -5             | '-5' is no number of lines",
      })
  void wrongWordIsToldInTwoLines(String line, String message) {
    Ran ran = run(line.strip().split(" +"));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(message).contains(" --help\n").hasLineCount(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "keys", "accounts", "config"})
  void wordThatIsMissingIsOfferedByTheHelp(String command) {
    Ran ran = command.isEmpty() ? run() : run(command);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("Which command? One of those below.\nUsage: homeport");
  }

  @Test
  void versionIsPrinted() {
    assertThat(run("--version").out()).matches("homeport [0-9.]+\n");
  }

  private Ran run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    Map<String, String> env = Map.of("HOME", folder.toString());
    var around = new Surroundings(env, folder, Platform.here(env));
    int exit =
        Main.program(around, words)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }
}
