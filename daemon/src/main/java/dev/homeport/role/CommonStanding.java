package dev.homeport.role;

import dev.homeport.config.ConfigWatch;
import dev.homeport.config.source.Problem;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Metrics;
import dev.homeport.time.Ticker;
import dev.homeport.wire.JsonFields;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What every role can tell about itself.
///
/// @param startedNanos the ticker's reading at the start
public record CommonStanding(
    String version,
    String instance,
    ConfigWatch<?> watch,
    Metrics counts,
    Ticker ticker,
    long startedNanos) {
  public Duration uptime() {
    return Duration.ofNanos(ticker.nanoTime() - startedNanos);
  }

  /// Who it is, at the beginning of its page.
  public void putBefore(JsonFields page) {
    page.put("version", version);
    page.put("instance", instance);
    page.put("uptime_seconds", uptime().toSeconds());
  }

  public JsonFields requests() {
    var part = new JsonFields();
    for (Outcome outcome : Outcome.values()) {
      part.put(outcome.name().toLowerCase(Locale.ROOT), counts.ended(outcome));
    }
    return part;
  }

  public JsonFields config() {
    var part = new JsonFields();
    part.put("problems", problems());
    part.put("needs_restart", watch.needRestart());
    return part;
  }

  public List<String> problems() {
    return watch
        .rejected()
        .map(bad -> bad.problems().stream().map(Problem::text).toList())
        .orElse(List.of());
  }
}
