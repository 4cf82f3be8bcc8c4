package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.time.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// `homeport logs`, from a file that stands still.
class LogsCommandTest {
  private static final Pause NEVER =
      new Pause() {
        @Override
        public void last(Duration duration) {
          throw new AssertionError("nothing is waited for");
        }
      };

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void lineOfTheFileReadsAsOnATerminal() {
    assertThat(
            LogsCommand.forPeople(
                "{\"time\":\"2026-11-25T16:22:18.182Z\",\"level\":\"WARN\",\"event\":\"request failed\","
                    + "\"status\":503,\"shared\":true,\"took\":\"6.1ms\",\"cause\":\"Ollama is away\"}",
                ZoneOffset.UTC))
        .isEqualTo(
            "2026-11-25 16:22:18.182 WARN  request failed status=503 shared=true took=6.1ms"
                + " cause=\"Ollama is away\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no JSON at all",
        "{\"event\":\"half a li",
        "{\"time\":\"yesterday\",\"event\":\"x\"}",
        "{}",
      })
  void whatIsNoLineOfOursStaysAsItIs(String line) {
    assertThat(LogsCommand.forPeople(line, ZoneOffset.UTC)).isEqualTo(line);
  }

  @Test
  void lastLinesAreTheLast() throws IOException {
    Files.writeString(folder.resolve("daemon.log"), "a\nb\nc\n");
    assertThat(run("-n", "2")).isZero();
    assertThat(out.toString()).isEqualTo("b\nc\n");
  }

  @Test
  void logThatIsNotThereIsSaid() {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString()).contains("there is no log at " + folder.resolve("daemon.log"));
  }

  @Test
  void rolesHaveLogsOfTheirOwn() throws IOException {
    Files.writeString(folder.resolve("daemon.log"), "of the daemon\n");
    Files.writeString(folder.resolve("router.log"), "of the router\n");
    assertThat(run("--role", "router")).isZero();
    assertThat(run("--role", "daemon")).isZero();
    assertThat(run()).isZero();
    assertThat(out.toString()).isEqualTo("of the router\nof the daemon\nof the daemon\n");
  }

  @Test
  void onlyLogThereIsIsMeant() throws IOException {
    Files.writeString(folder.resolve("router.log"), "of the router\n");
    assertThat(run()).isZero();
    assertThat(out.toString()).isEqualTo("of the router\n");
    assertThat(run("--role", "daemon")).isEqualTo(1);
    assertThat(err.toString()).contains("daemon.log", "homeport daemon writes it");
  }

  private int run(String... words) {
    return new CommandLine(new LogsCommand(role -> folder.resolve(role + ".log"), NEVER))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
