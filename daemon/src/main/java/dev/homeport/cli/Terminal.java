package dev.homeport.cli;

import java.io.Console;
import java.util.Map;

/// What standard output is.
final class Terminal {
  private Terminal() {}

  /// Whether a person reads it.
  ///
  /// Java 25 says nothing where there is no terminal, others a console that knows.
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Whether it may be coloured.
  static boolean isColoured(Map<String, String> env) {
    return isThere() && !env.containsKey("NO_COLOR");
  }
}
