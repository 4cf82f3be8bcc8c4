package dev.homeport.server.admin;

import dev.homeport.config.source.Nearest;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.One;
import dev.homeport.store.ledger.Query;
import dev.homeport.store.ledger.Query.By;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the query of `/admin/usage` asks, such as `by=key&since=7d`. Pure.
public sealed interface UsageWish {
  /// This.
  ///
  /// @param csv whether it is to be a table for other programs
  record Right(Query query, boolean csv) implements UsageWish {}

  /// Nothing that can be answered, and why.
  record Wrong(String text) implements UsageWish {}

  /// The words there are.
  List<String> WORDS = List.of("by", "since", "until", "tenant", "format");

  /// How long ago something may be.
  One<Duration> AGO = Amounts.duration(Duration.ofSeconds(1), Duration.ofDays(3660));

  /// What a moment looks like.
  String MOMENT = "write 24h or 7d, a date such as 2026-11-01 (UTC), or 2026-11-01T12:00:00Z";

  /// Reads it.
  static UsageWish read(@Nullable String query, Instant now) {
    Map<String, String> said = new HashMap<>();
    for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String word = equals < 0 ? part : part.substring(0, equals);
      if (!WORDS.contains(word)) {
        return new Wrong(
            "there is no "
                + Reply.quoted(word)
                + Nearest.to(word, WORDS).map(near -> "; did you mean " + near + "?").orElse("")
                + "; there are: "
                + String.join(", ", WORDS));
      }
      @Nullable String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
      if (value == null || value.isBlank()) {
        return new Wrong(word + " is empty or no text; leave it out, or say what is meant");
      }
      if (said.put(word, value.strip()) != null) {
        return new Wrong(word + " stands there twice; once is right");
      }
    }
    return read(said, now);
  }

  private static UsageWish read(Map<String, String> said, Instant now) {
    String by = said.getOrDefault("by", By.PROVIDER.word());
    List<By> meant = Arrays.stream(By.values()).filter(each -> each.word().equals(by)).toList();
    if (meant.isEmpty()) {
      return new Wrong(
          "by: "
              + Reply.quoted(by)
              + " is none of "
              + Arrays.stream(By.values()).map(By::word).collect(Collectors.joining(", ")));
    }
    String format = said.getOrDefault("format", "json");
    if (!format.equals("json") && !format.equals("csv")) {
      return new Wrong("format: " + Reply.quoted(format) + " is none of json, csv");
    }
    String since = said.getOrDefault("since", "24h");
    @Nullable Instant from = moment(since, now);
    if (from == null) {
      return new Wrong("since: " + Reply.quoted(since) + " is no time; " + MOMENT);
    }
    @Nullable String until = said.get("until");
    @Nullable Instant to = until == null ? now : moment(until, now);
    if (to == null) {
      return new Wrong(
          "until: " + Reply.quoted(until == null ? "" : until) + " is no time; " + MOMENT);
    }
    if (!from.isBefore(to)) {
      return new Wrong("since is " + from + ", which is not before until, " + to);
    }
    return new Right(
        new Query(meant.getFirst(), from, to, said.get("tenant")), format.equals("csv"));
  }

  /// A plus sign is one: moments have it before their offset.
  private static @Nullable String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable Instant moment(String text, Instant now) {
    if (AGO.judge(text) instanceof One.Judged.Right<Duration>(Duration ago)) {
      return now.minus(ago).truncatedTo(ChronoUnit.SECONDS);
    }
    try {
      Instant at =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      // No ledger has rows of other times, and not all can be asked for them.
      boolean usual = at.isAfter(Instant.EPOCH) && at.isBefore(now.plus(Duration.ofDays(36_600)));
      return usual ? at : null;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
