package dev.homeport.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// The one option that every command has.
final class Help {
  private static final String SHORT = "-h";
  private static final String LONG = "--help";
  private static final String SAYS = "Prints this.";

  @Option(
      names = {SHORT, LONG},
      usageHelp = true,
      description = SAYS)
  boolean asked;

  /// The same for a command that has no annotations.
  static OptionSpec option() {
    return OptionSpec.builder(SHORT, LONG).usageHelp(true).description(SAYS).build();
  }
}
