package dev.homeport.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said to somebody who used a command wrongly: what was wrong, what may have been meant,
/// and where the rest stands. The whole help, only where the next word is what was missing.
final class Advice implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] words) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    boolean group = !command.getSubcommands().isEmpty();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      err.println(unmatched(unmatched, group));
    } else if (group) {
      err.println("Which command? One of those below.");
      command.usage(err);
      return command.getCommandSpec().exitCodeOnInvalidInput();
    } else {
      err.println(wrong.getMessage());
    }
    err.println("All of it: " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unmatched(UnmatchedArgumentException wrong, boolean group) {
    String word = wrong.getUnmatched().getFirst();
    String kind = word.startsWith("-") ? "option" : group ? "command" : "argument";
    List<String> near = wrong.getSuggestions();
    String meant =
        near.isEmpty()
            ? ""
            : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    return "Unknown " + kind + " '" + word + "'" + meant;
  }
}
