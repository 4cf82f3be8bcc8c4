package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.source.Problem;
import dev.homeport.install.RoleSettings;
import dev.homeport.install.Served;
import dev.homeport.install.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Reads the configuration as a service will: from its own folder, without what the environment of
/// this terminal says.
final class ServiceSettings {
  private ServiceSettings() {}

  /// What came of reading.
  sealed interface Read {
    /// It is right.
    record Right(RoleSettings settings) implements Read {}

    /// It is wrong, and so a start would be.
    record Wrong(String problems) implements Read {}
  }

  /// Where the service on that site reads from.
  static Inputs inputs(Site site) {
    Inputs inputs = new Surroundings(site.service().env(), site.folder(), site.service()).inputs();
    Path variables = site.folder().resolve("env");
    return Files.isReadable(variables) ? inputs.withEnvFile(variables) : inputs;
  }

  /// Reads.
  static Read of(Site site, Served role) {
    return switch (role) {
      case DAEMON ->
          switch (DaemonRole.LOADER.load(inputs(site))) {
            case Loaded.Bad<DaemonSettings> bad -> wrong(bad.problems());
            case Loaded.Good<DaemonSettings> good -> {
              DaemonSettings now = good.settings();
              var kind = now.tunnel().kind();
              yield new Read.Right(
                  new RoleSettings(
                      now.listen(),
                      now.state(),
                      new StatePlace.Folder(now.state()),
                      null,
                      now.auth().open(),
                      now.keys(),
                      kind == null ? "" : kind.name().toLowerCase(Locale.ROOT),
                      good.file()));
            }
          };
      case ROUTER ->
          switch (RouterRole.LOADER.load(inputs(site))) {
            case Loaded.Bad<RouterSettings> bad -> wrong(bad.problems());
            case Loaded.Good<RouterSettings> good -> {
              RouterSettings now = good.settings();
              yield new Read.Right(
                  new RoleSettings(
                      now.listen(),
                      now.state(),
                      now.place(),
                      now.ledger() instanceof LedgerPlace.Sqlite(Path file) ? file : null,
                      now.auth().open(),
                      now.keys(),
                      "",
                      good.file()));
            }
          };
    };
  }

  private static Read wrong(List<Problem> problems) {
    return new Read.Wrong(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
  }
}
