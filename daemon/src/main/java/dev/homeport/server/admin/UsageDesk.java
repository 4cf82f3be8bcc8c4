package dev.homeport.server.admin;

import dev.homeport.server.admin.Books.Summed;
import dev.homeport.store.ledger.Line;
import dev.homeport.store.ledger.Query;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what was asked, answered and spent.
record UsageDesk(Books books, WallClock wall) {
  Reply show(Order order) {
    return switch (UsageWish.read(order.query(), wall.now())) {
      case UsageWish.Wrong(String text) -> Reply.bad(text);
      case UsageWish.Right(Query query, boolean csv) ->
          switch (books.sum(query)) {
            case Summed.Found(List<Line> lines) -> csv ? csv(query, lines) : json(query, lines);
            case Summed.Off() ->
                new Reply.Refused(
                    404,
                    "no ledger is kept here, so nobody knows; a router without the setting ledger:"
                        + " off keeps one",
                    "no ledger");
            case Summed.Away(String why) ->
                new Reply.Refused(
                    503,
                    "the ledger cannot be read at the moment: " + why + "; nothing of it is lost",
                    "ledger away");
          };
    };
  }

  private static Reply json(Query query, List<Line> lines) {
    String by = query.by().word();
    return Reply.of(
        new JsonFields()
            .put("since", query.since().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("until", query.until().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("by", by)
            .put("currency", Money.CURRENCY)
            .put(
                "rows",
                lines.stream()
                    .map(each -> sums(new JsonFields().put(by, name(each)), each))
                    .toList())
            .put("total", sums(new JsonFields(), total(lines))));
  }

  /// What the rows have in common; nothing where they have nothing of the kind.
  private static @Nullable String name(Line line) {
    return line.name().isEmpty() ? null : line.name();
  }

  private static JsonFields sums(JsonFields row, Line line) {
    return row.put("requests", line.requests())
        .put("failed", line.failed())
        .put("fallbacks", line.fallbacks())
        .put("tokens_in", line.tokensIn())
        .put("tokens_out", line.tokensOut())
        .put("cost", Money.dollars(line.cost()))
        .put("saved", Money.dollars(line.saved()))
        .put("estimated", line.estimated())
        .put("unpriced", line.unpriced());
  }

  private static Line total(List<Line> lines) {
    var total = new Line("", 0, 0, 0, 0, 0, 0, 0, 0, 0);
    for (Line each : lines) {
      total =
          new Line(
              "",
              total.requests() + each.requests(),
              total.failed() + each.failed(),
              total.fallbacks() + each.fallbacks(),
              total.tokensIn() + each.tokensIn(),
              total.tokensOut() + each.tokensOut(),
              total.cost() + each.cost(),
              total.saved() + each.saved(),
              total.estimated() + each.estimated(),
              total.unpriced() + each.unpriced());
    }
    return total;
  }

  private static Reply csv(Query query, List<Line> lines) {
    var text =
        new StringBuilder(query.by().word())
            .append(
                ",requests,failed,fallbacks,tokens_in,tokens_out,cost,saved,estimated,unpriced\n");
    for (Line each : lines) {
      text.append(cell(each.name())).append(',').append(each.requests());
      text.append(',').append(each.failed()).append(',').append(each.fallbacks());
      text.append(',').append(each.tokensIn()).append(',').append(each.tokensOut());
      text.append(',').append(Money.dollars(each.cost()).toPlainString());
      text.append(',').append(Money.dollars(each.saved()).toPlainString());
      text.append(',').append(each.estimated()).append(',').append(each.unpriced()).append('\n');
    }
    return new Reply.Shown("text/csv; charset=utf-8", text.toString());
  }

  /// Clients choose the names of users and models: none may make a second cell, nor a formula of
  /// whoever opens the table.
  private static String cell(String name) {
    boolean formula = !name.isEmpty() && "=+-@\t\r".indexOf(name.charAt(0)) >= 0;
    String text = formula ? "'" + name : name;
    return text.chars().anyMatch(c -> ",\"\n\r".indexOf(c) >= 0)
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }
}
