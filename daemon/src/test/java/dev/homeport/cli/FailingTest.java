package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What is said when a command fails without words of its own.
class FailingTest {
  @Test
  void reasonAloneIsSaidWhereTheMachineIsToBlame() {
    assertThat(said(new AccessDeniedException("/tmp/x")))
        .isEqualTo("demo: /tmp/x: permission denied\n");
    assertThat(said(new IOException("the simulated Ollama did not start: null")))
        .isEqualTo("demo: the simulated Ollama did not start: null\n");
  }

  @Test
  void bugIsSaidWithItsWholeTrace() {
    assertThat(said(new IllegalStateException("never")))
        .contains("IllegalStateException: never")
        .contains("at dev.homeport.cli.FailingTest");
  }

  private static String said(Exception failure) {
    var err = new StringWriter();
    int exit =
        new CommandLine(new Doomed(failure))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(new Failing())
            .execute();
    assertThat(exit).isEqualTo(1);
    return err.toString();
  }

  @Command(name = "demo")
  private record Doomed(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
