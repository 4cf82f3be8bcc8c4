package dev.homeport.tunnel.twingate.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a child of ours leaves behind on the disk, so that it is known again when whoever started
/// it was killed: then it runs on, with the key of then, where the next one shall listen.
///
/// A number alone may be another process's by now, so when it began has to fit, and what it runs.
///
/// @param folder where it may keep what it needs; ours alone
record Trace(Path folder) {
  /// A clock that was set meanwhile shows the same beginning elsewhere.
  private static final Duration ABOUT = Duration.ofSeconds(5);

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final FileAttribute<?> OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Pattern NOTE = Pattern.compile("(\\d{1,10}) (\\S{1,40})\\s*");

  /// Makes the folder; without it nothing is known again, and all else works.
  ///
  /// @return whether it is there
  boolean isReady() {
    try {
      Files.createDirectories(folder, OWNERS);
      return true;
    } catch (IOException e) {
      return Files.isDirectory(folder);
    }
  }

  private Path note() {
    return folder.resolve("twingated.pid");
  }

  /// Notes a child down.
  void leave(ProcessHandle child) {
    Instant began = child.info().startInstant().orElse(null);
    if (began == null) {
      return;
    }
    try {
      Files.writeString(note(), child.pid() + " " + began + "\n");
    } catch (IOException e) {
      // Then it is not known again, as before there was a note.
    }
  }

  /// It has ended.
  void wipe() {
    try {
      Files.deleteIfExists(note());
    } catch (IOException e) {
      // A note about a process that is no more is recognised as that.
    }
  }

  /// Ends the child of who was killed, where one runs.
  ///
  /// @return which one it was
  Optional<Long> endLeftover(Path program) throws InterruptedException {
    ProcessHandle child = leftover(program);
    if (child == null) {
      return Optional.empty();
    }
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
    try {
      child.onExit().get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // What holds the port then is told by who finds it held.
    }
    wipe();
    return Optional.of(child.pid());
  }

  private @Nullable ProcessHandle leftover(Path program) {
    try {
      Matcher note = NOTE.matcher(Files.exists(note()) ? Files.readString(note()) : "");
      if (!note.matches()) {
        return null;
      }
      Instant began = Instant.parse(note.group(2));
      return ProcessHandle.of(Long.parseLong(note.group(1)))
          .filter(ProcessHandle::isAlive)
          .filter(process -> isOf(process.info(), program, began))
          .orElse(null);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static boolean isOf(ProcessHandle.Info info, Path program, Instant began) {
    return info.commandLine().orElse("").contains(program.toString())
        && info.startInstant()
            .filter(start -> Duration.between(start, began).abs().compareTo(ABOUT) < 0)
            .isPresent();
  }
}
