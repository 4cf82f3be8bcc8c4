package dev.homeport.cli.screen;

import dev.homeport.wire.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a router's page tells of its providers, as lines of a screen of 80 columns: the chain, a
/// table of all, and who of their models is left alone. Pure.
final class RouterScreen {
  private static final int WIDTH = 80;

  /// With five providers, all of them ill, the whole screen still has fewer than 24 lines.
  private static final int MOST_RESTING = 2;

  private static final int MOST_PREFERRED = 2;
  private static final int LONGEST_MODEL = 34;
  private static final List<String> HEAD =
      List.of("PROVIDER", "STATE", "SINCE", "CAUSE", "NEXT TRY", "MODELS");

  private final JsonObject page;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private RouterScreen(JsonObject page, Instant now) {
    this.page = page;
    this.now = now;
  }

  /// The lines.
  static List<String> of(JsonObject page, Instant now) {
    var screen = new RouterScreen(page, now);
    screen.build();
    return screen.lines;
  }

  private void build() {
    line(
        "chain",
        String.join(" → ", page.texts("chain"))
            + (page.flag("fallback", true) ? "" : ", and nobody in its place"));
    if (page.has("pinned")) {
      JsonObject pin = page.object("pinned");
      line("pinned", pin.text("provider", "") + " alone" + another(pin.text("until", "")));
    }
    table(page.objects("providers"));
    resting(page.objects("providers"));
    preferred(page.objects("preferred"));
  }

  /// One line for each, and below it the words that belong to what is wrong.
  private void table(List<JsonObject> providers) {
    var rows = new ArrayList<List<String>>(List.of(HEAD));
    providers.forEach(each -> rows.add(row(each)));
    for (int i = 0; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      var text = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
        text.append(row.get(column)).repeat(' ', width - row.get(column).length() + 2);
      }
      add(text.toString().stripTrailing());
      String detail = i == 0 ? "" : detail(providers.get(i - 1));
      if (!detail.isEmpty()) {
        add("  " + detail);
      }
    }
  }

  private List<String> row(JsonObject provider) {
    return List.of(
        provider.text("name", ""),
        provider.text("state", ""),
        Relative.ago(provider.text("since", ""), now),
        provider.text("cause", ""),
        next(provider),
        models(provider));
  }

  private static String detail(JsonObject provider) {
    String detail = provider.text("detail", "");
    String url = provider.text("url", "");
    return detail.isEmpty() || url.isEmpty() ? detail : url + ": " + detail;
  }

  private String next(JsonObject part) {
    return Relative.in(part.text("next_try", ""), now);
  }

  /// How many it has; and how old that is, where it does not say so itself just now.
  private String models(JsonObject provider) {
    long count = provider.number("models", 0);
    String seen = Relative.ago(provider.text("models_seen", ""), now);
    String when = provider.has("cause") && !seen.isEmpty() ? " (" + seen + " ago)" : "";
    return count == 0 ? "" : count + when;
  }

  private void resting(List<JsonObject> providers) {
    var all = new ArrayList<String>();
    for (JsonObject provider : providers) {
      for (JsonObject model : provider.objects("resting")) {
        all.add(
            provider.text("name", "")
                + " "
                + shortened(model.text("model", ""), LONGEST_MODEL)
                + StatusScreen.prefixed(" for ", Relative.ago(model.text("since", ""), now))
                + ": "
                + model.text("cause", "")
                + StatusScreen.prefixed(", next try ", next(model)));
      }
    }
    some("resting", all, MOST_RESTING);
  }

  private void preferred(List<JsonObject> preferences) {
    some(
        "preferred",
        preferences.stream()
            .map(
                each ->
                    each.text("provider", "")
                        + " for "
                        + shortened(each.text("model", ""), LONGEST_MODEL)
                        + another(each.text("until", "")))
            .toList(),
        MOST_PREFERRED);
  }

  /// As many of them as there is room for.
  private void some(String name, List<String> all, int most) {
    int shown = all.size() <= most ? all.size() : most - 1;
    for (int i = 0; i < shown; i++) {
      line(i == 0 ? name : "", all.get(i));
    }
    if (shown < all.size()) {
      line(shown == 0 ? name : "", all.size() - shown + " more; all of them: --json");
    }
  }

  private String another(String until) {
    return StatusScreen.prefixed(", for another ", Relative.left(until, now));
  }

  private void line(String name, String words) {
    add(StatusScreen.named(name, words));
  }

  /// Models are called as clients please, and details quote others: neither may order the terminal
  /// about, or make a second line.
  private void add(String line) {
    lines.add(shortened(StatusScreen.printable(line), WIDTH));
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
