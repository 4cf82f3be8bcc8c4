package dev.homeport.tunnel.tailscale.cli;

import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import java.nio.file.Path;
import java.util.ArrayList;

/// A `tailscale` on this machine.
public record Installed(Path program, Variant variant) {
  /// The app's program is a window as well as a command, and chooses by the variables of a
  /// terminal, which a service has none of; this one tells it.
  static final String BE_CLI = "TAILSCALE_BE_CLI";

  /// A tailnet may grant a machine thousands of capabilities, and all are in its state.
  static final int MOST_BYTES = 4 * 1024 * 1024;

  /// It as somebody to talk to.
  public Cli cli(Limits limits) {
    return call -> run(call, limits);
  }

  private Result run(Call call, Limits limits) throws InterruptedException {
    var argv = new ArrayList<String>();
    argv.add(program.toString());
    argv.addAll(call.arguments());
    return new Command(argv, limits.of(call)).with(BE_CLI, "1").keeping(MOST_BYTES).run();
  }
}
