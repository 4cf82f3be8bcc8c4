package dev.homeport.ledger.desk;

import dev.homeport.store.ledger.Row;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import dev.homeport.wire.JsonObject.Parsed;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row as a line of JSON.
final class RowText {
  private RowText() {}

  static String of(Row row) {
    return new JsonFields()
        .put("at", row.at().toEpochMilli())
        .put("id", row.id())
        .putIfThere("key", row.key())
        .putIfThere("user", row.user())
        .putIfThere("tenant", row.tenant())
        .put("dialect", row.dialect())
        .putIfThere("model", row.model())
        .putIfThere("provider", row.provider())
        .putIfThere("account", row.account())
        .put("attempts", row.attempts())
        .putIfThere("first", row.firstMillis())
        .put("total", row.totalMillis())
        .putIfThere("in", row.tokensIn())
        .putIfThere("out", row.tokensOut())
        .put("estimated", row.estimated())
        .putIfThere("cost", row.cost())
        .putIfThere("saved", row.saved())
        .putIfThere("cause", row.cause())
        .put("status", row.status())
        .put("outcome", row.outcome())
        .putIfThere("reason", row.reason())
        .toString();
  }

  /// The row that a line tells of; nothing where it is torn, or tells of none.
  static Optional<Row> row(String line) {
    if (!line.endsWith("}") || !(JsonObject.parse(line) instanceof Parsed.Good(JsonObject of))) {
      return Optional.empty();
    }
    String id = of.text("id");
    String dialect = of.text("dialect");
    String outcome = of.text("outcome");
    if (id == null || dialect == null || outcome == null || !of.has("at")) {
      return Optional.empty();
    }
    return Optional.of(
        new Row(
            Instant.ofEpochMilli(of.number("at", 0)),
            id,
            of.text("key"),
            of.text("user"),
            of.text("tenant"),
            dialect,
            of.text("model"),
            of.text("provider"),
            of.text("account"),
            (int) of.number("attempts", 0),
            number(of, "first"),
            of.number("total", 0),
            number(of, "in"),
            number(of, "out"),
            of.flag("estimated", false),
            number(of, "cost"),
            number(of, "saved"),
            of.text("cause"),
            (int) of.number("status", 0),
            outcome,
            of.text("reason")));
  }

  private static @Nullable Long number(JsonObject of, String name) {
    return of.has(name) ? of.number(name, 0) : null;
  }
}
