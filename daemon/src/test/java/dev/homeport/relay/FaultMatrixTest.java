package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Authority;
import dev.homeport.fake.Caller;
import dev.homeport.fake.LeakCheck;
import dev.homeport.lifecycle.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Rude: every mishap there is, seen by every client in both ways of asking, with every kind of
/// provider to which it happens (cases.md A, B, E, 5). The tables are in [Mishaps] and [Statuses],
/// what their words stand for in [Cause], and what must come of them in [Trial].
@Tag("rude")
@ExtendWith(LeakCheck.class)
@Timeout(180)
class FaultMatrixTest {
  /// As many routers are asked side by side.
  private static final int LANES = 12;

  private static final int LONGEST = 700;

  /// As many failures are told in full.
  private static final int TOLD = 40;

  @TempDir Path keys;

  private final ConcurrentLinkedQueue<List<Trial>> rows = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cells = new AtomicInteger();

  /// A cell that is not as its row says.
  private record Failure(Trial trial, Throwable why) {
    /// What went wrong, in one line.
    String line() {
      String why = why().toString().replaceAll("\\s+", " ");
      return why.length() <= LONGEST ? why : why.substring(0, LONGEST) + "…";
    }

    String row() {
      return trial.family() + ", " + trial.mishap();
    }
  }

  /// The cells that share a router: those of one client with one kind of provider, where the
  /// provider is found at the same site.
  private static List<List<Trial>> rows(List<Mishap> mishaps) {
    var all = new ArrayList<List<Trial>>();
    for (Site site : Site.values()) {
      for (Family family : Family.values()) {
        for (Caller caller : Caller.values()) {
          var row = new ArrayList<Trial>();
          for (Mishap mishap : mishaps) {
            if (mishap.site() == site && mishap.families().contains(family)) {
              row.add(new Trial(family, mishap, caller, true));
              row.add(new Trial(family, mishap, caller, false));
            }
          }
          all.add(row);
        }
      }
    }
    return all;
  }

  @Test
  void everyCellIsAsItsRowSays() throws Exception {
    long began = System.nanoTime();
    var authority = new Authority(keys);
    List<Mishap> mishaps = Mishaps.all().toList();
    rows.addAll(rows(mishaps));
    var lanes = new ArrayList<Thread>();
    for (int i = 0; i < LANES; i++) {
      lanes.add(Threads.virtual("lane", () -> lane(authority)));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    System.out.printf(
        "fault matrix: %d cells, %d faults × %d clients × streaming and plain × %d kinds of"
            + " providers, %d not as the table says, %.1f s%n",
        cells.get(),
        mishaps.size(),
        Caller.values().length,
        Family.values().length,
        failures.size(),
        Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    assertThat(told()).isEmpty();
  }

  /// Each row that fails with one of its cells.
  private List<String> told() {
    var rows = new TreeMap<String, List<Failure>>();
    failures.forEach(each -> rows.computeIfAbsent(each.row(), _ -> new ArrayList<>()).add(each));
    return rows.values().stream()
        .limit(TOLD)
        .map(
            row ->
                "%d × %s: %s".formatted(row.size(), row.getFirst().trial(), row.getFirst().line()))
        .toList();
  }

  private void lane(Authority authority) {
    for (List<Trial> row = rows.poll(); row != null; row = rows.poll()) {
      if (!row.isEmpty()) {
        run(row, authority);
      }
    }
  }

  private void run(List<Trial> row, Authority authority) {
    Trial first = row.getFirst();
    Stand stand = new Stand(first.family(), first.mishap().site(), authority);
    try {
      for (Trial trial : row) {
        cells.incrementAndGet();
        if (!passes(trial, stand)) {
          stand.close();
          stand = new Stand(first.family(), first.mishap().site(), authority);
        }
      }
    } finally {
      stand.close();
    }
  }

  private boolean passes(Trial trial, Stand stand) {
    try {
      trial.run(stand);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (AssertionError | RuntimeException e) {
      failures.add(new Failure(trial, e));
      return false;
    }
  }
}
