package dev.homeport.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the way of a request ended.
public sealed interface Ending {
  /// The answer went out whole.
  record Answered(int status, Course course) implements Ending {}

  /// Nothing went out yet: the server says no, in its own words.
  ///
  /// @param retryAfterSeconds when a repeat may help, zero where none does
  record Refused(int status, String text, int retryAfterSeconds, Course course) implements Ending {}

  /// Nothing went out yet, because nobody gave an answer.
  record Failed(int status, String text, Course course) implements Ending {}

  /// The client went away.
  record Left(String when, Course course) implements Ending {}

  /// The answer broke off, and the client was told so by the cut connection.
  record Cut(int status, String cause, Course course) implements Ending {}

  /// What it took until then.
  Course course();

  /// The figures of a request's way.
  ///
  /// @param queued the time spent waiting for a place
  /// @param firstByteNanos the ticker's reading at the first byte of the answer's body
  /// @param bytes how many bytes of the body went out
  record Course(Duration queued, @Nullable Long firstByteNanos, long bytes) {}
}
