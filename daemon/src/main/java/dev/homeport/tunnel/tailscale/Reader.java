package dev.homeport.tunnel.tailscale;

import dev.homeport.host.Command.Result;
import dev.homeport.host.Command.Result.Ran;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Call;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.CliTrouble;
import dev.homeport.tunnel.tailscale.cli.Installed;
import dev.homeport.tunnel.tailscale.cli.Places;
import dev.homeport.tunnel.tailscale.cli.Variant;
import dev.homeport.tunnel.tailscale.reading.Backend;
import dev.homeport.tunnel.tailscale.reading.Entry;
import dev.homeport.tunnel.tailscale.reading.Node;
import dev.homeport.tunnel.tailscale.reading.NodeTrouble;
import dev.homeport.tunnel.tailscale.reading.Published;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads how Tailscale is on this machine, and changes nothing.
///
/// Where there are several commands, each knows only its own kind of service: the first that can
/// talk is kept, and the others are tried again only when it no longer can.
final class Reader {
  private final Places places;
  private final Wish wish;
  private final Function<Installed, Cli> talker;
  private final OurRecords records;
  private final Journal journal;
  private final Ticker ticker;
  private final WallClock wall;

  /// The one that talked last, and the name that the machine had then.
  private @Nullable Installed chosen;

  private @Nullable String lastName;

  Reader(
      Places places,
      Wish wish,
      Function<Installed, Cli> talker,
      OurRecords records,
      Journal journal,
      Ticker ticker,
      WallClock wall) {
    this.places = places;
    this.wish = wish;
    this.talker = talker;
    this.records = records;
    this.journal = journal;
    this.ticker = ticker;
    this.wall = wall;
  }

  /// Reads it now.
  Reading read() throws InterruptedException {
    List<Installed> there = places.installed(wish.command());
    if (there.isEmpty()) {
      return new Sketch(wish, wall.now(), lastName)
          .without(Variant.of(places.platform()), null, nowhere(), null);
    }
    Installed first = chosen != null && there.contains(chosen) ? chosen : there.getFirst();
    Reading reading = ask(first);
    if (reading.node() == null && mayBeAnothers(reading.trouble())) {
      for (Installed other : there) {
        if (!other.equals(first)) {
          Reading another = ask(other);
          if (another.node() != null) {
            return another;
          }
        }
      }
    }
    return reading;
  }

  /// The state alone, as the command that was kept says it; nothing where it does not answer.
  static @Nullable Node state(Cli cli) throws InterruptedException {
    return cli.run(new Call.Status()) instanceof Ran(_, String out, _)
        ? Node.read(out).orElse(null)
        : null;
  }

  /// A frozen service is there, so no other command would find another one.
  private static boolean mayBeAnothers(@Nullable Finding trouble) {
    return trouble != null && trouble.cause() != Cause.SERVICE_FROZEN;
  }

  private Finding nowhere() {
    String command = wish.command();
    return command == null
        ? new Finding(
            Cause.NOT_INSTALLED,
            "the command tailscale is in none of its usual places",
            "install Tailscale, or set daemon.tunnel.command to where it is")
        : new Finding(
            Cause.NOT_INSTALLED,
            "daemon.tunnel.command is " + command + ", and there is no such program",
            "set it to where tailscale is, or leave it out");
  }

  private Reading ask(Installed installed) throws InterruptedException {
    Cli cli = talker.apply(installed);
    Variant variant = installed.variant();
    long begun = ticker.nanoTime();
    var call = new Call.Status();
    Result result = cli.run(call);
    Duration took = Duration.ofNanos(ticker.nanoTime() - begun);
    var sketch = new Sketch(wish, wall.now(), lastName);
    Node node = result instanceof Ran(_, String out, _) ? Node.read(out).orElse(null) : null;
    if (node == null) {
      Finding trouble = CliTrouble.of(call, result, variant);
      return sketch.without(variant, cli, trouble == null ? unreadable(call) : trouble, took);
    }
    keep(installed, node);
    String errors = result instanceof Ran(_, _, String err) ? err : "";
    boolean mayUp = wish.keepUp() || records.switchedOff();
    Finding trouble = NodeTrouble.tailnet(node, wall.now(), mayUp);
    if (node.backend() == Backend.RUNNING) {
      records.isOn();
    }
    String name = node.name();
    if (name == null || node.backend() != Backend.RUNNING) {
      return sketch.without(variant, cli, node, trouble, errors, took);
    }
    var entry = new Entry(name, wish.publicPort(), wish.localPort());
    return published(sketch.with(variant, cli, node, entry, trouble, errors, took));
  }

  private Reading published(Sketch.Upper upper) throws InterruptedException {
    var call = new Call.Published();
    long begun = ticker.nanoTime();
    Result result = upper.cli().run(call);
    Duration took = Duration.ofNanos(ticker.nanoTime() - begun);
    Published published =
        result instanceof Ran(int exit, String out, _) && exit == 0
            ? Published.read(out).orElse(null)
            : null;
    if (published == null) {
      Finding trouble = CliTrouble.of(call, result, upper.variant());
      return upper.unread(trouble == null ? unreadable(call) : trouble, took);
    }
    return upper.read(
        upper.entry().in(published, records::wrote),
        upper.entry().leftOvers(published, records::wrote),
        upper.entry().oldPorts(published, records::wrote),
        took);
  }

  private void keep(Installed installed, Node node) {
    if (!installed.equals(chosen)) {
      chosen = installed;
      journal.note(
          Weight.INFO,
          "tailscale found",
          Map.of(
              "program", installed.program().toString(),
              "variant", installed.variant().name(),
              "version", node.shortVersion()));
    }
    if (node.name() != null) {
      lastName = node.name();
    }
  }

  private static Finding unreadable(Call call) {
    return new Finding(
        Cause.NOT_READY,
        call.words() + " printed JSON in which nothing is known",
        "upgrade Homeport, if this stays");
  }
}
