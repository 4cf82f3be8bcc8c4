package dev.homeport.install.launchd;

import dev.homeport.host.Platform;
import dev.homeport.install.Program;
import dev.homeport.install.Program.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// launchd, asked.
///
/// `load` and `unload` are not used, because they end with 0 when they fail; what `print` prints is
/// not read, because it is no interface: whether it finds something is.
final class Launchctl {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern LAST_EXIT = Pattern.compile("\"LastExitStatus\" = (\\d+);");

  private final Program program;

  /// The one of this machine.
  Launchctl(Platform platform) {
    this.program = new Program("launchctl", platform, LIMIT);
  }

  /// Whether there is that domain or that job.
  boolean knows(String target) throws InterruptedException {
    return program.call("print", target).isWell();
  }

  Said bootstrap(String domain, Path plist) throws InterruptedException {
    return program.call("bootstrap", domain, plist.toString());
  }

  Said bootout(String target) throws InterruptedException {
    return program.call("bootout", target);
  }

  Said enable(String target) throws InterruptedException {
    return program.call("enable", target);
  }

  Said kickstart(String target) throws InterruptedException {
    return program.call("kickstart", target);
  }

  /// How the job of that label ended last, as wait(2) gives it; 0 where nobody says. The list of
  /// the caller's own domain, which is the only one that this can be asked of.
  long lastExit(String label) throws InterruptedException {
    Matcher found = LAST_EXIT.matcher(program.call("list", label).out());
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
