package dev.homeport.tunnel.tailscale.cli;

import dev.homeport.host.Platform;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// All the places where `tailscale` may be.
///
/// @param root where the system's folders begin: `/`, except in tests
public record Places(Platform platform, Path root) {
  private static final String APP = "Applications/Tailscale.app";
  private static final String IN_APP = "Contents/MacOS/Tailscale";
  private static final List<String> ON_LINUX =
      List.of("usr/bin", "usr/local/bin", "usr/sbin", "opt/tailscale/bin", "snap/bin");

  /// Those of this machine.
  public static Places of(Platform platform) {
    return new Places(platform, Path.of("/"));
  }

  /// Every `tailscale` there is, the likeliest first. Where a command is given, only that counts.
  ///
  /// @param command a path, or a name to be looked for on the path; nothing where none is set
  public List<Installed> installed(@Nullable String command) {
    SequencedSet<Path> found = new LinkedHashSet<>();
    if (command != null) {
      given(command).ifPresent(found::add);
    } else {
      for (Path candidate : candidates()) {
        if (isProgram(candidate)) {
          found.add(direct(candidate));
        }
      }
    }
    return found.stream()
        .map(program -> new Installed(program, Variant.of(program, platform.os())))
        .toList();
  }

  private List<Path> candidates() {
    var candidates = new ArrayList<Path>();
    Optional<Path> onPath = platform.executable("tailscale");
    if (platform.os() == Platform.Os.MACOS) {
      candidates.add(root.resolve(APP).resolve(IN_APP));
      candidates.add(platform.home().resolve(APP).resolve(IN_APP));
      candidates.add(root.resolve("usr/local/bin/tailscale"));
      candidates.add(root.resolve("opt/homebrew/bin/tailscale"));
      onPath.ifPresent(candidates::add);
    } else {
      onPath.ifPresent(candidates::add);
      ON_LINUX.forEach(folder -> candidates.add(root.resolve(folder).resolve("tailscale")));
    }
    return candidates;
  }

  private Optional<Path> given(String command) {
    if (!command.contains("/")) {
      return platform.executable(command).map(Places::direct);
    }
    try {
      Path path =
          command.startsWith("~/")
              ? platform.home().resolve(command.substring(2))
              : Path.of(command).toAbsolutePath();
      Path program = Files.isDirectory(path) ? path.resolve(IN_APP) : path;
      return isProgram(program) ? Optional.of(direct(program)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  /// The program itself where a link leads into an app: started through a link, the app does not
  /// know who it is and aborts.
  private static Path direct(Path program) {
    Path real = Variant.real(program);
    return Variant.isApp(real.toString()) ? real : program;
  }
}
