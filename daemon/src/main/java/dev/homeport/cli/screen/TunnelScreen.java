package dev.homeport.cli.screen;

import dev.homeport.wire.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a daemon's page tells of its tunnel, as lines of a screen. Pure.
public final class TunnelScreen {
  private static final int MOST_NOTICES = 2;

  private final JsonObject tunnel;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private TunnelScreen(JsonObject tunnel, Instant now) {
    this.tunnel = tunnel;
    this.now = now;
  }

  /// The lines.
  public static List<String> of(JsonObject tunnel, Instant now) {
    var screen = new TunnelScreen(tunnel, now);
    screen.build();
    return screen.lines;
  }

  private void build() {
    add("tunnel", text("state") + address() + proof());
    String what = text("what");
    String cause = text("cause");
    if (!cause.isEmpty()) {
      boolean suspect = tunnel.flag("suspect", false);
      String doubt =
          suspect
              ? "looked down once, is looked at again: "
              : isRecovering() ? "looked well once, is looked at again; it was " : "";
      add("", doubt + joined(cause, what));
    }
    String next = text("next");
    if (!next.isEmpty() && !isRecovering()) {
      add("", "next: " + next);
    }
    tunnel.objects("notices").stream()
        .limit(MOST_NOTICES)
        .forEach(
            notice -> {
              add("", notice.text("what", ""));
              String step = notice.text("next", "");
              if (!step.isEmpty()) {
                add("", "next: " + step);
              }
            });
    tunnel.objects("repairs").stream()
        .findFirst()
        .ifPresent(
            repair ->
                add(
                    "",
                    "last repair %s ago: %s for %s, %s"
                        .formatted(
                            Relative.ago(repair.text("at", ""), now),
                            repair.text("rung", ""),
                            repair.text("cause", ""),
                            repair.text("outcome", ""))));
  }

  private String address() {
    String url = text("url");
    return url.isEmpty() ? "" : " at " + url;
  }

  private String proof() {
    String ago = Relative.ago(text("verified"), now);
    String from = text("verified_from");
    if (ago.isEmpty()) {
      return "";
    }
    return (text("state").equals("fine")
            ? ", seen from outside "
            : ", last seen well from outside ")
        + ago
        + " ago"
        + (from.isEmpty() ? "" : " by " + from);
  }

  /// Whether it is called down and was seen well since: one look is not enough for either.
  private boolean isRecovering() {
    try {
      return !text("state").equals("fine")
          && Instant.parse(text("verified")).isAfter(Instant.parse(text("since")));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String joined(String cause, String what) {
    return what.isEmpty() ? cause : cause + ": " + what;
  }

  private void add(String name, String words) {
    lines.add(StatusScreen.named(name, StatusScreen.printable(words)));
  }

  private String text(String name) {
    return tunnel.text(name, "");
  }
}
