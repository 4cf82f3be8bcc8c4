package dev.homeport.install.systemd;

import dev.homeport.host.Platform;
import dev.homeport.install.Done;
import dev.homeport.install.Job;
import dev.homeport.install.Program;
import dev.homeport.install.Program.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A unit of systemd's, of the system or of one user.
///
/// @param system whether it is the system's
/// @param unit its name, such as `homeport-router.service`
public record SystemdJob(Platform platform, boolean system, String unit) implements Job {
  /// A unit may take 35 s to end, and systemctl waits for it.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String BAD_CONFIGURATION = "78";
  private static final String NOT_EXECUTED = "203";

  @Override
  public String name() {
    return unit + (system ? "" : " (of this user)");
  }

  private Said call(String... words) throws InterruptedException {
    var all = new ArrayList<String>();
    if (!system) {
      all.add("--user");
    }
    all.addAll(List.of(words));
    return new Program("systemctl", platform, LIMIT).call(all.toArray(String[]::new));
  }

  @Override
  public boolean isLoaded() throws InterruptedException {
    return call("is-active", "--quiet", unit).isWell()
        || call("is-enabled", "--quiet", unit).isWell();
  }

  @Override
  public Done start() throws InterruptedException {
    Said reload = call("daemon-reload");
    if (!reload.isWell()) {
      return badly("daemon-reload", reload);
    }
    Said said = call("enable", "--now", unit);
    return said.isWell() ? Done.WELL : badly("enable --now " + unit, said);
  }

  @Override
  public Done stop() throws InterruptedException {
    if (!isLoaded()) {
      return new Done.Well("was not loaded");
    }
    Said said = call("disable", "--now", unit);
    return said.isWell() ? Done.WELL : badly("disable --now " + unit, said);
  }

  @Override
  public Done forget() throws InterruptedException {
    call("reset-failed", unit);
    Said said = call("daemon-reload");
    return said.isWell() ? Done.WELL : badly("daemon-reload", said);
  }

  private Done badly(String verb, Said said) {
    String words = said.words();
    String fix =
        words.contains("bus") && !system
            ? "; nobody is logged in as this user, so there is no systemd of its own: log in, or"
                + " install with sudo"
            : "; " + journal() + " says more";
    return new Done.Badly(
        systemctl() + " " + verb + " failed with " + said.exit() + ": " + words + fix);
  }

  @Override
  public String complaint() throws InterruptedException {
    String status = call("show", "--property=ExecMainStatus", "--value", unit).words();
    return switch (status) {
      case "", "0" -> "";
      case BAD_CONFIGURATION -> "its configuration is wrong (78): " + journal() + " says where";
      case NOT_EXECUTED -> "its launcher cannot be executed (203); " + journal();
      default -> "it ended with " + status + ": " + journal() + " says more";
    };
  }

  private String systemctl() {
    return system ? "systemctl" : "systemctl --user";
  }

  private String journal() {
    return "journalctl " + (system ? "-u " : "--user-unit ") + unit + " -n 20";
  }

  @Override
  public List<String> startCommands() {
    return List.of(systemctl() + " daemon-reload", systemctl() + " enable --now " + unit);
  }

  @Override
  public List<String> stopCommands() {
    return List.of(systemctl() + " disable --now " + unit);
  }
}
