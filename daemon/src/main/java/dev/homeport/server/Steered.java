package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.route.Route;
import dev.homeport.access.route.Target;
import dev.homeport.condition.Pin;
import dev.homeport.config.source.Nearest;
import dev.homeport.journal.Event.Weight;
import dev.homeport.wire.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way of those who run a router: what they order is done and journalled, with the name of the
/// key. Everything else goes another way.
final class Steered implements Way {
  private static final String FORCE = "/admin/force";
  private static final String CLEAR = "/admin/cache/clear";
  private static final String JSON = "application/json; charset=utf-8";

  /// An order is short.
  private static final int LARGEST = 64 * 1024;

  private final Steering steering;
  private final Reception reception;
  private final Desk desk;
  private final Way others;

  Steered(Steering steering, Reception reception, Desk desk, Way others) {
    this.steering = steering;
    this.reception = reception;
    this.desk = desk;
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
          visit, rules, LARGEST, body -> obey(visit, route.path(), key.name(), text(body)));
    }
  }

  private void obey(Visit visit, String path, String key, String body) {
    switch (path) {
      case FORCE -> {
        switch (visit.request().getMethod()) {
          case "POST" -> force(visit, key, body);
          case "DELETE" -> unpin(visit, key);
          default -> showPin(visit);
        }
      }
      case CLEAR -> clear(visit, key);
      default -> throw new IllegalStateException("no such order: " + path);
    }
  }

  private void force(Visit visit, String key, String body) {
    switch (ForceOrder.read(body)) {
      case ForceOrder.Off() -> unpin(visit, key);
      case ForceOrder.Wrong(String text) -> visit.refuse(400, text, "bad order");
      case ForceOrder.Pin(String wanted, var time) -> {
        Optional<String> provider = steering.meant(wanted);
        if (provider.isEmpty()) {
          visit.refuse(400, nobody(wanted), "bad order");
          return;
        }
        steering.pin(provider.get(), time);
        var facts = new LinkedHashMap<String, Object>();
        facts.put("provider", provider.get());
        facts.put("for", Steering.PIN_TIME.print(time));
        note(visit, "provider pinned", key, facts);
        showPin(visit);
      }
    }
  }

  private String nobody(String wanted) {
    return "there is no provider "
        + ForceOrder.quoted(wanted)
        + Nearest.to(wanted, steering.providers())
            .map(near -> "; did you mean " + near + "?")
            .orElse("")
        + "; there are: "
        + String.join(", ", steering.providers());
  }

  private void unpin(Visit visit, String key) {
    steering
        .pinned()
        .ifPresent(
            pin -> note(visit, "provider unpinned", key, Map.of("provider", pin.provider())));
    steering.unpin();
    showPin(visit);
  }

  /// Who is pinned, in fields that are always there.
  private void showPin(Visit visit) {
    @Nullable Pin pin = steering.pinned().orElse(null);
    var page = new JsonFields();
    page.put("provider", pin == null ? null : pin.provider());
    page.put("until", pin == null ? null : instant(pin.until()));
    visit.show(JSON, page.toString());
  }

  private void clear(Visit visit, String key) {
    Steering.Forgotten was = steering.forget();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("rests", was.rests());
    facts.put("preferences", was.preferences());
    facts.put("pin", was.pin());
    note(visit, "conditions forgotten", key, facts);
    var page = new JsonFields().put("cleared", true);
    facts.forEach(page::put);
    visit.show(JSON, page.toString());
  }

  private void note(Visit visit, String what, String key, Map<String, ?> facts) {
    var all = new LinkedHashMap<String, Object>(facts);
    all.put("key", key);
    all.put("id", visit.id());
    desk.journal().note(Weight.INFO, what, all);
  }

  private static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
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
