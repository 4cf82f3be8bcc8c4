package dev.homeport.cli.screen;

import dev.homeport.wire.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The detailed `/health` of a daemon or of a router as one screen of text. Pure.
public final class StatusScreen {
  private static final int MOST_PROBLEMS = 2;

  private final JsonObject page;
  private final boolean keyShown;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private StatusScreen(JsonObject page, boolean keyShown, Instant now) {
    this.page = page;
    this.keyShown = keyShown;
    this.now = now;
  }

  /// The lines of the screen.
  ///
  /// @param keyShown whether a key was sent for the page
  public static List<String> of(String url, JsonObject page, boolean keyShown, Instant now) {
    var screen = new StatusScreen(page, keyShown, now);
    screen.build(url);
    return screen.lines;
  }

  private void build(String url) {
    line("homeport", text("status") + " at " + url + version());
    if (page.has("providers")) {
      lines.addAll(RouterScreen.of(page, now));
      lines.addAll(HoldingsScreen.of(page, now));
      requests();
    } else {
      String reason = text("reason");
      if (!reason.isEmpty()) {
        line("", reason);
      }
      if (!page.has("ollama")) {
        line(
            "",
            keyShown
                ? "no details: the key is not known there, or may not see them"
                : "no details without a key: set HOMEPORT_KEY or pass --key");
        return;
      }
      daemon();
    }
    config();
  }

  private void config() {
    List<String> problems = texts("config", "problems");
    problems.stream().limit(MOST_PROBLEMS).forEach(problem -> line("config", problem));
    if (problems.size() > MOST_PROBLEMS) {
      line("", problems.size() - MOST_PROBLEMS + " more; all of them: homeport config check");
    }
    List<String> waiting = texts("config", "needs_restart");
    if (!waiting.isEmpty()) {
      line("config", "changed, takes effect at the next start: " + String.join(", ", waiting));
    }
  }

  private void daemon() {
    ollama();
    lines.addAll(TunnelScreen.of(page.object("tunnel"), now));
    line("link", text("link", "state") + because("link"));
    line(
        "queue",
        "%s running of %s, %s waiting of %s%s"
            .formatted(
                text("queue", "running"),
                text("queue", "concurrent"),
                text("queue", "waiting"),
                text("queue", "capacity"),
                prefixed(", loading ", text("queue", "loading"))));
    requests();
    line("power", text("power", "state") + because("power"));
  }

  private void requests() {
    line(
        "requests",
        "%s answered, %s refused, %s abandoned, %s cut, %s failed"
            .formatted(
                text("requests", "answered"),
                text("requests", "refused"),
                text("requests", "left"),
                text("requests", "cut"),
                text("requests", "failed")));
  }

  private String version() {
    String up = text("uptime_seconds");
    String since = up.isEmpty() ? "" : ", up " + span(Duration.ofSeconds(Long.parseLong(up)));
    return prefixed(", version ", text("version")) + since;
  }

  private void ollama() {
    line(
        "ollama",
        text("ollama", "state")
            + " at "
            + text("ollama", "url")
            + prefixed(", version ", text("ollama", "version"))
            + because("ollama"));
    String next = text("ollama", "next");
    if (!next.isEmpty()) {
      line("", "next: " + next);
    }
    List<String> models = texts("ollama", "models");
    if (!models.isEmpty()) {
      line("models", String.join(", ", models));
    }
    List<String> loaded = texts("ollama", "loaded");
    line("loaded", loaded.isEmpty() ? "none" : String.join(", ", loaded));
  }

  private String because(String part) {
    String cause = text(part, "cause");
    return cause.isEmpty() ? "" : " (" + cause + ")";
  }

  private void line(String name, String words) {
    lines.add(named(name, words));
  }

  /// A line under a name.
  static String named(String name, String words) {
    return "%-10s %s".formatted(name, words);
  }

  /// Words of somebody else's that cannot steer a terminal.
  public static String printable(String words) {
    return words.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", "?");
  }

  public static String prefixed(String before, String words) {
    return words.isEmpty() ? "" : before + words;
  }

  private String text(String part, String name) {
    return plain(page.object(part), name);
  }

  private String text(String name) {
    return plain(page, name);
  }

  private static String plain(JsonObject object, String name) {
    String text = object.text(name);
    return text != null ? text : object.has(name) ? Long.toString(object.number(name, 0)) : "";
  }

  private List<String> texts(String part, String name) {
    return page.object(part).texts(name);
  }

  /// A duration as people say it: `3d 4h`, `2h 5m`, `12s`.
  static String span(Duration duration) {
    long days = duration.toDays();
    int hours = duration.toHoursPart();
    int minutes = duration.toMinutesPart();
    if (days > 0) {
      return days + "d " + hours + "h";
    }
    if (hours > 0) {
      return hours + "h " + minutes + "m";
    }
    return minutes > 0
        ? minutes + "m " + duration.toSecondsPart() + "s"
        : duration.toSecondsPart() + "s";
  }
}
