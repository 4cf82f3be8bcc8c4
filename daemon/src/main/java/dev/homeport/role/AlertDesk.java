package dev.homeport.role;

import dev.homeport.alert.Alerts;
import dev.homeport.alert.Shapes;
import dev.homeport.alert.TargetStanding;
import dev.homeport.config.door.AlertSettings;
import dev.homeport.host.Notification;
import dev.homeport.host.Platform;
import dev.homeport.journal.Event;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Service;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The alerts of a role. They are made when somebody wants to be told of something, and not before:
/// most Macs tell nobody, and load nothing of them. So no lambda here speaks of one, since to link
/// it loads what it speaks of.
public final class AlertDesk implements Journal, Service {
  /// Of a hundred.
  private static final int ALL = 100;

  private final Supplier<List<AlertSettings>> settings;
  private final @Nullable IntSupplier fallbackShare;
  private final String instance;
  private final String role;
  private final Platform platform;
  private final Journal journal;

  /// Those that were made; changed by whoever holds `this`, read by everybody.
  private volatile @Nullable Alerts alerts;

  /// Whether they may run; guarded by `this`.
  private boolean running;

  /// @param settings who is told of what, at the moment
  /// @param fallbackShare how many percent of an hour's answers may come from elsewhere; nothing
  ///   for a role that has nobody to fall back on
  /// @param instance who speaks
  /// @param role as what
  /// @param journal where it is told what did not arrive
  public AlertDesk(
      Supplier<List<AlertSettings>> settings,
      @Nullable IntSupplier fallbackShare,
      String instance,
      String role,
      Platform platform,
      Journal journal) {
    this.settings = settings;
    this.fallbackShare = fallbackShare;
    this.instance = instance;
    this.role = role;
    this.platform = platform;
    this.journal = journal;
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public synchronized void start() {
    running = true;
    begin();
  }

  private synchronized void begin() {
    if (running && alerts == null && !settings.get().isEmpty()) {
      var made =
          new Alerts(
              settings,
              fallbackShare == null ? () -> ALL : fallbackShare,
              new Shapes(instance, role),
              new Notification(platform),
              journal,
              Ticker.system(),
              WallClock.system());
      made.start();
      alerts = made;
    }
  }

  @Override
  public void stop() throws InterruptedException {
    Alerts made;
    synchronized (this) {
      running = false;
      made = alerts;
    }
    if (made != null) {
      made.stop();
    }
  }

  @Override
  public void tell(Event event) {
    if (event instanceof Event.ConfigReloaded) {
      begin();
    }
    Alerts made = alerts;
    if (made != null) {
      made.tell(event);
    }
  }

  /// How it stands with everybody who is told, for a page; nothing where nobody is.
  public @Nullable List<JsonFields> page() {
    Alerts made = alerts;
    return made == null ? null : made.standing().stream().map(AlertDesk::fields).toList();
  }

  private static JsonFields fields(TargetStanding each) {
    return new JsonFields()
        .put("way", each.way())
        .put("where", each.where())
        .put("waiting", each.waiting())
        .put("dropped", each.dropped())
        .put("failed_since", Objects.toString(each.failedSince(), null))
        .put("why", each.why())
        .put("last_sent", Objects.toString(each.lastSent(), null));
  }

  /// A whole provider does not answer.
  void down(String provider, boolean home, String cause, Instant until) {
    Alerts made = alerts;
    if (made != null) {
      made.provider(provider, home, cause, until);
    }
  }

  /// A whole provider is back.
  void back(String provider, boolean home) {
    Alerts made = alerts;
    if (made != null) {
      made.back(provider, home);
    }
  }
}
