package dev.homeport.doctor;

import dev.homeport.config.GivenKey;
import dev.homeport.config.value.Listen;
import dev.homeport.doctor.look.Hosts;
import dev.homeport.doctor.machine.LaunchdCheck;
import dev.homeport.doctor.machine.SystemdCheck;
import dev.homeport.doctor.standing.AliveCheck;
import dev.homeport.doctor.standing.HealthCheck;
import dev.homeport.doctor.standing.PageCheck;
import dev.homeport.doctor.standing.Pages;
import dev.homeport.doctor.standing.PortCheck;
import dev.homeport.doctor.standing.RoleDoor;
import dev.homeport.host.Platform.Os;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The checks of a role that runs: the same for both, but for what their pages have.
///
/// @param page set where the role shows it in all detail
record Standings(List<Check> checks, Seen<JsonObject> page) {
  /// Those of a role by its settings.
  static Standings of(Chart chart, String section, Listen listen, Path state, List<GivenKey> keys) {
    URI url = chart.url();
    boolean here = url == null || Hosts.isThisMachine(Hosts.authority(url));
    URI base = url == null ? URI.create("http://" + listen.fromHere()) : url;
    String restart = restart(chart, section);
    var door =
        new RoleDoor(
            section,
            base,
            chart.key(),
            here ? best(keys) : null,
            here ? state : null,
            "homeport install   # or by hand: homeport " + section);
    var page = new Seen<JsonObject>();
    var checks = new ArrayList<Check>();
    if (here) {
      checks.add(
          chart.platform().os() == Os.MACOS
              ? LaunchdCheck.of(section, chart.tools())
              : new SystemdCheck(section, chart.tools(), units(section)));
    }
    if (url == null) {
      checks.add(new PortCheck(door, listen, chart.platform(), chart.web()));
    }
    checks.add(new AliveCheck(door, chart.web()));
    checks.add(new HealthCheck(door, chart.web(), page));
    String mine = chart.running().version();
    checks.add(new PageCheck(section, "version", page, said -> Pages.version(said, mine, restart)));
    checks.add(new PageCheck(section, "files", page, said -> Pages.reload(said, restart)));
    checks.add(
        section.equals("router")
            ? new PageCheck(section, "chain", page, Pages::chain)
            : new PageCheck(section, "queue", page, Pages::queue));
    return new Standings(checks, page);
  }

  /// The program that macOS's firewall has to know.
  static String program(Chart chart) {
    Path launcher = chart.running().launcher();
    return launcher == null
        ? Path.of(System.getProperty("java.home", ""), "bin", "java").toString()
        : launcher.toString();
  }

  /// What a unit of the role may be called.
  private static List<String> units(String section) {
    return List.of("homeport-" + section + ".service", "homeport.service");
  }

  private static String restart(Chart chart, String section) {
    return chart.platform().os() == Os.MACOS
        ? "launchctl kickstart -k gui/$(id -u)/" + LaunchdCheck.label(section)
        : "sudo systemctl restart homeport-" + section;
  }

  /// A key that may see all, else any.
  private static @Nullable String best(List<GivenKey> keys) {
    return keys.stream()
        .filter(key -> key.scopes().contains("admin"))
        .findFirst()
        .or(() -> keys.stream().findFirst())
        .map(GivenKey::secret)
        .orElse(null);
  }
}
