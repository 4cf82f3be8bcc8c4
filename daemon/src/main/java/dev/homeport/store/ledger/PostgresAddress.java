package dev.homeport.store.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.util.Properties;
import java.util.regex.Pattern;

/// Where a PostgreSQL is and how it is to be spoken to, as people are given it by whoever runs one:
/// `postgresql://user:password@host:port/database?sslmode=require`, with or without `jdbc:`, the
/// user and the password before the host or behind the question mark.
///
/// Nothing that it says of itself, or of what is wrong with it, has a credential in it.
///
/// @param url for the driver, without anything that stood behind the question mark
/// @param settings all the rest, the credentials among it
/// @param where for people
record PostgresAddress(String url, Properties settings, String where) {
  private static final Pattern SCHEME = Pattern.compile("(jdbc:)?postgres(ql)?://");
  private static final Pattern HOSTS =
      Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?(,[A-Za-z0-9._-]+(:\\d{1,5})?)*");
  private static final Pattern SIX = Pattern.compile("\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9._%$-]*");
  private static final String SECONDS = "5";

  /// Reads an address.
  static PostgresAddress read(String text) throws IOException {
    var scheme = SCHEME.matcher(text);
    if (!scheme.lookingAt()) {
      throw wrong("does not begin with postgresql://");
    }
    String rest = text.substring(scheme.end());
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    Properties settings = defaults();
    if (question >= 0) {
      readSettings(rest.substring(question + 1), settings);
    }
    int at = place.lastIndexOf('@');
    if (at >= 0) {
      readPerson(place.substring(0, at), settings);
    }
    String server = place.substring(at + 1);
    int slash = server.indexOf('/');
    String hosts = slash < 0 ? server : server.substring(0, slash);
    String database = slash < 0 ? "" : server.substring(slash + 1);
    if (!HOSTS.matcher(hosts).matches() && !SIX.matcher(hosts).matches()) {
      throw wrong("has no host, or a port that is no number");
    }
    if (!DATABASE.matcher(database).matches()) {
      throw wrong("names no database that can be read");
    }
    String path = hosts + "/" + database;
    return new PostgresAddress("jdbc:postgresql://" + path, settings, "postgresql://" + path);
  }

  /// A server that does not answer is one that is not there; and nothing is kept in the session,
  /// because there may be a pooler in between that gives each transaction another one.
  private static Properties defaults() {
    var settings = new Properties();
    settings.setProperty("connectTimeout", SECONDS);
    settings.setProperty("socketTimeout", SECONDS);
    settings.setProperty("cancelSignalTimeout", SECONDS);
    settings.setProperty("tcpKeepAlive", "true");
    settings.setProperty("prepareThreshold", "0");
    settings.setProperty("reWriteBatchedInserts", "true");
    settings.setProperty("ApplicationName", "homeport");
    return settings;
  }

  private static void readSettings(String text, Properties settings) throws IOException {
    for (String setting : text.split("&", -1)) {
      int equals = setting.indexOf('=');
      if (equals > 0) {
        settings.setProperty(setting.substring(0, equals), decoded(setting.substring(equals + 1)));
      }
    }
  }

  private static void readPerson(String text, Properties settings) throws IOException {
    int colon = text.indexOf(':');
    settings.setProperty("user", decoded(colon < 0 ? text : text.substring(0, colon)));
    if (colon >= 0) {
      settings.setProperty("password", decoded(text.substring(colon + 1)));
    }
  }

  private static String decoded(String text) throws IOException {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      throw wrong("has a % that is followed by no two hexadecimal digits");
    }
  }

  private static IOException wrong(String what) {
    return new IOException(
        "the address of the ledger "
            + what
            + ": it is like postgresql://user:password@host:5432/database, and in a password / ? # @"
            + " and % are written as %2F %3F %23 %40 and %25");
  }

  /// The text without the credentials, should they be in it.
  String without(String text) {
    String clean = text;
    for (String name : new String[] {"password", "user"}) {
      String secret = settings.getProperty(name, "");
      if (!secret.isEmpty()) {
        clean = clean.replace(secret, "…");
      }
    }
    return clean;
  }

  @Override
  public String toString() {
    return where;
  }
}
