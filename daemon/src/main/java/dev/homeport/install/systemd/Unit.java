package dev.homeport.install.systemd;

import dev.homeport.install.Served;
import dev.homeport.install.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The unit of a role: the template of `daemon/deploy/systemd/`, filled.
final class Unit {
  /// Ours alone among all that has our name.
  static final String MARK = "# Written by homeport install; homeport uninstall removes it.";

  /// What a user's own systemd has no right to do, or would do with other folders than our commands
  /// look in.
  private static final Set<String> SYSTEM_ONLY =
      Set.of(
          "Wants",
          "After",
          "DynamicUser",
          "User",
          "StateDirectory",
          "CacheDirectory",
          "LogsDirectory",
          "ConfigurationDirectory",
          "StateDirectoryMode",
          "CacheDirectoryMode",
          "LogsDirectoryMode",
          "ProtectSystem",
          "ProtectHome",
          "PrivateTmp",
          "PrivateDevices",
          "ProtectKernelTunables",
          "ProtectKernelModules",
          "ProtectKernelLogs",
          "ProtectControlGroups",
          "ProtectClock",
          "ProtectHostname",
          "RemoveIPC",
          "CapabilityBoundingSet",
          "AmbientCapabilities");

  private Unit() {}

  /// What the unit of a role is called.
  static String name(Served role) {
    return "homeport-" + role + ".service";
  }

  /// The system's.
  ///
  /// @param variables the file of variables
  static String ofSystem(Served role, Path launcher, Path variables) {
    return filled(role, launcher, null, variables, null);
  }

  /// A user's, which works in the folder of its configuration.
  ///
  /// @param javaHome the JDK that the launcher must be told of
  static String ofUser(Served role, Path launcher, @Nullable Path javaHome, Path folder) {
    return filled(role, launcher, javaHome, folder.resolve("env"), folder);
  }

  private static String filled(
      Served role,
      Path launcher,
      @Nullable Path javaHome,
      Path variables,
      @Nullable Path userFolder) {
    var lines = new ArrayList<>(List.of(MARK));
    boolean begun = false;
    for (String line : Template.of(name(Served.ROUTER)).lines().toList()) {
      begun |= line.startsWith("[");
      int equals = line.indexOf('=');
      String key = equals < 0 || line.startsWith("#") ? "" : line.substring(0, equals);
      if (!begun || (userFolder != null && SYSTEM_ONLY.contains(key))) {
        continue;
      }
      switch (key) {
        case "Description" -> lines.add("Description=Homeport " + role);
        case "ExecStart" -> {
          lines.add("ExecStart=" + word(launcher.toString()) + " " + role);
          if (javaHome != null) {
            lines.add("Environment=" + word("JAVA_HOME=" + javaHome));
          }
        }
        case "EnvironmentFile" -> lines.add("EnvironmentFile=-" + specified(variables));
        case "WorkingDirectory" ->
            lines.add(userFolder == null ? line : "WorkingDirectory=" + specified(userFolder));
        case "WantedBy" -> lines.add(userFolder == null ? line : "WantedBy=default.target");
        default -> lines.add(line);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /// A word of a command line, whatever is in it.
  private static String word(String text) {
    String safe = specified(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "$$");
    return safe.matches("[A-Za-z0-9_./=:+@%-]+") ? safe : "\"" + safe + "\"";
  }

  /// A value in which `%` stands for nothing else.
  private static String specified(Object value) {
    return value.toString().replace("%", "%%");
  }

  /// Whether a unit is one that we have written, be it changed by hand since.
  static boolean isOurs(String text) {
    return text.contains(MARK);
  }
}
