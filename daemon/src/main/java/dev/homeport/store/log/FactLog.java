package dev.homeport.store.log;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Trouble;
import dev.homeport.store.file.Disk;
import dev.homeport.store.file.FolderLock;
import dev.homeport.store.log.FactLine.Change;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Facts in a folder: one file to which lines are appended, each on the disk before it is
/// acknowledged, and which is written anew when most of it is history.
///
/// Who comes while a write is under way waits together with the others who came, and goes to the
/// disk with them in one go. The writing is done on a thread of its own, which nobody can
/// interrupt: an interrupt would close the file under the feet of all who wait because one was
/// asked to stop. No handle stays open, so there is nothing to close.
public final class FactLog implements Facts {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final int SMALL = 64 * 1024;
  private static final int HISTORY = 4;

  private final Path file;
  private final Ticker ticker;
  private final Journal journal;
  private final Disk disk;
  private final FolderLock folder;
  private final int small;

  /// What is known. Written by whoever holds `turn`, read by everybody.
  private volatile LogState state = LogState.NOTHING;

  /// Whose turn it is to read or write the file, within this process.
  private final ReentrantLock turn = new ReentrantLock();

  /// When somebody last looked at the file.
  private final AtomicLong lookedAt;

  /// How many lost lines the journal has heard of.
  private final AtomicInteger damageTold = new AtomicInteger();

  /// Writes that wait for their turn. Guarded by itself.
  private final List<Request> waiting = new ArrayList<>();

  /// Whether somebody serves those who wait. Guarded by `waiting`.
  private boolean writerRuns;

  /// The file's marks at the last look. Guarded by `turn`.
  private @Nullable Stamp seen;

  /// A write to the disk failed, so what the file holds is not to be relied on. Guarded by `turn`.
  private boolean suspect;

  /// Why the file could not be read, when that was told. Guarded by `turn`.
  private @Nullable String told;

  /// What came of opening a log.
  public sealed interface Opened {
    /// It can be read; a folder that is not there yet is an empty log.
    record Open(FactLog log) implements Opened {}

    /// It cannot be read, and why.
    record Failed(String why) implements Opened {}
  }

  FactLog(Path file, Ticker ticker, Journal journal, Disk disk, int small) {
    this.file = file;
    this.ticker = ticker;
    this.journal = journal;
    this.disk = disk;
    this.small = small;
    this.folder = new FolderLock(file.resolveSibling("facts.lock"), ticker, Pause.real());
    this.lookedAt = new AtomicLong(ticker.nanoTime());
  }

  /// Opens the log in a folder. Nothing is created before something is written.
  public static Opened open(Path folder, Ticker ticker, Journal journal) {
    return open(folder, ticker, journal, Disk.real(), SMALL);
  }

  static Opened open(Path folder, Ticker ticker, Journal journal, Disk disk, int small) {
    var log = new FactLog(folder.resolve("facts.log"), ticker, journal, disk, small);
    try {
      log.load();
    } catch (IOException e) {
      return new Opened.Failed("cannot read the state: " + Trouble.in(e));
    }
    log.tellDamage();
    return new Opened.Open(log);
  }

  @Override
  public Shelf shelf(String kind) {
    return state.shelf(kind);
  }

  /// All facts of all kinds as last seen.
  public List<Fact> all() {
    return state.shelves().values().stream()
        .flatMap(shelf -> shelf.facts().values().stream())
        .toList();
  }

  @Override
  public void freshen() {
    long now = ticker.nanoTime();
    long last = lookedAt.get();
    if (now - last >= BETWEEN_LOOKS.toNanos()
        && lookedAt.compareAndSet(last, now)
        && turn.tryLock()) {
      look();
    }
  }

  @Override
  public void freshenNow() {
    turn.lock();
    look();
  }

  @Override
  public Written put(Fact fact) {
    return written(new Request(new Change.Put(fact), false));
  }

  @Override
  public Written add(Fact fact) {
    return written(new Request(new Change.Put(fact), true));
  }

  @Override
  public Written remove(String kind, String name) {
    return written(new Request(new Change.Gone(kind, name), false));
  }

