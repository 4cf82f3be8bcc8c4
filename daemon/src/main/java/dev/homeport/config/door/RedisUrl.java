package dev.homeport.config.door;

import dev.homeport.config.value.Addresses;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.One.Judged.Right;
import dev.homeport.config.value.One.Judged.Wrong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The URL of a Redis or Valkey: `redis://` or `rediss://`, then `user:password@host:port/number`,
/// of which only the host has to be there. Behind it may stand `?prefix=NAME` and `?patience=50ms`.
final class RedisUrl {
  private static final String RIGHT =
      "write redis://USER:PASSWORD@HOST:6379/0, or rediss://… where it speaks TLS";
  private static final Pattern SCHEME = Pattern.compile("rediss?://.*");
  private static final Pattern FORM =
      Pattern.compile(
          "(rediss?)://(?:([^@/?#]*)@)?(\\[[^]]*]|[^:/?#@]*)(?::([^/?#@]*))?(/[^?#@]*)?");

  /// What our names there begin with, and how long a request waits for an answer.
  private static final Pattern QUERY =
      Pattern.compile(
          "\\?(?:(?:prefix=[A-Za-z0-9._:-]{1,64}|patience=[1-9][0-9]{0,3}ms)(?:&(?=.)|$))*");

  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final Pattern DATABASE = Pattern.compile("/(\\d{1,5})?");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final int LARGEST_PORT = 65_535;

  private RedisUrl() {}

  static boolean isOne(String text) {
    return SCHEME.matcher(text).matches();
  }

  static Judged<String> judge(String text) {
    int mark = text.indexOf('?', text.lastIndexOf('@') + 1);
    if (mark >= 0 && !QUERY.matcher(text.substring(mark)).matches()) {
      return new Wrong<>(
          "holds a query of which not all is understood",
          "write ?prefix=NAME, ?patience=50ms, or nothing that begins with ?");
    }
    Matcher form = FORM.matcher(mark < 0 ? text : text.substring(0, mark));
    if (!form.matches()) {
      return new Wrong<>(
          text.indexOf('@') >= 0
              ? "has a user or a password with a mark that means something in a URL"
              : "is no URL of a Redis",
          text.indexOf('@') >= 0 ? "write %40 for @, %2F for /, %23 for #, %3F for ?" : RIGHT);
    }
    String user = form.group(2) == null ? "" : form.group(2);
    if (BAD_ESCAPE.matcher(user).find()) {
      return new Wrong<>("has a % in its password that escapes nothing", "write %25 for it");
    }
    String host = form.group(3);
    boolean bracketed = host.startsWith("[");
    String plain = bracketed ? host.substring(1, host.length() - 1) : host;
    if (!Addresses.isHost(plain, bracketed)) {
      return new Wrong<>(host.isEmpty() ? "has no host" : "has no host that could be", RIGHT);
    }
    String port = form.group(4);
    if (port != null && !isPort(port)) {
      return new Wrong<>(
          "has no port between 1 and 65535", "write the port of the Redis, usually 6379");
    }
    String database = form.group(5);
    return database == null || DATABASE.matcher(database).matches()
        ? new Right<>(text)
        : new Wrong<>(
            "names a database that is no number", "write /0, or what number it has there");
  }

  private static boolean isPort(String text) {
    return PORT.matcher(text).matches()
        && Integer.parseInt(text) > 0
        && Integer.parseInt(text) <= LARGEST_PORT;
  }
}
