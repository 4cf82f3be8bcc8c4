package dev.homeport.install.launchd;

import dev.homeport.host.Platform;
import dev.homeport.host.PortHolder;
import dev.homeport.install.Asked;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Launcher;
import dev.homeport.install.Person;
import dev.homeport.install.Plan;
import dev.homeport.install.Ports;
import dev.homeport.install.RoleSettings;
import dev.homeport.install.Served;
import dev.homeport.install.Site;
import dev.homeport.install.WayIn;
import dev.homeport.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Mac, looked at.
public final class MacSite implements Site {
  private static final String SEARCH_PATH =
      "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

  private final Platform platform;
  private final Asked asked;
  private final Person person;
  private final Folders folders;
  private final Ports ports;
  private final Pause pause;
  private final Launchctl launchctl;

  private MacSite(
      Platform platform, Path slash, Asked asked, Person person, Ports ports, Pause pause) {
    this.platform = platform;
    this.asked = asked;
    this.person = person;
    this.folders = new Folders(slash, person.home());
    this.ports = ports;
    this.pause = pause;
    this.launchctl = new Launchctl(platform);
  }

  /// The Mac that we run on.
  ///
  /// @param slash the root of its file system
  public static MacSite of(Platform platform, Path slash, Asked asked, Ports ports, Pause pause)
      throws InterruptedException {
    Person person = Person.find(platform, slash.resolve("Users"));
    return new MacSite(platform, slash, asked, person, ports, pause);
  }

  @Override
  public Platform service() {
    return Platform.of(
        Map.of("HOME", person.home().toString(), "PATH", SEARCH_PATH),
        "Mac OS X",
        person.home().toString(),
        person.name());
  }

  @Override
  public Path folder() {
    return folders.support();
  }

  @Override
  public Plan.Made plan(Launcher launcher, WayIn way, RoleSettings settings)
      throws InterruptedException {
    return MacPlan.of(
        new MacSight(
            asked,
            person,
            folders,
            launcher,
            launchctl.knows("gui/" + person.uid()),
            loaded(),
            lists(),
            holder(ports, settings),
            asked.withOllama() ? ports.holder(MacPlan.OLLAMA).orElse(null) : null,
            platform.executable("ollama").orElse(null),
            way.isHere(),
            settings,
            Files::exists,
            InstallRecord.read(InstallRecord.file(settings.state(), Served.DAEMON))),
        this::job);
  }

  private static @Nullable PortHolder holder(Ports ports, RoleSettings settings)
      throws InterruptedException {
    return settings.listen().port() == 0 ? null : ports.holder(settings.listen()).orElse(null);
  }

  @Override
  public Plan.Made removal(Path state, boolean purge, WayIn way) throws InterruptedException {
    return MacRemoval.of(
        asked.headless(),
        person,
        folders,
        state,
        purge,
        loaded(),
        lists(),
        InstallRecord.read(InstallRecord.file(state, Served.DAEMON)),
        way,
        this::job);
  }

  private LaunchdJob job(String domain, String label) {
    return new LaunchdJob(
        launchctl, domain, label, folders.list(domain.equals("system"), label), pause);
  }

  private List<String> loaded() throws InterruptedException {
    var found = new ArrayList<String>();
    for (String domain : List.of("gui/" + person.uid(), "user/" + person.uid(), "system")) {
      for (String label : MacRefusal.labels()) {
        if (launchctl.knows(domain + "/" + label)) {
          found.add(domain + "/" + label);
        }
      }
    }
    return List.copyOf(found);
  }

  private Map<Path, String> lists() {
    var found = new LinkedHashMap<Path, String>();
    for (Path list : MacRefusal.lists(folders)) {
      try {
        if (Files.exists(list)) {
          found.put(list, Files.readString(list));
        }
      } catch (IOException _) {
        // It is there, whatever it says.
        found.put(list, "");
      }
    }
    return found;
  }
}
