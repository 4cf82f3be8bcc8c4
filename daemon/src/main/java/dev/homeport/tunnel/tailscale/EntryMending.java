package dev.homeport.tunnel.tailscale;

import dev.homeport.host.Command.Result;
import dev.homeport.time.Pause;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Mended.Done;
import dev.homeport.tunnel.Mended.Failed;
import dev.homeport.tunnel.Mended.Refrained;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Call;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.CliTrouble;
import dev.homeport.tunnel.tailscale.reading.Entry;
import dev.homeport.tunnel.tailscale.reading.Standing;
import dev.homeport.tunnel.tailscale.reading.Standing.Absent;
import dev.homeport.tunnel.tailscale.reading.Standing.Foreign;
import dev.homeport.tunnel.tailscale.reading.Standing.Half;
import dev.homeport.tunnel.tailscale.reading.Standing.Whole;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Writes our entry, and takes it away. How the command ends decides nothing: it is read before and
/// read again after.
final class EntryMending {
  /// How long the control server and the edge are given to forget the entry.
  static final Duration FORGETTING = Duration.ofMinutes(1);

  private static final int LEAST_MILLIS = 200;
  private static final int MOST_MILLIS = 1000;

  private final Reader reader;
  private final OurRecords records;
  private final Pause pause;
  private final RandomGenerator random;

  EntryMending(Reader reader, OurRecords records, Pause pause, RandomGenerator random) {
    this.reader = reader;
    this.records = records;
    this.pause = pause;
    this.random = random;
  }

  /// Writes the entry, if it is not there and its place is free.
  Mended reapply(Reading before) throws InterruptedException {
    Finding trouble = before.trouble();
    if (!before.isMendable()) {
      return new Refrained(trouble == null ? unasked() : trouble);
    }
    return switch (before.standing()) {
      case Whole whole -> new Done("nothing had to be written: " + whole.words());
      case Half _, Absent _ -> write(before, true);
      case Foreign foreign -> new Refrained(foreign.trouble());
      case null -> new Refrained(unasked());
    };
  }

  /// Takes the entry away, waits, and writes it again. If this ends in between, the entry is
  /// missing, which the next look sees and the gentlest rung mends.
  Mended offAndOn(Reading before) throws InterruptedException {
    Finding trouble = before.trouble();
    if (!before.isMendable()) {
      return new Refrained(trouble == null ? unasked() : trouble);
    }
    if (before.standing() instanceof Whole(_, String session) && session != null) {
      return new Refrained(heldByAProgram());
    }
    if (!(before.standing() instanceof Whole)) {
      return reapply(before);
    }
    Mended off = off(before);
    if (!(off instanceof Done)) {
      return off;
    }
    pause.last(FORGETTING);
    Mended on = reapply(reader.read());
    return on instanceof Done
        ? new Done("the entry was taken away, and written again after " + words(FORGETTING))
        : on;
  }

  /// Takes our entry away for good: only what we wrote, and nothing beside it.
  Mended remove(Reading before) throws InterruptedException {
    Mended removed = removeOne(before);
    Cli cli = before.cli();
    return removed instanceof Done(String what) && cli != null
        ? new Done(what + leaveOldPorts(cli, reader.read()))
        : removed;
  }

  private Mended removeOne(Reading before) throws InterruptedException {
    Entry entry = before.entry();
    Standing standing = before.standing();
    if (entry == null || standing == null) {
      Finding trouble = before.trouble();
      return new Refrained(trouble == null ? unasked() : trouble);
    }
    if (standing instanceof Absent || standing instanceof Foreign) {
      records.takenAway(entry.hostPort());
      return new Done("there was no entry of ours at " + entry.hostPort() + others(before));
    }
    if (!records.wroteAt(entry.hostPort())) {
      return new Refrained(
          new Finding(
              Cause.FOREIGN_ENTRY,
              entry.hostPort() + " leads to our port, and it was not Homeport who wrote it",
              "if nobody needs it: " + new Call.Off(entry.publicPort()).words()));
    }
    Mended off = off(before);
    if (off instanceof Done) {
      records.takenAway(entry.hostPort());
    }
    return off;
  }

