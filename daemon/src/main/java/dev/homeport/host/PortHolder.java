package dev.homeport.host;

import dev.homeport.host.Command.Result;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The process that listens on a port, as far as the system lets us see it.
///
/// @param pid nothing where the process belongs to another user
/// @param program its name, nothing where it cannot be seen
public record PortHolder(@Nullable Long pid, @Nullable String program) {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  /// Who listens on that port of this machine; nothing is known of it where nobody does.
  public static PortHolder of(int port, Platform platform) throws InterruptedException {
    Optional<PortHolder> found =
        switch (platform.os()) {
          case MACOS -> byLsof(port, platform);
          case LINUX -> byProc(port, PROC);
          case OTHER -> Optional.empty();
        };
    return found.orElseGet(() -> new PortHolder(null, null));
  }

  /// What to tell somebody who wanted the port.
  ///
  /// @param setting what names another port
  public String message(String address, int port, String setting) {
    var text = new StringBuilder("port " + port + " on " + address + " is taken");
    if (program != null) {
      text.append(" by ").append(program);
    } else if (pid == null) {
      text.append(" by a program that we may not see");
    }
    if (pid != null) {
      text.append(program == null ? " by the process " + pid : " (pid " + pid + ")");
    }
    return text.append(": stop it or choose another with ").append(setting).toString();
  }

  private static Optional<PortHolder> byLsof(int port, Platform platform)
      throws InterruptedException {
    Optional<Path> lsof = platform.executable("lsof");
    if (lsof.isEmpty()) {
      return Optional.empty();
    }
    var command =
        Command.of(LIMIT, lsof.get(), "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-F", "pcn");
    if (!(command.run() instanceof Result.Ran(_, String out, _))) {
      return Optional.empty();
    }
    Long pid = null;
    String program = null;
    for (String line : out.lines().toList()) {
      if (line.startsWith("p") && pid == null) {
        pid = number(line.substring(1));
      } else if (line.startsWith("c") && program == null) {
        program = line.substring(1);
      }
    }
    return pid == null ? Optional.empty() : Optional.of(named(pid, program));
  }

  static Optional<PortHolder> byProc(int port, Path proc) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      sockets.addAll(listening(port, proc.resolve(table)));
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          Long pid = number(process.getFileName().toString());
          return pid == null ? Optional.empty() : Optional.of(named(pid, programOf(process)));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /// The sockets that listen on the port: `sl local_address rem_address st … inode`.
  private static Set<String> listening(int port, Path table) {
    var inodes = new HashSet<String>();
    String ending = String.format(":%04X", port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > 9 && columns[3].equals(LISTENING) && columns[1].endsWith(ending)) {
          inodes.add("socket:[" + columns[9] + "]");
        }
      }
    } catch (IOException e) {
      return Set.of();
    }
    return inodes;
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Somebody else's process, or one that has just ended.
    }
    return false;
  }

  private static @Nullable String programOf(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return null;
    }
  }

  /// A Java program is called `java` everywhere; ours says in its command line that it is Homeport.
  private static PortHolder named(long pid, @Nullable String program) {
    String line = ProcessHandle.of(pid).flatMap(handle -> handle.info().commandLine()).orElse("");
    boolean ours = line.contains("dev.homeport.cli.Main") || "homeport".equals(program);
    return new PortHolder(pid, ours ? "homeport" : program);
  }

  private static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
