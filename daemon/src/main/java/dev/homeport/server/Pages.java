package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.wire.JsonFields;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The pages of our own: `/health`, `/livez`, `/readyz`, `/metrics`, and the router's
/// `/admin/status` and `/presence`.
final class Pages {
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Standing standing;
  private final InFlight inFlight;
  private final @Nullable Lookout lookout;

  /// The pages.
  ///
  /// @param lookout nothing for a role that has no homes
  Pages(Standing standing, InFlight inFlight, @Nullable Lookout lookout) {
    this.standing = standing;
    this.inFlight = inFlight;
    this.lookout = lookout;
  }

  void addTo(RoutesConfig routes) {
    page(routes, "/health", this::health);
    page(routes, "/livez", ctx -> show(ctx, 200, JSON, "{\"status\":\"alive\"}"));
    page(routes, "/readyz", ctx -> show(ctx, 200, JSON, "{\"status\":\"ready\"}"));
    page(routes, "/admin/status", this::status);
    if (lookout != null) {
      Lookout out = lookout;
      page(routes, "/presence", ctx -> presence(ctx, out));
    }
    page(routes, "/metrics", ctx -> show(ctx, 200, PROMETHEUS, standing.metrics()));
  }

  /// Javalin answers HEAD by itself, with 200 whatever the handler would say; so it is given one.
  private static void page(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private void health(Context ctx) {
    Standing.Mood mood = standing.mood();
    Key key = visit(ctx).key();
    String nonce = Nonce.in(ctx.req().getQueryString());
    if (nonce != null) {
      ctx.header(Nonce.HEADER, nonce);
    }
    JsonFields page = key == null ? bare(mood) : whole(mood, key.may(Scope.ADMIN));
    show(ctx, mood.serves() ? 200 : 503, JSON, page.toString());
  }

  private void status(Context ctx) {
    show(ctx, 200, JSON, whole(standing.mood(), true).toString());
  }

  private static void presence(Context ctx, Lookout lookout) throws InterruptedException {
    String nonce = Nonce.in(ctx.req().getQueryString());
    show(ctx, 200, JSON, lookout.page(nonce).toString());
  }

  private static JsonFields bare(Standing.Mood mood) {
    return new JsonFields().put("status", mood.word()).putIfThere("reason", mood.reason());
  }

  private JsonFields whole(Standing.Mood mood, boolean all) {
    JsonFields page = bare(mood);
    standing.detail(page, all);
    return page.put("in_flight", inFlight.count());
  }

  private static void show(Context ctx, int status, String type, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    ctx.status(status).contentType(type).header("Cache-Control", "no-store");
    if (ctx.method().name().equals("HEAD")) {
      ctx.header("Content-Length", Integer.toString(body.length));
    } else {
      ctx.result(body);
    }
    visit(ctx).shown(status);
  }

  private static Visit visit(Context ctx) {
    if (ctx.req().getAttribute(Door.VISIT) instanceof Visit visit) {
      return visit;
    }
    throw new IllegalStateException("nobody comes here but through the door");
  }
}
