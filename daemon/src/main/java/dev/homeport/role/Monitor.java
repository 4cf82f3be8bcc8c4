package dev.homeport.role;

import dev.homeport.config.ConfigWatch;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.host.WakeWatch;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.journal.Event.TunnelChanged;
import dev.homeport.journal.Event.TunnelRepaired;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.journal.LogSetup;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Services;
import dev.homeport.role.tunnel.TunnelFile;
import dev.homeport.role.tunnel.TunnelMaker;
import dev.homeport.role.tunnel.TunnelWatch;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.NoFacts;
import dev.homeport.store.log.FactLog;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The monitor by itself, beside whatever listens on the port: a daemon that was started without
/// one, or another program.
///
/// It listens nowhere. What it knows it leaves in a file for the daemon and for `status`.
public final class Monitor implements Running {
  private static final int BAD_CONFIGURATION = 78;

  private final ConfigWatch<DaemonSettings> config;
  private final String version;
  private final Journal journal;
  private final TunnelFile file;
  private final TunnelWatch tunnel;
  private final Services services = new Services();

  /// Whether the last report could be written; the loop's own.
  private boolean written = true;

  /// The loop that leaves the report, between start and stop.
  private volatile @Nullable Loop leaving;

  private Monitor(Setup<DaemonSettings> setup, Facts facts) {
    this.config = setup.config();
    this.version = setup.version();
    this.journal = Journal.to(List.of(setup.lines(), this::heard));
    config.tell(journal);
    var maker =
        new TunnelMaker(
            setup.platform(),
            facts,
            () -> config.current().listen().fromHere().socketAddress(),
            () -> null,
            null,
            journal,
            Ticker.system(),
            WallClock.system());
    this.file = new TunnelFile(config.current().state(), WallClock.system());
    this.tunnel = new TunnelWatch(config::current, maker, journal);
  }

  /// Builds one and starts it; returns when it watches.
  public static Started start(Setup<DaemonSettings> setup) throws InterruptedException {
    DaemonSettings now = setup.config().current();
    if (now.tunnel().kind() == null) {
      return new Started.Refused(
          BAD_CONFIGURATION,
          "there is no tunnel to watch: set daemon.tunnel.kind, or say --tunnel tailscale");
    }
    Facts facts =
        switch (FactLog.open(now.state(), Ticker.system(), setup.lines())) {
          case FactLog.Opened.Open(var log) -> log;
          case FactLog.Opened.Failed(String why) -> new NoFacts(why);
        };
    var monitor = new Monitor(setup, facts);
    try {
      monitor.startAll();
      if (monitor.tunnel.report().isEmpty()) {
        monitor.services.close();
        return new Started.Refused(1, monitor.whyNot());
      }
      return new Started.Runs(monitor);
    } catch (Exception e) {
      monitor.services.close();
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return new Started.Refused(1, "the monitor did not start: " + e.getMessage());
    }
  }

  private String whyNot() {
    return tunnel.isTakenByAnother()
        ? "another process watches the tunnel of this machine: a homeport monitor, or a daemon that"
            + " was not started with --no-monitor"
        : "nothing is to be watched for a tunnel of kind "
            + String.valueOf(config.current().tunnel().kind()).toLowerCase(Locale.ROOT);
  }

  private void startAll() throws Exception {
    services.start(tunnel);
    services.start(
        new WakeWatch(Ticker.system(), WallClock.system(), List.of(), journal, tunnel::woke));
    services.start(config);
    leaving =
        Loop.start(
            "tunnel report",
            this::leaveReport,
            bug -> journal.note(Weight.ERROR, "report failed", Map.of("why", bug.toString())));
  }

  private Duration leaveReport() {
    tunnel
        .report()
        .ifPresent(
            report -> {
              boolean before = written;
              written = true;
              if (file.write(report) instanceof Written.Failed(String why)) {
                written = false;
                if (before) {
                  journal.note(Weight.WARN, "report not written", Map.of("why", why));
                }
              }
            });
    return TunnelFile.BEAT;
  }

  private void heard(Event event) {
    switch (event) {
      case TunnelChanged _, TunnelRepaired _ -> {
        Loop loop = leaving;
        if (loop != null) {
          loop.nudge();
        }
      }
      case ConfigReloaded _ -> {
        LogSetup.level(config.current().log().level().name());
        try {
          tunnel.follow(config.current());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      default -> {}
    }
  }

  @Override
  public void announce() {
    journal.note(
        Weight.INFO,
        "monitor started",
        Map.of("version", version, "beside", config.current().listen().fromHere().toString()));
  }

  @Override
  public void nudge() {
    tunnel.nudge();
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public boolean stop(Duration patience) throws InterruptedException {
    journal.note(Weight.INFO, "monitor stopping", Map.of());
    Loop loop = leaving;
    if (loop != null) {
      leaving = null;
      loop.stop();
    }
    services.close();
    try {
      file.remove();
    } catch (IOException e) {
      journal.note(Weight.WARN, "report not removed", Map.of("why", e.toString()));
    }
    journal.note(Weight.INFO, "monitor stopped", Map.of());
    return true;
  }
}
