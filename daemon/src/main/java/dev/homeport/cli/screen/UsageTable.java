package dev.homeport.cli.screen;

import dev.homeport.wire.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The page of `/admin/usage` as a table with a foot, in 100 columns. Pure.
public final class UsageTable {
  private static final int WIDTH = 100;
  private static final int SHORTEST_NAME = 10;
  private static final BigDecimal LEAST = new BigDecimal("0.0001");

  private UsageTable() {}

  /// The lines.
  ///
  /// @param causes the same time by cause; empty where that is not known
  public static List<String> of(JsonObject page, JsonObject causes) {
    String time = "from " + moment(page, "since") + " to " + moment(page, "until") + " UTC";
    List<JsonObject> rows = page.objects("rows");
    if (rows.isEmpty()) {
      return List.of("Nobody has asked anything " + time + ", so nothing was spent.");
    }
    String by = page.text("by", "");
    var lines = new ArrayList<String>();
    lines.add("By " + by + ", " + time + ".");
    lines.add("");
    JsonObject total = page.object("total");
    lines.addAll(table(by, rows, total));
    lines.add("");
    lines.addAll(foot(total, causes));
    return lines;
  }

  private static List<String> table(String by, List<JsonObject> rows, JsonObject total) {
    var cells = new ArrayList<List<String>>();
    cells.add(
        List.of(
            by.toUpperCase(Locale.ROOT),
            "REQUESTS",
            "FAILED",
            "FALLBACKS",
            "TOKENS IN",
            "OUT",
            "COST",
            "SAVED"));
    rows.forEach(row -> cells.add(row(named(row.text(by)), row)));
    cells.add(row("total", total));
    int figures = 0;
    for (int column = 1; column < cells.getFirst().size(); column++) {
      figures += 2 + width(cells, column);
    }
    int names = Math.min(width(cells, 0), Math.max(SHORTEST_NAME, WIDTH - figures));
    var lines = new ArrayList<String>();
    for (List<String> row : cells) {
      String name = row.getFirst();
      var line =
          new StringBuilder(name.length() <= names ? name : name.substring(0, names - 1) + "…");
      line.repeat(' ', names - line.length());
      for (int column = 1; column < row.size(); column++) {
        line.repeat(' ', 2 + width(cells, column) - row.get(column).length())
            .append(row.get(column));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static int width(List<List<String>> cells, int column) {
    return cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static List<String> row(String name, JsonObject row) {
    String mark = row.number("estimated", 0) > 0 ? "~" : "";
    return List.of(
        name,
        Long.toString(row.number("requests", 0)),
        Long.toString(row.number("failed", 0)),
        fallbacks(row),
        mark + tokens(row, "tokens_in"),
        mark + tokens(row, "tokens_out"),
        mark + money(dollars(row, "cost")),
        money(dollars(row, "saved")));
  }

  /// Names are as clients please.
  private static String named(@Nullable String name) {
    return name == null ? "(none)" : StatusScreen.printable(name);
  }

  private static String fallbacks(JsonObject row) {
    long some = row.number("fallbacks", 0);
    long all = row.number("requests", 0);
    if (some == 0 || all == 0) {
      return Long.toString(some);
    }
    long percent = Math.round(100.0 * some / all);
    return some + " (" + (percent == 0 ? "<1" : Long.toString(percent)) + "%)";
  }

  /// In millions, where there are many.
  private static String tokens(JsonObject row, String name) {
    long tokens = row.number(name, 0);
    return tokens < 10_000_000
        ? Long.toString(tokens)
        : String.format(Locale.ROOT, "%.1fM", tokens / 1e6);
  }

  private static List<String> foot(JsonObject total, JsonObject causes) {
    var lines = new ArrayList<String>();
    BigDecimal absence = BigDecimal.ZERO;
    boolean estimated = false;
    for (JsonObject row : causes.objects("rows")) {
      if (row.text("cause") != null) {
        absence = absence.add(dollars(row, "cost"));
        estimated |= row.number("estimated", 0) > 0;
      }
    }
    String saved = "what home saved: " + money(dollars(total, "saved"));
    lines.add(
        causes.has("rows")
            ? "what the Mac's absence cost: "
                + (estimated ? "~" : "")
                + money(absence)
                + "; "
                + saved
            : saved);
    long unpriced = total.number("unpriced", 0);
    if (unpriced > 0) {
      lines.add(
          "of "
              + (unpriced == 1 ? "1 request" : unpriced + " requests")
              + " no price is known: not in the cost; router.prices can name one");
    }
    return lines;
  }

  /// Money as people read it.
  static String money(BigDecimal dollars) {
    return dollars.signum() > 0 && dollars.compareTo(LEAST) < 0
        ? "<" + LEAST + " USD"
        : dollars.setScale(4, RoundingMode.HALF_UP) + " USD";
  }

  /// The amount under a name; nothing where it is no number.
  static BigDecimal dollars(JsonObject row, String name) {
    try {
      return row.has(name) ? new BigDecimal(row.plain(name)) : BigDecimal.ZERO;
    } catch (NumberFormatException _) {
      return BigDecimal.ZERO;
    }
  }

  /// To the minute.
  private static String moment(JsonObject page, String name) {
    String text = StatusScreen.printable(page.text(name, ""));
    return text.length() < 16 ? text : text.substring(0, 16).replace('T', ' ');
  }
}
