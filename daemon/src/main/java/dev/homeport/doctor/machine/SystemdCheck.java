package dev.homeport.doctor.machine;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Hosts;
import dev.homeport.doctor.look.Tools;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether systemd keeps the role running, as a unit of the system or of the user; a user's lives
/// only while that is logged in, unless it may linger.
///
/// @param section the role's
/// @param units what it may be called, the likeliest first
public record SystemdCheck(String section, Tools tools, List<String> units) implements Check {
  private static final String SYSTEM = "--system";
  private static final String USER = "--user";

  /// Copies the list.
  public SystemdCheck {
    units = List.copyOf(units);
  }

  @Override
  public String id() {
    return section + ".service";
  }

  @Override
  public Outcome look() throws InterruptedException {
    Optional<String> platform = Hosts.platform(tools.platform().env());
    if (platform.isPresent()) {
      return Outcome.ok(platform.get() + " starts it");
    }
    if (tools.platform().executable("systemctl").isEmpty()) {
      return Outcome.skip("there is no systemd here");
    }
    for (String manager : List.of(SYSTEM, USER)) {
      for (String unit : units) {
        Map<String, String> shown = show(manager, unit);
        if (shown.getOrDefault("LoadState", "not-found").equals("loaded")) {
          return loaded(manager, unit, shown);
        }
      }
    }
    return Outcome.warn(
        "nothing starts it with the system (no unit " + units.getFirst() + ")", "homeport install");
  }

  private Map<String, String> show(String manager, String unit) throws InterruptedException {
    var shown = new HashMap<String, String>();
    tools
        .output(
            "systemctl",
            manager,
            "show",
            "-p",
            "LoadState,ActiveState,SubState,MainPID,ExecMainStatus,UnitFileState",
            unit)
        .orElse("")
        .lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> shown.put(pair[0], pair[1]));
    return shown;
  }

  private Outcome loaded(String manager, String unit, Map<String, String> shown)
      throws InterruptedException {
    boolean user = manager.equals(USER);
    String systemctl = user ? "systemctl --user " : "sudo systemctl ";
    String state = shown.getOrDefault("ActiveState", "unknown");
    String exit = shown.getOrDefault("ExecMainStatus", "0");
    if (!state.equals("active")) {
      String what = unit + " is " + state + (exit.equals("0") ? "" : ", it ended with " + exit);
      return exit.equals("78")
          ? Outcome.fail(
              what + ": bad configuration",
              "homeport config check\n" + systemctl + "restart " + unit)
          : Outcome.fail(what, "homeport logs\n" + systemctl + "restart " + unit);
    }
    if (shown.getOrDefault("UnitFileState", "enabled").equals("disabled")) {
      return Outcome.warn(
          unit + " runs, and is not started with the system", systemctl + "enable " + unit);
    }
    if (user && isLoggedOutWith()) {
      return Outcome.warn(
          unit + " runs, and ends when you log out (Linger=no)",
          "sudo loginctl enable-linger \"$USER\"");
    }
    return Outcome.ok(unit + " runs, pid " + shown.getOrDefault("MainPID", "unknown"));
  }

  private boolean isLoggedOutWith() throws InterruptedException {
    String user = tools.platform().env().getOrDefault("USER", "");
    return !user.isEmpty()
        && tools.output("loginctl", "show-user", user, "-p", "Linger").orElse("").contains("=no");
  }
}
