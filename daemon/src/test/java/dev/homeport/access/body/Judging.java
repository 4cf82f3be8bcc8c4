package dev.homeport.access.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.access.Key;
import dev.homeport.access.KeyLimits;
import dev.homeport.access.Scope;
import dev.homeport.access.body.Judged.Allowed;
import dev.homeport.access.body.Judged.Refused;
import dev.homeport.access.route.Route;
import dev.homeport.access.route.RouteTable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Has bodies judged, and says the verdict in a line.
final class Judging {
  static final Key GUEST = key(List.of(), Scope.INFER);
  static final Key ADMIN = key(List.of(), Scope.INFER, Scope.ADMIN);
  static final BodyRules RULES = new BodyRules(131072, true, true, true, true);

  private Judging() {}

  static Key key(List<String> models, Scope... scopes) {
    return new Key(
        "guest", Set.of(scopes), models, KeyLimits.NONE, dev.homeport.access.Terms.USUAL, null);
  }

  static Route route(String path) {
    return RouteTable.DAEMON.routes().stream()
        .filter(route -> route.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  static Judged judge(
      String path, Key key, BodyRules rules, @Nullable String type, byte[] body, int step) {
    var reader = new BodyReader(route(path), key, rules, null, type);
    for (int at = 0; at < body.length; at += step) {
      reader.feed(body, at, Math.min(step, body.length - at));
    }
    return reader.finish();
  }

  static Judged judge(String path, Key key, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return judge(path, key, RULES, null, bytes, Math.max(1, bytes.length));
  }

  /// The cause of a refusal, or model, `stream` or `once`, and use.
  static String verdict(Judged judged) {
    return switch (judged) {
      case Refused(_, _, String cause) -> cause;
      case Allowed(String model, boolean streaming, Judged.Use use) ->
          model + (streaming ? " stream " : " once ") + use;
    };
  }
}
