package dev.homeport.config.router;

import org.jspecify.annotations.Nullable;

/// How much may be spent in a day or a month.
///
/// @param per each of what has so much for itself
/// @param name only the one of that name; nothing for each
/// @param limit in billionths of a dollar
/// @param stops whether nothing more is spent when it is used up, or only somebody told
public record Budget(Period period, Per per, @Nullable String name, long limit, boolean stops) {
  /// In which time. Days and months are those of UTC.
  public enum Period {
    DAILY,
    MONTHLY
  }

  /// Each of what has a budget of its own.
  public enum Per {
    DEPLOYMENT,
    KEY,
    USER,
    TENANT,
    PROVIDER
  }
}
