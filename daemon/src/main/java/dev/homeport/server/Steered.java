package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.route.Route;
import dev.homeport.access.route.Target;
import dev.homeport.server.admin.Order;
import dev.homeport.server.admin.Orders;
import dev.homeport.server.admin.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// The way of those who run a router: what they order is carried out. Everything else goes another
/// way.
final class Steered implements Way {
  /// An order is short.
  private static final int LARGEST = 64 * 1024;

  private final Orders orders;
  private final Reception reception;
  private final Way others;

  Steered(Orders orders, Reception reception, Way others) {
    this.orders = orders;
    this.reception = reception;
    this.others = others;
  }

  @Override
  public void take(Visit visit, Target.Pass target, Key key, DoorRules rules)
      throws InterruptedException {
    Route route = target.route();
    if (route.kind() != Route.Kind.ORDER) {
      others.take(visit, target, key, rules);
      return;
    }
    visit.route(route.path());
    if (reception.hasScope(visit, route, key)) {
      reception.receiveSmall(
          visit,
          rules,
          LARGEST,
          body -> answer(visit, orders.obey(order(visit, target, key, body))));
    }
  }

  private static Order order(Visit visit, Target.Pass target, Key key, @Nullable HeldBody body) {
    return new Order(
        target.route().path(),
        visit.request().getMethod(),
        target.parameter(),
        visit.request().getHttpURI().getQuery(),
        text(body),
        key,
        visit.id());
  }

  private static void answer(Visit visit, Reply reply) {
    switch (reply) {
      case Reply.Shown(String type, String text) -> {
        visit.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        visit.show(type, text);
      }
      case Reply.Refused(int status, String text, String cause) ->
          visit.refuse(status, text, cause);
    }
  }

  private static String text(@Nullable HeldBody body) {
    if (body == null) {
      return "";
    }
    try (var in = body.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
  }
}
