package dev.homeport.install.launchd;

import dev.homeport.install.Program.Said;

/// What launchctl's exit statuses mean, and what helps; its texts are not made to be read by
/// programs, and some of its failures have none.
final class LaunchdWords {
  /// Not there, in its two spellings.
  private static final int NO_PROCESS = 3;

  private static final int NO_SERVICE = 113;

  /// Already there, still going, or an unreadable list: launchd has one number for all of them.
  private static final int IO = 5;

  private static final int UNDER_WAY = 36;
  private static final int ALREADY = 37;

  private LaunchdWords() {}

  /// Whether it says that there is no such job.
  static boolean isAbsent(int exit) {
    return exit == NO_PROCESS || exit == NO_SERVICE;
  }

  /// Whether the same may go well a moment later.
  static boolean isPassing(int exit) {
    return exit == IO || exit == UNDER_WAY || exit == ALREADY;
  }

  /// The cause of a failed call, and what mends it.
  static String of(String verb, Said said) {
    String what =
        "launchctl " + verb + " failed" + (said.exit() < 0 ? ": " : " with " + said.exit() + ": ");
    return what + cause(said);
  }

  private static String cause(Said said) {
    return switch (said.exit()) {
      case 1 -> "not permitted; a job of the system needs sudo, one of a user must not have it";
      case NO_PROCESS, NO_SERVICE ->
          "launchd does not know the job; it was taken away meanwhile: run homeport install again";
      case IO ->
          "the job is loaded already, is still shutting down, or its list or log folder cannot be"
              + " used; wait a minute and run homeport install again, and if it stays so, log out"
              + " and in";
      case 17 -> "the job is loaded already: run homeport uninstall, then homeport install";
      case UNDER_WAY, ALREADY ->
          "launchd is still busy with the job; wait a minute and run homeport install again";
      case 64 -> "this launchctl does not know these words; macOS 11 or newer is needed";
      case 78 ->
          "the job's configuration is not taken (EX_CONFIG): homeport config check says what is"
              + " wrong in ours";
      case 112 ->
          "there is no such domain; that user is not logged in: log in at the screen, or use sudo"
              + " homeport install --headless";
      case 119 -> "the job is disabled: launchctl enable it, and run homeport install again";
      case 122 ->
          "launchd does not trust the list: it must belong to its user (root with --headless) and"
              + " be writable by nobody else";
      case 125 ->
          "the domain does not take jobs; nobody is logged in at the screen, or sudo was used for a"
              + " user's agent: install without sudo at the screen, or with sudo homeport install"
              + " --headless";
      case 150 -> "System Integrity Protection forbids it";
      default ->
          said.words().isEmpty()
              ? "launchctl error " + said.exit() + " says what that is"
              : said.words();
    };
  }

  /// What the last end of a job means, by the status as wait(2) gives it.
  static String end(long status) {
    long signal = status & 0x7f;
    long exit = status >> 8;
    if (signal != 0) {
      return signal == 9
          ? "it was killed: for want of memory, or because it did not end in time"
          : "it was ended by the signal " + signal;
    }
    return switch ((int) exit) {
      case 0 -> "";
      case 78 -> "its configuration is wrong (78): homeport config check says where";
      case 126 -> "its launcher may not be executed (126): is it quarantined or not executable?";
      case 127 -> "its launcher is not there (127): run homeport install from where it is now";
      default -> "it ended with " + exit;
    };
  }
}
