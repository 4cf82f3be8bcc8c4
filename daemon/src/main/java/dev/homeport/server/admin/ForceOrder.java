package dev.homeport.server.admin;

import dev.homeport.config.source.Nearest;
import dev.homeport.config.value.One;
import dev.homeport.wire.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the body of `POST /admin/force` orders. Pure.
sealed interface ForceOrder {
  /// Ask only this provider for so long.
  record Pin(String provider, Duration time) implements ForceOrder {}

  /// Ask everybody again.
  record Off() implements ForceOrder {}

  /// It is no order, and why.
  record Wrong(String text) implements ForceOrder {}

  /// What a right one looks like.
  String EXAMPLE = "{\"provider\":\"openrouter\",\"for\":\"1h\"} or {\"off\":true}";

  /// The fields there are.
  List<String> FIELDS = List.of("provider", "for", "off");

  /// Reads it.
  static ForceOrder read(String body) {
    return switch (JsonObject.parse(body)) {
      case JsonObject.Parsed.Good(JsonObject order) -> read(order);
      case JsonObject.Parsed.Nothing() -> new Wrong("the body is empty; right is " + EXAMPLE);
      case JsonObject.Parsed.Other(String kind) ->
          new Wrong("the body is JSON of the kind " + kind + "; right is " + EXAMPLE);
      case JsonObject.Parsed.Broken _ -> new Wrong("the body is no JSON; right is " + EXAMPLE);
    };
  }

  private static ForceOrder read(JsonObject order) {
    for (String name : order.names()) {
      if (!FIELDS.contains(name)) {
        return new Wrong("unknown field " + Reply.quoted(name) + instead(name));
      }
    }
    String off = order.has("off") ? order.plain("off") : "false";
    if (!off.equals("true") && !off.equals("false")) {
      return new Wrong("off is " + Reply.quoted(off) + "; right is true, or no such field");
    }
    if (off.equals("true")) {
      return order.has("provider") || order.has("for")
          ? new Wrong("off stands alone: it lets go of whoever is pinned; right is " + EXAMPLE)
          : new Off();
    }
    @Nullable String provider = order.text("provider");
    if (provider == null || provider.isBlank()) {
      return new Wrong("provider is required, by its name; right is " + EXAMPLE);
    }
    if (!order.has("for")) {
      return new Wrong("for is required: how long, such as 90s, 5m, 1h or 2d");
    }
    String time = order.plain("for");
    return switch (Steering.PIN_TIME.judge(time)) {
      case One.Judged.Right<Duration>(Duration right) -> new Pin(provider.strip(), right);
      case One.Judged.Wrong<Duration>(String why, String right) ->
          new Wrong("for: " + Reply.quoted(time) + " " + why + "; " + right);
    };
  }

  private static String instead(String name) {
    return Nearest.to(name, FIELDS)
        .map(near -> "; did you mean \"" + near + "\"?")
        .orElse("; there are provider, for and off");
  }
}
