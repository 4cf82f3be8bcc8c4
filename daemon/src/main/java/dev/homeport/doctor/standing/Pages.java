package dev.homeport.doctor.standing;

import dev.homeport.doctor.Outcome;
import dev.homeport.wire.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// What a role's page says, as outcomes. Pure.
public final class Pages {
  private static final String FULL = "set HOMEPORT_KEY to an admin's";

  private Pages() {}

  /// Whether what runs is what is installed.
  ///
  /// @param mine the version of the program that looks
  /// @param restart the command that starts the role anew
  public static Outcome version(JsonObject page, String mine, String restart) {
    String theirs = page.text("version", "unknown");
    return theirs.equals(mine)
        ? Outcome.ok(theirs + ", as this program")
        : Outcome.warn("it runs " + theirs + ", and this program is " + mine, restart);
  }

  /// Whether its files hold as they are now.
  public static Outcome reload(JsonObject page, String restart) {
    JsonObject config = page.object("config");
    List<String> problems = config.texts("problems");
    if (!problems.isEmpty()) {
      return Outcome.fail(
          "its files were changed and are wrong, so that the old settings hold:\n"
              + String.join("\n", problems),
          "homeport config check");
    }
    List<String> waiting = config.texts("needs_restart");
    return waiting.isEmpty()
        ? Outcome.ok("its files hold as they are")
        : Outcome.warn("these wait for a restart: " + String.join(", ", waiting), restart);
  }

  /// Whether questions wait.
  public static Outcome queue(JsonObject page) {
    JsonObject queue = page.object("queue");
    long waiting = queue.number("waiting", 0);
    long capacity = queue.number("capacity", 0);
    String seen =
        queue.number("running", 0)
            + " running of "
            + queue.number("concurrent", 0)
            + ", "
            + waiting
            + " waiting of "
            + capacity;
    return waiting > 0 && waiting * 2 >= capacity
        ? Outcome.warn(seen, "homeport status   # who asks; daemon.limits.concurrent: N")
        : Outcome.ok(seen);
  }

  /// Whether Twingate's client, by which a router reaches its home, is well.
  public static Outcome twingate(JsonObject page) {
    for (JsonObject each : page.objects("providers")) {
      JsonObject tunnel = each.object("tunnel");
      if (tunnel.text("kind", "").equals("twingate")) {
        return client(tunnel);
      }
    }
    return Outcome.skip("its page says nothing of Twingate's client: " + FULL);
  }

  private static Outcome client(JsonObject tunnel) {
    String client = "Twingate's client (" + tunnel.text("client", "unknown") + ")";
    String state = client + " is " + tunnel.text("state", "unknown");
    if (tunnel.has("cause")) {
      return Outcome.fail(
          state + ": " + tunnel.text("detail", tunnel.text("cause", "")),
          tunnel.text("next", "homeport logs"));
    }
    List<Outcome> notices =
        tunnel.objects("notices").stream()
            .map(each -> Outcome.warn(each.text("what", ""), each.text("next", "")))
            .toList();
    return Outcome.of(notices, state);
  }

  /// Whether each of the chain can answer.
  public static Outcome chain(JsonObject page) {
    List<String> chain = page.texts("chain");
    var ill = new ArrayList<Outcome>();
    for (JsonObject each : page.objects("providers")) {
      String name = each.text("name", "");
      String state = each.text("state", "unknown");
      if (chain.contains(name) && each.has("cause")) {
        String detail = each.text("detail", each.text("cause", ""));
        ill.add(
            Outcome.warn(
                name + " is " + state + ": " + detail,
                "see provider." + name + " below; at once again: homeport status --role router"));
      }
    }
    return Outcome.of(ill, String.join(" → ", chain) + ": nothing speaks against any");
  }
}
