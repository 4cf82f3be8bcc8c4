package dev.homeport.tunnel.tailscale;

import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.host.Platform;
import dev.homeport.time.Deadline;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Farewell;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Mended.Done;
import dev.homeport.tunnel.Mended.Failed;
import dev.homeport.tunnel.Mended.Refrained;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.Variant;
import dev.homeport.tunnel.tailscale.reading.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts Tailscale's service anew, as far as this user may.
///
/// @param root whether we may start the system's services
/// @param limit how long one program may take
record ServiceMending(Platform platform, boolean root, Duration limit, Pause pause, Ticker ticker) {
  static final Duration STEP = Duration.ofSeconds(1);
  static final Duration COMING_BACK = Duration.ofMinutes(1);
  private static final int MOST_LOOKS = 60;

  /// What the app is given to end before it is opened again.
  static final Duration CLOSING = Duration.ofSeconds(3);

  private static final String LABEL = "system/com.tailscale.tailscaled";
  private static final String BREW_LABEL = "system/homebrew.mxcl.tailscale";

  /// Ends it and starts it.
  Mended restart(Reading before, Farewell farewell) throws InterruptedException {
    Cli cli = before.cli();
    Node node = before.node();
    Finding trouble = before.trouble();
    if (cli == null) {
      return new Refrained(trouble == null ? EntryMending.unasked() : trouble);
    }
    if (node != null && !before.isMendable()) {
      // It answers, and says what no new start mends.
      return new Refrained(trouble == null ? EntryMending.unasked() : trouble);
    }
    if (node == null && trouble != null && !isItsService(trouble)) {
      return new Refrained(trouble);
    }
    if (node != null && !node.online()) {
      return new Refrained(
          new Finding(
              Cause.NO_CONTROL,
              "the control server is not heard, and a service that begins without it serves nobody",
              "nothing: it is tried when the control server is back"));
    }
    Variant variant = before.variant();
    return switch (variant) {
      case APP -> app(cli, variant, farewell);
      case HOMEBREW ->
          asRoot(cli, variant, farewell, "launchctl", List.of("kickstart", "-k", BREW_LABEL));
      case SYSTEM -> asRoot(cli, variant, farewell, "launchctl", List.of("kickstart", "-k", LABEL));
      case LINUX -> asRoot(cli, variant, farewell, "systemctl", List.of("restart", "tailscaled"));
    };
  }

  private static boolean isItsService(Finding trouble) {
    return trouble.cause() == Cause.SERVICE_GONE || trouble.cause() == Cause.SERVICE_FROZEN;
  }

  private Mended app(Cli cli, Variant variant, Farewell farewell) throws InterruptedException {
    if (platform.service()) {
      return new Refrained(forAPerson(variant, "the app belongs to the user who is logged in"));
    }
    part(farewell);
    // Where it does not run there is nothing to quit, so how this ends is of no interest.
    run("osascript", List.of("-e", "quit app \"Tailscale\""));
    pause.last(CLOSING);
    String why = run("open", List.of("-a", "Tailscale"));
    return why == null ? cameBack(cli, "the app was quit and opened") : new Failed(why);
  }

  private Mended asRoot(
      Cli cli, Variant variant, Farewell farewell, String program, List<String> arguments)
      throws InterruptedException {
    if (!root) {
      return new Refrained(forAPerson(variant, "Tailscale's service belongs to root"));
    }
    part(farewell);
    String why = run(program, arguments);
    return why == null
        ? cameBack(cli, program + " " + String.join(" ", arguments))
        : new Failed(why);
  }

  private void part(Farewell farewell) throws InterruptedException {
    farewell.say();
    pause.last(NetworkMending.PARTING);
  }

  /// Runs it; says why it did not work, where it did not.
  private @Nullable String run(String program, List<String> arguments) throws InterruptedException {
    Optional<Path> path = platform.executable(program);
    if (path.isEmpty()) {
      return "the program " + program + " was not found";
    }
    var argv = new ArrayList<String>();
    argv.add(path.get().toString());
    argv.addAll(arguments);
    return switch (new Command(argv, limit).run()) {
      case Result.Ran(int exit, _, _) when exit == 0 -> null;
      case Result.Ran(int exit, _, String err) ->
          program + " ended with exit status " + exit + ": " + err.strip();
      case Result.TimedOut _ ->
          program + " did not come to an end within " + limit.toSeconds() + " s";
      case Result.NotFound(String why) -> why;
    };
  }

  private Mended cameBack(Cli cli, String what) throws InterruptedException {
    var deadline = Deadline.in(COMING_BACK, ticker);
    for (int i = 0; i < MOST_LOOKS && !deadline.hasPassed(); i++) {
      pause.last(STEP);
      Node node = Reader.state(cli);
      if (node != null) {
        return new Done(what + ": its state is " + node.state());
      }
    }
    return new Failed(what + ", and Tailscale's service does not answer yet");
  }

  private static Finding forAPerson(Variant variant, String why) {
    return new Finding(Cause.NOT_ALLOWED, why, variant.restart());
  }
}
