package dev.homeport.store.log;

import dev.homeport.journal.Journal;
import dev.homeport.store.Ailment;
import dev.homeport.store.Facts;
import dev.homeport.store.State;
import dev.homeport.store.Tallies;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.nio.file.Path;

/// A state that is a folder with a log, for one router.
public final class FolderState implements State {
  private final Path folder;
  private final FactLog log;
  private final Ailment ailment;
  private final KeptTallies tallies;

  /// What came of opening a folder.
  public sealed interface Opened {
    /// It can be read; a folder that is not there yet is empty.
    record Open(FolderState state) implements Opened {}

    /// It cannot be read, and why.
    record Failed(String why) implements Opened {}
  }

  private FolderState(Path folder, FactLog log, Ticker ticker, WallClock wall, Journal journal) {
    this.folder = folder;
    this.log = log;
    this.ailment = new Ailment(wall, journal);
    this.tallies = new KeptTallies(log, ticker, wall, journal, ailment);
  }

  /// Opens the state in a folder. Nothing is created before something is written.
  public static Opened open(Path folder, Ticker ticker, WallClock wall, Journal journal) {
    return switch (FactLog.open(folder, ticker, journal)) {
      case FactLog.Opened.Open(FactLog log) ->
          new Opened.Open(new FolderState(folder, log, ticker, wall, journal));
      case FactLog.Opened.Failed(String why) -> new Opened.Failed(why);
    };
  }

  @Override
  public String name() {
    return "state";
  }

  @Override
  public Facts facts() {
    return log;
  }

  @Override
  public Tallies tallies() {
    return tallies;
  }

  /// The same, for tests that take its turns.
  KeptTallies kept() {
    return tallies;
  }

  @Override
  public Standing standing() {
    return ailment.standing("file", folder.toString());
  }

  @Override
  public void start() {
    tallies.start();
  }

  @Override
  public void stop() throws InterruptedException {
    tallies.stop();
  }
}
