package dev.homeport.doctor.machine;

import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.StatePlace;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Hosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/// Whether the folder of the state is there, can be written, and is there tomorrow, too, where
/// something is in it that must not be lost. The disk of a container is gone with the container.
///
/// @param section the role's
/// @param holds what is in it
/// @param disk what kind of file system a folder is on
public record StateFolder(
    String section, Path folder, Holds holds, Map<String, String> env, Disk disk) implements Check {
  private static final Set<String> FLEETING = Set.of("overlay", "tmpfs", "ramfs", "aufs");

  /// What would be missed of a folder.
  public enum Holds {
    /// Keys and blocks, and whatever else is kept.
    STATE,
    /// The ledger: the state itself is in a Redis.
    LEDGER,
    /// Nothing, but for a moment.
    NOTHING;

    /// What a router's holds.
    public static Holds of(StatePlace place, LedgerPlace ledger, Path folder) {
      if (!(place instanceof StatePlace.Redis)) {
        return STATE;
      }
      return ledger instanceof LedgerPlace.Sqlite(Path file) && file.startsWith(folder)
          ? LEDGER
          : NOTHING;
    }
  }

  /// Tells on what kind of file system a folder is.
  @FunctionalInterface
  public interface Disk {
    /// Its word, such as `ext4`.
    String of(Path folder) throws IOException;

    /// The system's own.
    static Disk real() {
      return folder -> Files.getFileStore(folder).type();
    }
  }

  /// Copies the environment.
  public StateFolder {
    env = Map.copyOf(env);
  }

  /// An environment holds keys, so it is not printed.
  @Override
  public String toString() {
    return "StateFolder[" + folder + "]";
  }

  @Override
  public String id() {
    return section + ".state";
  }

  @Override
  public Outcome look() {
    if (!Files.exists(folder)) {
      return Outcome.warn(
              folder + " is not there yet; the first start makes it",
              "mkdir -p -m 700 '" + folder + "'")
          .mendedBy(this::make);
    }
    if (!Files.isDirectory(folder)) {
      return Outcome.fail(
          folder + " is a file where a folder should be",
          "mv '" + folder + "' '" + folder + ".old'");
    }
    if (!Files.isWritable(folder)) {
      return Outcome.fail(
          folder + " cannot be written", "sudo chown -R \"$(id -un)\" '" + folder + "'");
    }
    return durable();
  }

  private Outcome durable() {
    String kind;
    try {
      kind = disk.of(folder);
    } catch (IOException _) {
      return Outcome.ok(folder + " can be written");
    }
    String platform = Hosts.platform(env).orElse("");
    boolean fleeting = FLEETING.contains(kind) || platform.equals("Cloud Run");
    if (!fleeting) {
      return Outcome.ok(folder + " can be written, and lasts (" + kind + ")");
    }
    String where = platform.isEmpty() ? "this container" : platform;
    String gone = folder + " is on a disk that is gone with " + where + " (" + kind + "): ";
    return switch (holds) {
      case STATE ->
          Outcome.warn(
              gone + "keys and blocks are lost at each start",
              "give "
                  + where
                  + " a disk, say at /var/data, then: HOMEPORT_STATE_URL=file:/var/data/homeport\n"
                  + "or give the keys by HOMEPORT_KEYS=name:key, and live with the rest");
      case LEDGER ->
          Outcome.warn(
              gone + "the ledger is lost at each start",
              "let state.ledger be a postgresql://, or off where nobody asks what was spent");
      case NOTHING ->
          Outcome.ok(folder + " can be written; what must last is kept elsewhere (" + kind + ")");
    };
  }

  private String make() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return "made " + folder;
  }
}
