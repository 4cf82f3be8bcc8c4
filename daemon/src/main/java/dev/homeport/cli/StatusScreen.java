package dev.homeport.cli;

import dev.homeport.wire.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// The detailed `/health` of a daemon or of a router as one screen of text. Pure.
final class StatusScreen {
  private static final int NARROWEST = 10;

  private final JsonObject page;
  private final Instant now;
  private final int column;
  private final List<String> lines = new ArrayList<>();

  private StatusScreen(JsonObject page, Instant now) {
    this.page = page;
    this.now = now;
    this.column =
        page.objects("providers").stream()
            .mapToInt(provider -> provider.text("name", "").length())
            .reduce(NARROWEST, Math::max);
  }

  /// The lines of the screen.
  static List<String> of(String url, JsonObject page, Instant now) {
    var screen = new StatusScreen(page, now);
    screen.build(url);
    return screen.lines;
  }

  private void build(String url) {
    line("homeport", text("status") + " at " + url + version());
    String reason = text("reason");
    if (!reason.isEmpty()) {
      line("", reason);
    }
    if (page.has("providers")) {
      router();
    } else if (page.has("ollama")) {
      daemon();
    } else {
      line("", "no details without a key: set HOMEPORT_KEY or pass --key");
      return;
    }
    for (String problem : texts("config", "problems")) {
      line("config", problem);
    }
    List<String> waiting = texts("config", "needs_restart");
    if (!waiting.isEmpty()) {
      line("config", "changed, takes effect at the next start: " + String.join(", ", waiting));
    }
  }

  private void daemon() {
    ollama();
    line("tunnel", text("tunnel", "state") + because("tunnel"));
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

  private void router() {
    line(
        "chain",
        String.join(" → ", page.texts("chain"))
            + (page.flag("fallback", true) ? "" : ", and nobody in its place"));
    page.objects("providers").forEach(this::provider);
    requests();
  }

  /// Whether a provider answers, and what it has: as it was seen last, which may be long ago.
  private void provider(JsonObject provider) {
    String state =
        switch (provider.text("state", "")) {
          case "answers" -> "answers";
          case "fails" -> "fails";
          default -> "not asked yet";
        };
    line(
        provider.text("name", ""),
        state
            + prefixed(" for ", ago(provider.text("since", "")))
            + " at "
            + provider.text("url", "")
            + prefixed(", ", models(provider)));
    String cause = provider.text("cause", "");
    if (!cause.isEmpty()) {
      line("", cause);
    }
  }

  private String models(JsonObject provider) {
    long count = provider.number("models", 0);
    String counted = count == 1 ? "1 model" : count + " models";
    String seen = ago(provider.text("models_seen", ""));
    return seen.isEmpty() ? (count == 0 ? "" : counted) : counted + " seen " + seen + " ago";
  }

  /// How long ago that was; nothing where it never was.
  private String ago(String instant) {
    try {
      Instant then = Instant.parse(instant);
      if (then.equals(Instant.EPOCH)) {
        return "";
      }
      Duration span = Duration.between(then, now);
      return span(span.isNegative() ? Duration.ZERO : span);
    } catch (DateTimeParseException _) {
      return "";
    }
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
    lines.add(("%-" + column + "s %s").formatted(name, words));
  }

  private static String prefixed(String before, String words) {
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
