package dev.homeport.cli;

import picocli.CommandLine.Option;

/// The one option that every command has.
final class Help {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this.")
  boolean asked;
}
