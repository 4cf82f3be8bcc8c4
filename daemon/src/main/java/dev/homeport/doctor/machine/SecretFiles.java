package dev.homeport.doctor.machine;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Repair;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether what holds secrets is for its owner's eyes only. A platform that mounts secrets gives
/// them modes of its own, which are nobody's mistake.
///
/// @param section the role's
/// @param files that hold secrets, there or not
/// @param state the folder of the state, all of whose files do
public record SecretFiles(String section, Set<Path> files, List<Path> state) implements Check {
  private static final List<String> MOUNTED =
      List.of("/run/secrets/", "/var/run/secrets/", "/etc/secrets/");

  private static final String FILE_MODE = "600";
  private static final String FOLDER_MODE = "700";

  /// Copies both.
  public SecretFiles {
    files = Set.copyOf(files);
    state = List.copyOf(state);
  }

  @Override
  public String id() {
    return section + ".secrets";
  }

  @Override
  public Outcome look() {
    var all = new LinkedHashSet<Path>();
    for (Path folder : state) {
      all.add(folder);
      all.addAll(in(folder));
    }
    files.stream().sorted().forEach(all::add);
    var open = new ArrayList<Outcome>();
    int looked = 0;
    for (Path path : all) {
      Set<PosixFilePermission> mode = mode(path);
      if (mode != null) {
        looked++;
        if (mode.stream().anyMatch(bit -> !bit.name().startsWith("OWNER"))) {
          open.add(open(path, mode));
        }
      }
    }
    return Outcome.of(
        open,
        looked == 0 ? "there are none yet" : looked + " files and folders, for their owner only");
  }

  private static Outcome open(Path path, Set<PosixFilePermission> mode) {
    String right = Files.isDirectory(path) ? FOLDER_MODE : FILE_MODE;
    String fix = "chmod " + right + " '" + path + "'";
    return Outcome.warn(
            "others on this machine may use "
                + path
                + " ("
                + PosixFilePermissions.toString(mode)
                + ")",
            fix)
        .mendedBy(closing(path, right));
  }

  private static Repair closing(Path path, String right) {
    String bits = right.equals(FOLDER_MODE) ? "rwx------" : "rw-------";
    return () -> {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(bits));
      return "made " + path + " " + right;
    };
  }

  private static List<Path> in(Path folder) {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      all.forEach(files::add);
    } catch (IOException _) {
      // Not there yet, or not for us.
    }
    files.sort(null);
    return files;
  }

  private static @Nullable Set<PosixFilePermission> mode(Path path) {
    if (MOUNTED.stream().anyMatch(path.toString()::startsWith)) {
      return null;
    }
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException | UnsupportedOperationException _) {
      return null;
    }
  }
}
