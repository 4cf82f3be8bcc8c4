package dev.homeport.config.door;

import dev.homeport.config.source.Node;
import dev.homeport.config.source.Problem;
import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.Read;
import dev.homeport.config.value.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where alerts go. The whole of such a URL is a secret but for its host: who has it can write
/// there.
final class AlertUrl {
  private static final String RIGHT = "write the https:// URL that the service gave out";
  private static final List<String> SLACK = List.of("hooks.slack.com", "hooks.slack-gov.com");
  private static final String TELEGRAM = "https://api.telegram.org";
  private static final Pattern SENDING = Pattern.compile("/bot[^/]+/sendMessage");
  private static final Pattern IN_QUERY = Pattern.compile("(?:^|.*&)chat_id=([^&]+).*");
  private static final Pattern BOT = Pattern.compile("\\d+:[A-Za-z0-9_-]+");
  private static final Pattern ROOM = Pattern.compile("-?\\d+|@[A-Za-z0-9_]+");
  private static final int LARGEST_PORT = 65_535;

  private static final One<Secret> URL = new One<>(RIGHT, AlertUrl::judge, Secret::toString);

  /// The token of a bot.
  static final One<Secret> TOKEN =
      new One<>(
          "write ${NAME} of what BotFather gave out",
          text ->
              BOT.matcher(text).matches()
                  ? new Judged.Right<>(new Secret(text))
                  : new Judged.Wrong<>(
                      "is no token of a bot", "write what BotFather gave out: 123456:ABC…"),
          Secret::toString);

  /// The chat that a bot writes to.
  static final One<String> CHAT =
      new One<>(
          "write \"123456\" or \"@channel\"",
          text ->
              ROOM.matcher(text).matches()
                  ? new Judged.Right<>(text)
                  : new Judged.Wrong<>(
                      "is no chat", "write its number, such as \"-100123\", or \"@channel\""),
          text -> text);

  private AlertUrl() {}

  /// The URL that stands here.
  static @Nullable Secret read(Node node, List<Problem> problems) {
    return switch (URL.read(node instanceof Node.Text text ? text.hidden() : node)) {
      case Read.Good<Secret>(Secret url) -> url;
      case Read.Bad<Secret>(List<Problem> more) -> {
        problems.addAll(more);
        yield null;
      }
    };
  }

  private static Judged<Secret> judge(String text) {
    URI url;
    try {
      url = new URI(text).parseServerAuthority();
    } catch (URISyntaxException _) {
      return new Judged.Wrong<>("is not a URL", RIGHT);
    }
    if (url.getScheme() == null || !url.getScheme().matches("(?i)https?")) {
      return new Judged.Wrong<>("is not a URL of https or http", RIGHT);
    }
    if (url.getRawUserInfo() != null) {
      return new Judged.Wrong<>("holds a user or a password before its host", RIGHT);
    }
    if (url.getHost() == null || url.getPort() > LARGEST_PORT) {
      return new Judged.Wrong<>("has no host that could be", RIGHT);
    }
    return url.getRawFragment() == null && text.equals(url.toASCIIString())
        ? new Judged.Right<>(new Secret(text))
        : new Judged.Wrong<>("holds a # or a character beyond ASCII", RIGHT);
  }

  static boolean isSlack(URI url) {
    return SLACK.contains(url.getHost());
  }

  /// The chat in the URL of a bot's `sendMessage`; nothing where it is none.
  static @Nullable String chatOf(URI url) {
    if (!url.getHost().equals(URI.create(TELEGRAM).getHost())
        || !SENDING.matcher(url.getPath()).matches()
        || url.getQuery() == null) {
      return null;
    }
    Matcher chat = IN_QUERY.matcher(url.getQuery());
    return chat.matches() ? chat.group(1) : null;
  }

  static Secret withoutQuery(Secret url) {
    String text = url.reveal();
    return new Secret(text.substring(0, text.indexOf('?')));
  }

  /// Where a bot takes messages.
  ///
  /// @param base of a server of one's own; nothing for Telegram's
  static Secret ofBot(Secret token, @Nullable Secret base) {
    String start = base == null ? TELEGRAM : base.reveal().replaceFirst("/+$", "");
    return new Secret(start + "/bot" + token.reveal() + "/sendMessage");
  }
}
