package dev.homeport.server.admin;

import dev.homeport.access.Key;
import dev.homeport.access.Listed;
import dev.homeport.access.Scope;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keys as programs read them, from a page or from a command. Pure.
public final class KeyPage {
  private KeyPage() {}

  /// An array of objects, an object in each line.
  public static String list(List<Listed> keys, Instant now) {
    return keys.stream()
        .map(listed -> fields(new JsonFields(), listed, now).toString())
        .collect(Collectors.joining(",\n ", "[", "]"));
  }

  /// An object for a key just made.
  ///
  /// @param secret nothing where a public key proves it
  public static String made(Listed made, @Nullable String secret, Instant now) {
    var page = new JsonFields().put("name", made.key().name()).put("key", secret);
    return fields(page, made, now).toString();
  }

  private static JsonFields fields(JsonFields page, Listed listed, Instant now) {
    Key key = listed.key();
    Instant created = listed.created();
    Instant expires = key.expires();
    return page.put("name", key.name())
        .put("kind", listed.origin().words())
        .put("scopes", key.scopes().stream().sorted().map(Scope::word).toList())
        .put("models", key.models())
        .put("requests_per_minute", key.limits().requestsPerMinute())
        .put("tokens_per_minute", key.limits().tokensPerMinute())
        .put("concurrent", key.limits().concurrent())
        .put("tenant", key.terms().tenant())
        .put("home_only", key.terms().homeOnly())
        .put("no_continuation", !key.terms().continues())
        .put("created", created == null ? null : created.toString())
        .put("expires", expires == null ? null : expires.toString())
        .put("expired", key.isExpired(now));
  }
}
