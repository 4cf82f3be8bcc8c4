package dev.homeport.tunnel.tailscale;

import dev.homeport.host.Platform;
import dev.homeport.journal.Journal;
import dev.homeport.store.Facts;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Farewell;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.Installed;
import dev.homeport.tunnel.tailscale.cli.Limits;
import dev.homeport.tunnel.tailscale.cli.Places;
import dev.homeport.tunnel.tailscale.reading.Backend;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A funnel of Tailscale: its command is asked, its service does the work, and one entry of what it
/// publishes is ours.
///
/// One thread asks at a time.
public final class TailscaleTunnel implements Tunnel {
  private static final Duration ONE_PROGRAM = Duration.ofSeconds(15);

  private final Reader reader;
  private final EntryMending entry;
  private final NetworkMending network;
  private final ServiceMending service;

  /// A funnel to our port on this machine.
  public TailscaleTunnel(
      Platform platform,
      Wish wish,
      Facts facts,
      Journal journal,
      Ticker ticker,
      WallClock wall,
      Pause pause,
      RandomGenerator random) {
    this(
        Places.of(platform),
        wish,
        installed -> installed.cli(Limits.USUAL),
        platform.service() || "root".equals(System.getProperty("user.name")),
        facts,
        journal,
        ticker,
        wall,
        pause,
        random);
  }

  /// @param talker who passes calls to an installed command
  /// @param root whether we may start the system's services
  TailscaleTunnel(
      Places places,
      Wish wish,
      Function<Installed, Cli> talker,
      boolean root,
      Facts facts,
      Journal journal,
      Ticker ticker,
      WallClock wall,
      Pause pause,
      RandomGenerator random) {
    var records = new OurRecords(facts, wall);
    this.reader = new Reader(places, wish, talker, records, journal, ticker, wall);
    this.entry = new EntryMending(reader, records, pause, random);
    this.network = new NetworkMending(records, pause);
    this.service = new ServiceMending(places.platform(), root, ONE_PROGRAM, pause, ticker);
  }

  /// Whether we ever wrote an entry that was not taken away since, by these facts.
  public static boolean hasWritten(Facts facts) {
    return !facts.shelf(OurRecords.ENTRY).facts().isEmpty();
  }

  @Override
  public String kind() {
    return "tailscale";
  }

  @Override
  public Local look() throws InterruptedException {
    return reader.read().local();
  }

  /// Climbs a rung. Where Tailscale is switched off and may be switched on, that is all that any of
  /// the first three does.
  @Override
  public Mended mend(Rung rung, Farewell farewell) throws InterruptedException {
    Reading before = reader.read();
    boolean off = before.is(Backend.STOPPED);
    return switch (rung) {
      case REAPPLY -> off ? network.up(before) : entry.reapply(before);
      case OFF_AND_ON -> off ? network.up(before) : entry.offAndOn(before);
      case DOWN_AND_UP -> network.downAndUp(before, farewell);
      case RESTART -> service.restart(before, farewell);
    };
  }

  /// Takes our entry away for good, where it was we who wrote it, and nothing else.
  public Mended remove() throws InterruptedException {
    return entry.remove(reader.read());
  }
}
