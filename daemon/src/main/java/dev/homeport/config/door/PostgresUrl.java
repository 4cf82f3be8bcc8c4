package dev.homeport.config.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.One.Judged.Right;
import dev.homeport.config.value.One.Judged.Wrong;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The URL of a PostgreSQL, as hosting platforms give it out or as JDBC has it; it becomes the
/// latter, which wants user and password behind the question mark.
final class PostgresUrl {
  private static final String RIGHT =
      "write postgresql://USER:PASSWORD@HOST:5432/DATABASE, or jdbc:postgresql://…";
  private static final String JDBC = "jdbc:";
  private static final String START = "jdbc:postgresql://";
  private static final Pattern SCHEME = Pattern.compile("(jdbc:)?postgres(ql)?:.*");
  private static final Pattern FORM =
      Pattern.compile(
          "postgres(?:ql)?://(?:([^/?#]*)@)?((?:\\[[^]]*]|[^/?#@\\[])*)(?:/([^?#]*))?(?:\\?([^#]*))?");
  private static final Pattern PORTS = Pattern.compile("(.+?)(?::(\\d{1,5}))?");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final int LARGEST_PORT = 65_535;

  /// The port of poolers that give each transaction another session: what a session remembers of
  /// prepared statements is nothing there.
  private static final String POOLED = ":6543";

  /// What the C library calls otherwise than JDBC's driver.
  private static final Map<String, String> NAMES =
      Map.of(
          "connect_timeout",
          "connectTimeout",
          "application_name",
          "ApplicationName",
          "channel_binding",
          "channelBinding",
          "keepalives",
          "tcpKeepAlive");

  private PostgresUrl() {}

  static boolean isOne(String text) {
    return SCHEME.matcher(text).matches();
  }

  /// As JDBC has it.
  static Judged<String> judge(String text) {
    Matcher form = FORM.matcher(text.startsWith(JDBC) ? text.substring(JDBC.length()) : text);
    if (!form.matches()) {
      return new Wrong<>(
          "is no URL of a PostgreSQL",
          RIGHT + "; in a password write %40 for @, %2F for /, %23 for #, %3F for ?");
    }
    String hosts = form.group(2);
    if (!areHosts(hosts)) {
      return new Wrong<>(
          hosts.isEmpty() ? "has no host" : "has no host and port that could be", RIGHT);
    }
    String database = form.group(3);
    if (database == null || database.isBlank()) {
      return new Wrong<>("names no database", RIGHT);
    }
    String user = form.group(1) == null ? "" : form.group(1);
    if (BAD_ESCAPE.matcher(user).find()) {
      return new Wrong<>("has a % in its password that escapes nothing", "write %25 for it");
    }
    List<String> parameters = parameters(user, form.group(4) == null ? "" : form.group(4));
    if (hosts.endsWith(POOLED)
        && parameters.stream().noneMatch(some -> some.startsWith("prepareThreshold="))) {
      parameters.add("prepareThreshold=0");
    }
    String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    return new Right<>(START + hosts + "/" + database + query);
  }

  /// It without what may be a secret.
  static String masked(String jdbc) {
    int query = jdbc.indexOf('?');
    return query < 0 ? jdbc : jdbc.substring(0, query) + "?••••";
  }

  private static List<String> parameters(String user, String query) {
    var parameters = new ArrayList<String>();
    if (!user.isEmpty()) {
      int colon = user.indexOf(':');
      parameters.add("user=" + escaped(colon < 0 ? user : user.substring(0, colon)));
      if (colon >= 0) {
        parameters.add("password=" + escaped(user.substring(colon + 1)));
      }
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        String name = parameter.substring(0, equals);
        parameters.add(NAMES.getOrDefault(name, name) + parameter.substring(equals));
      } else if (!parameter.isEmpty()) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  /// A plus is a plus before the host, and a blank behind the question mark.
  private static String escaped(String part) {
    return URLEncoder.encode(URLDecoder.decode(part.replace("+", "%2B"), UTF_8), UTF_8);
  }

  private static boolean areHosts(String hosts) {
    for (String one : hosts.split(",", -1)) {
      Matcher host = PORTS.matcher(one);
      boolean right =
          host.matches()
              && !host.group(1).isBlank()
              && (host.group(1).startsWith("[") || host.group(1).indexOf(':') < 0)
              && (host.group(2) == null || isPort(Integer.parseInt(host.group(2))));
      if (!right) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPort(int port) {
    return port > 0 && port <= LARGEST_PORT;
  }
}
