package dev.homeport.alert;

import dev.homeport.config.door.AlertSettings;
import dev.homeport.host.Notification;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Listens to what happens and tells people of what they want to know.
///
/// Whoever tells it something never waits: [Cases] decides at once, and one loop sends, each try in
/// a thread of its own, so that a target that hangs keeps no other from being told. Where nobody is
/// to be told it does nothing at all, and has no thread.
public final class Alerts implements Journal, Service {
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /// A try that runs.
  private record Trip(Delivery delivery, Thread thread) {}

  /// Something to be told to the journal, once no lock is held.
  private record Line(Weight weight, String what, Map<String, String> facts) {}

  private final Supplier<List<AlertSettings>> settings;
  private final IntSupplier fallbackShare;
  private final Shapes shapes;
  private final Notification screen;
  private final Journal journal;
  private final Ticker ticker;
  private final WallClock wall;

  /// What is wrong; guarded by `this`, as is all below.
  private final Cases cases;

  private final Map<AlertSettings, Target> targets = new LinkedHashMap<>();
  private final Map<Target, Trip> trips = new HashMap<>();
  private boolean running;
  private boolean stopped;
  private @Nullable Loop loop;

  /// Alerts that go to these, nobody yet.
  ///
  /// @param settings who is told of what, asked anew each time
  /// @param fallbackShare how many percent of an hour's answers may come from elsewhere
  /// @param shapes who speaks
  /// @param journal where it tells what did not arrive; it may lead back here
  public Alerts(
      Supplier<List<AlertSettings>> settings,
      IntSupplier fallbackShare,
      Shapes shapes,
      Notification screen,
      Journal journal,
      Ticker ticker,
      WallClock wall) {
    this.settings = settings;
    this.fallbackShare = fallbackShare;
    this.shapes = shapes;
    this.screen = screen;
    this.journal = journal;
    this.ticker = ticker;
    this.wall = wall;
    this.cases = new Cases(shapes.instance(), now());
  }

  @Override
  public void tell(Event event) {
    if (!settings.get().isEmpty()) {
      Signs.of(event, wall.now()).forEach(this::take);
    }
  }

  /// A whole provider does not answer, or fails of something else now.
  ///
  /// @param home whether it is one, so that whoever asks for tunnels hears of it too
  /// @param until when it is tried again at the latest
  public void provider(String name, boolean home, String cause, @Nullable Instant until) {
    if (!settings.get().isEmpty()) {
      take(Signs.down(name, home, cause, until));
    }
  }

  /// A whole provider is proven back.
  public void back(String name, boolean home) {
    take(new Sign.Over(Signs.provider(name, home)));
  }

  private void take(Sign sign) {
    int share = fallbackShare.getAsInt();
    Moment now = now();
    Loop woken = null;
    synchronized (this) {
      if (cases.take(sign, share, now) && running) {
        woken = loop == null ? Loop.start(name(), this::turn, this::bug) : loop;
        loop = woken;
      }
    }
    if (woken != null) {
      woken.nudge();
    }
  }

  private void bug(RuntimeException bug) {
    journal.note(Weight.ERROR, "alerts failed", Map.of("cause", bug.toString()));
  }

  private Moment now() {
    return new Moment(ticker.nanoTime(), wall.now());
  }

  /// Sends what is due; how long to rest then.
  Duration turn() {
    List<AlertSettings> wanted = settings.get();
    int share = fallbackShare.getAsInt();
    Moment now = now();
    var late = new ArrayList<Delivery>();
    Duration rest = LONGEST_REST;
    synchronized (this) {
      adopt(wanted);
      for (Message message : cases.due(share, now)) {
        targets.values().stream()
            .filter(target -> target.wants(message))
            .forEach(target -> target.mailbox().add(message, now));
      }
      for (Target target : targets.values()) {
        Trip trip = trips.get(target);
        if (trip != null && target.mailbox().isLate(now)) {
          late.add(trip.delivery());
        } else if (trip == null) {
          send(target, now);
        }
        rest = shorter(rest, target.mailbox().rest(now));
      }
      rest = shorter(rest, cases.rest(now));
    }
    late.forEach(Delivery::expire);
    return rest;
  }

  /// Whoever is new is told from here on, whoever is gone is not. The lock is held.
  private void adopt(List<AlertSettings> wanted) {
    if (wanted.isEmpty()) {
      cases.forget();
    }
    targets
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey());
              if (gone) {
                entry.getValue().close();
              }
              return gone;
            });
    for (AlertSettings one : wanted) {
      targets.computeIfAbsent(one, _ -> Target.of(one, shapes, screen, ticker, wall));
    }
  }

  /// Sends the next message of a target, where it is time. The lock is held.
  private void send(Target target, Moment now) {
    Message message = target.mailbox().next(now);
    if (message != null) {
      Delivery delivery = target.delivery(message);
      Thread thread = Threads.virtual("alert", () -> run(target, delivery));
      trips.put(target, new Trip(delivery, thread));
    }
  }

  private void run(Target target, Delivery delivery) {
    Sent sent;
    try {
      sent = delivery.run();
    } catch (InterruptedException _) {
      return;
    } catch (RuntimeException e) {
      sent = new Sent.Never(e.getClass().getSimpleName());
    }
    Moment now = now();
    Line line;
    Loop woken;
    synchronized (this) {
      trips.remove(target);
      line = line(target, sent, target.mailbox().came(sent, now));
      woken = loop;
      if (stopped) {
        return;
      }
    }
    if (line != null) {
      journal.note(line.weight(), line.what(), line.facts());
    }
    if (woken != null) {
      woken.nudge();
    }
  }

  /// What sends at the moment.
  synchronized List<Thread> senders() {
    return trips.values().stream().map(Trip::thread).toList();
  }

  private static @Nullable Line line(Target target, Sent sent, Mailbox.News news) {
    Map<String, String> facts =
        target.facts(
            switch (sent) {
              case Sent.Done _ -> "";
              case Sent.Later(String why, _) -> why;
              case Sent.Never(String why) -> why;
            });
    return switch (news) {
      case NONE -> null;
      case FAILS -> new Line(Weight.WARN, "alert not delivered", facts);
      case REFUSED -> new Line(Weight.WARN, "alert refused", facts);
      case GIVEN_UP -> new Line(Weight.WARN, "alert given up", facts);
      case ARRIVES -> new Line(Weight.INFO, "alerts delivered again", facts);
    };
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /// How it stands with everybody who is told.
  public List<TargetStanding> standing() {
    List<AlertSettings> wanted = settings.get();
    synchronized (this) {
      adopt(wanted);
      return targets.values().stream().map(Target::standing).toList();
    }
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public synchronized void start() {
    running = true;
  }

  /// What did not arrive yet never will.
  @Override
  public void stop() throws InterruptedException {
    Loop last;
    List<Trip> under;
    synchronized (this) {
      running = false;
      stopped = true;
      last = loop;
      loop = null;
    }
    if (last != null) {
      last.stop();
    }
    synchronized (this) {
      under = List.copyOf(trips.values());
      targets.values().forEach(Target::close);
      targets.clear();
    }
    for (Trip trip : under) {
      trip.delivery().expire();
      trip.thread().interrupt();
      trip.thread().join();
    }
  }
}
