package dev.homeport.cli.screen;

import dev.homeport.wire.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The accounts of a router's page, a line for each and one for each model that is blocked by
/// itself, in 100 columns. Pure.
public final class AccountTable {
  private static final int WIDTH = 100;
  private static final int LONGEST_NAME = 36;
  private static final List<String> HEAD =
      List.of("ACCOUNT", "STATE", "FREE AT", "CAUSE", "INSIDE", "ASKED", "FAILED", "ABOUT");

  private AccountTable() {}

  /// The lines.
  public static List<String> of(List<JsonObject> accounts, Instant now) {
    if (accounts.isEmpty()) {
      return List.of("There are no accounts: no provider of this router has a key.");
    }
    var rows = new ArrayList<List<String>>(List.of(HEAD));
    accounts.forEach(each -> rows.add(row(each, now)));
    var lines = new ArrayList<String>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(line(rows, rows.get(i)));
      if (i > 0) {
        for (JsonObject model : accounts.get(i - 1).objects("models")) {
          lines.add(shortened("  " + model(model, now), WIDTH));
        }
      }
    }
    return lines;
  }

  /// An account by its provider and its name.
  static String name(JsonObject account) {
    return account.text("provider", "") + "/" + account.text("account", "");
  }

  /// What is held against one model.
  static String model(JsonObject block, Instant now) {
    return StatusScreen.printable(
        block.text("model", "")
            + " free "
            + Relative.in(block.text("blocked_until", ""), now)
            + StatusScreen.prefixed(": ", block.text("cause", ""))
            + StatusScreen.prefixed(", ", block.text("detail", "")));
  }

  private static List<String> row(JsonObject account, Instant now) {
    String plan = account.text("plan", "");
    String description = account.text("description", "");
    return List.of(
        shortened(StatusScreen.printable(name(account)), LONGEST_NAME),
        account.text("state", ""),
        Relative.in(account.text("blocked_until", ""), now),
        account.text("cause", ""),
        account.number("inside", 0)
            + (account.has("concurrent") ? " of " + account.number("concurrent", 0) : ""),
        Long.toString(account.number("asked", 0)),
        Long.toString(account.number("failed", 0)),
        StatusScreen.printable(
            StatusScreen.prefixed("plan ", plan)
                + (plan.isEmpty() || description.isEmpty() ? "" : ", ")
                + description));
  }

  private static String line(List<List<String>> rows, List<String> row) {
    var text = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
      text.append(row.get(column)).repeat(' ', width - row.get(column).length() + 2);
    }
    return shortened(StatusScreen.printable(text.toString().stripTrailing()), WIDTH);
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
