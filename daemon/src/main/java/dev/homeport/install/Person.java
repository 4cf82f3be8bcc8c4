package dev.homeport.install;

import dev.homeport.host.Platform;
import dev.homeport.install.Program.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Whose installation it is.
///
/// @param uid the number of the user
/// @param name the user, who through `sudo` is the one who typed it
/// @param root whether we may do everything now
public record Person(long uid, String name, Path home, boolean root) {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /// The user that we run as, or who became root to run us.
  ///
  /// @param users where homes are, if nobody says where this one is
  public static Person find(Platform platform, Path users) throws InterruptedException {
    var id = new Program("id", platform, LIMIT);
    long uid = number(id.call("-u"));
    String sudoer = platform.env().getOrDefault("SUDO_USER", "");
    if (uid != 0 || sudoer.isBlank() || sudoer.equals("root")) {
      return new Person(uid, id.call("-un").words(), platform.home(), uid == 0);
    }
    return new Person(
        number(id.call("-u", sudoer)), sudoer, home(id.call("-P", sudoer), users, sudoer), true);
  }

  /// A Mac's `id -P` prints the user's line as passwd(5) has it.
  private static Path home(Said said, Path users, String name) {
    List<String> fields = List.of(said.words().split(":", -1));
    String home = said.isWell() && fields.size() == 10 ? fields.get(8) : "";
    return home.startsWith("/") ? Path.of(home) : users.resolve(name);
  }

  private static long number(Said said) {
    try {
      return said.isWell() ? Long.parseLong(said.words()) : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
