package dev.homeport.install.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Listen;
import dev.homeport.host.Platform;
import dev.homeport.install.Asked;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Launcher;
import dev.homeport.install.Person;
import dev.homeport.install.Plan;
import dev.homeport.install.RoleSettings;
import dev.homeport.install.Served;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinuxPlanTest {
  private static final Platform PLATFORM = Platform.of(Map.of(), "Linux", "/root", "root");

  private static String warnings(boolean system, String state) {
    return warnings(system, state, null);
  }

  private static String warnings(boolean system, String state, @Nullable String ledger) {
    var slash = Path.of("/");
    var folder = Path.of(state);
    Places places = system ? Places.ofSystem(slash, PLATFORM) : Places.ofUser(slash, PLATFORM);
    var seen =
        new LinuxSight(
            new Asked(Served.ROUTER, false, false, null),
            new Person(0, "root", Path.of("/root"), system),
            places,
            new Launcher.At(Path.of("/opt/homeport/bin/homeport"), null),
            true,
            false,
            null,
            null,
            null,
            new RoleSettings(
                new Listen("127.0.0.1", 8889),
                folder,
                new StatePlace.Sqlite(folder.resolve("homeport.db")),
                ledger == null ? null : Path.of(ledger),
                false,
                List.of(),
                "",
                null),
            _ -> true,
            InstallRecord.NONE);
    var job = new SystemdJob(PLATFORM, system, "homeport-router.service");
    return LinuxPlan.of(seen, job) instanceof Plan.Made.Ready(Plan plan)
        ? String.join("\n", plan.warnings())
        : "refused";
  }

  /// The unit's `ProtectSystem=strict` leaves it its own folders alone.
  @Test
  void stateThatTheServiceMayNotWriteIsWarnedOf() {
    assertThat(warnings(true, "/var/lib/homeport")).doesNotContain("may write in");
    assertThat(warnings(true, "/var/lib/homeport/router")).doesNotContain("may write in");
    assertThat(warnings(true, "/var/data"))
        .contains("may write in /var/lib/homeport alone, not in /var/data");
    assertThat(warnings(false, "/var/data")).doesNotContain("may write in");
  }

  /// It would answer all the same, and nobody would see that its rows only wait.
  @Test
  void ledgerThatTheServiceMayNotWriteIsWarnedOf() {
    String state = "/var/lib/homeport";
    assertThat(warnings(true, state, state + "/ledger.db")).doesNotContain("may write in");
    assertThat(warnings(true, state, "/srv/ledger.db"))
        .contains("not in /srv/ledger.db, where state.ledger wants its ledger");
    assertThat(warnings(false, state, "/srv/ledger.db")).doesNotContain("may write in");
  }
}
