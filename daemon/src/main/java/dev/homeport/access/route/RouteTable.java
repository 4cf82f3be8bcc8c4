package dev.homeport.access.route;

import dev.homeport.access.Scope;
import dev.homeport.access.route.Route.Kind;
import dev.homeport.access.route.Target.Own;
import dev.homeport.wire.EndRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The paths that exist here, exactly, and none besides.
///
/// `OPTIONS` is a method like any other here, and no path takes it. Ollama answers 204 to it on
/// every path, known or not; here an unknown path is none, and a known one is behind its key. What
/// a browser asks beforehand is answered by those who know about origins.
public final class RouteTable {
  private static final List<String> LOOK = List.of("HEAD", "GET");
  private static final List<String> GET = List.of("GET");
  private static final List<String> POST = List.of("POST");
  private static final List<String> DELETE = List.of("DELETE");

  /// The pages that every role has.
  private static final List<Own> PAGES =
      List.of(
          new Own("/health", null),
          new Own("/livez", null),
          new Own("/readyz", null),
          new Own("/metrics", Scope.METRICS));

  /// What passes to the Ollama on the Mac.
  public static final RouteTable DAEMON =
      new RouteTable(
          PAGES,
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
              manage("/api/experimental/web_fetch", POST, BodyShape.UNREAD)));

  /// What the router answers, by itself or by whoever can. It reads bodies in their own dialects.
  public static final RouteTable ROUTER =
      new RouteTable(
          Stream.concat(
                  PAGES.stream(),
                  Stream.of(
                      new Own("/admin/status", Scope.ADMIN), new Own("/presence", Scope.LINK)))
              .toList(),
          List.of(
              read("/", LOOK, BodyShape.UNREAD),
              read("/api/version", LOOK, BodyShape.UNREAD),
              read("/api/tags", LOOK, BodyShape.UNREAD),
              read("/api/ps", LOOK, BodyShape.UNREAD),
              read("/api/show", POST, BodyShape.UNREAD),
              read("/api/pull", POST, BodyShape.UNREAD),
              read("/v1/models", LOOK, BodyShape.UNREAD),
              read("/v1/models/{model…}", LOOK, BodyShape.UNREAD),
              read("/v1/messages/count_tokens", POST, BodyShape.UNREAD),
              ask("/api/generate", EndRule.NONE, BodyShape.UNREAD),
              ask("/api/chat", EndRule.NONE, BodyShape.UNREAD),
              ask("/api/embed", EndRule.NONE, BodyShape.UNREAD),
              ask("/api/embeddings", EndRule.NONE, BodyShape.UNREAD),
              ask("/v1/chat/completions", EndRule.NONE, BodyShape.UNREAD),
              ask("/v1/completions", EndRule.NONE, BodyShape.UNREAD),
              ask("/v1/embeddings", EndRule.NONE, BodyShape.UNREAD),
              ask("/v1/responses", EndRule.NONE, BodyShape.UNREAD),
              ask("/v1/messages", EndRule.NONE, BodyShape.UNREAD),
              manage("/api/push", POST, BodyShape.UNREAD),
              manage("/api/create", POST, BodyShape.UNREAD),
              manage("/api/copy", POST, BodyShape.UNREAD),
              manage("/api/delete", DELETE, BodyShape.UNREAD),
              manage("/api/blobs/{digest}", List.of("HEAD", "POST"), BodyShape.UNREAD),
              order("/admin/force", List.of("HEAD", "GET", "POST", "DELETE")),
              order("/admin/cache/clear", POST),
              order("/admin/keys", List.of("HEAD", "GET", "POST")),
              order("/admin/keys/{name}", DELETE),
              order("/admin/usage", LOOK),
              order("/admin/unblock", POST),
              order("/admin/unblock/{account…}", POST)));

  private final List<Route> routes;
  private final Map<String, Own> pages = new HashMap<>();
  private final Map<String, Route> byPath = new HashMap<>();

  /// Those with a parameter, by what stands before it.
  private final Map<String, Route> byBeginning = new HashMap<>();

  private RouteTable(List<Own> pages, List<Route> routes) {
    this.routes = routes;
    pages.forEach(page -> this.pages.put(page.path(), page));
    for (Route route : routes) {
      int brace = route.path().indexOf('{');
      if (brace < 0) {
        byPath.put(route.path(), route);
      } else {
        byBeginning.put(route.path().substring(0, brace), route);
      }
    }
  }

  /// Where a request goes. Total: every string is somewhere, mostly nowhere.
  ///
  /// @param rawPath the path as it came, still encoded
  /// @param query what came after the question mark, still encoded
  public Target resolve(String method, String rawPath, @Nullable String query) {
    String path = RequestPath.decoded(rawPath);
    if (path == null) {
      return new Target.Unknown();
    }
    String clean = RequestPath.clean(path);
    Target target = find(method, clean, query);
    return switch (target) {
      case Target.Pass _, Own _ when !clean.equals(path) -> {
        boolean onlyAtEnd = !path.contains("//");
        yield new Target.Redirect(
            onlyAtEnd && method.equals("GET") ? 301 : 307,
            RequestPath.isPlain(query) ? clean + "?" + query : clean);
      }
      case Target.Pass _, Own _, Target.WrongMethod _, Target.Unknown _, Target.Redirect _ ->
          target;
    };
  }

  /// All routes, for those who describe them.
  public List<Route> routes() {
    return routes;
  }

  private Target find(String method, String path, @Nullable String query) {
    Own page = pages.get(path);
    if (page != null) {
      return LOOK.contains(method) ? page : new Target.WrongMethod(String.join(", ", LOOK));
    }
    Route route = byPath.get(path);
    String parameter = null;
    // The longest beginning first; only a route that says so takes several segments for its end.
    for (int slash = path.lastIndexOf('/'); route == null && slash > 0; ) {
      Route found = byBeginning.get(path.substring(0, slash + 1));
      parameter = path.substring(slash + 1);
      boolean whole = slash == path.lastIndexOf('/');
      if (found != null
          && (whole || found.takesTheRest())
          && Stream.of(parameter.split("/", -1)).allMatch(RequestPath::isParameter)) {
        route = found;
      }
      slash = path.lastIndexOf('/', slash - 1);
    }
    if (route == null) {
      return new Target.Unknown();
    }
    if (!route.methods().contains(method)) {
      return new Target.WrongMethod(route.allowed());
    }
    String known = route.query();
    boolean asked = known != null && query != null && List.of(query.split("&", -1)).contains(known);
    return new Target.Pass(
        route, asked ? path + "?" + known : path, route.path().endsWith("}") ? parameter : null);
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

  private static Route order(String path, List<String> methods) {
    return new Route(path, Kind.ORDER, methods, EndRule.NONE, BodyShape.UNREAD, null);
  }
}
