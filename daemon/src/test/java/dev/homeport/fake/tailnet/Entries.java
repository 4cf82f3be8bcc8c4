package dev.homeport.fake.tailnet;

import java.util.Locale;

/// What the node was told to publish, each by the group of recordings that shows it.
public enum Entries {
  /// Nothing.
  NONE("config/empty"),
  /// Our port on `/`, for the Internet.
  OURS("config/funnel-443"),
  /// The same, written `localhost`.
  OURS_AS_LOCALHOST("config/raw-localhost-proxy"),
  /// Ours on three public ports.
  OURS_THRICE("config/funnel-443-8443-10000"),
  /// Somebody's port 3000 in our place.
  FOREIGN("config/foreign-443"),
  /// Somebody's path of our port, in our place.
  FOREIGN_PATH("funnel/target-url-path/then"),
  /// Another machine in our place.
  FOREIGN_MACHINE("funnel/target-remote/then"),
  /// Somebody's connections, not web pages, on our port.
  FOREIGN_TCP("config/tcp-forward"),
  /// Ours, and somebody's path beside it.
  MOUNT_BESIDE("config/path-mount"),
  /// Somebody's path alone.
  MOUNT_ALONE("config/only-path-mount"),
  /// Ours, for the tailnet alone: nothing says that the Internet may.
  HALF_SERVED("config/serve-only"),
  /// Ours, with a no to the Internet.
  HALF_FORBIDDEN("config/raw-allow-false"),
  /// A yes to the Internet, and nothing that it may see.
  HALF_ALLOWED("config/raw-funnel-without-web"),
  /// Ours, of a command in the foreground.
  FOREGROUND("foreground/while-running"),
  /// Ours, under a name that the node no longer has.
  OLD_NAME("rename/then"),
  /// Ours, under the old and the new name.
  BOTH_NAMES("rename/after-bg"),
  /// Ours under the old name, and nothing on the port.
  HALF_OLD_NAME("rename/after-off-again");

  private final String group;

  Entries(String group) {
    this.group = group;
  }

  /// Where their recordings lie.
  String group() {
    return group;
  }

  /// Their name in files.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether somebody who asks for the node's name on our port comes to our port here.
  boolean leadHere(boolean renamed) {
    return switch (this) {
      case OURS, OURS_AS_LOCALHOST, OURS_THRICE, MOUNT_BESIDE, FOREGROUND -> !renamed;
      case BOTH_NAMES -> true;
      case NONE,
          FOREIGN,
          FOREIGN_PATH,
          FOREIGN_MACHINE,
          FOREIGN_TCP,
          MOUNT_ALONE,
          HALF_SERVED,
          HALF_FORBIDDEN,
          HALF_ALLOWED,
          OLD_NAME,
          HALF_OLD_NAME ->
          false;
    };
  }
}
