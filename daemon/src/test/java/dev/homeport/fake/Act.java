package dev.homeport.fake;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;

/// What an upstream of tests does when it is asked: bytes with pauses between them, and an end.
///
/// Each performance begins anew, so one act may be played many times and by several at once.
public interface Act {
  /// The bytes to send, which may never end.
  Iterator<Beat> beats();

  /// What becomes of the connection after the last byte.
  After after();

  /// Whether it begins before the request's body was read.
  default boolean isEarly() {
    return false;
  }

  /// Sends these bytes, each array in a write of its own.
  static Act bytes(After after, byte[]... pieces) {
    return new Act() {
      @Override
      public Iterator<Beat> beats() {
        return Arrays.stream(pieces).map(piece -> new Beat(Duration.ZERO, piece)).iterator();
      }

      @Override
      public After after() {
        return after;
      }
    };
  }

  /// Bytes that are written at once, after a pause.
  @SuppressWarnings("ArrayRecordComponent") // Played, never compared.
  record Beat(Duration pause, byte[] bytes) {}

  /// What becomes of a connection.
  enum After {
    /// It waits for the next request.
    STAYS,
    /// It stays open, and nothing happens on it any more.
    HANGS,
    /// It is closed in order.
    CLOSES,
    /// It is reset.
    RESETS
  }
}
