package dev.homeport.access.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.Scope;
import dev.homeport.access.route.Route.Kind;
import dev.homeport.fake.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  /// Spellings that Ollama follows and we do not, each with the reason.
  private static final Set<String> REFUSED_HERE =
      Set.of(
          // dot segments: nobody's client needs them, and they are how tricks begin
          "oddhttp/path-dot",
          "oddhttp/path-dot-dot",
          "oddhttp/post-dot-dot",
          "oddhttp/path-escape-root",
          // the server takes the host off before the table sees the path
          "oddhttp/path-absolute-form",
          "oddhttp/path-absolute-form-evil",
          // Ollama looks at the host first and says 403; the host is not the table's business
          "security/host-evil-unknown-path",
          // 400 there: not a path at all; 404 here, like all that is none of ours
          "oddhttp/path-bad-escape");

  @Test
  void recordedRequestsGoWhereOllamaTakesThem() {
    var differing = new TreeSet<String>();
    for (Recorded recorded : Recorded.all()) {
      if (recorded.status() == 0 || !recorded.target().startsWith("/")) {
        continue;
      }
      Target target = resolve(recorded.method(), recorded.target());
      boolean plain404 =
          recorded.status() == 404 && "text/plain".equals(recorded.header("content-type"));
      boolean same =
          switch (target) {
            case Target.Redirect(int status, String location) ->
                status == recorded.status() && location.equals(recorded.header("location"));
            case Target.WrongMethod(String allowed) ->
                recorded.method().equals("OPTIONS")
                    || (recorded.status() == 405 && allowed.equals(recorded.header("allow")));
            case Target.Unknown() -> plain404 || recorded.method().equals("OPTIONS");
            case Target.Own(String path, _) -> plain404 && path.equals("/metrics");
            case Target.Pass _ -> !plain404 && recorded.header("location") == null;
          };
      if (!same) {
        differing.add(recorded.name());
      }
    }
    differing.removeAll(REFUSED_HERE);
    assertThat(differing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "api/tags",
        "http://evil.example/api/tags",
        "%2fapi/tags",
        "/api/tags%00",
        "/api/tags;x=1",
        "/api/tags%3bx=1",
        "/api/%2574ags",
        "/api/tags%25",
        "/api/%zz",
        "/api/tags%2",
        "/api/./tags",
        "/api/../api/tags",
        "/api/%2e%2e/api/tags",
        "/api/tags/.",
        "/..",
        "/api\\tags",
        "/api%5ctags",
        "/API/TAGS",
        "/api/tags%20",
        "/api/tags ",
        "/api/tag%C5%BF",
        "/api/tagſ",
        "/api/tags%3fx=1",
        "/api/tags%23",
        "/api",
        "/v1",
        "/api/tags/x",
        "/v1/models/team/x",
        "/v1/models/team%2Fx",
        "/v1/models/a%20b",
        "/v1/models/..",
        "/v1/messages/count_tokens",
        "/api/blobs",
        "/api/user/keys",
        "/debug/pprof",
        "/api/chat\r\nX: y",
      })
  void everythingElseIsNowhere(String raw) {
    assertThat(RouteTable.DAEMON.resolve("GET", raw, null)).isEqualTo(new Target.Unknown());
    assertThat(RouteTable.DAEMON.resolve("POST", raw, null)).isEqualTo(new Target.Unknown());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, //api/tags, 307, /api/tags",
    "GET, /api/tags/, 301, /api/tags",
    "HEAD, /api/tags/, 307, /api/tags",
    "POST, //api/chat, 307, /api/chat",
    "POST, //api/chat/, 307, /api/chat",
    "POST, /v1//chat/completions, 307, /v1/chat/completions",
    "POST, /v1/messages/?beta=true, 307, /v1/messages?beta=true",
    "GET, /api/tags/?a=1&b=%2F, 301, /api/tags?a=1&b=%2F",
    "GET, /health/, 301, /health",
    "GET, //, 307, /",
    "GET, ///api////tags///, 307, /api/tags",
    "GET, /v1/models//x:1/, 307, /v1/models/x:1",
  })
  void slashesTooManyAreSentToTheCleanPath(String method, String raw, int status, String clean) {
    assertThat(resolve(method, raw)).isEqualTo(new Target.Redirect(status, clean));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example", "//evil.example/api/tags", "/api/tagz/", "//evil.example/"})
  void redirectNeverLeadsAway(String raw) {
    assertThat(RouteTable.DAEMON.resolve("GET", raw, null)).isEqualTo(new Target.Unknown());
  }

  @Test
  void queryWithLineEndsIsNotRepeatedInAHeader() {
    assertThat(RouteTable.DAEMON.resolve("GET", "/api/tags/", "x=\r\nSet-Cookie: y"))
        .isEqualTo(new Target.Redirect(301, "/api/tags"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/chat, POST",
    "DELETE, /api/tags, 'HEAD, GET'",
    "get, /, 'HEAD, GET'",
    "GET, /api/blobs/sha256:1, 'HEAD, POST'",
    "HEAD, /api/ps, GET",
    "POST, /health, 'HEAD, GET'",
    "OPTIONS, /api/chat, POST",
    "POST, //api/tags, 'HEAD, GET'",
  })
  void wrongMethodIsToldTheRightOnes(String method, String raw, String allowed) {
    assertThat(RouteTable.DAEMON.resolve(method, raw, null))
        .isEqualTo(new Target.WrongMethod(allowed));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages?beta=true, /v1/messages?beta=true",
    "/v1/messages?x=1&beta=true, /v1/messages?beta=true",
    "/v1/messages?beta=false, /v1/messages",
    "/v1/messages, /v1/messages",
    "/api/chat?ts=1795253980, /api/chat",
    "/v1/chat/completions?beta=true, /v1/chat/completions",
    "/api%2fch%61t, /api/chat",
  })
  void onlyAKnownQueryIsKept(String raw, String upstream) {
    assertThat(resolve("POST", raw))
        .isInstanceOfSatisfying(
            Target.Pass.class, pass -> assertThat(pass.upstreamTarget()).isEqualTo(upstream));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/models/hp-chat%3Alatest, /v1/models/hp-chat:latest, hp-chat:latest, READ",
    "HEAD, /api/blobs/sha256%3aab, /api/blobs/sha256:ab, sha256:ab, MANAGEMENT",
    "DELETE, /api/user/keys/c3No+w==, /api/user/keys/c3No+w==, c3No+w==, MANAGEMENT",
  })
  void parameterIsSpelledOurWay(
      String method, String raw, String upstream, String parameter, Kind kind) {
    assertThat(resolve(method, raw))
        .isInstanceOfSatisfying(
            Target.Pass.class,
            pass -> {
              assertThat(pass.upstreamTarget()).isEqualTo(upstream);
              assertThat(pass.parameter()).isEqualTo(parameter);
              assertThat(pass.route().kind()).isEqualTo(kind);
            });
  }

  @Test
  void managementNeedsAnAdmin() {
    for (Route route : RouteTable.DAEMON.routes()) {
      assertThat(route.scope())
          .as(route.path())
          .isEqualTo(route.kind() == Kind.MANAGEMENT ? Scope.ADMIN : Scope.INFER);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /// Whatever a client makes of a path, Ollama sees one of our spellings.
  @ParameterizedTest
  @MethodSource("seeds")
  void whatPassesIsSpelledAsInTheTable(long seed) {
    var random = new Random(seed);
    var methods = List.of("GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS");
    for (int i = 0; i < 400; i++) {
      String raw = mangled(random);
      String query = random.nextInt(3) == 0 ? "beta=true" : random.nextBoolean() ? "ts=1" : null;
      switch (RouteTable.DAEMON.resolve(methods.get(random.nextInt(methods.size())), raw, query)) {
        case Target.Pass(Route route, String upstream, @Nullable String parameter) -> {
          int brace = route.path().indexOf('{');
          if (brace < 0) {
            assertThat(upstream).isIn(route.path(), "/v1/messages?beta=true");
            assertThat(parameter).isNull();
          } else {
            assertThat(upstream).isEqualTo(route.path().substring(0, brace) + parameter);
            assertThat(parameter).matches("[A-Za-z0-9._:@+=-]+").isNotIn(".", "..");
          }
        }
        case Target.Redirect(int status, String location) -> {
          assertThat(status).isIn(301, 307);
          assertThat(location)
              .matches("/([a-zA-Z0-9_.:@+=-]+(/[a-zA-Z0-9_.:@+=-]+)*)?(\\?[!-~]*)?");
        }
        case Target.Own(String path, _) ->
            assertThat(path).isIn("/health", "/livez", "/readyz", "/metrics");
        case Target.Unknown _, Target.WrongMethod _ -> {}
      }
    }
  }

  private static String mangled(Random random) {
    var paths = new ArrayList<String>();
    RouteTable.DAEMON
        .routes()
        .forEach(route -> paths.add(route.path().replaceAll("\\{.*}", "a:b")));
    paths.addAll(List.of("/health", "/metrics"));
    var path = new StringBuilder(paths.get(random.nextInt(paths.size())));
    for (int changes = random.nextInt(4); changes > 0 && !path.isEmpty(); changes--) {
      int at = random.nextInt(path.length());
      switch (random.nextInt(6)) {
        case 0 -> path.replace(at, at + 1, String.format("%%%02x", (int) path.charAt(at)));
        case 1 -> path.insert(at, "/");
        case 2 -> path.append('/');
        case 3 ->
            path.insert(
                at, List.of("%2e", ".", "..", ";", "%00", "%25", "é").get(random.nextInt(7)));
        case 4 -> path.setCharAt(at, Character.toUpperCase(path.charAt(at)));
        default -> path.insert(at, (char) random.nextInt(0x180));
      }
    }
    return path.toString();
  }

  private static Target resolve(String method, String target) {
    int question = target.indexOf('?');
    return question < 0
        ? RouteTable.DAEMON.resolve(method, target, null)
        : RouteTable.DAEMON.resolve(
            method, target.substring(0, question), target.substring(question + 1));
  }
}
