package dev.homeport.server;

import dev.homeport.access.Credentials;
import dev.homeport.access.Gatekeeper;
import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.access.route.RouteTable;
import dev.homeport.access.route.Target;
import dev.homeport.journal.Journal;
import dev.homeport.time.Ticker;
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

  private final Supplier<DoorRules> rules;
  private final Gatekeeper gatekeeper;
  private final Passing passing;
  private final Intake intake;
  private final Journal journal;
  private final Ticker ticker;
  private final HttpField instance;

  /// Set once, when we stop: from then on nobody new is let in.
  private volatile boolean closing;

  Door(
      Supplier<DoorRules> rules,
      Gatekeeper gatekeeper,
      Passing passing,
      Intake intake,
      Journal journal,
      Ticker ticker,
      String instance) {
    this.rules = rules;
    this.gatekeeper = gatekeeper;
    this.passing = passing;
    this.intake = intake;
    this.journal = journal;
    this.ticker = ticker;
    this.instance = new HttpField("Homeport-Instance", instance);
  }

  /// Lets nobody in any more.
  void shut() {
    closing = true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpURI uri = request.getHttpURI();
    String raw = uri.getPath();
    var visit =
        new Visit(
            request,
            response,
            callback,
            raw == null ? "" : raw,
            RequestId.of(request.getHeaders().get("X-Request-Id")),
            ticker,
            journal);
    HttpFields.Mutable fields = response.getHeaders();
    fields.put(instance);
    fields.put("X-Request-Id", visit.id());
    visit.begin();
    try {
      admit(visit, request.getMethod(), raw == null ? "" : raw, uri.getQuery());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      visit.refuse(503, "this Homeport is stopping", "stopping");
    }
    return true;
  }

  private void admit(Visit visit, String method, String raw, @Nullable String query)
      throws Exception {
    DoorRules now = rules.get();
    HttpFields headers = visit.request().getHeaders();
    if (closing) {
      visit.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      refuse(visit, 503, "this Homeport is stopping", "stopping");
      return;
    }
    Target target = RouteTable.resolve(method, raw, query);
    if (target instanceof Target.Unknown) {
      refuse(visit, 404, "there is nothing at this path", "unknown path");
      return;
    }
    String origin = headers.get(HttpHeader.ORIGIN);
    if (!Cors.admits(origin, headers.get(HttpHeader.HOST), now.origins(), now.open())) {
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
      visit.response().getHeaders().put(HttpHeader.LOCATION, location);
      intake.drain(visit.request());
      visit.say(status);
      return;
    }
    enter(visit, target, method, raw, query);
  }

  private void enter(Visit visit, Target target, String method, String raw, @Nullable String query)
      throws Exception {
    Gatekeeper.Decision decision = gatekeeper.check(credentials(visit, method, raw, query));
    Key key = null;
    switch (decision) {
      case Gatekeeper.Known(Key known) -> key = known;
      case Gatekeeper.Refused refused -> {
        if (!(target instanceof Target.Own own) || own.path().equals("/metrics")) {
          if (refused.challenge() != null) {
            visit.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, refused.challenge());
          }
          visit.retryAfter(refused.retryAfterSeconds());
          refuse(visit, refused.status(), refused.text(), "no key");
          return;
        }
      }
    }
    visit.by(key);
    switch (target) {
      case Target.WrongMethod(String allowed) -> {
        visit.response().getHeaders().put(HttpHeader.ALLOW, allowed);
        refuse(visit, 405, method + " is not for this path; " + allowed + " is", "method");
      }
      case Target.Own(String page) -> {
        visit.route(page);
        if (page.equals("/metrics") && key != null && !key.may(Scope.METRICS)) {
          refuse(visit, 403, "metrics need a key with scope metrics", "scope");
          return;
        }
        visit.request().setAttribute(VISIT, visit);
        if (!super.handle(visit.request(), visit.response(), visit.ending())) {
          refuse(visit, 404, "there is nothing at this path", "unknown path");
        }
      }
      case Target.Pass pass -> {
        if (key != null) {
          passing.pass(visit, pass, key, rules.get());
        }
      }
      case Target.Unknown _, Target.Redirect _ -> throw new IllegalStateException("not let in");
    }
  }

  private void refuse(Visit visit, int status, String text, String cause)
      throws InterruptedException {
    intake.drain(visit.request());
    visit.refuse(status, text, cause);
  }

  private static Credentials credentials(
      Visit visit, String method, String raw, @Nullable String query) {
    HttpFields headers = visit.request().getHeaders();
    return new Credentials(
        method,
        query == null ? raw : raw + "?" + query,
        headers.get(HttpHeader.AUTHORIZATION),
        headers.get("x-api-key"));
  }
}
