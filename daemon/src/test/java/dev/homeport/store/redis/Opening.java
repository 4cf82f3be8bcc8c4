package dev.homeport.store.redis;

import dev.homeport.journal.Journal;
import dev.homeport.store.redis.RedisState.Opened;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import org.jspecify.annotations.Nullable;

/// How tests open and close states.
final class Opening {
  private Opening() {}

  /// Opens a state that must be fit for use.
  static RedisState patient(
      String url, Ticker ticker, WallClock wall, Journal journal, @Nullable WallClock clock) {
    return switch (RedisState.open(url, null, ticker, wall, journal, clock)) {
      case Opened.Open(RedisState state) -> state;
      case Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  /// Why a state is not opened.
  static String refused(String url, Ticker ticker, WallClock wall, Journal journal) {
    return switch (RedisState.open(url, ticker, wall, journal)) {
      case Opened.Open(RedisState state) -> {
        stop(state);
        throw new AssertionError("opened");
      }
      case Opened.Failed(String why) -> why;
    };
  }

  static void stop(RedisState state) {
    try {
      state.stop();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
