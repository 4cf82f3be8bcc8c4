package dev.homeport.install.launchd;

import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Listen;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.NoWay;
import dev.homeport.fake.Told;
import dev.homeport.host.PortHolder;
import dev.homeport.install.Asked;
import dev.homeport.install.Done;
import dev.homeport.install.Door;
import dev.homeport.install.FileWork;
import dev.homeport.install.Hands;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Installer;
import dev.homeport.install.KeyWork;
import dev.homeport.install.Launcher;
import dev.homeport.install.Person;
import dev.homeport.install.Plan;
import dev.homeport.install.Progress;
import dev.homeport.install.RoleSettings;
import dev.homeport.install.Served;
import dev.homeport.install.Step;
import dev.homeport.install.Worker;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Mac of folders and a launchd in memory: Ann's, who is logged in.
final class MacMachine {
  static final String DAEMON = "gui/501/" + JobPlists.DAEMON;
  static final Launcher.At APP =
      new Launcher.At(Path.of("/Applications/homeport.app/Contents/MacOS/homeport"), null);

  final Path slash;
  final Folders folders;
  final MemoryLaunchd launchd;

  Asked asked = new Asked(Served.DAEMON, false, false, null);
  Person person;
  Launcher launcher = APP;
  boolean screen = true;
  boolean wayIn = true;
  @Nullable PortHolder door;
  @Nullable PortHolder ollamaDoor;
  @Nullable Path ollama = Path.of("/opt/homebrew/bin/ollama");
  RoleSettings settings;

  MacMachine(Path folder) {
    try {
      slash = folder.toRealPath();
      Path home = Files.createDirectories(slash.resolve("Users/ann"));
      for (String name : List.of("Application Support", "Logs", "Caches")) {
        Files.createDirectories(home.resolve("Library").resolve(name));
      }
      Files.createDirectories(slash.resolve("Library/LaunchDaemons"));
      folders = new Folders(slash, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    launchd = new MemoryLaunchd(folders);
    person = new Person(501, "ann", folders.home(), false);
    settings = settings("", null);
  }

  RoleSettings settings(String tunnel, @Nullable Path file) {
    return new RoleSettings(
        new Listen("127.0.0.1", 8888),
        folders.state(),
        new StatePlace.Folder(folders.state()),
        null,
        false,
        List.of(),
        tunnel,
        file);
  }

  MacSight sight() {
    var lists = new TreeMap<Path, String>();
    for (Path list : MacRefusal.lists(folders)) {
      if (Files.exists(list)) {
        lists.put(list, read(list));
      }
    }
    return new MacSight(
        asked,
        person,
        folders,
        launcher,
        screen,
        List.copyOf(launchd.loaded.keySet()),
        lists,
        door,
        ollamaDoor,
        ollama,
        wayIn,
        settings,
        Files::exists,
        InstallRecord.read(InstallRecord.file(folders.state(), Served.DAEMON)));
  }

  Plan.Made made() {
    return MacPlan.of(sight(), launchd::job);
  }

  Plan plan() {
    return switch (made()) {
      case Plan.Made.Ready(Plan plan) -> plan;
      case Plan.Made.Refused(_, String why) -> throw new AssertionError(why);
    };
  }

  String refusal() {
    return switch (made()) {
      case Plan.Made.Ready _ -> throw new AssertionError("not refused");
      case Plan.Made.Refused(_, String why) -> why;
    };
  }

  Plan removal(boolean purge) {
    return switch (MacRemoval.of(
        asked.headless(),
        person,
        folders,
        folders.state(),
        purge,
        List.copyOf(launchd.loaded.keySet()),
        sight().lists(),
        sight().record(),
        new NoWay(),
        launchd::job)) {
      case Plan.Made.Ready(Plan plan) -> plan;
      case Plan.Made.Refused(_, String why) -> throw new AssertionError(why);
    };
  }

  /// Hands that do it, on a machine where the daemon answers while it is loaded.
  Hands hands() {
    return new Worker(
        new FileWork((_, _) -> {}),
        new KeyWork(Ticker.system(), new FakeWall(), new Told()),
        _ -> Optional.empty(),
        (_, _) -> new Door.Said(launchd.loaded.isEmpty() ? 0 : 200, "{}", true),
        _ -> {});
  }

  boolean install() throws InterruptedException {
    return install(hands());
  }

  boolean install(Hands hands) throws InterruptedException {
    return new Installer(hands, new Silent()).wholeOrNot(plan().steps());
  }

  boolean uninstall(boolean purge) throws InterruptedException {
    return new Installer(hands(), new Silent()).asFarAsPossible(removal(purge).steps());
  }

  /// Everything on the disk: path, permissions and contents.
  Map<String, String> tree() {
    var tree = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(slash)) {
      for (Path path : all.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        tree.put(
            slash.relativize(path).toString(),
            mode + (Files.isDirectory(path) ? "" : " " + read(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Hears and keeps quiet.
  static final class Silent implements Progress {
    final List<String> undone = new ArrayList<>();

    @Override
    public void done(Step step, Done.Well well) {}

    @Override
    public void failed(Step step, Done.Badly badly) {}

    @Override
    public void undone(Step step, Done done) {
      undone.add(step.title() + " " + done);
    }
  }
}
