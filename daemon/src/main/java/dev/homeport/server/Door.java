package dev.homeport.server;

import dev.homeport.access.Credentials;
import dev.homeport.access.Gatekeeper;
import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.access.guess.Source;
import dev.homeport.access.route.RouteTable;
import dev.homeport.access.route.Target;
import dev.homeport.journal.Ending;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Where every request comes in: what does it want, may it, and who takes it from here.
///
/// The order is the same for all: the path, the origin of a page, the key, the scope. Nothing is
/// remembered of a connection, because tailscaled brings different strangers over one and the same;
/// and no header makes anything laxer.
final class Door extends Handler.Wrapper {
  /// The request's [Visit], for the pages behind.
  static final String VISIT = "homeport.visit";

  /// The name of the connector behind which there are metrics and nothing else.
  static final String METRICS_DOOR = "metrics";

  /// What a client is sent to has to fit into the head of an answer.
  private static final int LONGEST_LOCATION = 4096;

  private static final String STOPPING = "this Homeport is stopping";
  private static final String NOTHING_HERE = "there is nothing at this path";

  private final Supplier<DoorRules> rules;
  private final Gatekeeper gatekeeper;
  private final RouteTable table;
  private final Way way;
  private final Intake intake;
  private final Desk desk;
  private final HttpField instance;

  /// Set once, when we stop: from then on nobody new is let in.
  private volatile boolean closing;

  Door(
      Supplier<DoorRules> rules,
      Gatekeeper gatekeeper,
      RouteTable table,
      Way way,
      Intake intake,
      Desk desk,
      HttpField instance) {
    this.rules = rules;
    this.gatekeeper = gatekeeper;
    this.table = table;
    this.way = way;
    this.intake = intake;
    this.desk = desk;
    this.instance = instance;
  }

  /// Lets nobody in any more.
  void shut() {
    closing = true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Address address = Address.of(request.getHttpURI(), rules.get().pathKeys());
    var visit =
        new Visit(
            request,
            response,
            callback,
            address.path(),
            RequestId.of(request.getHeaders().get("X-Request-Id")),
            desk);
    HttpFields.Mutable fields = response.getHeaders();
    fields.put(instance);
    fields.put("X-Request-Id", visit.id());
    visit.begin();
    try {
      admit(visit, address);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (response.isCommitted()) {
        var course = new Ending.Course(Duration.ZERO, null, 0);
        visit.end(new Ending.Cut(response.getStatus(), STOPPING, course));
      } else {
        visit.refuse(503, STOPPING, "stopping");
      }
    } catch (RuntimeException | Error e) {
      visit.failed();
      throw e;
    }
    return true;
  }

