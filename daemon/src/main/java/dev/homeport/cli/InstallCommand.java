package dev.homeport.cli;

import dev.homeport.host.Platform;
import dev.homeport.install.Asked;
import dev.homeport.install.Installer;
import dev.homeport.install.KeyWork;
import dev.homeport.install.Launcher;
import dev.homeport.install.Plan;
import dev.homeport.install.Served;
import dev.homeport.install.Site;
import dev.homeport.lifecycle.Threads;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `homeport install`: makes Homeport a service of this machine, so that it runs after every login
/// or start.
///
/// On stdout is what a backend needs, and nothing else; how it goes is on stderr.
@Command(
    name = "install",
    description =
        "Makes Homeport a service: an agent on a Mac, a systemd unit on Linux. Doing it again is an"
            + " upgrade, and keeps keys and state.",
    footer = "uninstall takes it back. --dry-run shows everything and does nothing.")
final class InstallCommand implements Callable<Integer> {
  /// The kinds of tunnel, as they are typed.
  enum TunnelWord {
    tailscale,
    twingate,
    direct,
    none
  }

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
      description =
          "On a Mac where nobody logs in: a daemon of the system's, by sudo, that runs as you.")
  private boolean headless;

  @Option(
      names = "--with-ollama",
      description = "On a Mac: an agent for `ollama serve` as well, on loopback only.")
  private boolean withOllama;

  @Option(
      names = "--tunnel",
      paramLabel = "tailscale|twingate|direct|none",
      description = "What leads here from outside; by default Tailscale where it is installed.")
  private @Nullable TunnelWord tunnel;

  @Option(names = "--no-tunnel", description = "The same as --tunnel none.")
  private boolean noTunnel;

  @Option(names = "--dry-run", description = "Shows each step, file and command; does nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints an object instead of export lines.")
  private boolean json;

  InstallCommand(Surroundings around, Grounds grounds) {
    this.around = around;
    this.grounds = grounds;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (noTunnel && tunnel != null && tunnel != TunnelWord.none) {
      throw new ParameterException(
          spec.commandLine(), "--tunnel " + tunnel + " and --no-tunnel exclude one another");
    }
    Served served = InstallSite.role(role, around.platform());
    String kind = noTunnel ? "none" : tunnel == null ? null : tunnel.name();
    var asked = new Asked(served, headless, withOllama, kind);
    if (served == Served.ROUTER && around.platform().os() == Platform.Os.MACOS) {
      return failed("a router is a service on Linux; on a Mac, run it with: homeport router");
    }
    Optional<Site> site = InstallSite.of(around.platform(), grounds, asked);
    if (site.isEmpty()) {
      return failed(
          "this system has neither launchd nor systemd: let what starts services here run homeport "
              + served);
    }
    return switch (ServiceSettings.of(site.get(), served)) {
      case ServiceSettings.Read.Wrong(String problems) -> {
        err().println(problems);
        err().println("Nothing was installed, because the " + served + " would not start so.");
        if (served == Served.ROUTER) {
          err()
              .println(
                  "It will not see the variables of this terminal: write them into "
                      + site.get().folder().resolve("env")
                      + " (mode 600).");
        }
        yield Exit.BAD_CONFIGURATION;
      }
      case ServiceSettings.Read.Right(var settings) -> {
        var launcher = Launcher.of(grounds.launcher(), grounds.javaHome());
        yield switch (site.get().plan(launcher, grounds.way(), settings)) {
          case Plan.Made.Refused(int exit, String why) -> {
            err().println(why);
            yield exit;
          }
          case Plan.Made.Ready(Plan plan) -> dryRun ? shown(plan) : carriedOut(plan);
        };
      }
    };
  }

  private int shown(Plan plan) {
    InstallSite.show(plan, out());
    return Exit.OK;
  }

  private int carriedOut(Plan plan) throws InterruptedException, IOException {
    var progress = new SpokenProgress(err());
    var installer = new Installer(InstallSite.hands(grounds), progress);
    Thread interrupted = Threads.hook("take back", () -> end(installer));
    Runtime.getRuntime().addShutdownHook(interrupted);
    boolean all;
    try {
      all = installer.wholeOrNot(plan.steps());
    } finally {
      forgetHook(interrupted);
    }
    if (!all) {
      return failed("Nothing is installed anew; what ran before runs on.");
    }
    plan.warnings().forEach(line -> err().println("note: " + line));
    if (plan.outcome() != null) {
      tell(plan.outcome(), progress.isKeyMade());
    }
    return Exit.OK;
  }

  /// Ctrl-C in the middle must not leave half of it.
  private static void end(Installer installer) {
    try {
      installer.end();
    } catch (InterruptedException _) {
      // The machine is going down; whoever is left is started by it.
    }
  }

  private static void forgetHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // It runs already.
    }
  }

  private void tell(Plan.Outcome outcome, boolean keyMade)
      throws InterruptedException, IOException {
    Optional<String> secret = KeyWork.secret(outcome.state());
    String fresh = keyMade ? secret.orElse(null) : null;
    var exports = new Exports(outcome, grounds.way().url().orElse(null), fresh);
    if (fresh != null) {
      err().println("\nThis is what a backend needs. The key is shown once:\n");
    } else if (!outcome.open()) {
      err()
          .println(
              "\nThe keys are kept"
                  + (secret.isPresent() ? "; the first is in " + outcome.state() : "")
                  + ". This makes another: homeport keys add NAME\n");
    }
    err().flush();
    exports.print(out(), json);
    exports.words().forEach(err()::println);
    if (fresh != null && !out().checkError()) {
      KeyWork.forget(outcome.state());
    }
  }

  private int failed(String why) {
    err().println(why);
    return Exit.FAILED;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
