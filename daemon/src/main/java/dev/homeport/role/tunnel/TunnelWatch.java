package dev.homeport.role.tunnel;

import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.host.NetworkWatch;
import dev.homeport.host.WakeWatch;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Service;
import dev.homeport.store.file.Seat;
import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.tailscale.cli.Call;
import dev.homeport.tunnel.watch.Supervisor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Has the tunnel watched that the settings ask for, by this process alone, and follows them.
///
/// Started and stopped by one thread; in between only the loop that reads the settings tells it of
/// others.
public final class TunnelWatch implements Service {
  private final Supplier<DaemonSettings> settings;
  private final TunnelMaker maker;
  private final Journal journal;

  /// Who holds the place of the one that watches; the caller's own, as is `made`.
  private @Nullable Seat seat;

  /// What the supervisor was made of.
  private @Nullable Asked made;

  /// Tells the supervisor of another network; the caller's own.
  private @Nullable NetworkWatch network;

  /// Replaced by the loop that reads the settings, read by everybody.
  private volatile @Nullable Supervisor supervisor;

  /// The settings that a supervisor is made of.
  private record Asked(DaemonSettings.Tunnel tunnel, DaemonSettings.Link link) {
    static Asked of(DaemonSettings settings) {
      return new Asked(settings.tunnel(), settings.link());
    }

    /// Whether only the leave for repairs is another, if anything is.
    boolean isMadeAs(@Nullable Asked other) {
      return other != null
          && link.equals(other.link)
          && tunnel.withoutLeave().equals(other.tunnel.withoutLeave());
    }
  }

  public TunnelWatch(Supplier<DaemonSettings> settings, TunnelMaker maker, Journal journal) {
    this.settings = settings;
    this.maker = maker;
    this.journal = journal;
  }

  /// How the tunnel is, as far as it is watched here.
  public Optional<Report> report() {
    Supervisor now = supervisor;
    return now == null ? Optional.empty() : Optional.of(now.report());
  }

  /// Whether somebody else on this machine watches.
  public boolean isTakenByAnother() {
    return made != null && supervisor == null && seat == null;
  }

  @Override
  public String name() {
    return "tunnel watch";
  }

  @Override
  public void start() throws InterruptedException {
    follow(settings.get());
  }

  @Override
  public void stop() throws InterruptedException {
    end();
    leave();
  }

  /// The settings may be others now.
  public void follow(DaemonSettings now) throws InterruptedException {
    Asked asked = Asked.of(now);
    if (asked.equals(made)) {
      return;
    }
    Supervisor running = supervisor;
    if (running != null && asked.isMadeAs(made)) {
      // What is known of a tunnel that is down is what the leave was given for.
      made = asked;
      running.allow(TunnelMaker.ladder(now.tunnel()));
      return;
    }
    end();
    leaveFunnel(asked);
    made = asked;
    Supervisor next = maker.make(now, () -> report().map(Report::verified).isPresent());
    if (next == null) {
      leave();
    } else if (sit(now.state().resolve("monitor.lock"))) {
      supervisor = next;
      next.start();
      var watch = new NetworkWatch(journal, next::networkChanged);
      network = watch;
      watch.start();
    }
  }

  /// What stands for good stays when it is watched no more: it may be wanted all the same.
  private void leaveFunnel(Asked next) {
    Asked before = made;
    if (before != null
        && before.tunnel().kind() == TunnelKind.TAILSCALE
        && next.tunnel().kind() != TunnelKind.TAILSCALE) {
      var off = new Call.Off(before.tunnel().publicPort());
      journal.note(
          Weight.WARN,
          "funnel left as it is",
          Map.of("next", "if nobody needs it: " + off.words()));
    }
  }

  private void end() throws InterruptedException {
    NetworkWatch watch = network;
    if (watch != null) {
      watch.stop();
      network = null;
    }
    Supervisor running = supervisor;
    if (running != null) {
      running.stop();
      supervisor = null;
    }
  }

  /// Two that mend the same tunnel would undo each other's work.
  private boolean sit(Path place) {
    if (seat != null) {
      return true;
    }
    try {
      seat = Seat.take(place).orElse(null);
      if (seat == null) {
        journal.note(
            Weight.WARN,
            "tunnel watched by another process",
            Map.of("next", "stop homeport monitor, or start the daemon with --no-monitor"));
      }
      return seat != null;
    } catch (AccessDeniedException e) {
      if (Files.exists(place)) {
        // Somebody of another user made it, and may hold it.
        journal.note(Weight.WARN, "tunnel not watched", Map.of("why", "not ours: " + place));
        return false;
      }
      return unlocked(e);
    } catch (IOException e) {
      return unlocked(e);
    }
  }

  /// Where nothing can be written, no other can hold the place either.
  private boolean unlocked(IOException e) {
    journal.note(Weight.WARN, "monitor not locked", Map.of("why", e.toString()));
    return true;
  }

  private void leave() {
    Seat held = seat;
    if (held != null) {
      seat = null;
      try {
        held.close();
      } catch (IOException e) {
        journal.note(Weight.WARN, "monitor lock not closed", Map.of("why", e.toString()));
      }
    }
  }

  public void woke(WakeWatch.Wake wake) {
    Supervisor running = supervisor;
    if (running != null) {
      running.woke(wake);
    }
  }

  public void nudge() {
    Supervisor running = supervisor;
    if (running != null) {
      running.nudge();
    }
  }
}