  private void admit(Visit visit, Address address) throws Exception {
    DoorRules now = rules.get();
    Request request = visit.request();
    HttpFields headers = request.getHeaders();
    if (closing) {
      visit.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      refuse(visit, 503, STOPPING, "stopping");
      return;
    }
    if (METRICS_DOOR.equals(request.getConnectionMetaData().getConnector().getName())) {
      beside(visit, address);
      return;
    }
    String coding = headers.get(HttpHeader.TRANSFER_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("chunked")) {
      visit.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      visit.refuse(501, "of all transfer codings only chunked is understood here", "coding");
      return;
    }
    String method = request.getMethod();
    Target target = table.resolve(method, address.path(), address.query());
    if (target instanceof Target.Unknown) {
      refuse(visit, 404, NOTHING_HERE + hint(address.path()), "unknown path");
      return;
    }
    String host = headers.get(HttpHeader.HOST);
    if (now.open() && !Cors.admitsHost(host, now.origins())) {
      refuse(
          visit,
          403,
          "without keys nobody may ask by the name " + host + "; list its origin under cors",
          "foreign host");
      return;
    }
    String origin = headers.get(HttpHeader.ORIGIN);
    if (!Cors.admits(origin, host, now.origins(), now.open())) {
      refuse(
          visit,
          403,
          "web pages from " + origin + " may not ask here; the owner can list them under cors",
          "foreign origin");
      return;
    }
    boolean listed = origin != null && Cors.isListed(origin, now.origins());
    if (origin != null && listed) {
      if (method.equals("OPTIONS") && headers.contains("Access-Control-Request-Method")) {
        Cors.preflight(origin, headers, visit.response().getHeaders());
        visit.say(204);
        return;
      }
      Cors.grant(origin, visit.response().getHeaders());
    }
    if (target instanceof Target.Redirect(int status, String location)) {
      String whole = address.before() + location;
      if (whole.length() > LONGEST_LOCATION) {
        refuse(visit, 414, "the address is too long to be said again", "long address");
        return;
      }
      visit.response().getHeaders().put(HttpHeader.LOCATION, whole);
      if (!intake.skim(request)) {
        visit.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      visit.say(status);
      return;
    }
    enter(visit, target, address);
  }

  /// The listener for metrics alone, which no tunnel leads to and which asks for no key.
  private void beside(Visit visit, Address address) throws Exception {
    Target target = table.resolve(visit.request().getMethod(), address.path(), null);
    if (target instanceof Target.Own(String page, _) && page.equals("/metrics")) {
      page(visit, page);
    } else {
      refuse(visit, 404, "only /metrics is here", "unknown path");
    }
  }

  private void enter(Visit visit, Target target, Address address) throws Exception {
    boolean keyless = target instanceof Target.Own(_, Scope needs) && needs == null;
    Credentials credentials = credentials(visit, address);
    Key key = null;
    if (!keyless || credentials.areShown()) {
      switch (gatekeeper.check(credentials)) {
        case Gatekeeper.Known(Key known) -> key = known;
        case Gatekeeper.Refused refused -> {
          if (!keyless) {
            turnAway(visit, refused);
            return;
          }
        }
      }
    }
    visit.by(key);
    switch (target) {
      case Target.WrongMethod(String allowed) -> {
        visit.response().getHeaders().put(HttpHeader.ALLOW, allowed);
        String method = visit.request().getMethod();
        refuse(visit, 405, "this path takes " + allowed + " and not " + method, "method");
      }
      case Target.Own(String page, Scope needs) -> {
        if (needs != null && key != null && !key.may(needs)) {
          refuse(visit, 403, page + " needs a key with scope " + needs.word(), "scope");
        } else {
          page(visit, page);
        }
      }
      case Target.Pass pass -> {
        if (key != null) {
          way.take(visit, pass, key, rules.get());
        }
      }
      case Target.Unknown _, Target.Redirect _ -> throw new IllegalStateException("not let in");
    }
  }

  private void page(Visit visit, String page) throws Exception {
    visit.route(page);
    Request request = visit.request();
    request.setAttribute(VISIT, visit);
    // By the page's own path, not as it was spelled or with the key that stood before it.
    Request served = Request.serveAs(request, HttpURI.build(request.getHttpURI()).path(page));
    if (!super.handle(served, visit.response(), visit.ending())) {
      refuse(visit, 404, NOTHING_HERE, "unknown path");
    }
  }

  /// What most likely went wrong with an unknown path: a base URL with `/v1` twice, or without.
  private static String hint(String path) {
    if (path.startsWith("/v1/v1/")) {
      return "; /v1 stands in it twice, once from the base URL";
    }
    if (path.startsWith("/v1/api/")) {
      return "; Ollama's own API is not below /v1: leave that out of the base URL";
    }
    return switch (path) {
      case "/chat/completions",
          "/completions",
          "/embeddings",
          "/models",
          "/responses",
          "/messages" ->
          "; perhaps /v1" + path + " is meant: the base URL then ends in /v1";
      case "/chat", "/generate", "/tags", "/embed", "/show", "/ps", "/version" ->
          "; perhaps /api" + path + " is meant";
      default -> "";
    };
  }

  private void turnAway(Visit visit, Gatekeeper.Refused refused) throws InterruptedException {
    String challenge = refused.challenge();
    if (challenge != null) {
      visit.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, challenge);
    }
    visit.retryAfter(refused.retryAfterSeconds());
    refuse(visit, refused.status(), refused.text(), "no key");
  }

  private void refuse(Visit visit, int status, String text, String cause)
      throws InterruptedException {
    visit.turnAway(status, text, cause, intake);
  }

  private static Credentials credentials(Visit visit, Address address) {
    Request request = visit.request();
    HttpFields headers = request.getHeaders();
    return new Credentials(
        request.getMethod(),
        address.signed(),
        headers.get(HttpHeader.AUTHORIZATION),
        headers.get("x-api-key"),
        address.key(),
        Source.of(Request.getRemoteAddr(request), forwardedFor(headers)),
        headers.get(HttpHeader.USER_AGENT));
  }

  /// All of it, for what counts is its end, and a stranger may have sent one of his own first.
  private static @Nullable String forwardedFor(HttpFields headers) {
    return headers.contains(HttpHeader.X_FORWARDED_FOR)
        ? String.join(",", headers.getValuesList(HttpHeader.X_FORWARDED_FOR))
        : null;
  }
}
