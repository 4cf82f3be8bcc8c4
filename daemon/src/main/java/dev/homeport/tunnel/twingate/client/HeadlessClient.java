package dev.homeport.tunnel.twingate.client;

import dev.homeport.config.router.ServiceKey;
import dev.homeport.config.router.Twingate;
import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.host.Platform;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.twingate.client.Standing.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Looks after the client by which this router reaches homes behind Twingate.
///
/// One loop owns everything: which client it is, whether it runs, what is told of it. Others read
/// the standing, and say what came of the ways that they were given.
public final class HeadlessClient implements Service {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration VERSION_EVERY = Duration.ofDays(1);
  private static final Duration UNUSED = Duration.ofHours(1);

  private final Platform platform;
  private final Supplier<Optional<Twingate>> settings;
  private final Trace trace;
  private final Runnable ready;
  private final Journal journal;
  private final Ticker ticker;
  private final WallClock wall;
  private final Duration limit;
  private final RandomGenerator chance = new SplittableRandom();

  /// Written by the loop, read by everybody.
  private volatile Standing standing;

  /// Written by whoever asked for a way, read by the loop; nothing before the first.
  private volatile @Nullable Heard heard;

  /// The loop, where one is needed, and whether it may be; guarded by `this`.
  private @Nullable Loop loop;

  private boolean running;

  /// What holds now, and what of; the loop's own, as is all below.
  private @Nullable Twingate held;

  private @Nullable Operation operation;

  /// Whether a child of a router before us was looked for.
  private boolean alone;

  private @Nullable ClientVersion version;
  private @Nullable Instant versionAsked;
  private final Set<String> told = new HashSet<>();

  /// A client by the settings as they are at each time; nothing where no home is reached so.
  ///
  /// @param folder where a client of ours may keep what it needs
  /// @param ready run when a way is there that was not before; must not wait
  public HeadlessClient(
      Platform platform,
      Supplier<Optional<Twingate>> settings,
      Path folder,
      Runnable ready,
      Journal journal,
      Ticker ticker,
      WallClock wall) {
    this(platform, settings, folder, ready, journal, ticker, wall, LIMIT);
  }

  HeadlessClient(
      Platform platform,
      Supplier<Optional<Twingate>> settings,
      Path folder,
      Runnable ready,
      Journal journal,
      Ticker ticker,
      WallClock wall,
      Duration limit) {
    this.platform = platform;
    this.settings = settings;
    this.trace = new Trace(folder);
    this.ready = ready;
    this.journal = journal;
    this.ticker = ticker;
    this.wall = wall;
    this.limit = limit;
    this.standing =
        new Standing(
            "off",
            State.STARTING,
            null,
            wall.now(),
            null,
            List.of(),
            new Road.Shut("Twingate's client was not looked at yet"));
  }

  /// How it stands.
  public Standing standing() {
    return standing;
  }

  /// A connection to a home came about over the road of the moment.
  public void opened() {
    hear(Heard.OPENED);
  }

  /// The client did not open one, for this reason.
  public void failed(String why) {
    hear(new Heard(why));
  }

  private void hear(Heard news) {
    if (!news.equals(heard)) {
      heard = news;
      lookNow();
    }
  }

  /// Looks as soon as may be: the settings may be others, or the machine slept.
  public void lookNow() {
    Loop running = begun();
    if (running != null) {
      running.nudge();
    }
  }

  @Override
  public String name() {
    return "twingate client";
  }

  @Override
  public void start() {
    synchronized (this) {
      running = true;
    }
    begun();
  }

  /// The loop, which begins with the first need for it; nothing where there is none.
  private synchronized @Nullable Loop begun() {
    if (running && loop == null && settings.get().isPresent()) {
      loop = Loop.start(name(), this::turn, this::failed);
    }
    return loop;
  }

  private void failed(RuntimeException bug) {
    journal.note(Weight.ERROR, "twingate client failed", Map.of("why", bug.toString()));
  }

  @Override
  public void stop() throws InterruptedException {
    Loop last;
    synchronized (this) {
      running = false;
      last = loop;
      loop = null;
    }
    if (last != null) {
      last.stop();
    }
    letGo();
  }

  private void letGo() throws InterruptedException {
    Operation before = operation;
    operation = null;
    if (before != null) {
      before.stop();
    }
  }

  /// Makes it what it shall be, and looks at it.
  Duration turn() throws InterruptedException {
    Twingate wanted = settings.get().orElse(null);
    if (!Objects.equals(wanted, held)) {
      letGo();
      heard = null;
      versionAsked = null;
      // Another key has an end of its own.
      told.removeIf(topic -> topic.startsWith(KeyExpiry.TOPIC));
      held = wanted;
    }
    if (wanted == null) {
      return UNUSED;
    }
    endLeftover();
    Operation now = operation;
    if (now == null || now instanceof Unaided) {
      now = operation(wanted);
      operation = now;
    }
    Outlook outlook = now.turn();
    stands(now, wanted, outlook);
    return outlook.rest();
  }

