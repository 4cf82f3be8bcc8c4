package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.server.admin.Holdings;
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

  /// What a role that asks others sees of the homes from here; nothing for one that has none.
  private final @Nullable Lookout lookout;

  /// What such a role has in hand beside its providers.
  private final @Nullable Holdings holdings;

  Pages(Standing standing, InFlight inFlight, Work work) {
    this.standing = standing;
    this.inFlight = inFlight;
    this.lookout = work.lookout();
    this.holdings = work.holdings();
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
    Key key = visit(ctx).key();
    String nonce = Nonce.in(ctx.req().getQueryString());
    if (nonce != null) {
      ctx.header(Nonce.HEADER, nonce);
    }
    Standing.Mood own = standing.mood();
    JsonFields page =
        key == null ? bare(with(own, trouble(false))) : whole(own, key.may(Scope.ADMIN));
    show(ctx, own.serves() ? 200 : 503, JSON, page.toString());
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

  private JsonFields whole(Standing.Mood own, boolean all) {
    JsonFields page = bare(own);
    standing.detail(page, all);
    if (holdings != null) {
      holdings.detail(page, all);
    }
    @Nullable String trouble = trouble(all);
    if (trouble != null) {
      page.put("status", with(own, trouble).word());
      page.put("reason", joined(page.value("reason"), trouble));
    }
    return page.put("in_flight", inFlight.count());
  }

  private @Nullable String trouble(boolean all) {
    return holdings == null ? null : holdings.trouble(all);
  }

  /// Who cannot keep what it must not forget does not stand well, however well it answers.
  private static Standing.Mood with(Standing.Mood own, @Nullable String trouble) {
    if (trouble == null) {
      return own;
    }
    String reason = joined(own.reason(), trouble);
    return own.serves() ? Standing.Mood.degraded(reason) : Standing.Mood.unhealthy(reason);
  }

  private static String joined(@Nullable Object reason, String trouble) {
    return reason == null ? trouble : reason + "; " + trouble;
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
