package dev.homeport.tunnel.tailscale;

import dev.homeport.host.Command.Result;
import dev.homeport.time.Pause;
import dev.homeport.tunnel.Farewell;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Mended.Done;
import dev.homeport.tunnel.Mended.Failed;
import dev.homeport.tunnel.Mended.Refrained;
import dev.homeport.tunnel.sight.Cure;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Call;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.CliTrouble;
import dev.homeport.tunnel.tailscale.cli.Variant;
import dev.homeport.tunnel.tailscale.reading.Backend;
import dev.homeport.tunnel.tailscale.reading.Node;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Takes this machine out of its tailnet and brings it back, and never leaves it out: that it is we
/// who took it out is written down first, so that whoever comes after a crash brings it back.
final class NetworkMending {
  /// What last words need to be heard.
  static final Duration PARTING = Duration.ofMillis(500);

  static final Duration STEP = Duration.ofSeconds(1);
  static final int STEPS = 10;
  static final int UPS = 3;

  /// A frozen service takes the whole limit of every question.
  private static final int MOST_SILENCES = 3;

  private final OurRecords records;
  private final Pause pause;

  NetworkMending(OurRecords records, Pause pause) {
    this.records = records;
    this.pause = pause;
  }

  /// Down, and up again.
  Mended downAndUp(Reading before, Farewell farewell) throws InterruptedException {
    Cli cli = before.cli();
    if (cli == null) {
      return new Refrained(reason(before));
    }
    if (before.is(Backend.STOPPED)) {
      return up(before);
    }
    if (!before.isMendable()) {
      return new Refrained(reason(before));
    }
    farewell.say();
    pause.last(PARTING);
    records.switchingOff();
    try {
      var call = new Call.Down();
      Result result = cli.run(call);
      Node after = until(cli, Backend.STOPPED);
      if (after != null && after.backend() == Backend.RUNNING) {
        records.isOn();
        return refused(call, result, before.variant());
      }
      Mended up = bringUp(cli, before.variant());
      return up instanceof Done ? new Done("Tailscale was switched off and on") : up;
    } catch (InterruptedException e) {
      lastWord(cli);
      throw e;
    }
  }

  /// Only up, where it is down and may be brought up.
  Mended up(Reading before) throws InterruptedException {
    Finding trouble = before.trouble();
    Cli cli = before.cli();
    if (cli == null || trouble == null || trouble.cause().cure() != Cure.REAPPLY) {
      return new Refrained(reason(before));
    }
    return bringUp(cli, before.variant());
  }

  /// Plain `up`, which may have to be said again.
  private Mended bringUp(Cli cli, Variant variant) throws InterruptedException {
    String why = "it was not tried";
    for (int i = 0; i < UPS; i++) {
      var call = new Call.Up();
      Finding told = CliTrouble.of(call, cli.run(call), variant);
      Node node = until(cli, Backend.RUNNING);
      if (node != null && node.backend() == Backend.RUNNING) {
        records.isOn();
        return new Done("Tailscale was switched on");
      }
      if (told != null && told.cause().cure() == Cure.PERSON) {
        return new Refrained(told);
      }
      why =
          (told == null ? call.words() : told.what())
              + "; its state is "
              + (node == null ? "not to be had" : node.state());
      if (node == null || node.backend() != Backend.STOPPED) {
        // It is on its way, does not answer, or waits for something that `up` does not bring.
        break;
      }
    }
    return new Failed(why);
  }

  /// Looks until it is in that state; returns what was seen last.
  private @Nullable Node until(Cli cli, Backend wanted) throws InterruptedException {
    Node node = Reader.state(cli);
    int silences = node == null ? 1 : 0;
    for (int i = 0; i < STEPS && silences < MOST_SILENCES; i++) {
      if (node != null && node.backend() == wanted) {
        break;
      }
      pause.last(STEP);
      node = Reader.state(cli);
      silences = node == null ? silences + 1 : 0;
    }
    return node;
  }

  private static Mended refused(Call call, Result result, Variant variant) {
    Finding told = CliTrouble.of(call, result, variant);
    if (told == null) {
      return new Failed(call.words() + " ended, and Tailscale still runs");
    }
    return told.cause().cure() == Cure.PERSON ? new Refrained(told) : new Failed(told.what());
  }

  /// We are being stopped while it is down. Saying `up` takes a moment, and a machine that stays
  /// out of its tailnet may be one that nobody can reach any more.
  private void lastWord(Cli cli) throws InterruptedException {
    if (cli.run(new Call.Up()) instanceof Result.Ran(int exit, _, _) && exit == 0) {
      records.isOn();
    }
  }

  private static Finding reason(Reading before) {
    Finding trouble = before.trouble();
    return trouble == null ? EntryMending.unasked() : trouble;
  }
}
