package dev.homeport.store.redis.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a Redis is and how it is entered. Its words never hold the password, nor the user.
///
/// @param secure whether the way there is encrypted
/// @param password nothing where none is needed
/// @param database the number of it
/// @param prefix what the names of all of our keys begin with
/// @param patience how long somebody waits for an answer at most
public record RedisAddress(
    String host,
    int port,
    boolean secure,
    @Nullable String user,
    @Nullable String password,
    int database,
    String prefix,
    Duration patience) {
  private static final int PORT = 6379;
  private static final int MOST_DATABASES = 1 << 16;
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>rediss?)://(?:(?<login>[^/?#]*)@)?"
              + "(?<host>\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?"
              + "(?:/(?<number>[0-9]{0,6}))?(?:\\?(?<query>[^#]*))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final String RIGHT =
      "; right is redis://USER:PASSWORD@HOST:PORT/NUMBER, or rediss://… for TLS";

  /// What came of reading an address.
  public sealed interface Read {
    /// It is one.
    record Good(RedisAddress address) implements Read {}

    /// It is none, and what is wrong, without anything secret.
    record Bad(String why) implements Read {}
  }

  /// Reads an address as it stands in the settings.
  public static Read read(String url) {
    Matcher form = FORM.matcher(url.strip());
    if (!form.matches()) {
      return new Read.Bad("this is no address of a Redis" + RIGHT);
    }
    int port = form.group("port") == null ? PORT : Integer.parseInt(form.group("port"));
    if (port < 1 || port > 0xffff) {
      return new Read.Bad("there is no port " + port + RIGHT);
    }
    String number = form.group("number");
    int database = number == null || number.isEmpty() ? 0 : Integer.parseInt(number);
    if (database >= MOST_DATABASES) {
      return new Read.Bad("there is no database " + database + RIGHT);
    }
    var bare =
        new RedisAddress(
            form.group("host").replaceAll("[\\[\\]]", ""),
            port,
            form.group("scheme").equalsIgnoreCase("rediss"),
            null,
            null,
            database,
            "homeport:",
            PATIENCE);
    try {
      return withQuery(bare.entered(form.group("login")), form.group("query"));
    } catch (IllegalArgumentException _) {
      return new Read.Bad(
          "what follows a % in user, password or query must be two hexadecimal digits" + RIGHT);
    }
  }

  private RedisAddress entered(@Nullable String login) {
    if (login == null || login.isEmpty()) {
      return this;
    }
    int colon = login.indexOf(':');
    String before = decoded(colon < 0 ? login : login.substring(0, colon));
    String after = colon < 0 ? "" : decoded(login.substring(colon + 1));
    return new RedisAddress(
        host,
        port,
        secure,
        before.isEmpty() ? null : before,
        after.isEmpty() ? null : after,
        database,
        prefix,
        patience);
  }

  private static Read withQuery(RedisAddress entered, @Nullable String query) {
    if (entered.user != null && entered.password == null) {
      return new Read.Bad("a user needs a password" + RIGHT);
    }
    String prefix = entered.prefix;
    Duration patience = entered.patience;
    for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      switch (name) {
        case "prefix" -> {
          if (!PREFIX.matcher(value).matches()) {
            return new Read.Bad(
                "prefix is up to 64 letters, digits and any of . _ : -, for instance"
                    + " ?prefix=staging");
          }
          prefix = value.endsWith(":") ? value : value + ":";
        }
        case "patience" -> {
          if (!value.matches("[0-9]{1,4}ms") || value.matches("0+ms")) {
            return new Read.Bad(
                "patience is how long a request waits for Redis, for instance ?patience=50ms;"
                    + " at most 9999ms");
          }
          patience = Duration.ofMillis(Long.parseLong(value.replace("ms", "")));
        }
        default -> {
          return new Read.Bad("a Redis has no setting of that name; there are prefix and patience");
        }
      }
    }
    return new Read.Good(
        new RedisAddress(
            entered.host,
            entered.port,
            entered.secure,
            entered.user,
            entered.password,
            entered.database,
            prefix,
            patience));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The address as anybody may see it.
  public String where() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "%s://%s:%d/%d".formatted(secure ? "rediss" : "redis", name, port, database);
  }

  /// A key of ours. What stands in braces is the same in all of them, so that a cluster keeps them
  /// on one node.
  public String key(String name) {
    return prefix + "{state}:" + name;
  }

  /// On which changes are told; unlike keys, channels are the same for all databases.
  public String channel() {
    return key("changes:" + database);
  }

  @Override
  public String toString() {
    return where();
  }
}
