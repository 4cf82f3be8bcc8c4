package dev.homeport.cli.screen;

import dev.homeport.access.Key;
import dev.homeport.access.Listed;
import dev.homeport.access.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Keys as a person or a program reads them.
public final class KeyTable {
  private static final List<String> HEAD =
      List.of("NAME", "KIND", "SCOPES", "MODELS", "LIMITS", "TENANT", "CREATED", "EXPIRES");

  private KeyTable() {}

  /// A table with a head, a line for each key.
  public static String text(List<Listed> keys, Instant now) {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    for (Listed listed : keys) {
      lines.add(cells(listed, now));
    }
    var widths = new int[HEAD.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (List<String> line : lines) {
      var row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        row.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 2);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(Listed listed, Instant now) {
    Key key = listed.key();
    return List.of(
        key.name().replaceAll("\\P{Graph}", "?"),
        listed.origin().words(),
        or("-", scopes(key)),
        or("all", String.join(" ", key.models())),
        or("-", limits(key)),
        key.terms().tenant() == null ? "-" : key.terms().tenant(),
        listed.created() == null ? "-" : minute(listed.created()),
        key.expires() == null
            ? "never"
            : (key.isExpired(now) ? "expired " : "") + minute(key.expires()));
  }

  /// In UTC; whoever needs the second asks for JSON.
  private static String minute(Instant instant) {
    return instant.toString().substring(0, 16).replace('T', ' ');
  }

  private static String or(String nothing, String text) {
    return text.isEmpty() ? nothing : text;
  }

  private static String scopes(Key key) {
    return key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
  }

  private static String limits(Key key) {
    var words = new ArrayList<String>();
    if (key.limits().requestsPerMinute() != null) {
      words.add(key.limits().requestsPerMinute() + "/min");
    }
    if (key.limits().tokensPerMinute() != null) {
      words.add(key.limits().tokensPerMinute() + " tok/min");
    }
    if (key.limits().concurrent() != null) {
      words.add(key.limits().concurrent() + " at once");
    }
    if (key.terms().homeOnly()) {
      words.add("home only");
    }
    if (!key.terms().continues()) {
      words.add("no continuation");
    }
    return String.join(", ", words);
  }
}