  /// Old names cannot be taken away by the command, only be told of.
  private static String others(Reading reading) {
    return reading.leftOvers().isEmpty()
        ? ""
        : "; old names are still published: " + String.join(", ", reading.leftOvers());
  }

  private Mended off(Reading before) throws InterruptedException {
    Cli cli = before.cli();
    Entry entry = before.entry();
    if (cli == null || entry == null) {
      return new Refrained(unasked());
    }
    var call = new Call.Off(entry.publicPort());
    Result result = again(cli, call, cli.run(call));
    Reading after = reader.read();
    if (after.standing() instanceof Absent) {
      return new Done("the entry " + entry.hostPort() + " was taken away" + others(after));
    }
    return unchanged(call, result, before, after);
  }

  private Mended write(Reading before, boolean mayRepeat) throws InterruptedException {
    Cli cli = before.cli();
    Entry entry = before.entry();
    if (cli == null || entry == null) {
      return new Refrained(unasked());
    }
    var call = new Call.On(entry.publicPort(), entry.localPort());
    Result result = cli.run(call);
    if (mayRepeat && CliTrouble.lostARace(result)) {
      pause.last(jitter());
      Reading now = reader.read();
      // Somebody else was writing: what stands there now may be theirs.
      boolean free = now.standing() instanceof Half || now.standing() instanceof Absent;
      return now.isMendable() && free ? write(now, false) : reapply(now);
    }
    Reading after = reader.read();
    Entry written = after.entry();
    if (after.standing() instanceof Whole whole && written != null) {
      records.written(written.hostPort(), written.localPort());
      return new Done("the entry was written: " + whole.words() + leaveOldPorts(cli, after));
    }
    return unchanged(call, result, before, after);
  }

  /// Takes away what we published on other ports at other times, now that it is not needed any
  /// more; says what came of it.
  private String leaveOldPorts(Cli cli, Reading reading) throws InterruptedException {
    var words = new StringBuilder();
    for (int port : reading.oldPorts()) {
      var call = new Call.Off(port);
      Result _ = again(cli, call, cli.run(call));
      Entry entry = reading.entry();
      boolean gone = !reader.read().oldPorts().contains(port);
      if (gone && entry != null) {
        records.takenAway(entry.host() + ":" + port);
      }
      words
          .append(
              gone ? "; the old one was taken away from port " : "; the old one is still on port ")
          .append(port);
    }
    return words.toString();
  }

  /// A call that lost a race is made once more; taking away what is ours harms nobody.
  private Result again(Cli cli, Call call, Result result) throws InterruptedException {
    if (!CliTrouble.lostARace(result)) {
      return result;
    }
    pause.last(jitter());
    return cli.run(call);
  }

  /// What to say when reading it again shows no change.
  private static Mended unchanged(Call call, Result result, Reading before, Reading after) {
    Finding told = CliTrouble.of(call, result, before.variant());
    Finding now = after.trouble();
    Finding why = told == null ? now : told;
    if (why == null) {
      return new Failed(call.words() + " ended, and nothing changed");
    }
    return switch (why.cause().cure()) {
      case PERSON -> new Refrained(why);
      case WAIT, REAPPLY, RESTART, LADDER ->
          new Failed(why.what() + (told == null ? "" : "; " + said(now)));
    };
  }

  private static String said(@Nullable Finding now) {
    return now == null ? "nothing else is wrong" : "now: " + now.what();
  }

  private Duration jitter() {
    return Duration.ofMillis(random.nextInt(LEAST_MILLIS, MOST_MILLIS + 1));
  }

  private static String words(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private static Finding heldByAProgram() {
    return new Finding(
        Cause.FOREIGN_ENTRY,
        "our entry hangs on a `tailscale funnel` that runs in some terminal",
        "end that program: Homeport then writes the entry for good");
  }

  static Finding unasked() {
    return new Finding(
        Cause.NOT_READY, "Tailscale could not be asked what it publishes", "tailscale status");
  }
}
