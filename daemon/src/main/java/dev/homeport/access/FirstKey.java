package dev.homeport.access;

import dev.homeport.store.Facts.Written;
import dev.homeport.store.Trouble;
import dev.homeport.store.file.FolderLock;
import dev.homeport.store.file.PrivateFile;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The key that is made when a machine starts without any, so that its owner, and nobody else, can
/// begin.
///
/// The file with the secret is written before the key is stored. So a kill in between leaves a file
/// that opens nothing, which the next start writes anew, and never a stored key whose secret nobody
/// has; for the same reason the file stays when the key could not be stored, because a write that
/// failed may have reached the disk. Who else starts at the same moment waits, and finds the key.
public final class FirstKey {
  /// What the key is called.
  public static final String NAME = "first";

  /// What its file is called: nothing but the secret and a newline, so that `$(cat …)` is the key.
  public static final String FILE = "first-key.txt";

  private static final NewKey KEY =
      new NewKey(
          NAME,
          EnumSet.of(Scope.INFER, Scope.ADMIN, Scope.METRICS),
          List.of(),
          KeyLimits.NONE,
          Terms.USUAL,
          null,
          null);

  private FirstKey() {}

  /// What came of it.
  public sealed interface Outcome {
    /// It is made, and its secret is in this file, for the owner's eyes only.
    record Made(Path file) implements Outcome {}

    /// There is a key already, or none is asked for.
    record NotNeeded() implements Outcome {}

    /// It cannot be stored: without a key nobody could ever ask anything, so do not start.
    record Impossible(String why) implements Outcome {}
  }

  /// Makes the key unless there is one.
  ///
  /// @param open whether `auth: none` is written
  /// @param folder where the file goes, beside the state
  public static Outcome make(KeyRing ring, boolean open, Path folder, Ticker ticker)
      throws InterruptedException {
    if (open || !ring.isEmpty()) {
      return new Outcome.NotNeeded();
    }
    var outcome = new AtomicReference<Outcome>(new Outcome.NotNeeded());
    try {
      new FolderLock(folder.resolve("first-key.lock"), ticker, Pause.real())
          .holding(
              () -> {
                if (ring.isEmpty()) {
                  outcome.set(make(ring, folder.resolve(FILE)));
                }
              });
    } catch (IOException e) {
      return impossible(Trouble.in(e));
    }
    return outcome.get();
  }

  private static Outcome make(KeyRing ring, Path file) throws IOException {
    String secret = Secret.make();
    if (PrivateFile.write(file, secret + "\n") instanceof Written.Failed(String why)) {
      return impossible(why);
    }
    return switch (ring.add(KEY, secret)) {
      case Written.Done _ -> new Outcome.Made(file);
      case Written.Unmet _ -> {
        // Somebody has just added a key of that name by hand: ours is surely not stored.
        Files.deleteIfExists(file);
        yield new Outcome.NotNeeded();
      }
      case Written.Failed(String why) -> impossible(why);
    };
  }

  private static Outcome impossible(String why) {
    return new Outcome.Impossible(
        "there is no key yet, and none can be made: "
            + why
            + "; make that place writable (state.url), or give keys:"
            + " HOMEPORT_KEYS=name:key, at least 24 characters each");
  }
}
