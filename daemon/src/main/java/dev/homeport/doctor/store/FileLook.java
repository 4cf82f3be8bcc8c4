package dev.homeport.doctor.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.doctor.Outcome;
import dev.homeport.store.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Whether a file of SQLite can be written, or made. SQLite puts others beside it, so it needs the
/// folder, too.
record FileLook(Path file) implements StoreCheck.Look {
  private static final byte[] HEAD = "SQLite format 3\0".getBytes(US_ASCII);

  /// What is to be done where the router cannot write it.
  String fix() {
    return "ls -ld '" + folder() + "' '" + file + "'; df -h '" + folder() + "'   # whose, and room";
  }

  private Path folder() {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of("/") : folder;
  }

  @Override
  public Outcome take() {
    Path folder = folder();
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      return Outcome.fail(
          folder + " is a file where a folder should be",
          "mv '" + folder + "' '" + folder + ".old'");
    }
    if (!Files.isWritable(folder)) {
      return Outcome.fail(
          folder + ", where " + file + " should be, cannot be written", own(folder.toString()));
    }
    if (!Files.exists(file)) {
      return Outcome.ok(file + " is not there yet; the first start makes it");
    }
    if (!Files.isRegularFile(file)) {
      return Outcome.fail(file + " is no file", "mv '" + file + "' '" + file + ".old'");
    }
    if (!Files.isWritable(file)) {
      return Outcome.fail(file + " cannot be written", own(file + "'*'"));
    }
    return inside();
  }

  private static String own(String what) {
    return "sudo chown \"$(id -un)\" '" + what + "'";
  }

  private Outcome inside() {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD.length);
      return head.length == 0 || Arrays.equals(head, HEAD)
          ? Outcome.ok(file + " can be written")
          : Outcome.fail(
              file + " is no database of SQLite, and is left as it is",
              "mv '" + file + "' '" + file + ".old'");
    } catch (IOException e) {
      return Outcome.fail("it cannot be read: " + Trouble.in(e), own(file.toString()));
    }
  }
}
