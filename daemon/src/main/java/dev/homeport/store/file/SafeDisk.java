package dev.homeport.store.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes so that a crash finds either the old or the new, readable by nobody but the owner.
final class SafeDisk implements Disk {
  private static final FileAttribute<?>[] NONE = {};

  @Override
  public void append(Path file, long at, byte[] bytes) throws IOException {
    try (var channel = FileChannel.open(file, WRITE)) {
      channel.truncate(at);
      try {
        write(channel, at, bytes);
        channel.force(false);
      } catch (IOException e) {
        takeBack(channel, at, e);
        throw e;
      }
    }
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    Path folder = folderOf(file);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try {
      try (var channel = create(fresh)) {
        write(channel, 0, bytes);
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(fresh);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    try (var directory = FileChannel.open(folder, READ)) {
      directory.force(true);
    }
  }

  /// The folder of a file, which is made when it is not there, for the owner's eyes only.
  static Path madeFolderOf(Path file) throws IOException {
    Path folder = folderOf(file);
    if (!Files.isDirectory(folder)) {
      Path above = folder.getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      Files.createDirectories(folder, mode(folder, "rwx------"));
    }
    return folder;
  }

  /// A new file of the owner's alone. Root makes it the folder's owner's, so that `sudo homeport
  /// keys add` does not lock the daemon out of its own state.
  static FileChannel create(Path file) throws IOException {
    var channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), mode(file, "rw-------"));
    try {
      var owner = Files.getOwner(folderOf(file));
      if (!owner.equals(Files.getOwner(file))) {
        Files.setOwner(file, owner);
      }
    } catch (IOException | UnsupportedOperationException _) {
      // Not root, or a file system without owners: it stays ours.
    }
    return channel;
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static FileAttribute<?>[] mode(Path place, String permissions) {
    if (!place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return NONE;
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private static void write(FileChannel channel, long at, byte[] bytes) throws IOException {
    var left = ByteBuffer.wrap(bytes);
    long place = at;
    while (left.hasRemaining()) {
      place += channel.write(left, place);
    }
  }

  private static void takeBack(FileChannel channel, long at, IOException cause) {
    try {
      channel.truncate(at);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
