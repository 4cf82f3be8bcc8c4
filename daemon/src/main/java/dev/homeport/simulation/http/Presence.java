package dev.homeport.simulation.http;

import dev.homeport.time.Pause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Pauses that end when the client leaves.
///
/// The thread that answers waits here and nowhere else; the thread that reads says that the client
/// has left.
final class Presence implements Pause {
  private final Pause pause;

  /// Who waits just now; guarded by this, as is `left`.
  private @Nullable Thread waiting;

  private boolean left;

  Presence(Pause pause) {
    this.pause = pause;
  }

  @Override
  public void last(Duration duration) throws InterruptedException {
    synchronized (this) {
      if (left) {
        throw new InterruptedException("the client left");
      }
      waiting = Thread.currentThread();
    }
    try {
      pause.last(duration);
    } finally {
      synchronized (this) {
        waiting = null;
      }
    }
  }

  /// The client has gone, or at least sends nothing more, which Ollama takes for the same.
  synchronized void leave() {
    left = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
