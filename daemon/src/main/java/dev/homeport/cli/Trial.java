package dev.homeport.cli;

import dev.homeport.access.Key;
import dev.homeport.access.KeyLimits;
import dev.homeport.access.KeyRing;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.Terms;
import dev.homeport.config.ConfigWatch;
import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.Loader;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.SecretStore;
import dev.homeport.journal.Journal;
import dev.homeport.role.Running;
import dev.homeport.role.Setup;
import dev.homeport.role.Started;
import dev.homeport.role.daemon.MacDaemon;
import dev.homeport.role.router.Router;
import dev.homeport.simulation.cloud.SimulatedCloud;
import dev.homeport.store.log.FactLog;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A real role with a state of its own that is thrown away, a key for it, and nothing of this
/// machine's configuration: for `demo` and `selftest`.
final class Trial {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Running role;
  private final Path folder;
  private final String key;

  /// A signal may end what its own thread is about to end.
  private final AtomicBoolean ended = new AtomicBoolean();

  /// What came of a start.
  sealed interface Trying {
    /// It runs.
    record Running(Trial trial) implements Trying {}

    /// It does not.
    record Refused(String text) implements Trying {}
  }

  /// Which role, and all that is set for it.
  ///
  /// @param chooser what chooses another address to listen on
  private record Part<S>(
      Loader<S> loader,
      Serving.Starter<S> starter,
      String chooser,
      Map<String, String> env,
      Map<String, String> flags) {}

  private Trial(Running role, Path folder, String key) {
    this.role = role;
    this.folder = folder;
    this.key = key;
  }

  /// Starts a daemon in front of an Ollama.
  static Trying daemon(Surroundings around, int port, URI ollama, Journal journal)
      throws IOException, InterruptedException {
    var part =
        new Part<>(
            DaemonRole.LOADER,
            MacDaemon::start,
            "--port",
            Map.of(),
            Map.of("daemon.listen", "127.0.0.1:" + port, "daemon.ollama", ollama.toString()));
    return start(part, around, journal);
  }

  /// Starts a router whose home is a daemon and whose cloud a simulated one, from the variables
  /// that a person would set.
  static Trying router(Surroundings around, int port, Trial home, URI cloud, Journal journal)
      throws IOException, InterruptedException {
    var part =
        new Part<>(
            RouterRole.LOADER,
            Router::start,
            "--router-port",
            Map.of(
                "OLLAMA_BASE_URL",
                home.url().toString(),
                "OLLAMA_API_KEY",
                home.key(),
                "OPENROUTER_BASE_URL",
                cloud + "/api/v1",
                "OPENROUTER_API_KEY",
                SimulatedCloud.Settings.DEMO_KEY,
                "OPENROUTER_MODEL",
                SimulatedCloud.MODEL),
            Map.of("router.listen", "127.0.0.1:" + port));
    return start(part, around, journal);
  }

  private static <S> Trying start(Part<S> part, Surroundings around, Journal journal)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("homeport-trial");
    try {
      String key = key(folder, journal);
      Inputs inputs =
          Inputs.of(part.env(), folder, List.of(), folder, SecretStore.none())
              .withFlags(part.flags());
      return switch (part.loader().load(inputs)) {
        case Loaded.Bad<S> bad ->
            refused(
                folder,
                bad.problems().stream().map(Problem::text).collect(Collectors.joining("\n")));
        case Loaded.Good<S> good -> {
          var config = new ConfigWatch<>(part.loader(), inputs, good, journal, Pause.real());
          var setup =
              new Setup<>(
                  config, around.platform(), journal, Version.number(), part.chooser(), () -> {});
          yield switch (part.starter().start(setup)) {
            case Started.Refused(_, String text) -> refused(folder, text);
            case Started.Runs(Running role) -> new Trying.Running(new Trial(role, folder, key));
          };
        }
      };
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static Trying refused(Path folder, String text) throws IOException {
    delete(folder);
    return new Trying.Refused(text);
  }

  private static String key(Path folder, Journal journal) throws IOException {
    if (!(FactLog.open(folder, Ticker.system(), journal) instanceof FactLog.Opened.Open(var log))) {
      throw new IOException("no state can be kept in " + folder);
    }
    var ring = new KeyRing(log, List.of(), WallClock.system());
    var wanted =
        new NewKey("demo", Set.of(Scope.INFER), List.of(), KeyLimits.NONE, Terms.USUAL, null, null);
    if (ring.add(wanted) instanceof KeyRing.Added.Made(Key _, String secret)) {
      return secret;
    }
    throw new IOException("no key can be kept in " + folder);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + role.port());
  }

  /// A key with scope infer.
  String key() {
    return key;
  }

  /// Stops it and throws its state away; once.
  void end() throws IOException, InterruptedException {
    if (!ended.getAndSet(true)) {
      role.stop(DRAIN);
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes marks)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
