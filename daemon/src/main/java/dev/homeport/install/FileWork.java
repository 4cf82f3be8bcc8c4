package dev.homeport.install;

import dev.homeport.install.Hands.Undo;
import dev.homeport.store.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an installation does to files and folders.
public final class FileWork {
  private static final int MOST_WORDS = 4096;
  private static final int LAST_LINES = 3;

  private final Owning owning;

  /// Gives files away.
  @FunctionalInterface
  public interface Owning {
    /// Makes the file that user's.
    void give(Path path, String user) throws IOException;

    /// By the users that the machine knows.
    static Owning real() {
      return (path, user) ->
          Files.setOwner(
              path,
              path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }
  }

  /// The work of one who gives files away so.
  public FileWork(Owning owning) {
    this.owning = owning;
  }

  /// Makes a folder. Taken back, it goes only if it is empty: what else is in it by then, such as
  /// the log that says why an installation failed, is worth more than order.
  Done make(Step.Folder folder, Consumer<Undo> undo) throws IOException {
    Path path = folder.path();
    if (Files.isDirectory(path)) {
      return new Done.Well("is there");
    }
    undo.accept(() -> quietly(() -> deleteIfEmpty(path)));
    Files.createDirectory(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(folder.mode()));
    give(path, folder.owner());
    return Done.WELL;
  }

  /// Writes a file beside its place and moves it there, so that nobody ever reads a half.
  Done write(Step.Text text, Consumer<Undo> undo) throws IOException {
    Path path = text.path();
    byte[] old = Files.exists(path) ? Files.readAllBytes(path) : null;
    Set<PosixFilePermission> oldMode = old == null ? Set.of() : Files.getPosixFilePermissions(path);
    undo.accept(() -> quietly(() -> putBack(path, old, oldMode, text.owner())));
    byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
    replace(path, bytes, PosixFilePermissions.fromString(text.mode()), text.owner());
    return old != null && Arrays.equals(old, bytes) ? new Done.Well("unchanged") : Done.WELL;
  }

  private Done putBack(
      Path path, byte @Nullable [] old, Set<PosixFilePermission> mode, @Nullable String owner)
      throws IOException {
    if (old == null) {
      Files.deleteIfExists(path);
    } else {
      replace(path, old, mode, owner);
    }
    return Done.WELL;
  }

  private void replace(
      Path path, byte[] bytes, Set<PosixFilePermission> mode, @Nullable String owner)
      throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, bytes);
      Files.setPosixFilePermissions(fresh, mode);
      give(fresh, owner);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void give(Path path, @Nullable String owner) throws IOException {
    if (owner != null) {
      owning.give(path, owner);
    }
  }

  Done delete(Path path) throws IOException {
    return Files.deleteIfExists(path) ? Done.WELL : new Done.Well("was not there");
  }

  Done deleteIfEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Done.Well("was not there");
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
      if (inside.iterator().hasNext()) {
        return new Done.Well("is not empty, so it stays");
      }
    }
    Files.deleteIfExists(path);
    return Done.WELL;
  }

  /// Deletes a folder with what is in it. What links lead to is somebody else's, and so is what is
  /// not called by our name.
  Done deleteAll(Path path) throws IOException {
    if (!path.getFileName().toString().equalsIgnoreCase("homeport")) {
      return new Done.Badly(path + " is not named after Homeport, so it is left alone");
    }
    if (Files.isSymbolicLink(path)) {
      return delete(path);
    }
    if (!Files.isDirectory(path)) {
      return new Done.Well("was not there");
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
              throws IOException {
            if (trouble != null) {
              throw trouble;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
    return Done.WELL;
  }

  /// The last lines of a short log, in one; empty where it has none.
  String lastLines(Path log) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      int from = Math.max(0, bytes.length - MOST_WORDS);
      List<String> lines =
          new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return String.join(
          " / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException _) {
      return "";
    }
  }

  /// Something that may fail at a file.
  private interface Work {
    Done run() throws IOException;
  }

  private static Done quietly(Work work) {
    try {
      return work.run();
    } catch (IOException e) {
      return new Done.Badly(Trouble.in(e));
    }
  }
}
