package dev.homeport.cli;

import dev.homeport.store.Trouble;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What is said when a command fails in a way it has no words for: the reason alone where a file or
/// a socket is to blame, the whole trace where only a bug can be.
final class Failing implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult words) {
    if (e instanceof IOException failure) {
      command
          .getErr()
          .println(command.getCommandSpec().qualifiedName() + ": " + Trouble.in(failure));
    } else {
      e.printStackTrace(command.getErr());
    }
    return Exit.FAILED;
  }
}
