package dev.homeport.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.store.Fact;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A fact as it lies in Redis: readable with `redis-cli`, whatever its texts hold.
///
/// @param place who came before whom
record StoredFact(long place, Fact fact) {
  /// The field of the hash for a kind and a name.
  static String field(String kind, String name) {
    return kind.length() + ":" + kind + ":" + name;
  }

  /// The fields of a fact, as a form on the web is sent.
  static String text(Fact fact) {
    var text = new StringBuilder();
    fact.fields()
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(name, UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(value, UTF_8)));
    return text.toString();
  }

  /// A kind and a name.
  record Field(String kind, String name) {
    /// Reads it; empty where it is none of ours.
    static Optional<Field> read(String field) {
      int colon = field.indexOf(':');
      int length = colon < 1 || colon > 9 ? -1 : number(field.substring(0, colon));
      int end = colon + 1 + length;
      if (length < 1 || end + 1 >= field.length() || field.charAt(end) != ':') {
        return Optional.empty();
      }
      return Optional.of(new Field(field.substring(colon + 1, end), field.substring(end + 1)));
    }
  }

  /// Reads what lies there; empty where it is nothing of ours.
  static Optional<StoredFact> read(Field field, String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon > 15 || !text.substring(0, colon).matches("[0-9]+")) {
      return Optional.empty();
    }
    Map<String, String> fields = new HashMap<>();
    for (String part : text.substring(colon + 1).split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        try {
          fields.put(
              URLDecoder.decode(part.substring(0, equals), UTF_8),
              URLDecoder.decode(part.substring(equals + 1), UTF_8));
        } catch (IllegalArgumentException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        new StoredFact(
            Long.parseLong(text.substring(0, colon)),
            new Fact(field.kind(), field.name(), fields)));
  }

  private static int number(String digits) {
    return digits.matches("[0-9]+") ? Integer.parseInt(digits) : -1;
  }
}
