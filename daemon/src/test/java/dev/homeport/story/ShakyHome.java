package dev.homeport.story;

import dev.homeport.fake.Cable;
import dev.homeport.story.Disorder.Kind;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A home that can be made to fail in every way: a daemon that really runs, and the way to it.
final class ShakyHome implements AutoCloseable {
  /// Slow enough for a word to be late, and for some first words to be too late.
  private static final Duration SLOW = Duration.ofMillis(150);

  private final Machine machine;
  private final URI ollama;
  private final Cable cable = new Cable();

  /// The daemon that runs or was killed last; guarded by this, as are the next two.
  private @Nullable Daemon daemon;

  private int troubles;
  private long wellSinceNanos = System.nanoTime();

  ShakyHome(Machine machine, URI ollama) {
    this.machine = machine;
    this.ollama = ollama;
    machine.write("homeport.yaml", "daemon:\n  limits: { concurrent: 512, queue: 512 }\n");
    try {
      start();
    } catch (AssertionError e) {
      cable.close();
      throw e;
    }
  }

  private void start() {
    Daemon started = Daemon.start(machine, ollama);
    synchronized (this) {
      daemon = started;
    }
    cable.leadTo(started.port());
  }

  /// The daemon that runs.
  synchronized Daemon daemon() {
    if (daemon == null) {
      throw new AssertionError("none was started");
    }
    return daemon;
  }

  /// Where it is asked.
  int port() {
    return cable.port();
  }

  /// How many connections there are to it.
  int connections() {
    return cable.connections();
  }

  /// Whether nothing has been wrong with it for so long.
  synchronized boolean isWellFor(Duration time) {
    return troubles == 0 && System.nanoTime() - wellSinceNanos > time.toNanos();
  }

  private synchronized void count(int more) {
    troubles += more;
    wellSinceNanos = System.nanoTime();
  }

  /// Makes it fail.
  void begin(Kind kind) {
    count(1);
    switch (kind) {
      case KILLED -> {
        daemon().close();
        cable.leadTo(0);
      }
      case FROZEN -> daemon().program.signal("STOP");
      case CUT -> cable.cut();
      case SLOW -> cable.slow(SLOW);
      case RESET -> cable.reset();
      case GONE -> cable.remove();
      case SECONDS, DATE, MILLIS, SAID, BUSY, SHUT, EMPTY ->
          throw new AssertionError("no trouble of a home");
    }
  }

  /// Ends that.
  void end(Kind kind) {
    switch (kind) {
      case KILLED -> start();
      case FROZEN -> daemon().program.signal("CONT");
      case CUT, SLOW, RESET, GONE -> cable.mend();
      case SECONDS, DATE, MILLIS, SAID, BUSY, SHUT, EMPTY ->
          throw new AssertionError("no trouble of a home");
    }
    count(-1);
  }

  @Override
  public void close() {
    try {
      daemon().close();
    } finally {
      cable.close();
    }
  }
}
