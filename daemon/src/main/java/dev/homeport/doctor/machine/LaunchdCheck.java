package dev.homeport.doctor.machine;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether launchd keeps the role running: its plist is there, loaded, and its process lives.
///
/// @param section the role's
/// @param folders where a plist may be, the user's before the system's
public record LaunchdCheck(String section, Tools tools, List<Path> folders) implements Check {
  private static final int BAD_CONFIGURATION = 78;

  /// Copies the list.
  public LaunchdCheck {
    folders = List.copyOf(folders);
  }

  /// That of a role, on the Mac of that user.
  public static LaunchdCheck of(String section, Tools tools) {
    return new LaunchdCheck(
        section,
        tools,
        List.of(
            tools.platform().home().resolve("Library/LaunchAgents"),
            Path.of("/Library/LaunchDaemons")));
  }

  @Override
  public String id() {
    return section + ".service";
  }

  @Override
  public Outcome look() throws InterruptedException {
    String label = label(section);
    var launchd = new Launchd(tools);
    var job = launchd.job(label);
    if (job.isPresent()) {
      return loaded(label, job.get());
    }
    if (Files.exists(folders.getLast().resolve(label + ".plist"))) {
      return launchd.systemHas(label)
          ? Outcome.ok("launchd starts it with the system (system/" + label + ")")
          : Outcome.fail(
              folders.getLast().resolve(label + ".plist") + " is there, and not loaded",
              "sudo launchctl bootstrap system '"
                  + folders.getLast().resolve(label + ".plist")
                  + "'");
    }
    Path plist = folders.getFirst().resolve(label + ".plist");
    return Files.exists(plist)
        ? Outcome.fail(
            plist + " is there, and not loaded", "launchctl bootstrap gui/$(id -u) '" + plist + "'")
        : Outcome.warn("nothing starts it when you log in", "homeport install");
  }

  /// What launchd calls the role.
  public static String label(String section) {
    return "dev.homeport." + section;
  }

  private static Outcome loaded(String label, Launchd.Job job) {
    String kick = "launchctl kickstart -k gui/$(id -u)/" + label;
    if (job.pid() != null) {
      return Outcome.ok("launchd keeps it running (" + label + ", pid " + job.pid() + ")");
    }
    Integer exit = job.exit();
    if (exit == null) {
      return Outcome.skip("launchd has it (" + label + "), and does not say whether it runs");
    }
    if (exit == 0) {
      return Outcome.warn("launchd has it (" + label + "), and it was told to stop", kick);
    }
    return exit == BAD_CONFIGURATION
        ? Outcome.fail(
            "launchd has it (" + label + "), and it ended with 78: bad configuration",
            "homeport config check\n" + kick)
        : Outcome.fail(
            "launchd has it (" + label + "), and it ended with " + exit, "homeport logs\n" + kick);
  }
}
