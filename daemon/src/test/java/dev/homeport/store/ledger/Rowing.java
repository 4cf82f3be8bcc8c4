package dev.homeport.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Rows for tests.
final class Rowing {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private Rowing() {}

  /// A row like any other.
  static Row row(String id) {
    return at(NOON, id);
  }

  static Row at(Instant at, String id) {
    return paid(at, id, "bot", null, 1_000_000_000L);
  }

  static Row paid(Instant at, String id, String key, @Nullable String tenant, @Nullable Long cost) {
    return new Row(
        at,
        id,
        key,
        "ann",
        tenant,
        "openai",
        "qwen",
        "openrouter",
        "main",
        2,
        120L,
        900,
        10L,
        20L,
        false,
        cost,
        null,
        "connect-timeout",
        200,
        "answered",
        null);
  }

  /// A row as chance has it, within three days.
  static Row any(Random random, String id) {
    @Nullable String provider = one(random, "home", "openrouter", "gemini", null);
    return new Row(
        NOON.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60))),
        id,
        one(random, "bot", "web", null),
        one(random, "ann", "bob", "zoë 🦙", null),
        one(random, "acme", "umbrella", null),
        String.valueOf(one(random, "openai", "ollama")),
        one(random, "qwen", "gpt", null),
        provider,
        provider == null ? null : one(random, "main", "spare", provider, null),
        random.nextInt(4),
        random.nextBoolean() ? null : (long) random.nextInt(5000),
        random.nextInt(60_000),
        random.nextInt(4) == 0 ? null : (long) random.nextInt(100_000),
        random.nextInt(4) == 0 ? null : (long) random.nextInt(100_000),
        random.nextBoolean(),
        random.nextInt(3) == 0 ? null : random.nextLong(3_000_000_000L),
        random.nextInt(3) == 0 ? random.nextLong(3_000_000_000L) : null,
        one(random, "timeout", "quota", null),
        200,
        String.valueOf(one(random, "answered", "failed", "left", "cut", "refused")),
        null);
  }

  @SafeVarargs
  private static <T> @Nullable T one(Random random, @Nullable T... of) {
    return of[random.nextInt(of.length)];
  }

  /// A question about all rows.
  static Query all(Query.By by) {
    return new Query(by, Instant.MIN, Instant.MAX, null);
  }

  /// How many rows there are.
  static long count(Book book) throws java.io.IOException {
    List<Line> lines = book.sum(all(Query.By.DAY));
    return lines.stream().mapToLong(Line::requests).sum();
  }
}
