package dev.homeport.config.provider;

import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.One;
import java.time.Duration;

/// How long a provider may take for what, as settings.
public record TimeoutRows(
    Setting<Duration> connect,
    Setting<Duration> ack,
    Setting<Duration> queued,
    Setting<Duration> loading,
    Setting<Duration> firstToken,
    Setting<Duration> quiet,
    Setting<Duration> stall,
    Setting<Duration> total) {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(1);
  private static final One<Duration> ANY = Amounts.duration(LEAST, MOST);

  /// The rows below a section.
  ///
  /// @param seconds the variables that set the first token's in seconds
  static TimeoutRows of(String start, String[] seconds) {
    return new TimeoutRows(
        Setting.of(start + "connect", ANY, "2s", "until it takes a connection"),
        Setting.of(start + "ack", ANY, "3s", "until a daemon says that it is alive"),
        Setting.of(start + "queued", ANY, "5s", "in a daemon's queue"),
        Setting.of(start + "loading", ANY, "120s", "while its model loads"),
        Setting.of(start + "first-token", ANY, "", "until its first token")
            .spelt(Amounts.seconds(LEAST, MOST), seconds),
        Setting.of(start + "quiet", ANY, "60s", "where it says nothing until a call is whole"),
        Setting.of(start + "stall", ANY, "30s", "between two tokens"),
        Setting.of(start + "total", ANY, "10m", "for all of it"));
  }

  Timeouts timeouts(Values values) {
    return new Timeouts(
        values.of(connect),
        values.of(ack),
        values.of(queued),
        values.of(loading),
        values.of(firstToken),
        values.of(quiet),
        values.of(stall),
        values.of(total));
  }
}
