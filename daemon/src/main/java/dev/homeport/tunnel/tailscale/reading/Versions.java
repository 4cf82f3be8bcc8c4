package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.tunnel.sight.Notice;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known of versions of Tailscale.
public final class Versions {
  /// Those whose service refuses every connection from outside while all that it says looks well.
  static final Set<String> BAD = Set.of("1.102.0", "1.102.1");

  /// Every call says so on its error output where command and service are not of one version.
  private static final Pattern MISMATCH =
      Pattern.compile("client version \"([^\"]*)\" != tailscaled server version \"([^\"]*)\"");

  private Versions() {}

  /// Whether nobody gets in with it.
  public static boolean isBad(String version) {
    return BAD.contains(version);
  }

  /// What to know where the two are not of one version. The service's is the one that counts.
  public static Optional<Notice> mismatch(String stderr) {
    Matcher matcher = MISMATCH.matcher(stderr);
    return matcher.find()
        ? Optional.of(
            new Notice(
                "tailscale-versions",
                "the tailscale command is "
                    + matcher.group(1)
                    + ", the service is "
                    + matcher.group(2),
                "restart the service after an upgrade, or set daemon.tunnel.command to the command"
                    + " that belongs to it"))
        : Optional.empty();
  }
}
