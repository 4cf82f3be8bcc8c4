package dev.homeport.config.door;

import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.config.door.AlertSettings.Way;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Problem;
import dev.homeport.config.value.Many;
import dev.homeport.config.value.One;
import dev.homeport.config.value.Parts;
import dev.homeport.config.value.Read;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads whom to tell of what, and shows it. Most daemons tell nobody, and load nothing of this.
///
/// @param onMac whether it is the daemon's, which has a screen and no money
record AlertReader(boolean onMac) {
  private static final String WEBHOOK = "webhook";
  private static final String SLACK = "slack";
  private static final String TELEGRAM = "telegram";
  private static final String NOTIFY = "notify";
  private static final String CHAT = "chat";
  private static final String TOKEN = "token";
  private static final String URL = "url";
  private static final String ON = "on";
  private static final String MACOS = "macos";
  private static final List<String> WAYS = List.of(WEBHOOK, SLACK, TELEGRAM, NOTIFY);
  private static final List<String> PARTS = List.of(WEBHOOK, SLACK, TELEGRAM, NOTIFY, CHAT, ON);
  private static final List<String> BOT = List.of(TOKEN, CHAT, URL);
  private static final One<String> SCREEN = Texts.words(List.of(MACOS), word -> word);
  private static final Many<Topic> TOPICS =
      new Many<>(Texts.choice(Topic.class), "[ account, provider ]");

  /// What can happen to a role.
  Set<Topic> possible() {
    return onMac
        ? EnumSet.of(Topic.PROVIDER, Topic.TUNNEL, Topic.KEY_GUESSING)
        : EnumSet.allOf(Topic.class);
  }

  Read<List<AlertSettings>> read(Node node) {
    var problems = new ArrayList<Problem>();
    var alerts = new ArrayList<AlertSettings>();
    for (Node one : nodes(node)) {
      AlertSettings alert = alert(one, problems);
      if (alert != null) {
        alerts.add(alert);
      }
    }
    return problems.isEmpty()
        ? new Read.Good<>(List.copyOf(alerts))
        : new Read.Bad<>(List.copyOf(problems));
  }

  private static List<Node> nodes(Node node) {
    if (node instanceof Node.Text text && text.origin().isOneLine()) {
      var pieces = new ArrayList<Node>();
      for (String piece : text.text().split(",(?=\\s*(?:https?:|" + MACOS + "))", -1)) {
        String place = text.place() + "[" + (pieces.size() + 1) + "]";
        pieces.add(new Node.Text(place, text.origin(), piece.strip()).hidden());
      }
      return pieces;
    }
    return node instanceof Node.Items items ? items.items() : List.of(node);
  }

  private @Nullable AlertSettings alert(Node node, List<Problem> problems) {
    return switch (node) {
      case Fields fields -> inFields(fields, problems);
      case Node.Text text when onMac && text.text().equals(MACOS) -> notification(possible());
      case Node.Text text -> {
        Secret url = AlertUrl.read(text, problems);
        yield url == null ? null : webhook(url, possible());
      }
      case Node.Nothing _ -> null;
      case Node.Items _ -> {
        problems.add(node.problem("a list stands in a list", AlertRows.RIGHT));
        yield null;
      }
    };
  }

  private @Nullable AlertSettings inFields(Fields fields, List<Problem> problems) {
    var parts = new Parts(fields, PARTS, problems);
    Set<Topic> on = topics(parts);
    List<String> ways = WAYS.stream().filter(way -> parts.node(way) != null).toList();
    if (ways.size() != 1) {
      parts.wrong(
          ways.isEmpty() ? "does not say how" : "says " + String.join(" and ", ways),
          "write one of webhook: URL, slack: URL, telegram: { token: …, chat: … }"
              + (onMac ? ", notify: macos" : ""));
      return null;
    }
    String way = ways.getFirst();
    if (!way.equals(TELEGRAM) && parts.node(CHAT) != null) {
      parts.wrong("names a chat, which only telegram has", "leave it out");
    }
    return switch (way) {
      case WEBHOOK -> {
        Secret url = url(parts, WEBHOOK, problems);
        yield url == null ? null : webhook(url, on);
      }
      case SLACK -> {
        Secret url = url(parts, SLACK, problems);
        yield url == null ? null : new AlertSettings(Way.SLACK, url, null, on);
      }
      case TELEGRAM -> telegram(parts, on, problems);
      default -> screen(parts, on);
    };
  }

  private @Nullable AlertSettings screen(Parts parts, Set<Topic> on) {
    if (!onMac) {
      parts.wrong(
          "a router has no screen that somebody looks at",
          "write webhook: URL, or notify: macos below daemon.alerts");
      return null;
    }
    return parts.maybe(NOTIFY, SCREEN) == null ? null : notification(on);
  }

  private static AlertSettings notification(Set<Topic> on) {
    return new AlertSettings(Way.NOTIFICATION, null, null, on);
  }

  private static @Nullable Secret url(Parts parts, String name, List<Problem> problems) {
    Node node = parts.node(name);
    return node == null ? null : AlertUrl.read(node, problems);
  }

  /// Somebody else's webhook may be one whose shape is known.
  private static AlertSettings webhook(Secret url, Set<Topic> on) {
    URI where = URI.create(url.reveal());
    if (AlertUrl.isSlack(where)) {
      return new AlertSettings(Way.SLACK, url, null, on);
    }
    String chat = AlertUrl.chatOf(where);
    return chat == null
        ? new AlertSettings(Way.WEBHOOK, url, null, on)
        : new AlertSettings(Way.TELEGRAM, AlertUrl.withoutQuery(url), chat, on);
  }

  private static @Nullable AlertSettings telegram(
      Parts parts, Set<Topic> on, List<Problem> problems) {
    Node node = parts.node(TELEGRAM);
    if (node instanceof Fields fields) {
      var bot = new Parts(fields, BOT, problems);
      return telegram(bot, bot.must(TOKEN, AlertUrl.TOKEN), url(bot, URL, problems), on);
    }
    return node == null ? null : telegram(parts, parts.read(node, AlertUrl.TOKEN), null, on);
  }

  private static @Nullable AlertSettings telegram(
      Parts parts, @Nullable Secret token, @Nullable Secret base, Set<Topic> on) {
    String chat = parts.must(CHAT, AlertUrl.CHAT);
    return token == null || chat == null
        ? null
        : new AlertSettings(Way.TELEGRAM, AlertUrl.ofBot(token, base), chat, on);
  }

  private Set<Topic> topics(Parts parts) {
    List<Topic> written = parts.node(ON) == null ? null : parts.maybe(ON, TOPICS);
    if (written != null && written.isEmpty()) {
      parts.wrong("is told of nothing", "name something in on, or leave it out for everything");
    }
    return written == null || written.isEmpty() ? possible() : EnumSet.copyOf(written);
  }

  static String print(List<AlertSettings> alerts) {
    return alerts.stream().map(AlertReader::print).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String print(AlertSettings alert) {
    String where = alert.host() == null ? MACOS : alert.host();
    return alert.way().name().toLowerCase(Locale.ROOT)
        + " "
        + where
        + alert.on().stream()
            .sorted()
            .map(Texts::word)
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
