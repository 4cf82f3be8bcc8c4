package dev.homeport.tunnel.twingate.client;

import dev.homeport.host.Command.Result;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.FirstLine;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `twingate status` has said. Only the one word `online` says that it is; what a program
/// exits with says nothing here, and no other text is taken for that word.
///
/// @param trouble nothing where it is online
record ClientStatus(@Nullable Finding trouble) {
  private static final String ONLINE = "online";

  boolean isOnline() {
    return trouble == null;
  }

  static ClientStatus of(Result result) {
    return new ClientStatus(
        switch (result) {
          case Result.NotFound(String why) ->
              new Finding(Cause.NOT_INSTALLED, why, "install Twingate's client for Linux");
          case Result.TimedOut(var limit, _, _) ->
              new Finding(
                  Cause.SERVICE_FROZEN,
                  "twingate status gave no answer within " + limit.toSeconds() + " s",
                  "run: sudo systemctl restart twingate");
          case Result.Ran(_, String out, String err) -> judged(out, err);
        });
  }

  private static @Nullable Finding judged(String out, String err) {
    String word = out.strip().toLowerCase(Locale.ROOT);
    return switch (word) {
      case ONLINE -> null;
      case "offline" ->
          new Finding(
              Cause.NO_CONTROL,
              "the client of Twingate is offline",
              "run: twingate start, and look at /var/log/twingated.log");
      case "not-running" ->
          new Finding(
              Cause.SERVICE_GONE, "the client of Twingate does not run", "run: twingate start");
      case "connecting", "authenticating", "starting" ->
          new Finding(
              Cause.STARTING,
              "the client of Twingate is " + word,
              "wait; if it stays so, look at /var/log/twingated.log");
      default -> other(word, err);
    };
  }

  private static Finding other(String word, String err) {
    String said = FirstLine.of(word.isEmpty() ? err : word);
    if (said.contains("authenticat") || said.contains("set up") || said.contains("setup")) {
      return new Finding(
          Cause.LOGGED_OUT,
          "twingate status says: " + said,
          "give the router a service key: TWINGATE_SERVICE_KEY=file:PATH");
    }
    return new Finding(
        Cause.NOT_READY,
        said.isEmpty() ? "twingate status says nothing" : "twingate status says: " + said,
        "run: twingate status, and look at /var/log/twingated.log");
  }
}
