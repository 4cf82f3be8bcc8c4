package dev.homeport.install;

import dev.homeport.access.FirstKey;
import dev.homeport.access.KeyRing;
import dev.homeport.install.Hands.Undo;
import dev.homeport.journal.Journal;
import dev.homeport.state.StateDoor;
import dev.homeport.store.State;
import dev.homeport.store.Trouble;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What an installation does to keys: it makes the first one before the role starts, because the
/// role would make it too, into a file.
public final class KeyWork {
  /// What is noted of a key that was made now.
  public static final String MADE = "made";

  private final Ticker ticker;
  private final WallClock wall;
  private final Journal journal;

  /// What is worked with.
  public KeyWork(Ticker ticker, WallClock wall, Journal journal) {
    this.ticker = ticker;
    this.wall = wall;
    this.journal = journal;
  }

  /// Makes the first key unless there is one. Taken back, the key is gone, and with it all that the
  /// new role has written into a folder that held nothing before.
  Done make(Step.Key step, Consumer<Undo> undo) throws InterruptedException, IOException {
    boolean fresh = files(step.state()).isEmpty();
    return switch (StateDoor.open(step.place(), ticker, wall, journal)) {
      case StateDoor.Opened.Failed(String why) -> new Done.Badly(why);
      case StateDoor.Opened.Open(State state) -> {
        try {
          yield made(step, new KeyRing(state.facts(), step.given(), wall), fresh, undo);
        } finally {
          StateDoor.close(state);
        }
      }
    };
  }

  private Done made(Step.Key step, KeyRing ring, boolean fresh, Consumer<Undo> undo)
      throws InterruptedException {
    if (fresh) {
      undo.accept(() -> empty(step.state()));
    }
    return switch (FirstKey.make(ring, step.open(), step.state(), ticker)) {
      case FirstKey.Outcome.NotNeeded() ->
          new Done.Well(step.open() ? "none is needed" : "there is a key, and it is kept");
      case FirstKey.Outcome.Impossible(String why) -> new Done.Badly(why);
      case FirstKey.Outcome.Made(Path file) -> {
        if (!fresh) {
          undo.accept(() -> revoke(step, file));
        }
        yield new Done.Well(MADE);
      }
    };
  }

  private Done revoke(Step.Key step, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return new Done.Badly(Trouble.in(e));
    }
    return switch (StateDoor.open(step.place(), ticker, wall, journal)) {
      case StateDoor.Opened.Failed(String why) -> new Done.Badly(why);
      case StateDoor.Opened.Open(State state) -> {
        try {
          yield switch (new KeyRing(state.facts(), step.given(), wall).revoke(FirstKey.NAME)) {
            case KeyRing.Revoked.Gone _, KeyRing.Revoked.Unknown _ -> Done.WELL;
            case KeyRing.Revoked.Failed(String why) -> new Done.Badly(why);
          };
        } finally {
          StateDoor.close(state);
        }
      }
    };
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static Done empty(Path folder) {
    try {
      for (Path file : files(folder)) {
        Files.deleteIfExists(file);
      }
      return Done.WELL;
    } catch (IOException e) {
      return new Done.Badly(Trouble.in(e));
    }
  }

  /// The secret of the first key, as long as it is in its file.
  public static Optional<String> secret(Path state) {
    try {
      String secret = Files.readString(state.resolve(FirstKey.FILE)).strip();
      return secret.isEmpty() ? Optional.empty() : Optional.of(secret);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Deletes that file, when the secret has reached its owner.
  public static void forget(Path state) throws IOException {
    Files.deleteIfExists(state.resolve(FirstKey.FILE));
  }
}
