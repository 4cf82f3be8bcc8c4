package dev.homeport.cli;

/// How a command ends; picocli itself ends one that was used wrongly, with 2.
final class Exit {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int BAD_CONFIGURATION = 78;

  private Exit() {}
}