  /// Who was killed could not end its child, which has the key of then.
  private void endLeftover() throws InterruptedException {
    if (alone) {
      return;
    }
    alone = true;
    Path twingated = platform.executable("twingated").orElse(null);
    Long ended = twingated == null ? null : trace.endLeftover(twingated).orElse(null);
    if (ended != null) {
      journal.note(
          Weight.WARN,
          "twingate client ended that a router before this one had left",
          Map.of("pid", ended));
    }
  }

  private Operation operation(Twingate wanted) throws InterruptedException {
    Path twingate = platform.executable("twingate").orElse(null);
    Path twingated = platform.executable("twingated").orElse(null);
    var port = new ProxyPort(wanted.proxy());
    var found =
        new Choice.Found(
            twingate != null,
            twingate != null && ClientStatus.of(run(twingate, "status")).isOnline(),
            twingated != null,
            port.isTaken());
    return switch (Choice.of(wanted, found)) {
      case Choice.Installed _ ->
          new SystemClient(Objects.requireNonNull(twingate), wanted.key(), limit, ticker, chance);
      case Choice.Userspace _ ->
          new UserspaceClient(
              Objects.requireNonNull(twingated),
              wanted,
              trace,
              () -> heard,
              () -> heard = null,
              ticker,
              chance);
      case Choice.Proxy _ -> new GivenProxy(port, () -> heard);
      case Choice.None _ -> new Unaided(null);
      case Choice.Missing(Finding what) -> new Unaided(what);
    };
  }

  private Result run(Path program, String word) throws InterruptedException {
    return Command.of(limit, program, word).run();
  }

  private void stands(Operation now, Twingate wanted, Outlook outlook) throws InterruptedException {
    Instant time = wall.now();
    ServiceKey key = wanted.key();
    Instant expires = key == null ? null : key.expires();
    KeyExpiry expiry = expires == null ? null : new KeyExpiry(expires);
    Finding trouble = outlook.trouble();
    if (expiry != null && expiry.hasPassed(time) && outlook.state() != State.ONLINE) {
      trouble = expiry.finding();
    }
    Standing before = standing;
    boolean same = before.state() == outlook.state() && before.client().equals(now.word());
    standing =
        new Standing(
            now.word(),
            outlook.state(),
            trouble,
            same ? before.since() : time,
            expires,
            notices(now, expiry, time),
            outlook.road());
    tell(before, standing);
    if (!(outlook.road() instanceof Road.Shut)
        && (before.road() instanceof Road.Shut
            || (outlook.state() == State.ONLINE && before.state() != State.ONLINE))) {
      ready.run();
    }
  }

  private List<Notice> notices(Operation now, @Nullable KeyExpiry expiry, Instant time)
      throws InterruptedException {
    var notices = new ArrayList<Notice>();
    if (expiry != null) {
      expiry.notice(time).ifPresent(notices::add);
    }
    now.notice().ifPresent(notices::add);
    version(time);
    if (version != null) {
      version.notice(time).ifPresent(notices::add);
    }
    return notices;
  }

  /// Asks the command for its version, once a day.
  private void version(Instant time) throws InterruptedException {
    Instant asked = versionAsked;
    if (asked != null && Duration.between(asked, time).compareTo(VERSION_EVERY) < 0) {
      return;
    }
    versionAsked = time;
    Path twingate = platform.executable("twingate").orElse(null);
    version =
        twingate != null && run(twingate, "--version") instanceof Result.Ran(_, String out, _)
            ? ClientVersion.in(out).orElse(null)
            : null;
  }

  private void tell(Standing before, Standing after) {
    for (Notice notice : after.notices()) {
      if (told.add(notice.topic())) {
        journal.note(
            Weight.WARN,
            "twingate noticed",
            Map.of("topic", notice.topic(), "what", notice.what(), "next", notice.next()));
      }
    }
    Finding trouble = after.trouble();
    boolean same =
        before.state() == after.state()
            && before.client().equals(after.client())
            && Objects.equals(cause(before), cause(after));
    if (same) {
      return;
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("client", after.client());
    facts.put("state", after.state().word());
    if (trouble != null) {
      facts.put("cause", trouble.cause().word());
      facts.put("what", trouble.what());
      facts.put("next", trouble.next());
    }
    journal.note(
        after.state() == State.OFFLINE ? Weight.WARN : Weight.INFO,
        "twingate client changed",
        facts);
  }

  private static @Nullable Object cause(Standing standing) {
    Finding trouble = standing.trouble();
    return trouble == null ? null : trouble.cause();
  }
}
