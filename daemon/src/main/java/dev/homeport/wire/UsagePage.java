package dev.homeport.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.json.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Ollama's cloud tells of an account on `/api/usage`, which nobody has promised (wire.md
/// A.7): how much of each window is used, as a fraction. Its shape has changed before, so fractions
/// are looked for wherever a window is named, and a page of which a part cannot be one says
/// nothing.
public final class UsagePage {
  private static final Set<String> USED =
      Set.of(
          "used", "usage", "fraction", "used_fraction", "usage_fraction", "utilization", "ratio");

  /// Who is over a limit is not far over it: a larger number is none of these.
  private static final double MOST = 2;

  private static final int DEEPEST = 8;

  private final Map<String, Double> fractions = new HashMap<>();
  private boolean odd;

  private UsagePage() {}

  /// The fractions by `session`, `weekly` and `monthly`; empty where the page has none.
  public static Map<String, Double> fractions(byte[] body) {
    var page = new UsagePage();
    page.read(Json.readOrMissing(body, 0, body.length), null, 0);
    return page.odd ? Map.of() : Map.copyOf(page.fractions);
  }

  private void read(JsonNode node, @Nullable String window, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    for (JsonNode each : node.isArray() ? node : Json.array()) {
      read(each, window, depth + 1);
    }
    for (var field : node.properties()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      String named = named(name);
      JsonNode value = field.getValue();
      if (!value.isNumber()) {
        read(value, named == null ? window : named, depth + 1);
      } else if (named != null && (name.equals(named) || isUsed(name))) {
        note(named, value.doubleValue());
      } else if (window != null && USED.contains(name)) {
        note(window, value.doubleValue());
      }
    }
  }

  private void note(String window, double fraction) {
    if (fraction >= 0 && fraction <= MOST) {
      fractions.merge(window, fraction, Math::max);
    } else {
      odd = true;
    }
  }

  private static boolean isUsed(String name) {
    return USED.stream().anyMatch(used -> name.endsWith("_" + used) || name.startsWith(used + "_"));
  }

  private static @Nullable String named(String name) {
    return name.contains("session")
        ? "session"
        : name.contains("week") ? "weekly" : name.contains("month") ? "monthly" : null;
  }
}
