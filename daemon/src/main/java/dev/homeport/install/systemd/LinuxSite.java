package dev.homeport.install.systemd;

import dev.homeport.host.Platform;
import dev.homeport.host.PortHolder;
import dev.homeport.install.Asked;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Launcher;
import dev.homeport.install.Person;
import dev.homeport.install.Plan;
import dev.homeport.install.Plan.Made;
import dev.homeport.install.Ports;
import dev.homeport.install.RoleSettings;
import dev.homeport.install.Served;
import dev.homeport.install.Site;
import dev.homeport.install.Step;
import dev.homeport.install.WayIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Linux, looked at: as root, the service is the system's, else the user's own.
public final class LinuxSite implements Site {
  private final Platform platform;
  private final Asked asked;
  private final Person person;
  private final Places places;
  private final Ports ports;
  private final SystemdJob job;

  private LinuxSite(Platform platform, Path slash, Asked asked, Person person, Ports ports) {
    this.platform = platform;
    this.asked = asked;
    this.person = person;
    this.places = person.root() ? Places.ofSystem(slash, platform) : Places.ofUser(slash, platform);
    this.ports = ports;
    this.job = new SystemdJob(platform, person.root(), Unit.name(asked.role()));
  }

  /// The Linux that we run on.
  ///
  /// @param slash the root of its file system
  public static LinuxSite of(Platform platform, Path slash, Asked asked, Ports ports)
      throws InterruptedException {
    return new LinuxSite(
        platform, slash, asked, Person.find(platform, slash.resolve("home")), ports);
  }

  @Override
  public Platform service() {
    var env = new HashMap<String, String>();
    env.put("HOME", platform.home().toString());
    if (places.system()) {
      env.put("STATE_DIRECTORY", places.state().toString());
      env.put("LOGS_DIRECTORY", places.logs().toString());
      env.put("CACHE_DIRECTORY", places.cache().toString());
      env.put("CONFIGURATION_DIRECTORY", places.config().toString());
    } else {
      for (Map.Entry<String, String> each : platform.env().entrySet()) {
        if (each.getKey().startsWith("XDG_")) {
          env.put(each.getKey(), each.getValue());
        }
      }
    }
    return Platform.of(env, "Linux", platform.home().toString(), person.name());
  }

  @Override
  public Path folder() {
    return places.config();
  }

  @Override
  public Made plan(Launcher launcher, WayIn way, RoleSettings settings)
      throws InterruptedException {
    Path other = places.otherUnits().resolve(Unit.name(asked.role()));
    return LinuxPlan.of(
        new LinuxSight(
            asked,
            person,
            places,
            launcher,
            platform.executable("systemctl").isPresent(),
            job.isLoaded(),
            text(places.unit(asked.role())),
            Files.exists(other) ? other : null,
            holder(settings),
            settings,
            Files::exists,
            InstallRecord.read(InstallRecord.file(settings.state(), asked.role()))),
        job);
  }

  private @Nullable PortHolder holder(RoleSettings settings) throws InterruptedException {
    return settings.listen().port() == 0 ? null : ports.holder(settings.listen()).orElse(null);
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : null;
    } catch (IOException _) {
      // It is there, whatever it says.
      return "";
    }
  }

  @Override
  public Made removal(Path state, boolean purge, WayIn way) throws InterruptedException {
    Served role = asked.role();
    var steps = new ArrayList<Step>();
    var warnings = new ArrayList<String>();
    String unit = text(places.unit(role));
    if (unit != null && !Unit.isOurs(unit)) {
      warnings.add(places.unit(role) + " was not written by homeport install, so it is left alone");
    } else {
      if (job.isLoaded()) {
        steps.add(new Step.Stop(job));
      }
      if (unit != null) {
        steps.add(new Step.Gone(places.unit(role)));
        steps.add(new Step.Forgotten(job));
      }
    }
    if (unit == null && steps.isEmpty()) {
      warnings.add("No " + Unit.name(role) + " is installed here.");
    }
    InstallRecord record = InstallRecord.read(InstallRecord.file(state, role));
    if (purge || InstallRecord.isAlone(state, role)) {
      steps.add(new Step.Gone(InstallRecord.file(state, role)));
    }
    if (purge && isShared()) {
      warnings.add("The other role is installed, too, and its data are the same: they stay.");
    } else if (purge) {
      places.data().forEach(folder -> steps.add(new Step.Purged(folder)));
    } else if (Files.exists(places.config()) || Files.exists(state)) {
      warnings.add(
          "Keys, logs and configuration stay in "
              + places.config()
              + " and "
              + state
              + "; --purge deletes them, too.");
    }
    record.folders().reversed().forEach(folder -> steps.add(new Step.Emptied(folder)));
    return new Made.Ready(new Plan(steps, warnings, null));
  }

  /// Whether the other role has a unit here.
  private boolean isShared() {
    return List.of(Served.values()).stream()
        .anyMatch(role -> role != asked.role() && Files.exists(places.unit(role)));
  }
}
