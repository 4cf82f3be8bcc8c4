package dev.homeport.server.admin;

import dev.homeport.condition.Pin;
import dev.homeport.config.source.Nearest;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Orders about who is asked.
record PinDesk(Steering steering, Notes notes) {
  Reply force(Order order) {
    return switch (order.method()) {
      case "POST" -> forced(order);
      case "DELETE" -> unpin(order);
      default -> shown();
    };
  }

  private Reply forced(Order order) {
    return switch (ForceOrder.read(order.body())) {
      case ForceOrder.Off() -> unpin(order);
      case ForceOrder.Wrong(String text) -> Reply.bad(text);
      case ForceOrder.Pin(String wanted, var time) -> {
        Optional<String> provider = steering.meant(wanted);
        if (provider.isEmpty()) {
          yield Reply.bad(nobody(wanted));
        }
        steering.pin(provider.get(), time);
        var facts = new LinkedHashMap<String, Object>();
        facts.put("provider", provider.get());
        facts.put("for", Steering.PIN_TIME.print(time));
        notes.done(order, "provider pinned", facts);
        yield shown();
      }
    };
  }

  private String nobody(String wanted) {
    return "there is no provider "
        + Reply.quoted(wanted)
        + Nearest.to(wanted, steering.providers())
            .map(near -> "; did you mean " + near + "?")
            .orElse("")
        + "; there are: "
        + String.join(", ", steering.providers());
  }

  private Reply unpin(Order order) {
    steering
        .pinned()
        .ifPresent(
            pin -> notes.done(order, "provider unpinned", Map.of("provider", pin.provider())));
    steering.unpin();
    return shown();
  }

  /// Who is pinned, in fields that are always there.
  private Reply shown() {
    @Nullable Pin pin = steering.pinned().orElse(null);
    var page = new JsonFields();
    page.put("provider", pin == null ? null : pin.provider());
    page.put("until", pin == null ? null : instant(pin.until()));
    return Reply.of(page);
  }

  Reply clear(Order order) {
    Steering.Forgotten was = steering.forget();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("rests", was.rests());
    facts.put("preferences", was.preferences());
    facts.put("pin", was.pin());
    notes.done(order, "conditions forgotten", facts);
    var page = new JsonFields().put("cleared", true);
    facts.forEach(page::put);
    return Reply.of(page);
  }

  private static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