  /// Reads what is new and gives the turn back.
  private void look() {
    @Nullable String trouble = null;
    try {
      load();
      told = null;
    } catch (IOException e) {
      trouble = Trouble.in(e);
      if (trouble.equals(told)) {
        trouble = null;
      } else {
        told = trouble;
      }
    } finally {
      turn.unlock();
    }
    if (trouble != null) {
      journal.note(Weight.ERROR, "state unreadable", Map.of("cause", trouble));
    }
    tellDamage();
  }

  private void tellDamage() {
    int damaged = state.damaged();
    if (damaged > damageTold.getAndSet(damaged)) {
      journal.note(
          Weight.ERROR,
          "state damaged",
          Map.of("file", file, "lines lost", damaged, "fix", "compare `homeport keys list`"));
    }
  }

  /// Brings the state up to what the file says.
  private void load() throws IOException {
    @Nullable Stamp now = Stamp.of(file);
    if (now != null && now.equals(seen)) {
      return;
    }
    state = now == null ? state.after(new byte[0]) : read();
    seen = now;
  }

  private LogState read() throws IOException {
    byte[] bytes = Stamp.bytes(file);
    if (LogText.isFromTheFuture(bytes)) {
      throw new IOException(file + " was written by a newer Homeport: update this one");
    }
    return state.after(bytes);
  }

  /// Has it written by the one writer, which is started if it does not run, and waits.
  private Written written(Request request) {
    boolean mustStart;
    synchronized (waiting) {
      waiting.add(request);
      mustStart = !writerRuns;
      writerRuns = true;
    }
    if (mustStart) {
      var _ = Threads.virtual("state writer", this::serveAll);
    }
    Written written = request.await();
    tellDamage();
    return written;
  }

  /// Serves who waits until nobody does.
  private void serveAll() {
    while (true) {
      List<Request> batch;
      synchronized (waiting) {
        if (waiting.isEmpty()) {
          writerRuns = false;
          return;
        }
        batch = List.copyOf(waiting);
        waiting.clear();
      }
      serve(batch);
    }
  }

  private void serve(List<Request> batch) {
    turn.lock();
    try {
      folder.holding(() -> write(batch));
    } catch (IOException e) {
      fail(batch, Trouble.in(e));
    } catch (InterruptedException _) {
      fail(batch, "interrupted");
    } catch (RuntimeException e) {
      fail(batch, "a fault in Homeport: " + e);
    } finally {
      turn.unlock();
    }
  }

  private static void fail(List<Request> batch, String why) {
    for (Request request : batch) {
      request.settle(new Written.Failed("cannot write the state: " + why));
    }
  }

  private void write(List<Request> batch) throws IOException {
    load();
    LogState next = state;
    var changes = new ArrayList<Change>();
    var met = new HashSet<Request>();
    for (Request request : batch) {
      if (isMet(request, next)) {
        met.add(request);
        changes.add(request.change());
        next = next.with(List.of(request.change()), next.end());
      }
    }
    if (!changes.isEmpty()) {
      state = commit(changes, next);
      seen = Stamp.of(file);
    }
    for (Request request : batch) {
      request.settle(met.contains(request) ? new Written.Done() : new Written.Unmet());
    }
  }

  private static boolean isMet(Request request, LogState now) {
    return switch (request.change()) {
      case Change.Put(Fact fact) ->
          !request.ifNew() || !now.shelf(fact.kind()).facts().containsKey(fact.name());
      case Change.Gone(String kind, String name) -> now.shelf(kind).facts().containsKey(name);
    };
  }

  private LogState commit(List<Change> changes, LogState next) throws IOException {
    var lines = new StringBuilder();
    for (Change change : changes) {
      lines.append(FactLine.of(change));
    }
    byte[] more = lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    try {
      if (suspect || next.header().isEmpty() || state.end() + more.length > small) {
        String header = LogText.header(number());
        byte[] whole = next.whole(header);
        if (suspect
            || next.header().isEmpty()
            || (long) whole.length * HISTORY < state.end() + more.length) {
          disk.replace(file, whole);
          suspect = false;
          return new LogState(header, whole.length, 0, next.shelves());
        }
      }
      disk.append(file, state.end(), more);
      return next.with(List.of(), state.end() + more.length);
    } catch (IOException e) {
      suspect = true;
      throw e;
    }
  }

  private static String number() {
    var bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
