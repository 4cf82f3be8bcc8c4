package dev.homeport.fake;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.homeport.lifecycle.Threads;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL on loopback, one for all tests of a JVM, and a database of its own for each of
/// them. Where it cannot run, the tests that need it are skipped, and say why.
public final class RealPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /// Who must say a password; everybody else is believed.
  public static final String GUARDED = "guarded";

  private static @Nullable RealPostgres running;
  private static @Nullable String trouble;

  private final Path folder;
  private final int port;

  /// The server at the moment; replaced when it is started again.
  private EmbeddedPostgres server;

  private RealPostgres(Path folder) throws IOException {
    this.folder = folder;
    this.server = builder(folder).setDataDirectoryCustomizer(RealPostgres::guard).start();
    this.port = server.getPort();
  }

  /// The one of this JVM, which is started by whoever comes first.
  public static synchronized RealPostgres here() {
    if (running == null && trouble == null) {
      try {
        quiet();
        Path folder = Files.createTempDirectory("homeport-postgres");
        Runtime.getRuntime().addShutdownHook(Threads.hook("remove postgres", () -> end(folder)));
        running = new RealPostgres(folder);
      } catch (IOException | RuntimeException e) {
        trouble = "no PostgreSQL can be started here: " + e;
        System.err.println("skipped: " + trouble);
      }
    }
    Assumptions.assumeTrue(running != null, String.valueOf(trouble));
    return Objects.requireNonNull(running);
  }

  private static void quiet() {
    if (LoggerFactory.getLogger("io.zonky") instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setServerConfig("fsync", "off")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "60")
        .setErrorRedirector(Redirect.DISCARD)
        .setOutputRedirector(Redirect.DISCARD);
  }

  private static void guard(File data) {
    Path rules = data.toPath().resolve("pg_hba.conf");
    try {
      Files.writeString(
          rules, "host all " + GUARDED + " all scram-sha-256\n" + Files.readString(rules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Makes an empty database and says how to get there.
  public String database() throws SQLException {
    String name = "test" + DATABASES.incrementAndGet();
    sql(address("postgres"), "CREATE DATABASE " + name);
    return address(name);
  }

  private String address(String database) {
    return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
  }

  /// Does this in a database, as the one who may do all.
  public void sql(String address, String... words) throws SQLException {
    try (Connection connection = connect(address, "postgres");
        var statement = connection.createStatement()) {
      for (String word : words) {
        statement.execute(word);
      }
    }
  }

  /// A connection of the driver's own to a database.
  public Connection connect(String address, String user) throws SQLException {
    var settings = new Properties();
    settings.setProperty("user", user);
    String name = address.substring(address.lastIndexOf('/') + 1);
    try {
      var driver =
          Class.forName("org.postgresql.Driver")
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance();
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
      return Objects.requireNonNull(driver.connect(url, settings));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no driver for PostgreSQL", e);
    }
  }

  /// Kills it with all of its processes; nothing is left to answer at its port.
  public void kill() throws IOException {
    pid(folder).ifPresent(RealPostgres::killAll);
    server.close();
  }

  /// Starts it again, at the same port and with what it had.
  public void restart() throws IOException {
    server = builder(folder).setPort(port).start();
  }

  private static Optional<ProcessHandle> pid(Path folder) throws IOException {
    Path file = folder.resolve("data/postmaster.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
        : Optional.empty();
  }

  private static void killAll(ProcessHandle postmaster) {
    var all = Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  private static void end(Path folder) {
    try {
      pid(folder).ifPresent(RealPostgres::killAll);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException _) {
      // It is in a folder for temporary things.
    }
  }
}
