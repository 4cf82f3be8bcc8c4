package dev.homeport.store.sqlite;

import dev.homeport.lifecycle.Threads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to the file. Nobody can interrupt it, and it sleeps while nobody
/// calls.
final class Scribe {
  private final Database database;
  private final Upkeep upkeep;

  /// Guards the fields below.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition called = lock.newCondition();

  /// Somebody waits.
  private boolean urgent;

  /// How long it may still take until somebody's things are written; negative where nobody has any.
  private long lazyNanos = -1;

  private boolean stopped;
  private @Nullable Thread thread;
  private List<Desk> desks = List.of();

  Scribe(Database database, Upkeep upkeep) {
    this.database = database;
    this.upkeep = upkeep;
  }

  void start(List<Desk> all) {
    desks = all;
    thread = Threads.loop("state writer", this::run);
  }

  /// Somebody waits for the writer.
  void call() {
    lock.lock();
    try {
      urgent = true;
      called.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Something is to be written, at most so much later.
  void callWithin(Duration time) {
    lock.lock();
    try {
      if (lazyNanos < 0 || lazyNanos > time.toNanos()) {
        lazyNanos = time.toNanos();
        called.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Has everything written and ends.
  void stop() throws InterruptedException {
    lock.lock();
    try {
      stopped = true;
      called.signal();
    } finally {
      lock.unlock();
    }
    Thread running = thread;
    if (running != null) {
      running.join();
    }
  }

  private void run() {
    boolean last = false;
    while (!last) {
      last = awaitCall();
      for (Desk desk : desks) {
        serve(desk);
      }
    }
  }

  /// Returns when there is something to do; says whether it is the last time.
  private boolean awaitCall() {
    lock.lock();
    try {
      while (!urgent && !stopped && lazyNanos != 0) {
        try {
          if (lazyNanos < 0) {
            called.await();
          } else {
            lazyNanos = Math.max(0, called.awaitNanos(lazyNanos));
          }
        } catch (InterruptedException _) {
          // Nobody has this thread but us, and we do not.
        }
      }
      urgent = false;
      lazyNanos = -1;
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  private void serve(Desk desk) {
    try {
      if (!desk.begin()) {
        return;
      }
      database.transaction(() -> desk.write(database));
    } catch (SQLException e) {
      desk.failed(Complaint.in(e), Complaint.isBusy(e));
      return;
    } catch (RuntimeException e) {
      desk.failed("a fault in Homeport: " + e, false);
      return;
    }
    desk.done();
    upkeep.wrote();
  }
}
