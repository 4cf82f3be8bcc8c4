package dev.homeport.tunnel.watch;

import dev.homeport.host.WakeWatch.Wake;
import dev.homeport.tunnel.Report;
import java.time.Duration;

/// A supervisor without a thread of its own: it takes a turn when it is told to, and does all that
/// follows from it before it comes back.
public final class Stepped {
  private final Supervisor supervisor;

  /// One made of this.
  public Stepped(Supervisor.Parts parts) {
    this.supervisor = new Supervisor(parts, (_, work) -> done(work));
  }

  private static Thread done(Runnable work) {
    work.run();
    return new Thread(() -> {});
  }

  /// Takes a turn; returns how long nothing is due.
  public Duration turn() {
    return supervisor.turn();
  }

  /// The machine woke.
  public void woke(Duration slept) {
    supervisor.woke(new Wake(slept, Duration.ZERO));
  }

  /// Addresses came or went.
  public void networkChanged() {
    supervisor.networkChanged();
  }

  /// How the tunnel is.
  public Report report() {
    return supervisor.report();
  }
}
