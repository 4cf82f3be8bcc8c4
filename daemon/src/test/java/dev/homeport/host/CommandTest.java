package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.Programs;
import dev.homeport.host.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;

  @AfterEach
  void nothingRunsOn() {
    assertThat(Programs.running()).isEmpty();
  }

  private Path program(String... lines) {
    return new Programs(folder).put("program", lines);
  }

  @Test
  void outputAndErrorsAreKeptApart() throws Exception {
    Path program = program("echo out; echo err >&2; exit 7");

    assertThat(Command.of(LONG, program).run()).isEqualTo(new Result.Ran(7, "out\n", "err\n"));
  }

  @Test
  void argumentsAreNotReadByAShell() throws Exception {
    Path program = program("printf '%s|' \"$@\"");

    assertThat(Command.of(LONG, program, "a b", "$(id)", ";rm", "").run())
        .isEqualTo(new Result.Ran(0, "a b|$(id)|;rm||", ""));
  }

  @Test
  void thereIsNothingToReadForIt() throws Exception {
    assertThat(Command.of(LONG, program("cat; echo end")).run())
        .isEqualTo(new Result.Ran(0, "end\n", ""));
  }

  @Test
  void missingProgramIsAnOutcome() throws Exception {
    assertThat(new Command(List.of("/no/such/program"), LONG).run())
        .isInstanceOfSatisfying(
            Result.NotFound.class, gone -> assertThat(gone.why()).contains("/no/such/program"));
  }

  @Test
  void programThatHangsIsKilledWithAllItStarted() throws Exception {
    Path program = program("sleep 100 & sleep 100; echo never");

    assertThat(Command.of(SHORT, program).run()).isEqualTo(new Result.TimedOut(SHORT));
  }

  @Test
  void whatWasPrintedBeforeTheLimitIsKept() throws Exception {
    Path program = program("echo visit me; echo why >&2; sleep 100");

    assertThat(Command.of(SHORT, program).run())
        .isEqualTo(new Result.TimedOut(SHORT, "visit me\n", "why\n"));
  }

  @Test
  void environmentAndOutputAreAsLargeAsAskedFor() throws Exception {
    Path program = program("echo $ASKED; head -c 200000 /dev/zero | tr '\\0' x");

    assertThat(Command.of(LONG, program).with("ASKED", "yes").keeping(300_000).run())
        .isInstanceOfSatisfying(
            Result.Ran.class, ran -> assertThat(ran.out()).startsWith("yes\nxxx").hasSize(200_004));
  }

  @Test
  void programThatIgnoresPoliteSignalsIsKilled() throws Exception {
    Path program =
        program("trap '' TERM INT HUP", "mkfifo \"$0.fifo\"", "read nothing < \"$0.fifo\"");

    assertThat(Command.of(SHORT, program).run()).isEqualTo(new Result.TimedOut(SHORT));
  }

  @Test
  void floodOfOutputIsReadAndCutShort() throws Exception {
    Path program = program("head -c 5000000 /dev/zero | tr '\\0' x; echo; echo end >&2");

    assertThat(Command.of(LONG, program).run())
        .isInstanceOfSatisfying(
            Result.Ran.class,
            ran -> {
              assertThat(ran.out()).hasSize(Command.MOST_BYTES);
              assertThat(ran.err()).isEqualTo("end\n");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "HOMEPORT_KEYS, true",
    "OLLAMA_API_KEY, true",
    "GIGACHAT_CREDENTIALS, true",
    "PATH, false",
    "HOME, false",
    "TAILSCALE_BE_CLI, false",
  })
  void secretsOfOurEnvironmentStayWithUs(String variable, boolean secret) {
    assertThat(Command.isSecret(variable)).isEqualTo(secret);
    assertThat(Command.builder(List.of("x")).environment().keySet()).noneMatch(Command::isSecret);
  }

  @Test
  void whatItPrintedDoesNotShow() {
    assertThat(new Result.Ran(0, "secret", "also secret").toString()).doesNotContain("secret");
    assertThat(new Result.TimedOut(LONG, "secret", "also secret").toString())
        .doesNotContain("secret");
  }

  @Test
  void interruptionKillsIt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Command.of(LONG, program("sleep 100")).run())
        .isInstanceOf(InterruptedException.class);
  }
}
