package dev.homeport.cli;

import dev.homeport.host.Platform;
import dev.homeport.install.Asked;
import dev.homeport.install.FileWork;
import dev.homeport.install.Hands;
import dev.homeport.install.KeyWork;
import dev.homeport.install.Plan;
import dev.homeport.install.Served;
import dev.homeport.install.Site;
import dev.homeport.install.Step;
import dev.homeport.install.Worker;
import dev.homeport.install.launchd.MacSite;
import dev.homeport.install.systemd.LinuxSite;
import dev.homeport.journal.LogLines;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `install` and `uninstall` share: the kind of machine, the hands, and how a plan is shown.
final class InstallSite {
  private InstallSite() {}

  /// The kind of machine that we are on; nothing where it has no supervisor that we know.
  static Optional<Site> of(Platform platform, Grounds grounds, Asked asked)
      throws InterruptedException {
    return switch (platform.os()) {
      case MACOS ->
          Optional.of(
              MacSite.of(platform, grounds.slash(), asked, grounds.ports(), grounds.pause()));
      case LINUX -> Optional.of(LinuxSite.of(platform, grounds.slash(), asked, grounds.ports()));
      case OTHER -> Optional.empty();
    };
  }

  /// The role that is meant: the one that is asked for, else a Mac's daemon, and a Linux's router.
  static Served role(@Nullable ConfiguredRole role, Platform platform) {
    if (role == null) {
      return platform.os() == Platform.Os.MACOS ? Served.DAEMON : Served.ROUTER;
    }
    return switch (role) {
      case DAEMON -> Served.DAEMON;
      case ROUTER -> Served.ROUTER;
    };
  }

  static Hands hands(Grounds grounds) {
    return new Worker(
        new FileWork(grounds.owning()),
        new KeyWork(Ticker.system(), WallClock.system(), new LogLines()),
        grounds.ports(),
        grounds.door(),
        grounds.pause());
  }

  /// Prints everything that would be done.
  static void show(Plan plan, PrintWriter out) {
    out.println("This would be done; nothing was.");
    int number = 1;
    for (Step step : plan.steps()) {
      out.printf("%n%2d. %s%n", number++, step.title());
      step.details().forEach(line -> out.println("      " + line));
    }
    if (!plan.warnings().isEmpty()) {
      out.println();
    }
    plan.warnings().forEach(line -> out.println("note: " + line));
    out.flush();
  }
}
