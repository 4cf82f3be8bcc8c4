package dev.homeport.story;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Programs;
import dev.homeport.fake.Told;
import dev.homeport.fake.mac.MacPrograms;
import dev.homeport.fake.tailnet.FakeHome;
import dev.homeport.fake.tailnet.Tailnet;
import dev.homeport.host.Platform;
import dev.homeport.journal.Event;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.outside.Limits;
import dev.homeport.tunnel.outside.LocalDoorstep;
import dev.homeport.tunnel.outside.PortalCheck;
import dev.homeport.tunnel.outside.PublicVantage;
import dev.homeport.tunnel.outside.dns.PublicResolver;
import dev.homeport.tunnel.policy.Ladder;
import dev.homeport.tunnel.tailscale.Hasty;
import dev.homeport.tunnel.tailscale.Wish;
import dev.homeport.tunnel.watch.Inspector;
import dev.homeport.tunnel.watch.Stepped;
import dev.homeport.tunnel.watch.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Mac with a funnel whose time the story tells: hours pass in a moment, while everything that is
/// asked is really asked, programs as processes and edges over sockets.
///
/// What the supervisor decides by stands on two clocks that move when the story says so; what its
/// looks wait for is real.
final class Evening implements AutoCloseable {
  /// As long as a busy machine needs; nobody waits for it but where an edge says nothing.
  private static final Duration LONG = Duration.ofSeconds(10);

  private static final int MOST_TURNS = 5000;

  final FakeWall wall = new FakeWall();
  final MacPrograms mac;
  final Tailnet tailnet;
  final FakeHome home;

  private final FakeTicker ticker = new FakeTicker();
  private final Told told = new Told();
  private final Stepped supervisor;

  /// How long a call of the command may take.
  private Duration patience = LONG;

  /// How often answers were ended before a repair.
  private int ended;

  /// One in which the command is where it should be, and only what is always allowed is.
  static Evening on(Path folder) {
    return new Evening(folder, Set.of(), null);
  }

  /// One in which these rungs are allowed too.
  static Evening allowing(Path folder, Rung... rungs) {
    return new Evening(folder, EnumSet.copyOf(List.of(rungs)), null);
  }

  /// One whose owner has named the command.
  static Evening with(Path folder, Path command) {
    return new Evening(folder, Set.of(), command);
  }

  private Evening(Path folder, Set<Rung> allowed, @Nullable Path command) {
    Path bin = made(folder.resolve("bin"));
    var programs = new Programs(bin);
    mac = new MacPrograms(programs);
    tailnet = new Tailnet(programs);
    home = new FakeHome(tailnet.localPort());
    Platform platform =
        Platform.of(programs.env(), "Mac OS X", made(folder.resolve("home")).toString(), "ann");
    var facts = new MemoryFacts();
    Pause pause = this::passes;
    Path wanted = command == null ? tailnet.tailscale().program() : command;
    Tunnel tunnel =
        Hasty.tunnel(
            platform,
            made(folder.resolve("root")),
            new Wish(tailnet.localPort(), Tailnet.PUBLIC_PORT, wanted.toString(), false),
            () -> patience,
            facts,
            told,
            ticker,
            wall,
            pause,
            new Random(6));
    var vantage =
        new PublicVantage(
            new PublicVantage.Parts(
                "public dns",
                PublicResolver.of(tailnet.dns().address(), platform, Ticker.system()).orElseThrow(),
                () -> new Limits(LONG, LONG, LONG, LONG),
                tailnet::trust,
                Ticker.system(),
                WallClock.system()));
    var inspector =
        new Inspector(
            new LocalDoorstep(
                () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), tailnet.localPort()),
                Ticker.system()),
            tunnel,
            vantage,
            new PortalCheck(tailnet.portal()::uri, Ticker.system()),
            () -> null);
    supervisor =
        new Stepped(
            new Supervisor.Parts(
                tunnel,
                inspector,
                Ladder.tailscale(allowed),
                () -> ++ended,
                facts,
                told,
                ticker,
                wall,
                new Random(7)));
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets time pass on both clocks.
  private void passes(Duration duration) {
    ticker.advance(duration);
    wall.advance(duration);
  }

  /// Goes on for so long, with everything that is due in it.
  Report lasts(Duration duration) {
    Duration left = duration;
    for (int i = 0; i < MOST_TURNS; i++) {
      long before = ticker.nanoTime();
      Duration rest = supervisor.turn();
      left = left.minusNanos(ticker.nanoTime() - before);
      if (left.compareTo(rest) <= 0) {
        passes(left.isNegative() ? Duration.ZERO : left);
        return supervisor.report();
      }
      Duration step = rest.plusNanos(1);
      passes(step);
      left = left.minus(step);
    }
    throw new AssertionError("it takes turns without end");
  }

  /// The same in seconds.
  Report lasts(long seconds) {
    return lasts(Duration.ofSeconds(seconds));
  }

  /// From now on no call of the command may take longer.
  void waits(Duration patience) {
    this.patience = patience;
  }

  /// From now on calls may take as long as a busy machine needs.
  void waitsLong() {
    waits(LONG);
  }

  /// The lid is closed for so long: the ticker stands still.
  void sleeps(Duration duration) {
    wall.advance(duration);
    supervisor.woke(duration);
  }

  /// Another network.
  void networkChanges() {
    supervisor.networkChanged();
  }

  /// The states that were told, each with its cause: `fine`, `tunnel-down config-lost`.
  List<String> states() {
    return told.events().stream()
        .filter(Event.TunnelChanged.class::isInstance)
        .map(Event.TunnelChanged.class::cast)
        .map(event -> event.state() + (event.cause() == null ? "" : " " + event.cause()))
        .toList();
  }

  /// The repairs that were told, each with its cause: `reapply config-lost`.
  List<String> repairs() {
    return told.events().stream()
        .filter(Event.TunnelRepaired.class::isInstance)
        .map(Event.TunnelRepaired.class::cast)
        .map(event -> event.rung() + " " + event.cause())
        .toList();
  }

  /// Calls of the command that change something.
  List<String> changes() {
    return tailnet.tailscale().changes();
  }

  /// How often answers were ended.
  int answersEnded() {
    return ended;
  }

  @Override
  public void close() {
    home.close();
    tailnet.close();
  }
}
