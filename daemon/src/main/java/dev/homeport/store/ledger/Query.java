package dev.homeport.store.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A question to the ledger.
///
/// @param since from this moment on
/// @param until up to, and without, this one
/// @param tenant only this tenant's rows; nothing for all
public record Query(By by, Instant since, Instant until, @Nullable String tenant) {
  /// What the rows are put together by.
  public enum By {
    PROVIDER,
    KEY,
    USER,
    TENANT,
    MODEL,
    CAUSE,
    ACCOUNT,
    DAY;

    /// It as people write it.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
