package dev.homeport.install;

import java.net.URI;

/// Asks a role on this machine for one of its keyless pages.
@FunctionalInterface
public interface Door {
  /// Asks once, and not for long.
  Said ask(URI base, String path);

  /// What came.
  ///
  /// @param status 0 where nobody answered
  /// @param text the page, or why there is none
  /// @param ours whether the answer says that it is Homeport's
  record Said(int status, String text, boolean ours) {}
}
