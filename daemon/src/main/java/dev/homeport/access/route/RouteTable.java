package dev.homeport.access.route;

import dev.homeport.access.route.Route.Kind;
import dev.homeport.wire.EndRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The paths that exist here, exactly, and none besides.
///
/// `OPTIONS` is a method like any other here, and no path takes it. Ollama answers 204 to it on
/// every path, known or not; here an unknown path is none, and a known one is behind its key. What
/// a browser asks beforehand is answered by those who know about origins.
public final class RouteTable {
  private static final Set<String> OWN = Set.of("/health", "/livez", "/readyz", "/metrics");

  private static final List<String> LOOK = List.of("HEAD", "GET");
  private static final List<String> GET = List.of("GET");
  private static final List<String> POST = List.of("POST");
  private static final List<String> DELETE = List.of("DELETE");

  private static final List<Route> ROUTES =
      List.of(
          read("/", LOOK, BodyShape.UNREAD),
          read("/api/version", LOOK, BodyShape.UNREAD),
          read("/api/status", GET, BodyShape.UNREAD),
          read("/api/tags", LOOK, BodyShape.UNREAD),
          read("/api/show", POST, BodyShape.NAMED),
          read("/api/ps", GET, BodyShape.UNREAD),
          read("/api/experimental/model-recommendations", GET, BodyShape.UNREAD),
          read("/v1/models", GET, BodyShape.UNREAD),
          read("/v1/models/{model}", GET, BodyShape.UNREAD),
          ask("/api/generate", EndRule.OLLAMA, BodyShape.GENERATE),
          ask("/api/chat", EndRule.OLLAMA, BodyShape.CHAT),
          ask("/api/embed", EndRule.NONE, BodyShape.EMBED),
          ask("/api/embeddings", EndRule.NONE, BodyShape.EMBED),
          ask("/v1/chat/completions", EndRule.OPENAI, BodyShape.COMPLETIONS),
          ask("/v1/completions", EndRule.OPENAI, BodyShape.COMPLETIONS),
          ask("/v1/embeddings", EndRule.NONE, BodyShape.COMPATIBLE),
          ask("/v1/responses", EndRule.RESPONSES, BodyShape.CONVERSATION),
          new Route(
              "/v1/messages",
              Kind.INFERENCE,
              POST,
              EndRule.MESSAGES,
              BodyShape.CONVERSATION,
              "beta=true"),
          ask("/v1/audio/transcriptions", EndRule.NONE, BodyShape.FORM),
          manage("/api/pull", POST, BodyShape.PULL),
          manage("/api/push", POST, BodyShape.UNREAD),
          manage("/api/create", POST, BodyShape.UNREAD),
          manage("/api/copy", POST, BodyShape.UNREAD),
          manage("/api/delete", DELETE, BodyShape.UNREAD),
          manage("/api/blobs/{digest}", List.of("HEAD", "POST"), BodyShape.UNREAD),
          manage("/api/me", POST, BodyShape.UNREAD),
          manage("/api/signout", POST, BodyShape.UNREAD),
          manage("/api/user/keys/{key}", DELETE, BodyShape.UNREAD),
          manage("/api/experimental/web_search", POST, BodyShape.UNREAD),
          manage("/api/experimental/web_fetch", POST, BodyShape.UNREAD));

  private static final Map<String, Route> BY_PATH = new HashMap<>();

  /// Those with a parameter, by what stands before it.
  private static final Map<String, Route> BY_BEGINNING = new HashMap<>();

  static {
    for (Route route : ROUTES) {
      int brace = route.path().indexOf('{');
      if (brace < 0) {
        BY_PATH.put(route.path(), route);
      } else {
        BY_BEGINNING.put(route.path().substring(0, brace), route);
      }
    }
  }

  private RouteTable() {}

  /// Where a request goes. Total: every string is somewhere, mostly nowhere.
  ///
  /// @param rawPath the path as it came, still encoded
  /// @param query what came after the question mark, still encoded
  public static Target resolve(String method, String rawPath, @Nullable String query) {
    String path = RequestPath.decoded(rawPath);
    if (path == null) {
      return new Target.Unknown();
    }
    String clean = RequestPath.clean(path);
    Target target = find(method, clean, query);
    return switch (target) {
      case Target.Pass _, Target.Own _ when !clean.equals(path) -> {
        boolean onlyAtEnd = !path.contains("//");
        yield new Target.Redirect(
            onlyAtEnd && method.equals("GET") ? 301 : 307,
            RequestPath.isPlain(query) ? clean + "?" + query : clean);
      }
      case Target.Pass _, Target.Own _, Target.WrongMethod _, Target.Unknown _, Target.Redirect _ ->
          target;
    };
  }

  /// All routes, for those who describe them.
  public static List<Route> routes() {
    return ROUTES;
  }

  private static Target find(String method, String path, @Nullable String query) {
    if (OWN.contains(path)) {
      return LOOK.contains(method)
          ? new Target.Own(path)
          : new Target.WrongMethod(String.join(", ", LOOK));
    }
    Route route = BY_PATH.get(path);
    String parameter = null;
    if (route == null) {
      int slash = path.lastIndexOf('/') + 1;
      parameter = path.substring(slash);
      route =
          RequestPath.isParameter(parameter) ? BY_BEGINNING.get(path.substring(0, slash)) : null;
    }
    if (route == null) {
      return new Target.Unknown();
    }
    if (!route.methods().contains(method)) {
      return new Target.WrongMethod(route.allowed());
    }
    String known = route.query();
    boolean asked = known != null && query != null && List.of(query.split("&", -1)).contains(known);
    return new Target.Pass(route, asked ? path + "?" + known : path, parameter);
  }

  private static Route read(String path, List<String> methods, BodyShape body) {
    return new Route(path, Kind.READ, methods, EndRule.NONE, body, null);
  }

  private static Route ask(String path, EndRule end, BodyShape body) {
    return new Route(path, Kind.INFERENCE, POST, end, body, null);
  }

  private static Route manage(String path, List<String> methods, BodyShape body) {
    return new Route(path, Kind.MANAGEMENT, methods, EndRule.NONE, body, null);
  }
}
