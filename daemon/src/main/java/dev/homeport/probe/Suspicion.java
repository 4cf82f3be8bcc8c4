package dev.homeport.probe;

import dev.homeport.probe.Traffic.Count;
import java.time.Duration;

/// For how long questions have waited since the last sign of life: the reason to ask one ourselves.
///
/// Silence is no proof. A long prompt, a tool call, an answer that is not streamed give no byte for
/// minutes, and with one slot everybody waits behind it; so it only raises the question. It counts
/// the time in which somebody waited, in one piece or in many, because clients give up and try
/// again. While a model loads there is no silence.
///
/// @param last what was counted when it was last looked at, `atNanos`
/// @param waitedNanos when somebody was last seen to wait
record Suspicion(Count last, long atNanos, long waitedNanos, Duration waited) {
  /// After so long without anybody who waits, it is no longer known whether they would.
  static final Duration FORGOTTEN = Duration.ofMinutes(5);

  static Suspicion none(Count count, long nowNanos) {
    return new Suspicion(count, nowNanos, nowNanos, Duration.ZERO);
  }

  /// After looking again.
  ///
  /// @param loading whether a model is being loaded for somebody
  Suspicion next(Count count, boolean loading, long nowNanos) {
    if (loading || count.lives() != last.lives()) {
      return none(count, nowNanos);
    }
    if (last.waiting() > 0) {
      Duration more = Duration.ofNanos(nowNanos - atNanos);
      return new Suspicion(count, nowNanos, nowNanos, waited.plus(more));
    }
    return nowNanos - waitedNanos < FORGOTTEN.toNanos()
        ? new Suspicion(count, nowNanos, waitedNanos, waited)
        : none(count, nowNanos);
  }
}
