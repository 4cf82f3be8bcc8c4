package dev.homeport.fake.tailnet;

import java.util.Locale;

/// What the control server answers when the command asks how to get what is missing.
public enum ControlSays {
  /// Wait for a person: the command prints an address and blocks.
  WAIT("wait"),
  /// The same without waiting: it prints the address and exits with 0, nothing done.
  NOWAIT("nowait"),
  /// All is complete: it goes on, and nothing is granted.
  COMPLETE("complete"),
  /// Something went wrong: the command says what is missing.
  ERROR("error"),
  /// It does not know the question: likewise.
  NOT_FOUND("404");

  private final String recorded;

  ControlSays(String recorded) {
    this.recorded = recorded;
  }

  /// Its word in the names of recordings.
  String recorded() {
    return recorded;
  }

  /// Its name in files.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
