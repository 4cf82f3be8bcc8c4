package dev.homeport.install.systemd;

import dev.homeport.config.value.Listen;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Launcher;
import dev.homeport.install.MissingFolders;
import dev.homeport.install.Plan;
import dev.homeport.install.Plan.Made;
import dev.homeport.install.Served;
import dev.homeport.install.Step;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be done on a Linux, decided from what was seen there.
final class LinuxPlan {
  private static final String OWNERS_ONLY = "rwx------";
  private static final String FOR_ALL = "rwxr-xr-x";

  private LinuxPlan() {}

  /// Decides.
  static Made of(LinuxSight seen, SystemdJob job) {
    String why = refusal(seen);
    if (why != null) {
      return Made.refused(why);
    }
    return switch (seen.launcher()) {
      case Launcher.Nowhere(String nowhere) -> Made.refused(nowhere);
      case Launcher.At at ->
          seen.places().system() && isOfSomebody(at)
              ? Made.refused(
                  at.path()
                      + " is in a home or a checkout, where the system's services cannot run it:"
                      + " scripts/install --image puts it into /opt/homeport, or install without sudo")
              : new Made.Ready(made(seen, at, job));
    };
  }

  private static boolean isOfSomebody(Launcher.At at) {
    return at.path().startsWith("/home") || at.path().startsWith("/root") || at.javaHome() != null;
  }

  private static @Nullable String refusal(LinuxSight seen) {
    if (!seen.systemd()) {
      return "there is no systemd here (systemctl was not found): let what starts services here run"
          + " homeport "
          + seen.asked().role();
    }
    if (seen.asked().headless() || seen.asked().withOllama()) {
      return "--headless and --with-ollama are for a Mac; here, sudo makes it a service of the"
          + " system, and Ollama's own installer makes one of Ollama";
    }
    if (seen.other() != null) {
      return seen.other()
          + " runs the same already, and two would be in each other's way: "
          + (seen.places().system()
              ? "homeport uninstall (without sudo)"
              : "sudo homeport uninstall")
          + " --role "
          + seen.asked().role()
          + ", then install again";
    }
    if (seen.door() != null && !seen.loaded()) {
      Listen listen = seen.settings().listen();
      return seen.door()
          .message(listen.host(), listen.port(), seen.asked().role() + ".listen in homeport.yaml");
    }
    return null;
  }

  private static Plan made(LinuxSight seen, Launcher.At launcher, SystemdJob job) {
    Served role = seen.asked().role();
    Places places = seen.places();
    var folders = new MissingFolders(seen.exists());
    // The system's own user need not read the file of secrets; systemd does.
    folders.add(places.config(), places.system() ? FOR_ALL : OWNERS_ONLY, null);
    folders.add(seen.settings().state(), OWNERS_ONLY, null);
    folders.add(places.units(), FOR_ALL, null);
    var steps = new ArrayList<Step>(folders.steps());
    steps.add(
        new Step.Key(
            seen.settings().state(),
            seen.settings().place(),
            seen.settings().open(),
            seen.settings().keys()));
    if (seen.loaded()) {
      steps.add(new Step.Stop(job));
    }
    steps.add(new Step.Vacant(seen.settings().listen(), role + ".listen in homeport.yaml"));
    Path path = Launcher.of(launcher.path(), role, seen.exists());
    String unit =
        places.system()
            ? Unit.ofSystem(role, path, places.variables())
            : Unit.ofUser(role, path, launcher.javaHome(), places.config());
    var warnings = new ArrayList<String>();
    if (seen.unit() != null && !Unit.isOurs(seen.unit())) {
      Path kept = seen.settings().state().resolve(Unit.name(role) + ".old");
      steps.add(new Step.Text(kept, seen.unit(), "rw-------", null));
      warnings.add(
          places.unit(role) + " was not written by homeport install; it is kept as " + kept);
    }
    steps.add(new Step.Text(places.unit(role), unit, "rw-r--r--", null));
    steps.add(new Step.Start(job));
    URI base = URI.create(seen.settings().localUrl());
    steps.add(new Step.Answers(job, base, null));
    InstallRecord record = seen.record().and(steps);
    steps.add(
        new Step.Text(
            InstallRecord.file(seen.settings().state(), role), record.text(), "rw-------", null));
    warn(seen, warnings);
    return new Plan(
        steps,
        warnings,
        new Plan.Outcome(
            role,
            base.toString(),
            seen.settings().state(),
            seen.settings().open(),
            seen.settings().tunnel()));
  }

  private static String elsewhere(Places places, Path wanted, String setting, String what) {
    return "The service's user may write in %s alone, not in %s, where %s wants its %s: leave %s out, or name a place in the former."
        .formatted(places.state(), wanted, setting, what, setting);
  }

  private static void warn(LinuxSight seen, List<String> warnings) {
    Places places = seen.places();
    if (places.system()) {
      warnings.add(
          "Its commands need to know where the service keeps its things: sudo env STATE_DIRECTORY="
              + places.state()
              + " CONFIGURATION_DIRECTORY="
              + places.config()
              + " homeport keys add NAME. Keys of providers belong into "
              + places.variables()
              + " (mode 600).");
      Path ledger = seen.settings().ledger();
      if (!seen.settings().state().startsWith(places.state())) {
        warnings.add(elsewhere(places, seen.settings().state(), "state.url", "state"));
      } else if (ledger != null && !ledger.startsWith(places.state())) {
        warnings.add(elsewhere(places, ledger, "state.ledger", "ledger"));
      }
    } else {
      warnings.add(
          "A user's service ends when the user logs out, unless: loginctl enable-linger "
              + seen.person().name());
    }
    if (seen.settings().open()) {
      warnings.add("auth: none is written, so everybody who reaches it may use it.");
    }
  }
}
