package dev.homeport.tunnel.outside;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page on which a router tells what it sees of its homes: written by the router, read by the
/// Mac, which may be of another version. What it does not know is left out.
///
/// @param instance the router's name
/// @param now the router's clock
public record PresencePage(@Nullable String instance, Instant now, List<Home> homes) {
  /// One home as it was seen last.
  ///
  /// @param state how it is; `starting` where nobody has looked yet
  /// @param checked when it was looked at
  /// @param since when it came into this state
  /// @param instance who answered there, where somebody said so
  /// @param nonce the number of the question that was answered
  public record Home(
      String name,
      @Nullable URI url,
      HomeState state,
      @Nullable Finding trouble,
      @Nullable Instant checked,
      @Nullable Instant since,
      @Nullable Duration took,
      @Nullable String instance,
      @Nullable String nonce,
      List<Evidence> evidence,
      List<Notice> notices) {
    /// Copies the lists.
    public Home {
      evidence = List.copyOf(evidence);
      notices = List.copyOf(notices);
    }
  }

  /// Copies the list.
  public PresencePage {
    homes = List.copyOf(homes);
  }

  /// The page as JSON.
  public JsonFields fields() {
    return new JsonFields()
        .put("instance", instance)
        .put("now", now.truncatedTo(ChronoUnit.MILLIS).toString())
        .put("homes", homes.stream().map(PresencePage::fields).toList());
  }

  private static JsonFields fields(Home home) {
    Finding trouble = home.trouble();
    return new JsonFields()
        .put("name", home.name())
        .put("url", home.url() == null ? null : home.url().toString())
        .put("state", home.state().word())
        .put("cause", trouble == null ? null : trouble.cause().word())
        .put("what", trouble == null ? null : trouble.what())
        .put("next", trouble == null ? null : trouble.next())
        .put("checked", text(home.checked()))
        .put("since", text(home.since()))
        .put("took_ms", home.took() == null ? null : home.took().toMillis())
        .put("home_instance", home.instance())
        .put("nonce", home.nonce())
        .put("evidence", home.evidence().stream().map(PresencePage::fields).toList())
        .put("notices", home.notices().stream().map(PresencePage::fields).toList());
  }

  private static JsonFields fields(Evidence seen) {
    Duration took = seen.took();
    return new JsonFields()
        .put("layer", seen.layer().word())
        .put("mark", seen.mark().word())
        .put("what", seen.what())
        .put("took_ms", took == null ? null : took.toMillis());
  }

  private static JsonFields fields(Notice notice) {
    return new JsonFields()
        .put("topic", notice.topic())
        .put("what", notice.what())
        .put("next", notice.next());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /// Reads one; nothing where it is none.
  static @Nullable PresencePage of(String text) {
    if (!(JsonObject.parse(text) instanceof JsonObject.Parsed.Good(JsonObject page))) {
      return null;
    }
    Instant now = instant(page.text("now"));
    if (now == null || !page.has("homes")) {
      return null;
    }
    return new PresencePage(
        page.text("instance"),
        now,
        page.objects("homes").stream().map(PresencePage::home).toList());
  }

  private static Home home(JsonObject home) {
    HomeState state = HomeState.UNPROVEN;
    for (HomeState each : HomeState.values()) {
      state = each.word().equals(home.text("state")) ? each : state;
    }
    return new Home(
        plain(home.text("name", "home")),
        url(home.text("url")),
        state,
        trouble(home),
        instant(home.text("checked")),
        instant(home.text("since")),
        took(home),
        plainOrNot(home.text("home_instance")),
        home.text("nonce"),
        evidence(home),
        home.objects("notices").stream()
            .map(
                each ->
                    new Notice(
                        plain(each.text("topic", "router")),
                        plain(each.text("what", "")),
                        plain(each.text("next", ""))))
            .toList());
  }

  /// A cause that this version does not know is one of its own.
  private static @Nullable Finding trouble(JsonObject home) {
    String word = home.text("cause");
    if (word == null) {
      return null;
    }
    Cause cause = Cause.NOT_REACHED;
    for (Cause each : Cause.values()) {
      cause = each.word().equals(word) ? each : cause;
    }
    return new Finding(
        cause,
        plain(home.text("what", word)),
        plain(home.text("next", "look at the router: homeport status")));
  }

  private static List<Evidence> evidence(JsonObject home) {
    var all = new ArrayList<Evidence>();
    for (JsonObject each : home.objects("evidence")) {
      for (Layer layer : Layer.values()) {
        for (Mark mark : Mark.values()) {
          if (layer.word().equals(each.text("layer")) && mark.word().equals(each.text("mark"))) {
            all.add(new Evidence(layer, mark, plain(each.text("what", "")), took(each)));
          }
        }
      }
    }
    return all;
  }

  private static @Nullable Duration took(JsonObject part) {
    long millis = part.number("took_ms", -1);
    return millis < 0 ? null : Duration.ofMillis(millis);
  }

  private static @Nullable URI url(@Nullable String text) {
    try {
      return text == null ? null : URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String plain(String text) {
    return Words.plain(text);
  }

  private static @Nullable String plainOrNot(@Nullable String text) {
    return text == null ? null : Words.plain(text);
  }
}
