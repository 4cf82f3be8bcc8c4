package dev.homeport.cli;

import dev.homeport.install.Asked;
import dev.homeport.install.Installer;
import dev.homeport.install.Plan;
import dev.homeport.install.Served;
import dev.homeport.install.Site;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport uninstall`: takes back what `install` has made, and nothing else.
@Command(
    name = "uninstall",
    description = "Stops the service and takes back all that install has made. Data stay.")
final class UninstallCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Grounds grounds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(
      names = ConfiguredRole.OPTION,
      paramLabel = ConfiguredRole.LABEL,
      description = "Which role: by default the daemon on a Mac, the router on Linux.")
  private @Nullable ConfiguredRole role;

  @Option(
      names = "--headless",
      description = "The daemon of the system's that install --headless has made, by sudo.")
  private boolean headless;

  @Option(
      names = "--purge",
      description = "Deletes keys, state, logs, caches and configuration as well.")
  private boolean purge;

  @Option(names = "--dry-run", description = "Shows each step; does nothing.")
  private boolean dryRun;

  UninstallCommand(Surroundings around, Grounds grounds) {
    this.around = around;
    this.grounds = grounds;
  }

  @Override
  public Integer call() throws InterruptedException {
    Served served = InstallSite.role(role, around.platform());
    Optional<Site> site =
        InstallSite.of(around.platform(), grounds, new Asked(served, headless, false, null));
    if (site.isEmpty()) {
      err().println("this system has neither launchd nor systemd, so nothing was installed");
      return Exit.FAILED;
    }
    return switch (site.get().removal(state(site.get(), served), purge, grounds.way())) {
      case Plan.Made.Refused(int exit, String why) -> {
        err().println(why);
        yield exit;
      }
      case Plan.Made.Ready(Plan plan) -> {
        if (dryRun) {
          InstallSite.show(plan, out());
          yield Exit.OK;
        }
        var installer = new Installer(InstallSite.hands(grounds), new SpokenProgress(err()));
        boolean all = installer.asFarAsPossible(plan.steps());
        plan.warnings().forEach(line -> err().println("note: " + line));
        if (!all) {
          err().println("Some of it is left; mend that, and run homeport uninstall again.");
        }
        yield all ? Exit.OK : Exit.FAILED;
      }
    };
  }

  /// Where the state is by the configuration; where that is broken, usually.
  private static Path state(Site site, Served role) {
    return switch (ServiceSettings.of(site, role)) {
      case ServiceSettings.Read.Right(var settings) -> settings.state();
      case ServiceSettings.Read.Wrong _ -> site.service().stateFolder();
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
