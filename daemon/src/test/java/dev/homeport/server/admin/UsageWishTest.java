package dev.homeport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.ledger.Query;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can be asked of the ledger in a query.
class UsageWishTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,                                 PROVIDER, 2026-11-23T12:00:00Z, 2026-11-24T12:00:00Z",
        "by=key&since=7d,                   KEY,      2026-11-17T12:00:00Z, 2026-11-24T12:00:00Z",
        "by=day&since=2026-11-01,           DAY,      2026-11-01T00:00:00Z, 2026-11-24T12:00:00Z",
        "since=2d&until=24h,                PROVIDER, 2026-11-22T12:00:00Z, 2026-11-23T12:00:00Z",
        "since=2026-11-01T01:00:00%2B01:00, PROVIDER, 2026-11-01T00:00:00Z, 2026-11-24T12:00:00Z",
        "since=2026-11-01T01:00:00+01:00,   PROVIDER, 2026-11-01T00:00:00Z, 2026-11-24T12:00:00Z",
        "since=2026-11-01&until=2026-12-01, PROVIDER, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
        "by=cause&tenant=a%20b,             CAUSE,    2026-11-23T12:00:00Z, 2026-11-24T12:00:00Z",
      })
  void rightOnesAreRead(String query, Query.By by, Instant since, Instant until) {
    assertThat(UsageWish.read(query, NOW))
        .isInstanceOfSatisfying(
            UsageWish.Right.class,
            right -> {
              assertThat(right.query().by()).isEqualTo(by);
              assertThat(right.query().since()).isEqualTo(since);
              assertThat(right.query().until()).isEqualTo(until);
              assertThat(right.csv()).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "by=colour             | by: \"colour\" is none of provider, key,",
        "by=                   | by is empty",
        "by=%ff%GG             | by is empty or no text",
        "by=key&by=user        | by stands there twice",
        "sinse=24h             | there is no \"sinse\"; did you mean since?",
        "x=1                   | there is no \"x\"; there are: by, since, until, tenant, format",
        "by=key&               | there is no \"\"; there are:",
        "since=24              | since: \"24\" is no time; write 24h or 7d, a date such as",
        "since=yesterday       | since: \"yesterday\" is no time",
        "since=2026-13-01      | since: \"2026-13-01\" is no time",
        "since=9999999999d     | since: \"9999999999d\" is no time",
        "since=%2B999999999-01-01T00:00:00Z | is no time",
        "until=soon            | until: \"soon\" is no time",
        "since=24h&until=2d    | since is 2026-11-23T12:00:00Z, which is not before until, 2026-11-22",
        "since=2027-01-01      | which is not before until",
        "format=xml            | format: \"xml\" is none of json, csv",
      })
  void whatIsWrongIsTold(String query, String says) {
    assertThat(UsageWish.read(query, NOW))
        .isInstanceOfSatisfying(
            UsageWish.Wrong.class, wrong -> assertThat(wrong.text()).contains(says));
  }
}
