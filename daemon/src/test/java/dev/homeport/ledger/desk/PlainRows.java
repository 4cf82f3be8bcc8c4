package dev.homeport.ledger.desk;

import dev.homeport.store.ledger.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of which only the id counts.
final class PlainRows {
  private PlainRows() {}

  static Row row(String id) {
    return new Row(
        Instant.parse("2026-11-24T12:00:00Z"),
        id,
        "bot \"x\"",
        null,
        "acme",
        "openai",
        "qwen",
        "home",
        "home",
        1,
        5L,
        9,
        3L,
        null,
        true,
        7L,
        null,
        null,
        200,
        "answered",
        "zoë 🦙");
  }

  static List<Row> rows(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> row(prefix + i)).toList();
  }
}
