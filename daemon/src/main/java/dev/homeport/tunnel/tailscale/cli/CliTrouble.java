package dev.homeport.tunnel.tailscale.cli;

import dev.homeport.host.Command.Result;
import dev.homeport.host.Command.Result.NotFound;
import dev.homeport.host.Command.Result.Ran;
import dev.homeport.host.Command.Result.TimedOut;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.tailscale.cli.Call.Down;
import dev.homeport.tunnel.tailscale.cli.Call.Off;
import dev.homeport.tunnel.tailscale.cli.Call.On;
import dev.homeport.tunnel.tailscale.cli.Call.Published;
import dev.homeport.tunnel.tailscale.cli.Call.Status;
import dev.homeport.tunnel.tailscale.cli.Call.Up;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong according to how a call of `tailscale` ended.
///
/// Only troubles are told: an end without one proves nothing, because the command also ends with
/// status 0 where it did nothing. Whether a change was made, only reading it again tells.
public final class CliTrouble {
  private static final Pattern URL = Pattern.compile("https?://[^\\s\"]+");
  private static final String TO_LOG_IN = "tailscale up";
  private static final int LONGEST = 300;

  private CliTrouble() {}

  /// The trouble; nothing where the call shows none.
  public static @Nullable Finding of(Call call, Result result, Variant variant) {
    return switch (result) {
      case NotFound(String why) when why.contains("ermission denied") ->
          new Finding(Cause.NOT_ALLOWED, why, "let this user run it, or set daemon.tunnel.command");
      case NotFound(String why) ->
          new Finding(Cause.NOT_INSTALLED, why, "install Tailscale, or set daemon.tunnel.command");
      case TimedOut timedOut -> frozen(call, timedOut, variant);
      case Ran(int exit, String out, String err) when exit == 0 -> quiet(call, out, err, variant);
      case Ran(int exit, String out, String err) -> failed(call, exit, out, err, variant);
    };
  }

  /// Whether it lost against somebody who changed the same thing: then it may be said again.
  public static boolean lostARace(Result result) {
    return result instanceof Ran(int exit, _, String err)
        && exit != 0
        && Symptom.in(err).filter(Symptom.RACE::equals).isPresent();
  }

  /// A call that came to no end waits for a person, where it says so, and else for a service that
  /// does not answer.
  private static Finding frozen(Call call, TimedOut timedOut, Variant variant) {
    Optional<Symptom> seen = Symptom.in(timedOut.err()).or(() -> spoken(call, timedOut.out()));
    if (seen.isPresent()) {
      return finding(seen.get(), call, timedOut.out() + "\n" + timedOut.err(), variant);
    }
    return new Finding(
        Cause.SERVICE_FROZEN,
        call.words()
            + " did not come to an end within "
            + timedOut.limit().toSeconds()
            + " s: Tailscale's service does not answer",
        variant.restart());
  }

  /// Ended well, as it says: it may have done nothing but ask a person, or show a text of the app.
  private static @Nullable Finding quiet(Call call, String out, String err, Variant variant) {
    return switch (call) {
      case On _, Off _ ->
          spoken(call, out)
              .map(symptom -> finding(symptom, call, out + "\n" + err, variant))
              .orElse(null);
      case Status _, Published _ ->
          out.stripLeading().startsWith("{") ? null : noJson(call, out, err, variant);
      case Up _ ->
          Symptom.in(err)
              .filter(symptom -> symptom == Symptom.APPROVAL)
              .map(symptom -> finding(symptom, call, err, variant))
              .orElse(null);
      case Down _ -> null;
    };
  }

  private static Finding noJson(Call call, String out, String err, Variant variant) {
    String said = out + "\n" + err;
    return Symptom.in(said)
        .map(symptom -> finding(symptom, call, said, variant))
        .orElseGet(
            () ->
                new Finding(
                    Cause.NOT_READY,
                    call.words() + " printed no JSON" + quoted(said),
                    "see what `" + call.words() + "` prints in a terminal"));
  }

  /// The error goes before what was printed: the command prints states and questions first.
  private static Finding failed(Call call, int exit, String out, String err, Variant variant) {
    String said = out + "\n" + err;
    return Symptom.in(err)
        .or(() -> spoken(call, out))
        .map(symptom -> finding(symptom, call, said, variant))
        .orElseGet(
            () ->
                new Finding(
                    Cause.NOT_READY,
                    call.words()
                        + " ended with exit status "
                        + exit
                        + quoted(err.isBlank() ? out : err),
                    "see what `" + call.words() + "` prints in a terminal"));
  }

  /// What an output says. The state in JSON is no text: it holds addresses and words of others.
  private static Optional<Symptom> spoken(Call call, String out) {
    boolean json =
        (call instanceof Status || call instanceof Published) && out.stripLeading().startsWith("{");
    return json ? Optional.empty() : Symptom.in(out);
  }

  private static Finding finding(Symptom symptom, Call call, String said, Variant variant) {
    String url = url(said);
    String next =
        symptom
            .next()
            .replace("{start}", variant.start())
            .replace("{restart}", variant.restart())
            .replace("{url}", url == null ? TO_LOG_IN : url);
    return new Finding(
        symptom.cause(), symptom.what() + " (" + call.words() + quoted(said) + ")", next);
  }

  private static @Nullable String url(String said) {
    Matcher matcher = URL.matcher(said);
    return matcher.find() ? matcher.group() : null;
  }

  /// The text in one line, as far as anybody reads it.
  private static String quoted(String said) {
    String line = said.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "";
    }
    return ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }
}
