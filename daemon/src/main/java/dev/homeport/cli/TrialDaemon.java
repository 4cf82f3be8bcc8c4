package dev.homeport.cli;

import dev.homeport.access.Key;
import dev.homeport.access.KeyLimits;
import dev.homeport.access.KeyRing;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.config.ConfigWatch;
import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.source.SecretStore;
import dev.homeport.journal.Journal;
import dev.homeport.role.MacDaemon;
import dev.homeport.role.RunningRole;
import dev.homeport.role.Setup;
import dev.homeport.role.Started;
import dev.homeport.store.FactLog;
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
import org.jspecify.annotations.Nullable;

/// The real daemon with a state of its own that is thrown away, a key for it, and nothing of this
/// machine's configuration: for `demo` and `selftest`.
final class TrialDaemon {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final RunningRole daemon;
  private final Path folder;
  private final String key;

  /// What came of a start.
  sealed interface Trying {
    /// It runs.
    record Running(TrialDaemon trial) implements Trying {}

    /// It does not.
    record Refused(String text) implements Trying {}
  }

  private TrialDaemon(RunningRole daemon, Path folder, String key) {
    this.daemon = daemon;
    this.folder = folder;
    this.key = key;
  }

  /// Starts one.
  static Trying start(Surroundings around, int port, URI ollama, Journal journal)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("homeport-trial");
    try {
      String key = key(folder, journal);
      Inputs inputs =
          Inputs.of(Map.of(), folder, List.of(), folder, SecretStore.none())
              .withFlags(
                  Map.of("daemon.listen", "127.0.0.1:" + port, "daemon.ollama", ollama.toString()));
      if (!(DaemonRole.LOADER.load(inputs) instanceof Loaded.Good<DaemonSettings> good)) {
        return refused(folder, "the address of Ollama cannot be used: " + ollama);
      }
      var config = new ConfigWatch<>(DaemonRole.LOADER, inputs, good, journal, Pause.real());
      var setup =
          new Setup<>(config, around.platform(), journal, Version.number(), "--port", () -> {});
      return switch (MacDaemon.start(setup)) {
        case Started.Refused(_, String text) -> refused(folder, text);
        case Started.Running(RunningRole daemon) ->
            new Trying.Running(new TrialDaemon(daemon, folder, key));
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
    var wanted = new NewKey("demo", Set.of(Scope.INFER), List.of(), KeyLimits.NONE, null, null);
    if (ring.add(wanted) instanceof KeyRing.Added.Made(Key _, String secret)) {
      return secret;
    }
    throw new IOException("no key can be kept in " + folder);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + daemon.port());
  }

  /// A key with scope infer.
  String key() {
    return key;
  }

  /// Stops it and throws its state away.
  void end() throws IOException, InterruptedException {
    daemon.stop(DRAIN);
    delete(folder);
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
